// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/file/json_bytes.h"

namespace interleave {

namespace {

bool can_be_of_number(char letter) noexcept {
    return (letter >= '0' && letter <= '9') || letter == '-' || letter == '+' || letter == '.' ||
           letter == 'e' || letter == 'E';
}

/// Returns the value of a hexadecimal digit, or -1.
int hex_digit(char letter) noexcept {
    if (letter >= '0' && letter <= '9')
        return letter - '0';
    const char lower = static_cast<char>(letter | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

} // namespace

JsonBytes::JsonBytes(InputBytes& bytes) : bytes_(bytes) {
    constexpr std::string_view mark = "\xef\xbb\xbf";
    if (bytes_.look(mark.size()).starts_with(mark))
        bytes_.take(mark.size());
    refill();
}

void JsonBytes::refill() {
    bytes_.take(static_cast<std::size_t>(at_ - begin_));
    first_offset_ = bytes_.offset();
    begin_ = at_ = end_ = nullptr;
    const std::string_view shown = bytes_.look(1);
    over_ = shown.empty();
    if (over_) {
        current_ = '\0';
        return;
    }
    begin_ = at_ = shown.data();
    end_ = begin_ + shown.size();
    current_ = *at_;
}

void JsonBytes::note_in_string(char taken) noexcept {
    ++string_bytes_;
    if (escape_ == Escape::in_code_unit && hex_digit(taken) < 0)
        escape_ = Escape::none; // the reader will refuse it
    switch (escape_) {
    case Escape::none:
        is_half_a_pair_ = is_half_a_pair_ && taken == '\\';
        if (taken == '"')
            in_string_ = false;
        else if (taken == '\\')
            escape_ = Escape::after_backslash;
        break;
    case Escape::after_backslash:
        escape_ = taken == 'u' ? Escape::in_code_unit : Escape::none;
        hex_digits_left_ = 4;
        code_unit_ = 0;
        break;
    case Escape::in_code_unit:
        code_unit_ = static_cast<std::uint16_t>(code_unit_ * 16 + hex_digit(taken));
        if (--hex_digits_left_ == 0) {
            escape_ = Escape::none;
            is_half_a_pair_ = code_unit_ >= 0xd800 && code_unit_ < 0xdc00;
        }
        break;
    }
    is_to_be_cut_ =
        in_string_ && string_bytes_ >= most_string_bytes && escape_ == Escape::none && !is_half_a_pair_;
}

void JsonBytes::note_outside(char taken) noexcept {
    if (can_be_of_number(taken)) {
        number_is_too_long_ = ++number_bytes_ > most_number_bytes;
        if (number_is_too_long_)
            current_ = '\0';
        return;
    }
    number_bytes_ = 0;
    if (taken == '"') {
        in_string_ = true;
        escape_ = Escape::none;
        is_half_a_pair_ = false;
        string_bytes_ = 0;
    } else if (taken == '{' || taken == '[') {
        ++depth_;
    } else if ((taken == '}' || taken == ']') && depth_ > 0) {
        --depth_;
    }
}

void JsonBytes::skip_rest_of_string() {
    is_to_be_cut_ = false;
    while (!over_ && current_ != '"') {
        if (current_ == '\\')
            advance();
        advance();
    }
}

void JsonBytes::skip_whitespace() {
    while (current_ == ' ' || current_ == '\n' || current_ == '\r' || current_ == '\t')
        Take();
}

void JsonBytes::skip_to_depth(std::uint64_t depth) {
    const auto go_on_behind_number = [this] {
        if (!number_is_too_long_)
            return;
        number_is_too_long_ = false;
        number_bytes_ = 0;
        advance();
    };
    go_on_behind_number();
    while (!over_ && (depth_ > depth || in_string_)) {
        Take();
        go_on_behind_number();
    }
}

} // namespace interleave
