// SPDX-License-Identifier: GPL-3.0-or-later
// Converts the ticks of a record to nanoseconds, for readers of records.
#pragma once

#include "core/event/clock.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace interleave {

/// One moment in both time bases.
struct ClockPair {
    std::uint64_t ticks;
    std::uint64_t ns; ///< CLOCK_MONOTONIC_RAW
};

/// Two moments of the same clock; `first` comes before `later`.
struct BaseLine {
    ClockPair first;
    ClockPair later;
    double ns_per_tick() const noexcept {
        return static_cast<double>(later.ns - first.ns) / static_cast<double>(later.ticks - first.ticks);
    }
};

/// Reads the ticks of any source after the instructions before the call are done. It is for code that
/// compares clocks; recorders use Clock.
std::uint64_t read_ticks(ClockSource source) noexcept;

/// Returns the closest of several pairs of readings, so that a preemption between the two clocks does not
/// count.
ClockPair read_clock_pair(ClockSource source);

/// Turns ticks into ns of CLOCK_MONOTONIC_RAW. The rate is refined from a base line that grows with the
/// session. Time never jumps or runs backwards, and the same ticks always give the same ns: the conversion is
/// a sequence of linear pieces, each of which corrects the error of the one before. Only one thread at a time
/// may use it.
class ClockConverter {
public:
    /// Takes a first pair now, and a second one after about 2 ms for the rate. CLOCK_MONOTONIC_RAW needs no
    /// second one.
    explicit ClockConverter(ClockSource source);
    /// Uses a rate that was measured before. Both moments are in ticks of `source`.
    ClockConverter(ClockSource source, const BaseLine& base_line);

    /// Converts ticks to ns of CLOCK_MONOTONIC_RAW.
    std::int64_t ns(std::uint64_t ticks) const noexcept {
        if (!recent_.contains(ticks)) [[unlikely]]
            recent_ = piece_of(ticks);
        return recent_.ns_of(ticks);
    }

    /// Converts a number of ticks to a duration in ns, at least 1. A number that can be no duration (above an
    /// hour) gives 1 as well.
    std::uint64_t duration_ns(std::uint64_t ticks) const noexcept {
        const double ns = static_cast<double>(ticks) * ns_per_tick_;
        return ns >= 1 && ns < 3.6e12 ? static_cast<std::uint64_t>(ns) : 1;
    }

    /// Refines the rate. It is cheap enough to call every few milliseconds, and acts every 50 ms. The
    /// conversion of earlier ticks does not change.
    void refine();
    /// The same with a moment that was read before. It must not be earlier than that of the last call.
    void refine(const ClockPair& now);

    double ns_per_tick() const noexcept { return ns_per_tick_; }

private:
    /// A linear part of the conversion. It lasts until the next piece begins.
    struct LinearPiece {
        std::uint64_t from;  ///< ticks
        std::uint64_t ticks; ///< length
        std::int64_t ns;     ///< at `from`
        double ns_per_tick;

        bool contains(std::uint64_t moment) const noexcept {
            return moment - from < ticks; // one comparison checks both ends
        }
        std::int64_t ns_of(std::uint64_t moment) const noexcept {
            constexpr double farthest_ns = 4e18; // further than any valid record; the sum still fits
            const auto delta = static_cast<double>(static_cast<std::int64_t>(moment - from));
            return ns + static_cast<std::int64_t>(std::clamp(delta * ns_per_tick, -farthest_ns, farthest_ns));
        }
    };
    /// The pieces of the last seconds are kept, because no record is held back for longer.
    static constexpr std::size_t max_pieces = 128;

    const LinearPiece& piece_of(std::uint64_t ticks) const noexcept;

    ClockSource source_;
    ClockPair first_;
    double ns_per_tick_;              ///< over the whole base line
    std::vector<LinearPiece> pieces_; ///< adjacent, in order of time; the last one has no end
    mutable LinearPiece recent_;      ///< the piece last used, which the next conversion mostly needs again
    std::int64_t refined_ns_;         ///< the last moment the rate was refined, of CLOCK_MONOTONIC_RAW
};

} // namespace interleave
