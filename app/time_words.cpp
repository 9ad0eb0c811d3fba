// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/time_words.h"

#include "core/event/error.h"
#include "core/trace/time_bounds.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string>
#include <utility>

namespace interleave {

std::int64_t time_of(std::string_view option, std::string_view word) {
    constexpr std::array<std::pair<std::string_view, double>, 6> units{
        {{"ns", 1}, {"us", 1e3}, {"µs", 1e3}, {"ms", 1e6}, {"s", 1e9}, {"", 1e6}}};
    double number = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
    const std::string_view rest = word.substr(static_cast<std::size_t>(end - word.data()));
    const auto unit =
        std::find_if(units.begin(), units.end(), [&](const auto& known) { return rest == known.first; });
    const double ns = unit == units.end() ? 0 : number * unit->second;
    if (error != std::errc{} || unit == units.end() || !(ns >= 0 && ns <= static_cast<double>(latest_time)))
        throw UsageError(std::string(option) + " takes a time of the run like 250us, 1.5ms or 2s, not '" +
                         std::string(word) + "'");
    return static_cast<std::int64_t>(std::llround(ns));
}

TimeWords time_words_of(const Arguments& arguments) {
    TimeWords words;
    if (const auto word = arguments.value("--from"))
        words.from = time_of("--from", *word);
    if (const auto word = arguments.value("--until"))
        words.until = time_of("--until", *word);
    if (words.until && *words.until <= words.from.value_or(0))
        throw UsageError("--until must be later than --from");
    return words;
}

StretchOfTime TimeWords::part_of(const Trace& trace) const {
    const std::int64_t end = std::max<std::int64_t>(1, trace.time_end());
    if (from.value_or(0) >= end)
        throw RunError("the run ends before the time of --from, after " +
                       std::to_string(static_cast<double>(end) / 1e6) + " ms");
    return {from.value_or(0), std::min(until.value_or(end), end)};
}

} // namespace interleave
