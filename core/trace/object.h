// SPDX-License-Identifier: GPL-3.0-or-later
// One object of a trace holds who held it and how many lanes waited, over time, with exact running sums.
#pragma once

#include "core/event/entry_info.h"
#include "core/event/record.h"
#include "core/trace/append_only.h"
#include "core/trace/block_index.h"
#include "core/trace/object_machine.h"

#include <atomic>
#include <cstdint>
#include <string>

namespace interleave {

/// Returns whether a lane can wait for an object of this kind.
bool can_be_waited_for(ObjectKind kind) noexcept;

/// The object's condition after one event on it; it lasts until the next change.
struct ObjectChange {
    std::uint64_t time_and_kind; ///< ns in the upper 48 bits, then 8 bits of ChangeFlag, 8 of EventKind
    LaneId holder; ///< no_lane if nobody holds it; of several holders the latest; of a variable who
                   ///< wrote it last
    std::uint16_t waiters;
    std::int32_t value; ///< the object's value where it has one, else the number of holders

    std::int64_t time() const noexcept { return static_cast<std::int64_t>(time_and_kind) >> 16U; }
    EventKind kind() const noexcept { return static_cast<EventKind>(time_and_kind & 0xffU); }

    bool held() const noexcept { return holder != no_lane; }
    bool several_holders() const noexcept { return (time_and_kind & several) != 0; }
    /// Returns whether it is free although a lane waits for it.
    bool handing_off() const noexcept { return (time_and_kind & free_but_wanted) != 0; }
    /// Returns whether this event ended a wait for the object.
    bool ended_wait() const noexcept { return (time_and_kind & wait_ended) != 0; }

    enum ChangeFlag : std::uint64_t { several = 0x100, free_but_wanted = 0x200, wait_ended = 0x400 };
};
static_assert(sizeof(ObjectChange) == 16);

/// The ns that an object spent in each condition, with waits summed over all waiters, and how often it was
/// obtained.
struct ObjectTimes {
    std::int64_t held = 0;           ///< somebody holds it
    std::int64_t contended_held = 0; ///< somebody holds it while others wait
    std::int64_t handing_off = 0;    ///< it is free although a lane waits for it
    std::int64_t waited = 0;         ///< summed over all waiters
    std::int64_t obtained = 0;       ///< acquisitions, messages received, joins
    std::int64_t contended = 0;      ///< of these, the ones that ended a wait
    std::int64_t summed_up = 0;      ///< of `obtained`, the short holds that were recorded as sums

    bool operator==(const ObjectTimes&) const = default;
};

/// An acquisition without a wait whose duration was measured. Only one in many is measured.
struct AcquireSample {
    std::int64_t time;
    std::int64_t total_ns; ///< the durations of all samples of the object so far, this one included
};

/// Holds of a lock that were recorded as a sum, because each was short and nobody waited. They are in no
/// change.
struct HeldOftenTotal {
    std::int64_t time;  ///< when the sum was written
    std::int64_t count; ///< of all sums of the object so far, this one included
    std::int64_t ns;    ///< of these
};

/// Written by the trace's writer thread; read by any thread.
class Object {
public:
    /// `info.name` is a name of its own in the trace, `given_name` what the scenario calls it.
    Object(ObjectInfo info, std::string given_name);

    // --- any thread
    // ------------------------------------------------------------------------------------------------

    ObjectId id() const noexcept { return info_.id; }
    ObjectKind kind() const noexcept { return info_.kind; }
    const std::string& name() const noexcept { return info_.name; }
    /// Returns the name that the scenario gave it, which other objects may have too.
    const std::string& given_name() const noexcept { return given_name_; }

    const AppendOnly<ObjectChange>& changes() const noexcept { return changes_; }
    /// Returns the index of the change in force at `time`, or nowhere if there is none yet. `hint` is where
    /// the search starts: pass the last result for nearby times.
    std::size_t change_at(std::int64_t time, std::size_t hint = 0) const noexcept;
    /// Returns the times within [from, until). A sum of short holds counts at the time at which it was
    /// written.
    ObjectTimes times_between(std::int64_t from, std::int64_t until) const noexcept;
    /// Returns the times from the first change until `time`. `change` must be change_at(time).
    ObjectTimes times_until(std::int64_t time, std::size_t change) const noexcept;
    /// Guesses where change_at(time) is without a look at the changes. `block_hint` is a block that is
    /// probably near.
    BlockGuess guess_at(std::int64_t time, std::size_t block_hint) const noexcept {
        return blocks_.guess_at(time, block_hint);
    }
    /// Returns change_at(time) and sets `out` to times_until() there. `guess` must be guess_at(time). Where
    /// it is right, this is quicker than the two.
    std::size_t look_up_near(std::int64_t time, BlockGuess guess, ObjectTimes& out) const noexcept;
    /// Prefetches what a look-up near the guess needs, because cache misses are most of its cost for an
    /// object with many changes.
    void prefetch(BlockGuess guess) const noexcept;
    /// Prefetches the changes [first, last), as far as there are so many.
    void prefetch_changes(std::size_t first, std::size_t last) const noexcept;
    /// Returns the maximum of simultaneous waiters within [from, until).
    std::uint16_t most_waiters(std::int64_t from, std::int64_t until) const noexcept;
    /// Returns the maximum of simultaneous holders in the whole run.
    std::int32_t most_holders() const noexcept { return most_holders_.load(std::memory_order_relaxed); }
    /// In order of time.
    const AppendOnly<AcquireSample, 8>& samples() const noexcept { return samples_; }
    /// In order of time.
    const AppendOnly<HeldOftenTotal, 8>& held_often() const noexcept { return held_often_; }
    /// Returns the bytes used by the object's sequences.
    std::size_t bytes() const noexcept;

    // --- the writer
    // ------------------------------------------------------------------------------------------------

    /// `kind` is that of the event, or none for a waiter that left without an event. `ended_wait` says
    /// whether it ended a wait for this object. A time before the last change counts as that change's time.
    void append_change(std::int64_t time, EventKind kind, bool ended_wait, ObjectCondition condition);
    /// Notes that an acquisition without a wait took `ns`.
    void append_sample(std::int64_t time, std::int64_t ns);
    /// Notes that it was held several times for short, in sum `held.time` ns.
    void append_held_often(std::int64_t time, const HeldOften& held);

private:
    /// The number of changes between two stored sums. A look-up adds or subtracts at most half as many. A
    /// block is contiguous in memory, because changes_ begins its chunks at multiples of it.
    static constexpr std::size_t block_size = BlockGuess::block_size;

    struct Checkpoint {
        ObjectTimes times;          ///< until the begin of change (index + 1) * block_size
        std::uint16_t most_waiters; ///< of the block before that
    };

    ObjectInfo info_;
    std::string given_name_;
    // Only the writer uses the next three members; readers see only what was appended.
    ObjectChange last_{};            ///< copy of the last change
    ObjectTimes sums_{};             ///< until the begin of the last change, which itself does not count yet
    std::uint16_t most_waiters_ = 0; ///< since the last checkpoint

    std::atomic<std::int32_t> most_holders_{0};
    AppendOnly<ObjectChange> changes_;
    AppendOnly<Checkpoint, 8> checkpoints_;
    BlockIndex blocks_;
    AppendOnly<AcquireSample, 8> samples_;
    AppendOnly<HeldOftenTotal, 8> held_often_;
};

} // namespace interleave
