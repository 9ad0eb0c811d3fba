// One object of a trace: who held it and how many waited, over time, with exact running sums.
#pragma once

#include "core/event/collector.h"
#include "core/event/record.h"
#include "core/trace/append_only.h"

#include <cstdint>
#include <string>

namespace interleave {

/// The object's condition after one event on it; it lasts until the next change.
struct ObjectChange {
    std::uint64_t time_and_kind; ///< ns in the upper 48 bits, EventKind in the lower 16
    LaneId holder;               ///< no_lane if nobody holds it; of several holders the latest
    std::uint16_t waiters;
    std::int32_t value; ///< holders inside, or the object's value where it has one

    std::int64_t time() const noexcept { return static_cast<std::int64_t>(time_and_kind >> 16U); }
    EventKind kind() const noexcept { return static_cast<EventKind>(time_and_kind & 0xffffU); }
};
static_assert(sizeof(ObjectChange) == 16);

/// ns that an object spent in each condition, and waits added up over all waiters.
struct ObjectTimes {
    std::int64_t held = 0;           ///< somebody holds it
    std::int64_t contended_held = 0; ///< somebody holds it while others wait
    std::int64_t handing_off = 0;    ///< nobody holds it although somebody waits
    std::int64_t waited = 0;         ///< summed over all waiters
};

/// Written by the trace's writer thread; read by any thread.
class Object {
public:
    explicit Object(ObjectInfo info);

    // --- any thread
    // ------------------------------------------------------------------------------------------------

    ObjectId id() const noexcept { return info_.id; }
    ObjectKind kind() const noexcept { return info_.kind; }
    const std::string& name() const noexcept { return info_.name; }

    const AppendOnly<ObjectChange>& changes() const noexcept { return changes_; }
    /// Index of the change in force at `time`, or the number of changes if there is none yet.
    std::size_t change_at(std::int64_t time, std::size_t hint = 0) const noexcept;
    ObjectTimes times_between(std::int64_t from, std::int64_t until) const noexcept;
    /// Times from the first change until `time`; `change` must be change_at(time).
    ObjectTimes times_until(std::int64_t time, std::size_t change) const noexcept;
    std::size_t bytes() const noexcept;

    // --- the writer
    // ------------------------------------------------------------------------------------------------

    /// Applies one event of `lane` on this object: follows holder, waiters and value. `waited`: whether the
    /// lane was in a wait for this object just before. A time before the last change counts as that change's.
    void apply(const TimedRecord& record, bool waited);

    /// A lane that ended or was killed holds nothing and waits for nothing any more (a robust lock's owner
    /// death).
    void forget_lane(std::int64_t time, LaneId lane, bool waited, bool held);

private:
    static constexpr std::size_t checkpoint_distance = 64;
    void append(std::int64_t time, EventKind kind);

    ObjectInfo info_;
    LaneId holder_ = no_lane;
    std::uint16_t waiters_ = 0;
    std::int32_t value_ = 0;
    AppendOnly<ObjectChange> changes_;
    AppendOnly<ObjectTimes, 8> checkpoints_;
};

} // namespace interleave
