// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/control/order_text.h"

#include "core/event/error.h"

#include <cstddef>
#include <string>

namespace interleave {

namespace {

constexpr char main_letter = 'M';
constexpr std::string_view blanks = " \t\r\n";

bool is_digit(char letter) noexcept {
    return letter >= '0' && letter <= '9';
}

/// Returns no_turn for what is no letter of a lane.
Turn lane_of(char letter) noexcept {
    if (letter == main_letter)
        return main_turn;
    if (letter < 'A' || letter > 'Z')
        return no_turn;
    return static_cast<Turn>(letter - 'A' + (letter < main_letter ? 1 : 0));
}

[[noreturn]] void fail(std::string_view what, std::size_t at) {
    throw UsageError("the order cannot be read at character " + std::to_string(at + 1) + ": " +
                     std::string(what));
}

/// Says what stands where a lane should stand.
[[noreturn]] void fail_at_letter(std::string_view text, std::size_t at) {
    const char letter = text[at];
    if (is_digit(letter))
        fail("a number stands behind the lane that it counts, as in A3", at);
    if (letter >= 'a' && letter <= 'z')
        fail("lanes are capital letters, as in A3 B A", at);
    fail("an order has the letters of lanes and numbers, as in A3 B A", at);
}

} // namespace

char letter_of(Turn lane) noexcept {
    if (lane == main_turn)
        return main_letter;
    const char letter = static_cast<char>('A' + lane - 1);
    return letter < main_letter ? letter : static_cast<char>(letter + 1);
}

std::vector<Turn> order_from(std::string_view text) {
    std::vector<Turn> order;
    for (std::size_t at = 0; at < text.size();) {
        if (blanks.find(text[at]) != std::string_view::npos) {
            ++at;
            continue;
        }
        const Turn lane = lane_of(text[at]);
        if (lane == no_turn)
            fail_at_letter(text, at);
        const std::size_t number_at = ++at;
        std::size_t times = 0;
        for (; at < text.size() && is_digit(text[at]) && times <= most_steps; ++at)
            times = 10 * times + static_cast<std::size_t>(text[at] - '0');
        if (at == number_at)
            times = 1;
        else if (times == 0)
            fail("a lane cannot go on 0 times; leave it out", number_at);
        if (order.size() + times > most_steps)
            fail("an order has at most " + std::to_string(most_steps) + " steps", number_at);
        order.insert(order.end(), times, lane);
    }
    return order;
}

std::string to_text(std::span<const Turn> order, std::string_view between) {
    std::string text;
    for (std::size_t begin = 0; begin < order.size();) {
        std::size_t end = begin + 1;
        while (end < order.size() && order[end] == order[begin])
            ++end;
        if (begin > 0)
            text += between;
        text += letter_of(order[begin]);
        if (end - begin > 1)
            text += std::to_string(end - begin);
        begin = end;
    }
    return text;
}

} // namespace interleave
