// SPDX-License-Identifier: GPL-3.0-or-later
// From the ticks of a record to nanoseconds, for whoever reads records.
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

/// Two moments of the same clock, the first before the other.
struct BaseLine {
    ClockPair first;
    ClockPair later;
    double ns_per_tick() const noexcept {
        return static_cast<double>(later.ns - first.ns) / static_cast<double>(later.ticks - first.ticks);
    }
};

/// Ticks of any source, read after the instructions before are done. For whoever compares clocks; recorders
/// use Clock.
std::uint64_t read_ticks(ClockSource source) noexcept;

/// The tightest of several readings, so that a preemption between the two clocks does not count.
ClockPair read_clock_pair(ClockSource source);

/// Turns ticks into ns of CLOCK_MONOTONIC_RAW. The rate is refined from a base line that grows with the
/// session. Time never jumps or runs backwards, and what a moment was said to be it is said to be for as long
/// as anybody asks: in a straight line from stretch to stretch, each of which makes up for the last one's
/// error. One thread at a time.
class ClockConverter {
public:
    /// Takes a first pair now, and a second one after about 2 ms for the rate (none needed for
    /// CLOCK_MONOTONIC_RAW).
    explicit ClockConverter(ClockSource source);
    /// With a rate that was measured before; both moments in ticks of `source`.
    ClockConverter(ClockSource source, const BaseLine& base_line);

    /// ns of CLOCK_MONOTONIC_RAW of a tick count.
    std::int64_t ns(std::uint64_t ticks) const noexcept {
        if (!recent_.contains(ticks)) [[unlikely]]
            recent_ = piece_of(ticks);
        return recent_.ns_of(ticks);
    }

    /// Length in ns of so many ticks, at least 1; what is no duration (above an hour) is 1 as well.
    std::uint64_t duration_ns(std::uint64_t ticks) const noexcept {
        const double ns = static_cast<double>(ticks) * ns_per_tick_;
        return ns >= 1 && ns < 3.6e12 ? static_cast<std::uint64_t>(ns) : 1;
    }

    /// Refines the rate; cheap enough to call every few milliseconds (it acts every 50 ms). Moments before
    /// this one stay what they were said to be.
    void refine();
    /// The same with a moment read before; not earlier than any before it.
    void refine(const ClockPair& now);

    double ns_per_tick() const noexcept { return ns_per_tick_; }

private:
    /// A straight line, until the next stretch begins.
    struct LinearPiece {
        std::uint64_t from;  ///< ticks
        std::uint64_t ticks; ///< length
        std::int64_t ns;     ///< at `from`
        double ns_per_tick;

        bool contains(std::uint64_t moment) const noexcept {
            return moment - from < ticks; // one comparison sees both ends
        }
        std::int64_t ns_of(std::uint64_t moment) const noexcept {
            constexpr double farthest_ns = 4e18; // no honest record, and with it the sum still fits
            const auto delta = static_cast<double>(static_cast<std::int64_t>(moment - from));
            return ns + static_cast<std::int64_t>(std::clamp(delta * ns_per_tick, -farthest_ns, farthest_ns));
        }
    };
    /// The last seconds are remembered: nobody holds a record back for longer.
    static constexpr std::size_t max_pieces = 128;

    const LinearPiece& piece_of(std::uint64_t ticks) const noexcept;

    ClockSource source_;
    ClockPair first_;
    double ns_per_tick_;              ///< over the whole base line
    std::vector<LinearPiece> pieces_; ///< side by side, by time; the last one is endless
    mutable LinearPiece recent_;      ///< of the last question: the next one is mostly of the same
    std::int64_t refined_ns_;         ///< the last moment the rate was refined, of CLOCK_MONOTONIC_RAW
};

} // namespace interleave
