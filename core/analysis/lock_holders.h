// SPDX-License-Identifier: GPL-3.0-or-later
// Who held one lock while others waited for it, as long as one of them still waits.
#pragma once

#include "core/analysis/blame_table.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace interleave {

/// One thread uses it. Times must not go backwards.
class LockHolders {
public:
    using Place = BlameTable::Place;

    explicit LockHolders(bool is_exclusive) noexcept : is_exclusive_(is_exclusive) {}

    struct Hold {
        LaneId lane;
        Place place;
        std::int64_t since;
        bool as_reader = false; ///< of a read-write lock
    };
    const std::vector<Hold>& holds() const noexcept { return holds_; }

    /// Notes that a lane holds it since now. Calls `ended(hold)` for the holds that this ends although their
    /// releases are not among the records.
    template <typename Ended>
    void acquire(const Hold& hold, Ended&& ended) {
        end_present(hold.since);
        may_be_held_ = false;
        if (is_exclusive_) {
            for (const Hold& before : holds_)
                ended(before);
            holds_.clear();
        } else if (const auto before = take_hold(hold.lane)) {
            ended(*before);
        }
        holds_.push_back(hold);
    }
    /// Returns the hold that this ends, if it is known.
    std::optional<Hold> release(std::int64_t time, LaneId lane);
    /// Notes that records of a lane are missing, so that nobody can tell whether it still holds the lock.
    /// Returns its hold so far, if it had one.
    std::optional<Hold> forget(std::int64_t time, LaneId lane);

    void waiter_came(std::int64_t time);
    void waiter_left() noexcept;
    bool has_waiters() const noexcept { return waiters_ > 0; }
    /// Whether so much is kept that drop_before() should be called with the begin of the oldest wait.
    bool should_drop() const noexcept { return past_.size() >= drop_at_; }
    void drop_before(std::int64_t time);

    /// Calls `visit(place, ns, by_readers)` for all that held the lock in [from, until), the latest first,
    /// and for the time in which nobody did. Of several at once each has an equal part. `until` is the
    /// present, and a lane waited all the time. A place can come more than once.
    template <typename Visit>
    void for_each_part(std::int64_t from, std::int64_t until, Visit&& visit) const {
        const auto visit_part = [&](const Stretch& stretch) {
            const std::int64_t length = std::min(stretch.until, until) - std::max(stretch.from, from);
            if (length <= 0)
                return;
            if (stretch.sharers == 1) // nearly always, and a division takes longer than all the rest
                visit(stretch.place, length, stretch.by_readers);
            else
                visit(stretch.place,
                      length / stretch.sharers + (stretch.is_first ? length % stretch.sharers : 0),
                      stretch.by_readers);
        };
        for_each_present(until, visit_part);
        for (auto stretch = past_.rbegin(); stretch != past_.rend() && stretch->until > from; ++stretch)
            visit_part(*stretch);
    }

private:
    /// More are not told apart.
    static constexpr std::size_t most_sharers = 8;
    static constexpr std::size_t least_to_drop = 4096;

    struct Stretch {
        std::int64_t from;
        std::int64_t until;
        Place place;
        std::uint16_t sharers;
        bool is_first;   ///< of the sharers: it gets what cannot be divided
        bool by_readers; ///< they all are readers, or none is
    };

    template <typename Visit>
    void for_each_present(std::int64_t until, Visit&& visit) const {
        const auto sharers = static_cast<std::uint16_t>(holds_.size());
        if (sharers == 0)
            visit(Stretch{since_, until, may_be_held_ ? BlameTable::unknown : BlameTable::handed_over, 1,
                          true, false});
        else if (sharers > most_sharers)
            visit(Stretch{since_, until, BlameTable::several, 1, true, holds_.front().as_reader});
        else
            for (std::size_t i = 0; i < sharers; ++i)
                visit(Stretch{since_, until, holds_[i].place, sharers, i == 0, holds_[i].as_reader});
    }
    void end_present(std::int64_t time);
    std::optional<Hold> take_hold(LaneId lane);

    bool is_exclusive_;
    bool may_be_held_ = false; ///< since records of a holder are missing, until somebody acquires it
    std::uint32_t waiters_ = 0;
    std::int64_t since_ = 0; ///< when the present holders began to hold it together
    std::vector<Hold> holds_;
    std::vector<Stretch> past_; ///< in order of time, kept only while a lane waits
    std::size_t drop_at_ = least_to_drop;
};

} // namespace interleave
