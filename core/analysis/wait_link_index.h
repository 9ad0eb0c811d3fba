// SPDX-License-Identifier: GPL-3.0-or-later
// All wait links of a run, by the lane that went on, to be looked up by time: what the arrows of a picture
// and the critical path are made of.
#pragma once

#include "core/analysis/wait_links.h"
#include "core/trace/append_only.h"

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <functional>
#include <vector>

namespace interleave {

/// A wait link as the index keeps it: the lane that went on is that of the list which it is in.
struct IndexedLink {
    enum Flag : std::uint8_t {
        is_message = 1,
        ended_wait = 2, ///< the lane waited until the effect, and `since` says from when on
        is_named = 4,   ///< see WaitLink
    };

    std::int64_t since; ///< ns since the session's origin, like the other times
    std::int64_t cause_time;
    std::int64_t effect_time;
    LaneId cause_lane;
    std::uint16_t object;
    std::uint8_t cause_kind; ///< EventKind
    std::uint8_t effect_kind;
    std::uint8_t flags;
    std::uint8_t unused;

    bool has(Flag flag) const noexcept { return (flags & flag) != 0; }
    EventKind kind_of_cause() const noexcept { return static_cast<EventKind>(cause_kind); }
    EventKind kind_of_effect() const noexcept { return static_cast<EventKind>(effect_kind); }
    /// Whether the lane could not have gone on without it: it waited already when the cause came.
    bool is_binding() const noexcept { return has(ended_wait) && cause_time >= since; }
};
static_assert(sizeof(IndexedLink) == 32);

/// One thread extends it; any thread may look things up meanwhile, without locks, because it only grows.
class WaitLinkIndex {
public:
    /// `trace` must outlive it.
    explicit WaitLinkIndex(const Trace& trace);
    ~WaitLinkIndex();
    WaitLinkIndex(const WaitLinkIndex&) = delete;
    WaitLinkIndex& operator=(const WaitLinkIndex&) = delete;

    // --- the thread that extends it

    /// Takes in what the trace holds by now; with `is_over` also what happened at its very end. It calls
    /// `go_on` now and then with the share that is done, from 0 to 1, and stops early if that returns false:
    /// then the next call goes on from there.
    void extend(bool is_over, const std::function<bool(double)>& go_on = {});

    // --- any thread

    /// Everything before this time is taken in.
    std::int64_t end() const noexcept { return end_.load(std::memory_order_acquire); }
    std::size_t size() const noexcept { return size_.load(std::memory_order_acquire); }
    /// Returns the links whose effect is in this lane, in order of their effects. `lane` must be below
    /// max_lanes.
    const AppendOnly<IndexedLink>& into(LaneId lane) const noexcept { return of(lane).links; }
    /// Returns the index of the first link into the lane whose effect is at or after `time`.
    std::size_t first_at(LaneId lane, std::int64_t time) const noexcept;
    /// Calls `visit(const IndexedLink&)` for the links into the lane that begin or end within [from, until],
    /// until it returns false. It is quick where few of many do.
    template <typename Visit>
    void for_each_in(LaneId lane, std::int64_t from, std::int64_t until, Visit&& visit) const;
    /// Returns the bytes that the links take.
    std::size_t bytes() const noexcept;

private:
    static constexpr std::size_t block_size = 64;

    struct OfLane {
        AppendOnly<IndexedLink> links;
        AppendOnly<std::int64_t, 8> first_causes; ///< of each full block the time of its first cause
        std::int64_t first_cause = 0;             ///< of the block that fills; only the writer uses it
    };

    void add(const WaitLink& link);
    const OfLane& of(LaneId lane) const noexcept {
        const OfLane* const known = lanes_[lane].load(std::memory_order_acquire);
        return known != nullptr ? *known : without_links_;
    }

    const Trace& trace_;
    WaitLinks follower_;
    OfLane without_links_; ///< a lane that never waited stays as this
    std::vector<std::atomic<OfLane*>> lanes_;
    std::atomic<std::int64_t> end_;
    std::atomic<std::size_t> size_{0};
};

template <typename Visit>
void WaitLinkIndex::for_each_in(LaneId lane, std::int64_t from, std::int64_t until, Visit&& visit) const {
    const AppendOnly<IndexedLink>& links = into(lane);
    const AppendOnly<std::int64_t, 8>& first_causes = of(lane).first_causes;
    const std::size_t count = links.size();
    for (std::size_t i = first_at(lane, from); i < count; ++i) {
        // Effects after the stretch can have causes within it, however late they are; few blocks have any.
        if (i % block_size == 0 && i / block_size < first_causes.size() &&
            first_causes[i / block_size] > until) {
            i += block_size - 1;
            continue;
        }
        const IndexedLink& link = links[i];
        if ((link.effect_time <= until || (link.cause_time >= from && link.cause_time <= until)) &&
            !visit(link))
            return;
    }
}

} // namespace interleave
