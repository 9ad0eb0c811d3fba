// SPDX-License-Identifier: GPL-3.0-or-later
// The state machine of a lane. Its inputs are its worker's events and the kernel's switches. It does not know
// how a trace stores its outputs.
#pragma once

#include "core/event/record.h"
#include "core/trace/cpu_switch.h"
#include "core/trace/lane_state.h"
#include "core/trace/state.h"
#include "core/trace/work_row.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace interleave {

/// Receives the outputs of the machine.
template <typename T>
concept LaneOutput = requires(T& output, std::int64_t time, ShownState state, SiteId site,
                              std::uint16_t object, std::size_t row, std::uint32_t number) {
    output.begins(time);                     ///< the lane's first event, or the first that is known of it
    output.shows(time, state, object, site); ///< the shown state or its object changed
    output.works(time, row, object, number); ///< a task or named work of this row, object 0: none any longer
    output.leaves_queue(time, object);       ///< it no longer waits for the object, although no event says so
    output.ends(time, bool{}, LaneEndNote{}); ///< the last call; says whether the lane has begun
};

/// Only one thread uses it. Objects are numbers here, 0 is none.
class LaneMachine {
public:
    /// `kernel_records` says whether switches will come. Without them the lane is never shown as running.
    explicit LaneMachine(bool kernel_records) noexcept : kernel_records_(kernel_records) {}

    /// Returns the bytes of its list of work.
    std::size_t bytes() const noexcept { return work_.capacity() * sizeof(std::uint16_t); }

    /// Takes an event of the lane's worker. `object` is the record's object, of the kind `kind`, or 0 if it
    /// is unknown. Returns true if the event ends a wait of the lane for that object, which then counts one
    /// waiter less.
    template <LaneOutput Output>
    bool take_event(const TimedRecord& record, std::uint16_t object, ObjectKind kind, Output&& output);
    /// Takes a switch that the kernel reported.
    template <LaneOutput Output>
    void take_switch(const CpuSwitch& next, Output&& output);
    /// Notes that another lane woke this one, if it is off the CPU and waits for `object`. From here on it
    /// waits only for a CPU.
    template <LaneOutput Output>
    void wake(std::int64_t time, std::uint16_t object, Output&& output);
    /// Returns whether it waits until another lane has taken the GIL `object`, for which it is in no queue.
    bool is_in_forced_wait(std::uint16_t object) const noexcept {
        return doing_ == Doing::waiting && object_ == object && queued_at_ == 0 && !ended_;
    }
    /// Notes that nothing is known of the CPU until the next switch.
    template <LaneOutput Output>
    void forget_cpu(std::int64_t time, Output&& output);
    /// Notes that records of the worker are missing from here to its next event: what it waits for, does or
    /// works at is not known.
    template <LaneOutput Output>
    void lose_records(std::int64_t time, Output&& output);
    /// Ends the lane, because its worker, the kernel or the lane that joined it reported its end. `note` is
    /// what its worker said. Only the first call counts.
    template <LaneOutput Output>
    void end(std::int64_t time, Output&& output, LaneEndNote note = {});

private:
    /// The difference of the two clocks is a small part of this, and no blocking system call returns sooner.
    static constexpr std::int64_t clock_uncertainty_ns = 2'000;
    /// Returns whether the lane has had its first event.
    bool begun() const noexcept { return shown_.state.state != LaneState::absent; }
    void begin_wait(LaneState wait, std::uint16_t object, std::uint16_t queued_at) noexcept;
    template <LaneOutput Output>
    void leave_queue(std::int64_t time, Output& output);
    void infer_on_cpu(std::int64_t time) noexcept;
    /// Returns the row in which the work begins, which is then taken, or most_work_rows if there is none.
    std::size_t begin_work(const TimedRecord& record, std::uint16_t object);
    template <LaneOutput Output>
    void end_work(const TimedRecord& record, std::uint16_t object, Output& output);
    /// Ends the work of a row and of all rows within it.
    template <LaneOutput Output>
    void end_work_from(std::int64_t time, std::size_t row, Output& output);
    void remove_free_rows() noexcept;
    /// Returns the innermost row of this work, or most_work_rows if the lane is not in it.
    std::size_t row_of(std::uint16_t object) const noexcept;
    template <LaneOutput Output>
    void show(std::int64_t time, SiteId site, Output& output);

    const bool kernel_records_;
    bool ended_ = false;
    Cpu cpu_ = Cpu::unknown;
    Doing doing_ = Doing::code;
    LaneState wait_ = LaneState::unknown; ///< how its wait is shown
    std::uint16_t object_ = 0;            ///< of the wait or the I/O
    std::uint16_t queued_at_ = 0;         ///< the object that counts this lane among its waiters
    struct Shown {
        ShownState state{LaneState::absent, false};
        std::uint16_t object = 0;
    } shown_;               ///< last
    SiteId shown_site_ = 0; ///< the site at which it began to show that
    std::int64_t last_switch_ = std::numeric_limits<std::int64_t>::min();
    std::vector<std::uint16_t> work_; ///< the object of each row, 0 if it is free; the last row is not free
};

// It is inlined into the caller's loop, because a call for each event would cost some percent of building a
// trace.
template <LaneOutput Output>
[[gnu::always_inline]] inline bool LaneMachine::take_event(const TimedRecord& record, std::uint16_t object,
                                                           ObjectKind kind, Output&& output) {
    if (ended_)
        return false;
    if (!begun()) {
        output.begins(record.time);
        if (kernel_records_ && record.kind == EventKind::lane_begin)
            cpu_ = Cpu::on; // it runs, and the kernel has no record older than its begin
    }
    infer_on_cpu(record.time);
    if (doing_ == Doing::unknown)
        doing_ = Doing::code;

    // An object that was obtained, released or given up is no longer waited for.
    bool ends_wait = false;
    switch (record.kind) {
    case EventKind::wait_begin:
        leave_queue(record.time, output);
        begin_wait(wait_state(kind), object, object);
        break;
    case EventKind::forced_wait_begin: // it does not request the GIL, so it is in no queue
        leave_queue(record.time, output);
        begin_wait(LaneState::waiting_gil, object, 0);
        break;
    case EventKind::acquire:
    case EventKind::release:
    case EventKind::wait_end:
    case EventKind::receive:
    case EventKind::send:
    case EventKind::joined:
        if (doing_ == Doing::waiting && object_ == object) {
            ends_wait = queued_at_ != 0;
            queued_at_ = 0;
            doing_ = Doing::code;
        }
        break;
    case EventKind::sleep_begin:
    case EventKind::io_begin:
        leave_queue(record.time, output);
        doing_ = record.kind == EventKind::io_begin ? Doing::io : Doing::sleeping;
        object_ = object;
        break;
    case EventKind::forced_wait_end:
    case EventKind::sleep_end:
    case EventKind::io_end:
        leave_queue(record.time, output);
        doing_ = Doing::code;
        break;
    case EventKind::task_begin:
    case EventKind::work_begin:
        if (const std::size_t row = begin_work(record, object); row < most_work_rows)
            output.works(record.time, row, object,
                         record.kind == EventKind::task_begin ? static_cast<std::uint32_t>(record.value)
                                                              : 0U);
        break;
    case EventKind::task_end:
    case EventKind::work_end:
        end_work(record, object, output);
        break;
    case EventKind::lane_end:
        end(record.time, output,
            record.detail == to_detail(LaneEndReason::exception) ? LaneEndNote{OwnEnd::threw, object}
                                                                 : LaneEndNote{OwnEnd::returned, 0});
        return false;
    case EventKind::fatal_signal:
        end(record.time, output, {OwnEnd::signalled, record.detail});
        return false;
    default:
        break;
    }
    show(record.time, record.site, output);
    return ends_wait;
}

template <LaneOutput Output>
inline void LaneMachine::take_switch(const CpuSwitch& next, Output&& output) {
    if (ended_)
        return;
    last_switch_ = next.time;
    switch (next.kind) {
    case SwitchKind::in:
    case SwitchKind::seen:
        cpu_ = Cpu::on;
        break;
    case SwitchKind::out_preempted:
        cpu_ = Cpu::ready;
        break;
    case SwitchKind::out_blocked:
    case SwitchKind::out_uninterruptible:
        cpu_ = Cpu::blocked;
        break;
    case SwitchKind::wake:
        if (cpu_ == Cpu::blocked)
            cpu_ = Cpu::ready;
        else if (cpu_ == Cpu::unknown)
            cpu_ = Cpu::runnable;
        break;
    case SwitchKind::wake_started:
        cpu_ = Cpu::ready;
        break;
    case SwitchKind::unknown:
        cpu_ = Cpu::unknown;
        break;
    case SwitchKind::appears:
        if (begun())
            return;
        output.begins(next.time);
        doing_ = Doing::unknown;
        show(next.time, 0, output);
        return;
    case SwitchKind::exit:
        end(next.time, output);
        return;
    }
    if (begun()) // before its first event a lane does not exist
        show(next.time, shown_site_, output);
}

template <LaneOutput Output>
inline void LaneMachine::wake(std::int64_t time, std::uint16_t object, Output&& output) {
    // A lane that is on its CPU was not asleep: it finds what it wants before it sleeps.
    if (ended_ || cpu_ != Cpu::blocked || doing_ != Doing::waiting || object_ != object)
        return;
    cpu_ = Cpu::ready;
    show(time, shown_site_, output);
}

template <LaneOutput Output>
inline void LaneMachine::forget_cpu(std::int64_t time, Output&& output) {
    cpu_ = Cpu::unknown;
    if (begun() && !ended_)
        show(time, shown_site_, output);
}

template <LaneOutput Output>
inline void LaneMachine::lose_records(std::int64_t time, Output&& output) {
    if (!begun() || ended_)
        return;
    infer_on_cpu(time); // it ran as it wrote what was lost
    leave_queue(time, output);
    doing_ = Doing::unknown;
    object_ = 0;
    end_work_from(time, 0, output);
    show(time, 0, output);
}

template <LaneOutput Output>
inline void LaneMachine::end(std::int64_t time, Output&& output, LaneEndNote note) {
    if (ended_)
        return;
    leave_queue(time, output);
    ended_ = true;
    end_work_from(time, 0, output);
    output.ends(time, begun(), note);
}

template <LaneOutput Output>
inline void LaneMachine::end_work_from(std::int64_t time, std::size_t row, Output& output) {
    for (std::size_t within = work_.size(); within-- > row;)
        if (work_[within] != 0)
            output.works(time, within, 0, 0);
    work_.resize(std::min(work_.size(), row));
    remove_free_rows();
}

template <LaneOutput Output>
inline void LaneMachine::end_work(const TimedRecord& record, std::uint16_t object, Output& output) {
    if (object == 0)
        return;
    if (record.kind == EventKind::task_end || record.value == work_row::innermost) {
        // Work that was begun within it has ended too, with or without an event.
        if (const std::size_t row = row_of(object); row < most_work_rows)
            end_work_from(record.time, row, output);
        return;
    }
    const std::uint64_t row = record.value - 1;
    if (row >= work_.size() || work_[row] != object)
        return;
    output.works(record.time, row, 0, 0);
    work_[row] = 0;
    remove_free_rows();
}

template <LaneOutput Output>
inline void LaneMachine::leave_queue(std::int64_t time, Output& output) {
    if (queued_at_ == 0)
        return;
    output.leaves_queue(time, queued_at_);
    queued_at_ = 0;
}

template <LaneOutput Output>
inline void LaneMachine::show(std::int64_t time, SiteId site, Output& output) {
    const ShownState state = shown_state(cpu_, doing_, wait_);
    const bool of_object = state.in_wait || is_wait(state.state) || state.state == LaneState::io ||
                           (state.state == LaneState::unknown && doing_ == Doing::waiting);
    const std::uint16_t object = of_object ? object_ : std::uint16_t{0};
    if (state == shown_.state && object == shown_.object)
        return;
    // The members are copied one by one, because the processor stalls when it reads in one piece what was
    // just written in pieces.
    shown_.state.state = state.state;
    shown_.state.in_wait = state.in_wait;
    shown_.object = object;
    shown_site_ = site;
    output.shows(time, state, object, site);
}

inline void LaneMachine::begin_wait(LaneState wait, std::uint16_t object, std::uint16_t queued_at) noexcept {
    doing_ = Doing::waiting;
    wait_ = wait;
    object_ = object;
    queued_at_ = queued_at;
}

inline void LaneMachine::infer_on_cpu(std::int64_t time) noexcept {
    // Only running code writes events. But an event that seems to come just after the lane was taken off its
    // CPU came before that, because the two clocks differ; and a late event says nothing about the present.
    if (cpu_ != Cpu::unknown && time > last_switch_ + clock_uncertainty_ns)
        cpu_ = Cpu::on;
}

} // namespace interleave
