// SPDX-License-Identifier: GPL-3.0-or-later
// The record of one event: 32 bytes, written by one thread and read by the collector.
#pragma once

#include <cstdint>
#include <type_traits>

namespace interleave {

/// The number of an object (a lock, a queue, a worker …) in the session's object table. 0 is "no object".
using ObjectId = std::uint32_t;

/// The number of a lane in the session's lane table.
using LaneId = std::uint16_t;

inline constexpr ObjectId no_object = 0;
inline constexpr LaneId no_lane = 0xffff;

/// A place in a scenario's source: 12 bits of file number, 20 bits of line. 0 is "unknown".
using SiteId = std::uint32_t;

constexpr SiteId make_site(std::uint32_t file, std::uint32_t line) noexcept {
    return (file << 20U) | (line & 0xfffffU);
}
constexpr std::uint32_t site_file(SiteId site) noexcept {
    return site >> 20U;
}
constexpr std::uint32_t site_line(SiteId site) noexcept {
    return site & 0xfffffU;
}

/// The kind of an event. `object`, `value` and `detail` of a record mean what the comment of its kind says,
/// otherwise they are 0. All primitives share these few kinds, because the kind of the object tells what is
/// waited for.
enum class EventKind : std::uint16_t {
    none = 0,

    // The start and the end of workers.
    lane_begin, ///< first event of a lane
    lane_end,   ///< last event of a lane that ends by itself; detail: LaneEndReason, object: what it threw
    start,      ///< started a worker; object: the worker
    joined,     ///< a join returned and ended the wait; object: the worker, value: exit code, detail: signal

    // Waiting and owning. `wait_begin` is written before the lane blocks, so that a wait without an end is
    // visible.
    wait_begin, ///< is about to block unless `object` becomes available at once; detail: WaitDetail
    wait_end,   ///< the wait ended without owning the object; detail: WaitOutcome
    acquire,    ///< owns the object now, ends a wait for it; detail: AcquireDetail. value: how long the
                ///< acquisition took if sampled, else 0; a worker writes ticks, the collector passes on ns
    release,    ///< is about to release the object; detail: ReleaseReason, value: see woken
    notify, ///< woke waiters of the object; value: how many at most, detail: the lane + 1 if it is one that
            ///< is known
    wake,   ///< is about to wake one of several lanes that wait for the object; value: the lane
    set_value, ///< the object's value is now `value` (semaphore, queue length, barrier count, counter)

    // Leaving the CPU voluntarily.
    sleep_begin, ///< value: ns asked for
    sleep_end,
    io_begin, ///< blocks in the kernel for input or output; object: channel or none, value: bytes
    io_end,   ///< value: bytes transferred

    // Computing, where it takes long enough to be seen.
    compute_begin, ///< value: ns of undisturbed processor time that it asks for
    compute_end,

    // The GIL-like lock, beyond wait, acquire and release.
    interval_elapsed,  ///< a waiter's switch interval ran out; object: GIL
    drop_request,      ///< a waiter asked the holder to release it; object: GIL
    forced_wait_begin, ///< the lane that dropped the GIL waits until another one took it
    forced_wait_end,

    // Messages, tasks, futures and memory.
    send,       ///< object: queue or pipe, value: message number; detail: wakes_a_waiter or 0
    receive,    ///< object: queue or pipe, value: message number; ends a wait for it; detail: as of send
    submit,     ///< object: pool, value: task number
    task_begin, ///< object: named task or pool, value: task number
    task_end,   ///< object: named task or pool, value: task number
    completed,  ///< a future has its result; object: future, detail: FutureOutcome
    read,       ///< object: shared variable, value: what was read
    write,      ///< object: shared variable, value: what was written

    // Text for people.
    work_begin, ///< a named piece of work; object: label, value: see work_row
    work_end,   ///< object: label, value: that of its begin
    mark,       ///< a named moment; object: label, value: any number, detail: MarkDetail
    print,      ///< a printed line; value: its first 8 bytes, first character in the lowest byte
    print_more, ///< value: the next 8 bytes of the line that the lane printed last

    // From the recorder itself.
    records_lost, ///< from here to the lane's next record, records found their ring full. value: how many; in
                  ///< a ring, how many of the lane so far
    fatal_signal, ///< last event of a lane whose thread got a signal that ends its process; detail: the
                  ///< signal. It is noted beside the ring, because a handler may have interrupted a record

    // From the kernel, never written by a worker.
    switch_in,     ///< the kernel put the lane's thread on a CPU; detail: SwitchInDetail, value: CPU
    switch_out,    ///< the kernel took it off; detail: SwitchOutDetail, value: CPU
    task_exit,     ///< the kernel ended the thread
    switches_lost, ///< the kernel could not deliver `value` switch records; value 0: nothing is known of any
                   ///< CPU from here on; detail 1: because records are missing from here to the one that
                   ///< counts them

    // From the kernel's schedule in a file, which names threads of which nothing else is known.
    switch_wake,    ///< the kernel made the thread ready; detail: WakeDetail, value: the CPU that it is to
                    ///< run on
    switch_unknown, ///< a switch of the thread is missing: nothing is known of its CPU from here on; value:
                    ///< the CPU that it was on
    task_appears,   ///< the lane begins here, without an event of its own
    task_named,     ///< the thread has this name from here on; object: the name, a label, or none for the
                ///< one before; value: its process, 0 if it is not known. A recorded program writes it, too

    // From a recorded program.
    holds, ///< since its last event of this kind the lane held a lock several times without a wait, each for
           ///< so short a time that they are not told one by one; object: the lock, value: see HeldOften

    count_
};

inline constexpr std::uint16_t first_kernel_kind = static_cast<std::uint16_t>(EventKind::switch_in);

/// Whether only the kernel tells of it, or a file of its schedule.
constexpr bool is_told_by_kernel(EventKind kind) noexcept {
    return kind >= EventKind::switch_in && kind <= EventKind::task_named;
}
/// Whether a worker may write a record with this number as its kind.
constexpr bool is_of_worker(std::uint16_t kind) noexcept {
    return kind > 0 && kind < static_cast<std::uint16_t>(EventKind::count_) &&
           (!is_told_by_kernel(static_cast<EventKind>(kind)) ||
            kind == static_cast<std::uint16_t>(EventKind::task_named));
}

/// Returns a stable lower-case name with underscores, as in exported data; "?" for an unknown kind.
const char* name_of(EventKind kind) noexcept;

/// The `detail` of lane_end. What was thrown is a label with its text.
enum class LaneEndReason : std::uint16_t { returned, exception };

/// The `detail` of wait_begin, with wait_is_timed added where the wait has a deadline.
enum class WaitDetail : std::uint16_t { plain, shared, reacquire };

/// Marks a wait that ends by itself and therefore can be in no deadlock.
inline constexpr std::uint16_t wait_is_timed = 0x80;

/// The `detail` of wait_end.
enum class WaitOutcome : std::uint16_t { satisfied, timed_out, stopped, failed };

/// The `detail` of release.
enum class ReleaseReason : std::uint16_t { voluntary, forced, blocking_call, last };

/// The `detail` of switch_in. `seen` says that the thread was on the CPU then, put there before.
enum class SwitchInDetail : std::uint16_t { put, seen };

/// The `detail` of switch_out. `uninterruptible` is what the kernel calls D: it blocked in the kernel, where
/// no signal ends the wait.
enum class SwitchOutDetail : std::uint16_t { blocked, preempted, uninterruptible };

/// The `detail` of switch_wake. A thread that is `started` has never been on a CPU.
enum class WakeDetail : std::uint16_t { woken, started };

/// The `detail` of mark. What a lane did before the program's first line is how its interpreter started.
enum class MarkDetail : std::uint16_t { named, first_line };

/// The `detail` of completed.
enum class FutureOutcome : std::uint16_t { result, exception, cancelled, broken };

/// Returns the number that a record's `detail` holds.
constexpr std::uint16_t to_detail(LaneEndReason detail) noexcept {
    return static_cast<std::uint16_t>(detail);
}
constexpr std::uint16_t to_detail(WaitDetail detail) noexcept {
    return static_cast<std::uint16_t>(detail);
}
constexpr std::uint16_t to_detail(WaitOutcome outcome) noexcept {
    return static_cast<std::uint16_t>(outcome);
}
constexpr std::uint16_t to_detail(ReleaseReason reason) noexcept {
    return static_cast<std::uint16_t>(reason);
}
constexpr std::uint16_t to_detail(SwitchInDetail detail) noexcept {
    return static_cast<std::uint16_t>(detail);
}
constexpr std::uint16_t to_detail(SwitchOutDetail detail) noexcept {
    return static_cast<std::uint16_t>(detail);
}
constexpr std::uint16_t to_detail(WakeDetail detail) noexcept {
    return static_cast<std::uint16_t>(detail);
}
constexpr std::uint16_t to_detail(MarkDetail detail) noexcept {
    return static_cast<std::uint16_t>(detail);
}
constexpr std::uint16_t to_detail(FutureOutcome outcome) noexcept {
    return static_cast<std::uint16_t>(outcome);
}

/// Whether an event of this kind only continues what the one before it says.
constexpr bool continues_last(EventKind kind) noexcept {
    return kind == EventKind::print_more;
}

/// The `value` of work_begin and work_end: the row in which the work is shown, 0 for the outermost, where it
/// is known otherwise than by what the lane is in already.
namespace work_row {
inline constexpr std::uint64_t innermost = 0; ///< within all that has begun and not ended
constexpr std::uint64_t row(std::uint64_t number) noexcept {
    return number + 1;
}
} // namespace work_row

/// The `value` of holds: how often, and for how long in sum. A worker writes ticks, the collector passes on
/// ns.
struct HeldOften {
    std::uint64_t count; ///< below 2^24
    std::uint64_t time;  ///< below 2^40
};
constexpr std::uint64_t value_of_held_often(const HeldOften& held) noexcept {
    constexpr std::uint64_t most_count = (std::uint64_t{1} << 24U) - 1;
    constexpr std::uint64_t most_time = (std::uint64_t{1} << 40U) - 1;
    return (held.count < most_count ? held.count : most_count) << 40U |
           (held.time < most_time ? held.time : most_time);
}
constexpr HeldOften held_often_from(std::uint64_t value) noexcept {
    return {value >> 40U, value & ((std::uint64_t{1} << 40U) - 1)};
}

/// How many bytes of a printed line its records hold at most.
inline constexpr std::size_t most_printed_bytes = 27;

/// The `detail` of send and receive where it wakes one of those that wait for it.
inline constexpr std::uint16_t wakes_a_waiter = 1;

/// The `value` of release: whom it wakes.
namespace woken {
inline constexpr std::uint64_t one_of_those_that_wait = 0; ///< if any waits, and not known which
inline constexpr std::uint64_t nobody = ~std::uint64_t{0};
constexpr std::uint64_t lane(LaneId lane) noexcept {
    return lane == no_lane ? nobody : std::uint64_t{lane} + 1;
}
/// The same as the `detail` of notify; 0 if it is not known.
constexpr std::uint16_t lane_detail(LaneId lane) noexcept {
    return static_cast<std::uint16_t>(lane + 1); // no_lane wraps around to 0
}
} // namespace woken

/// One event as a worker writes it into its ring. `sequence` is the low half of the record's position in the
/// ring plus one: by it the reader recognises a slot that was never written or only in part.
struct Record {
    std::uint64_t time; ///< ticks of the session's clock
    std::uint64_t value;
    ObjectId object;
    SiteId site;
    std::uint16_t kind; ///< EventKind
    std::uint16_t detail;
    std::uint32_t sequence;
};
static_assert(sizeof(Record) == 32 && std::is_trivially_copyable_v<Record>);

/// One event as the collector passes it on: checked, in one time base, with its lane.
struct TimedRecord {
    std::int64_t time; ///< ns since the session's origin
    std::uint64_t value;
    ObjectId object;
    SiteId site;
    EventKind kind;
    std::uint16_t detail;
    LaneId lane;
    std::uint16_t flags; ///< reserved, 0
};
static_assert(sizeof(TimedRecord) == 32 && std::is_trivially_copyable_v<TimedRecord>);

/// The kind of an object. It decides how a lane that waits for the object is drawn.
enum class ObjectKind : std::uint16_t {
    none = 0,
    mutex,
    shared_mutex,
    gil,
    semaphore,
    condition,
    barrier,
    queue,
    pipe,
    worker, ///< a thread or process that can be joined
    future,
    pool,
    variable,
    label,      ///< a name for a piece of work, a moment or a task
    start_gate, ///< a barrier before the work, at which workers wait to begin together
    count_
};

/// Whether an object of this kind is a lock: lanes hold it, and it has no value.
constexpr bool is_lock(ObjectKind kind) noexcept {
    return kind == ObjectKind::mutex || kind == ObjectKind::shared_mutex || kind == ObjectKind::gil;
}

/// Stable lower-case name with underscores; "?" for an unknown kind.
const char* name_of(ObjectKind kind) noexcept;

/// A track is no thread: it has what a file of another program tells of operations that belong to none.
enum class LaneKind : std::uint16_t { thread = 0, process = 1, track = 2 };
const char* name_of(LaneKind kind) noexcept; ///< "thread", "process" or "track"

} // namespace interleave
