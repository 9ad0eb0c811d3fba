// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event/clock_converter.h"

#include <limits>

namespace interleave {

namespace {

constexpr std::int64_t first_base_line_ns = 2'000'000;
constexpr std::int64_t refine_every_ns = 50'000'000;
/// The length in ticks of a piece without an end. What is further away lies before the piece.
constexpr std::uint64_t unbounded = std::uint64_t{1} << 63U;

/// Takes about 2 ms, or no time where ticks are ns.
BaseLine first_base_line(ClockSource source) {
    const ClockPair first = read_clock_pair(source);
    if (source == ClockSource::monotonic_raw)
        return {first, {first.ticks + 1, first.ns + 1}};
    ClockPair later = read_clock_pair(source);
    while (later.ns - first.ns < static_cast<std::uint64_t>(first_base_line_ns))
        later = read_clock_pair(source);
    return {first, later};
}

} // namespace

std::uint64_t read_ticks(ClockSource source) noexcept {
#if defined(__x86_64__)
    if (source == ClockSource::tsc) {
        __builtin_ia32_lfence();
        return __builtin_ia32_rdtsc();
    }
#endif
    (void)source;
    return monotonic_raw_ns();
}

ClockPair read_clock_pair(ClockSource source) {
    if (source == ClockSource::monotonic_raw) {
        const std::uint64_t now = monotonic_raw_ns();
        return {now, now};
    }
    ClockPair best{0, 0};
    std::uint64_t narrowest = std::numeric_limits<std::uint64_t>::max();
    for (int i = 0; i < 16; ++i) {
        const std::uint64_t before = read_ticks(source);
        const std::uint64_t ns = monotonic_raw_ns();
        const std::uint64_t after = read_ticks(source);
        if (after - before < narrowest) {
            narrowest = after - before;
            best = {before + (after - before) / 2, ns};
        }
    }
    return best;
}

ClockConverter::ClockConverter(ClockSource source) : ClockConverter(source, first_base_line(source)) {}

ClockConverter::ClockConverter(ClockSource source, const BaseLine& base_line)
    : source_(source)
    , first_(base_line.first)
    , ns_per_tick_(base_line.ns_per_tick())
    , recent_{first_.ticks, unbounded, static_cast<std::int64_t>(first_.ns), ns_per_tick_}
    , refined_ns_(recent_.ns) {
    pieces_.reserve(max_pieces + 2);
    pieces_.push_back(recent_);
}

void ClockConverter::refine() {
    if (source_ != ClockSource::monotonic_raw)
        refine(read_clock_pair(source_));
}

void ClockConverter::refine(const ClockPair& now) {
    const std::int64_t shown = ns(now.ticks);
    if (shown - refined_ns_ < refine_every_ns)
        return;
    refined_ns_ = shown;
    ns_per_tick_ = BaseLine{first_, now}.ns_per_tick();
    const double error = static_cast<double>(static_cast<std::int64_t>(now.ns) - shown);
    const double correction = std::clamp(error / static_cast<double>(refine_every_ns), -0.001, 0.001);
    const double rate = ns_per_tick_ * (1.0 + correction);
    const LinearPiece correcting{
        now.ticks, static_cast<std::uint64_t>(static_cast<double>(refine_every_ns) / rate), shown, rate};
    // The next refinement may be late, because a process can be stopped for a minute. No more than the error
    // is corrected.
    const std::uint64_t corrected = correcting.from + correcting.ticks;
    pieces_.back().ticks = now.ticks - pieces_.back().from;
    pieces_.push_back(correcting);
    pieces_.push_back({corrected, unbounded, correcting.ns_of(corrected), ns_per_tick_});
    if (pieces_.size() > max_pieces)
        pieces_.erase(pieces_.begin(), pieces_.begin() + max_pieces / 2);
    recent_ = correcting;
}

const ClockConverter::LinearPiece& ClockConverter::piece_of(std::uint64_t ticks) const noexcept {
    const auto found = std::find_if(pieces_.rbegin(), pieces_.rend(),
                                    [&](const LinearPiece& piece) { return piece.contains(ticks); });
    return found != pieces_.rend() ? *found : pieces_.front(); // the first piece also serves earlier times
}

} // namespace interleave
