// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/navigation/time_range.h"

#include "core/trace/trace.h"

#include <algorithm>
#include <cmath>

namespace interleave {

TimeRange whole_range(const Trace& trace) noexcept {
    return {0, std::max<std::int64_t>(1'000, trace.time_end())};
}

TimeRange zoomed(const TimeRange& range, double factor, std::int64_t anchor) noexcept {
    const auto length = static_cast<double>(range.length());
    const double wanted =
        std::clamp(length / factor, static_cast<double>(shortest_range), static_cast<double>(longest_range));
    const double share = static_cast<double>(anchor - range.from) / length;
    const std::int64_t from = anchor - static_cast<std::int64_t>(std::llround(share * wanted));
    return {from, from + static_cast<std::int64_t>(std::llround(wanted))};
}

TimeRange panned(const TimeRange& range, double share) noexcept {
    const auto by = static_cast<std::int64_t>(std::llround(share * static_cast<double>(range.length())));
    return {range.from + by, range.until + by};
}

TimeRange kept_near(const TimeRange& range, const TimeRange& whole) noexcept {
    const std::int64_t over = std::max<std::int64_t>(1, std::min(range.length(), whole.length()) / 10);
    std::int64_t by = 0;
    if (range.until < whole.from + over)
        by = whole.from + over - range.until;
    else if (range.from > whole.until - over)
        by = whole.until - over - range.from;
    return {range.from + by, range.until + by};
}

} // namespace interleave
