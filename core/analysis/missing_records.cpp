// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/missing_records.h"

#include <array>
#include <cstdint>

namespace interleave {

bool misses_events(const CollectorCounts& counts) noexcept {
    // A late record is there, but out of its place, so that what was concluded without it may be wrong.
    return lacks_events(counts) || counts.late > 0;
}

bool lacks_events(const CollectorCounts& counts) noexcept {
    return counts.dropped > 0 || counts.bad > 0 || counts.refused > 0;
}

bool misses_switches(const CollectorCounts& counts) noexcept {
    return counts.lost_switches > 0;
}

bool is_whole(LaneState state, const CollectorCounts& counts) noexcept {
    switch (state) {
    case LaneState::running:
    case LaneState::ready:
        return !misses_switches(counts);
    case LaneState::unknown:
    case LaneState::running_or_ready:
    case LaneState::off_cpu:
        return true;
    default:
        return !misses_events(counts);
    }
}

bool tells_of(LaneState state, const RunInfo& info) noexcept {
    if (is_of_scenario(info) || info.counts.events > 0 || info.counts.kernel == 0)
        return true;
    switch (state) {
    case LaneState::unknown:
    case LaneState::running_or_ready:
    case LaneState::running:
    case LaneState::ready:
    case LaneState::off_cpu:
        return true;
    default:
        return false;
    }
}

std::string missing_text(const CollectorCounts& counts) {
    struct Part {
        std::uint64_t number;
        const char* words;
        const char* words_for_one;
    };
    const std::array parts{Part{counts.dropped, " dropped", " dropped"}, Part{counts.bad, " bad", " bad"},
                           Part{counts.late, " late", " late"},
                           Part{counts.refused, " lanes or objects refused", " lane or object refused"},
                           Part{counts.lost_switches, " switch records lost", " switch record lost"}};
    std::string text;
    for (const Part& part : parts) {
        if (part.number > 0)
            text += (text.empty() ? "" : ", ") + std::to_string(part.number) +
                    (part.number == 1 ? part.words_for_one : part.words);
    }
    return text;
}

std::string full_ring_text(const RunInfo& info) {
    if (info.counts.dropped == 0 || info.ring_records == 0)
        return "";
    return "a ring holds " + std::to_string(info.ring_records) + " records, " +
           (info.ring_remedy.empty() ? "smaller parameters write fewer" : info.ring_remedy + " fits");
}

} // namespace interleave
