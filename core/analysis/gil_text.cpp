// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/gil_text.h"

#include "core/analysis/figure.h"

#include <algorithm>
#include <array>
#include <utility>

namespace interleave {

namespace {

std::string let_go_text(const ReleaseCounts& counts) {
    // In the order in which they matter for a GIL.
    constexpr std::array reasons{std::pair{ReleaseReason::forced, "by request"},
                                 std::pair{ReleaseReason::blocking_call, "for calls that may block"},
                                 std::pair{ReleaseReason::voluntary, "of its own accord"},
                                 std::pair{ReleaseReason::last, "for good"}};
    std::string text;
    for (const auto& [reason, words] : reasons)
        if (const std::uint64_t count = counts[static_cast<std::size_t>(reason)]; count > 0)
            text += (text.empty() ? "" : ", ") + std::to_string(count) + " " + words;
    return text;
}

std::string convoy_text(const GilFigures& gil) {
    if (!gil.convoy || gil.convoy->kind != GilConvoy::Kind::after_calls)
        return {};
    const auto lane = std::ranges::find(gil.lanes, gil.convoy->lane, &GilLane::lane);
    if (lane == gil.lanes.end())
        return {};
    return "  Convoy: " + lane->name + " lets " + gil.name + " go for calls of " +
           ms_text(lane->calls.percentile(0.5)) + " (median of " + std::to_string(lane->calls.count()) +
           ") and then waits " + ms_text(lane->waits.percentile(0.5)) + " for it (median of " +
           std::to_string(lane->waits.count()) + "), at an interval of " +
           ms_text(gil.interval_ns.value_or(0)) + ".\n";
}

} // namespace

std::string gil_text(const GilFigures& gil, bool is_whole) {
    const char* const at_least = is_whole ? "" : "≥ ";
    std::string text = "  " + gil.name + ": ";
    if (is_whole && gil.span_ns > 0)
        text += "held " +
                figure(100.0 * static_cast<double>(gil.held_ns) / static_cast<double>(gil.span_ns)) +
                " % of the time, ";
    text += at_least + counted(gil.hand_overs, "hand-overs") + ", " + at_least +
            counted(gil.requests, "requests to drop it");
    if (const std::string let_go = let_go_text(gil.let_go); !let_go.empty())
        text += "; let go " + let_go;
    if (is_whole && gil.waits.count() > 0)
        text += "; a wait takes " + ms_text(gil.waits.percentile(0.5)) + ", 95 % at most " +
                ms_text(gil.waits.percentile(0.95));
    text += ".\n";
    if (is_whole)
        text += convoy_text(gil);
    return text;
}

} // namespace interleave
