// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/file/chrome_event.h"

#include "core/event/printable_text.h"

#include <charconv>

namespace interleave {

namespace {

std::optional<std::uint64_t> whole_number(std::string_view words) noexcept {
    const bool is_hex = words.starts_with("0x") || words.starts_with("0X");
    const bool is_negative = words.starts_with('-');
    const char* const begin = words.data() + (is_hex ? 2 : 0) + (is_negative ? 1 : 0);
    const char* const end = words.data() + words.size();
    std::uint64_t number = 0;
    const auto [after, error] = std::from_chars(begin, end, number, is_hex ? 16 : 10);
    if (error != std::errc() || after != end || begin == end)
        return std::nullopt;
    return is_negative ? 0 - number : number;
}

} // namespace

void ChromeKey::set(std::string_view words) {
    text.clear();
    const std::optional<std::uint64_t> whole = whole_number(words);
    kind = whole ? Kind::number : Kind::text;
    number = whole.value_or(0);
    if (!whole)
        text = printable_text(words.substr(0, ChromeEvent::most_name_bytes));
}

void ChromeEvent::clear() {
    phase = scope = '\0';
    name.clear();
    category.clear();
    pid.clear();
    tid.clear();
    id.clear();
    time.reset();
    duration.reset();
    id_is_local = has_time = has_duration = has_thread_times = is_cut = false;
    flows_in = flows_out = false;
    bind_id.clear();
    has_arguments = has_more_values = has_other_values = false;
    argument_name.clear();
    sort_index.reset();
    values.clear();
}

} // namespace interleave
