// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/file/schedule_line.h"

#include "core/file/schedule_message.h"
#include "core/file/text_scan.h"

#include <algorithm>
#include <limits>

namespace interleave {

namespace {

using namespace text_scan;

/// What stands before the time is never longer.
constexpr std::size_t longest_head = 256;

/// Whether a word stands for the state of interrupts and the like, "d..2." or "....": a letter, a dot or a
/// digit each, and not digits alone.
bool is_flags(std::string_view word) noexcept {
    if (word.size() < 4 || word.size() > 8)
        return false;
    bool only_digits = true;
    for (const char letter : word) {
        if (!is_digit(letter) && !is_letter(letter) && letter != '.' && letter != '#')
            return false;
        only_digits &= is_digit(letter);
    }
    return !only_digits;
}

/// Takes "[001]" from the end of a head.
std::optional<std::int32_t> take_bracketed_cpu(std::string_view& head) noexcept {
    if (!head.ends_with(']'))
        return std::nullopt;
    const std::size_t open = head.rfind('[');
    if (open == std::string_view::npos)
        return std::nullopt;
    const auto cpu = number<std::int32_t>(head.substr(open + 1, head.size() - open - 2));
    if (cpu)
        head = trimmed_end(head.substr(0, open));
    return cpu;
}

/// Takes the processor and the flags behind it, which may be missing: "[001]", "[001] d..2.", "1d..2.".
std::int32_t take_cpu(std::string_view& head) noexcept {
    if (const auto cpu = take_bracketed_cpu(head))
        return *cpu;
    const std::string_view word = last_word(head);
    std::string_view before = trimmed_end(head.substr(0, head.size() - word.size()));
    if (is_flags(word)) {
        if (const auto cpu = take_bracketed_cpu(before)) {
            head = before;
            return *cpu;
        }
    }
    const std::size_t digits = std::min(word.find_first_not_of("0123456789"), word.size());
    if (digits > 0 && is_flags(word.substr(digits))) {
        if (const auto cpu = number<std::int32_t>(word.substr(0, digits))) {
            head = before;
            return *cpu;
        }
    }
    return -1;
}

/// Takes the process from the end of a head: "(1234)", "(  123)", "(-----)".
std::int32_t take_process(std::string_view& head) noexcept {
    if (!head.ends_with(')'))
        return 0;
    const std::size_t open = head.rfind('(');
    if (open == std::string_view::npos)
        return 0;
    const std::string_view inside = trimmed(head.substr(open + 1, head.size() - open - 2));
    const auto process = tid_of(inside);
    if (!process && (inside.empty() || inside.find_first_not_of('-') != std::string_view::npos))
        return 0;
    head = trimmed_end(head.substr(0, open));
    return process.value_or(0);
}

/// Reads what is left of a head, name and thread: "comm-123", "comm 123", "comm 120/123".
bool read_task(std::string_view head, ScheduleLine& line) noexcept {
    const std::string_view word = last_word(head);
    const std::string_view before = trimmed(head.substr(0, head.size() - word.size()));
    if (word == "-1") {
        line.current.name = TaskName(known_name(before));
        return true;
    }
    if (const auto tid = tid_of(word)) {
        line.current = {*tid, TaskName(known_name(before))};
        return true;
    }
    if (const std::size_t slash = word.find('/'); slash != std::string_view::npos) {
        const auto process = tid_of(word.substr(0, slash));
        const auto tid = tid_of(word.substr(slash + 1));
        if (process && tid) {
            line.process = *process;
            line.current = {*tid, TaskName(known_name(before))};
            return true;
        }
    }
    const std::size_t dash = head.rfind('-');
    if (dash == std::string_view::npos)
        return false;
    const auto tid = tid_of(head.substr(dash + 1));
    if (!tid)
        return false;
    line.current = {*tid, TaskName(known_name(trimmed(head.substr(0, dash))))};
    return true;
}

bool read_head(std::string_view head, ScheduleLine& line) noexcept {
    head = trimmed(head);
    line.cpu = take_cpu(head);
    line.process = take_process(head);
    return !head.empty() && read_task(head, line);
}

/// A time, and where it stands in a line.
struct Time {
    std::int64_t ns;
    std::size_t begin;
    std::size_t end; ///< after the colon
};

/// Returns the next "123.456789:" whose dot is at or after `from`.
std::optional<Time> find_time(std::string_view line, std::size_t& from) noexcept {
    constexpr std::size_t most_decimals = 9;
    for (; (from = line.find('.', from)) < longest_head; ++from) {
        std::size_t begin = from;
        while (begin > 0 && is_digit(line[begin - 1]))
            --begin;
        std::size_t end = from + 1;
        while (end < line.size() && is_digit(line[end]))
            ++end;
        const std::size_t decimals = end - from - 1;
        const bool is_word = begin < from && (begin == 0 || is_blank(line[begin - 1]));
        if (!is_word || decimals == 0 || decimals > most_decimals || end == line.size() || line[end] != ':')
            continue;
        const auto seconds = number<std::int64_t>(line.substr(begin, from - begin));
        const auto fraction = number<std::int64_t>(line.substr(from + 1, decimals));
        constexpr std::int64_t ns_of_second = 1'000'000'000;
        if (!seconds || !fraction || *seconds > std::numeric_limits<std::int64_t>::max() / ns_of_second - 1)
            continue;
        std::int64_t ns = *fraction;
        for (std::size_t i = decimals; i < most_decimals; ++i)
            ns *= 10;
        ++from;
        return Time{*seconds * ns_of_second + ns, begin, end + 1};
    }
    return std::nullopt;
}

/// Returns the first "1234us : ", as ftrace's latency format has it; before the colon there may be a sign for
/// how long it took.
std::optional<Time> find_us_time(std::string_view line) noexcept {
    constexpr std::int64_t ns_of_us = 1'000;
    for (std::size_t at = 0; (at = line.find("us", at)) < longest_head; ++at) {
        std::size_t begin = at;
        while (begin > 0 && is_digit(line[begin - 1]))
            --begin;
        std::size_t end = at + 2;
        for (int signs = 0; end < line.size() && line[end] != ':' && signs < 2; ++signs)
            ++end;
        if (begin == at || begin == 0 || !is_blank(line[begin - 1]) || end == line.size() || line[end] != ':')
            continue;
        const auto us = number<std::int64_t>(line.substr(begin, at - begin));
        if (us && *us < std::numeric_limits<std::int64_t>::max() / ns_of_us)
            return Time{*us * ns_of_us, begin, end + 1};
    }
    return std::nullopt;
}

/// Reads a line whose time has been found; returns false if what stands before is no head.
bool read_line(std::string_view text, const Time& time, ParsedLine& parsed) {
    parsed = {};
    if (!read_head(text.substr(0, time.begin), parsed.line))
        return false;
    parsed.line.time = time.ns;
    read_message(trimmed(text.substr(time.end)), parsed);
    return true;
}

} // namespace

TaskName::TaskName(std::string_view name) noexcept
    : size_(static_cast<std::uint8_t>(std::min(name.size(), bytes_.size()))) {
    std::copy_n(name.begin(), size_, bytes_.begin());
}

std::optional<ParsedLine> parse_schedule_line(std::string_view text) {
    text = trimmed_end(text);
    ParsedLine parsed;
    std::size_t from = 0;
    while (const auto time = find_time(text, from))
        if (read_line(text, *time, parsed))
            return parsed;
    if (const auto time = find_us_time(text); time && read_line(text, *time, parsed))
        return parsed;
    return std::nullopt;
}

std::optional<std::uint64_t> lost_events(std::string_view line) {
    line = trimmed(line);
    const bool is_told =
        line.ends_with(" EVENTS]") || line.ends_with("EVENTS DROPPED]") || line.ends_with("EVENTS DROPPED");
    const std::size_t open = line.find('[');
    if (!is_told || open == std::string_view::npos || (open != 0 && !line.starts_with("CPU")))
        return std::nullopt;
    const std::size_t digits = line.find_first_of("0123456789", open);
    if (digits == std::string_view::npos)
        return 0;
    return number<std::uint64_t>(line.substr(digits, line.find_first_not_of("0123456789", digits) - digits))
        .value_or(0);
}

} // namespace interleave
