// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/file/schedule_lanes.h"

#include "core/event/printable_text.h"
#include "core/event/session_layout.h"
#include "core/trace/cpu_switch.h"
#include "core/trace/time_bounds.h"

#include <algorithm>
#include <string>

namespace interleave {

namespace {

using LineKind = ScheduleLine::Kind;

constexpr std::int32_t not_known = -1;
constexpr std::size_t most_records = 4096; ///< that are kept before they are passed on

/// A lane is called as ftrace calls its threads, which also tells threads of one name apart.
std::string lane_name(const TaskName& name, std::int32_t tid) {
    return name.empty() ? "thread " + std::to_string(tid)
                        : printable_text(name.view()) + "-" + std::to_string(tid);
}

std::uint64_t switch_value(std::int32_t cpu) noexcept {
    return cpu < 0 ? std::uint64_t{unknown_cpu} : static_cast<std::uint64_t>(cpu);
}

} // namespace

void ScheduleLanes::take(const ScheduleLine& given, std::uint64_t number, RecordSink& sink) {
    ScheduleLine line = given;
    line_ = number;
    if (!begun_)
        origin_ = line.time;
    begun_ = true;
    if (line.time - origin_ > latest_time) {
        ++counts_.beyond_time;
        return;
    }
    time_ = line.time - origin_;
    if (line.cpu >= unknown_cpu) // no such processor can be shown
        line.cpu = not_known;
    if (line.cpu >= 0)
        occupant(line.cpu);
    if (line.kind != LineKind::lost)
        end_loss();
    if (line.kind != LineKind::switched && line.kind != LineKind::lost)
        see_current(line, sink);
    switch (line.kind) {
    case LineKind::other:
    case LineKind::broken:
    case LineKind::nothing:
        break;
    case LineKind::switched:
        switch_tasks(line, sink);
        break;
    case LineKind::waking:
    case LineKind::woken:
    case LineKind::started:
        wake(line, sink);
        break;
    case LineKind::forked:
        fork(line, sink);
        break;
    case LineKind::renamed:
        rename(line, sink);
        break;
    case LineKind::exited:
        exit(line, sink);
        break;
    case LineKind::lost:
        lose_events(line);
        break;
    }
    if (records_.size() >= most_records)
        flush(sink);
}

void ScheduleLanes::flush(RecordSink& sink) {
    if (!records_.empty())
        sink.records(records_);
    counts_.records += records_.size();
    records_.clear();
    if (begun_)
        sink.time_reached(time_);
}

void ScheduleLanes::finish(RecordSink& sink) {
    end_loss();
    flush(sink);
}

void ScheduleLanes::record(const Thread& thread, EventKind kind, std::uint64_t value, std::uint16_t detail,
                           ObjectId object) {
    records_.push_back({time_, value, object, 0, kind, detail, thread.lane, 0});
}

std::int32_t& ScheduleLanes::occupant(std::int32_t cpu) {
    const auto index = static_cast<std::size_t>(cpu);
    if (index >= occupants_.size()) {
        occupants_.resize(index + 1, not_known);
        seen_processors_.resize(index + 1, false);
    }
    processors_ += seen_processors_[index] ? 0 : 1;
    seen_processors_[index] = true;
    return occupants_[index];
}

void ScheduleLanes::contradict() noexcept {
    if (counts_.contradictions++ == 0)
        counts_.first_contradiction = line_;
}

ScheduleLanes::Thread* ScheduleLanes::known(std::int32_t tid) {
    const auto found = threads_.find(tid);
    return found == threads_.end() ? nullptr : &found->second;
}

/// Returns the thread, with a new lane if it had none; nullptr for idle threads, and when there are no more
/// lanes.
ScheduleLanes::Thread* ScheduleLanes::find(const ScheduleTask& task, RecordSink& sink) {
    if (task.tid <= 0)
        return nullptr;
    if (Thread* const thread = known(task.tid)) {
        name_thread(*thread, task.name, sink);
        return thread;
    }
    if (lanes_ == max_lanes) {
        left_out_.resize(static_cast<std::size_t>(ScheduleTask::greatest) + 1, false);
        counts_.threads_left_out += left_out_[static_cast<std::size_t>(task.tid)] ? 0 : 1;
        left_out_[static_cast<std::size_t>(task.tid)] = true;
        return nullptr;
    }
    Thread& thread = threads_[task.tid];
    thread = {.lane = static_cast<LaneId>(lanes_++), .tid = task.tid, .name = task.name};
    sink.lane_appeared(
        {thread.lane, LaneKind::thread, 0, task.tid, no_object, lane_name(task.name, task.tid)});
    record(thread, EventKind::task_appears, unknown_cpu);
    return &thread;
}

void ScheduleLanes::name_thread(Thread& thread, const TaskName& name, RecordSink& sink) {
    if (name.empty() || name == thread.name)
        return;
    thread.name = name;
    const std::string lane = lane_name(name, thread.tid);
    auto label = labels_.find(lane);
    if (label == labels_.end()) {
        if (labels_.size() + 1 >= max_objects) {
            ++counts_.names_left_out;
            return;
        }
        label = labels_.emplace(lane, static_cast<ObjectId>(labels_.size() + 1)).first;
        sink.object_appeared({label->second, ObjectKind::label, lane});
    }
    record(thread, EventKind::task_named, 0, 0, label->second);
}

/// Who is on the processor as something happens there is on it. That is used only where it is not known from
/// switches: while the kernel switches, it still names the thread that leaves.
void ScheduleLanes::see_current(const ScheduleLine& line, RecordSink& sink) {
    const std::int32_t tid = line.current.tid;
    if (Thread* const thread = known(tid); thread != nullptr && tid > 0) {
        if (thread->name.empty())
            name_thread(*thread, line.current.name, sink);
    }
    if (tid >= 0 && line.cpu >= 0 && occupant(line.cpu) == not_known) {
        if (tid == 0) {
            occupant(line.cpu) = 0;
        } else if (Thread* const thread = find(line.current, sink);
                   thread != nullptr && thread->where != Where::on) {
            record(*thread, EventKind::switch_in, switch_value(line.cpu), to_detail(SwitchInDetail::seen));
            thread->where = Where::on;
            thread->cpu = line.cpu;
            occupant(line.cpu) = tid;
        }
    }
    if (Thread* const thread = known(tid);
        thread != nullptr && line.process > 0 && thread->process != line.process) {
        thread->process = line.process;
        record(*thread, EventKind::task_named, static_cast<std::uint64_t>(line.process));
    }
}

void ScheduleLanes::switch_tasks(const ScheduleLine& line, RecordSink& sink) {
    const bool follows = leave(line, sink);
    if (!enter(line, sink) || !follows)
        contradict();
}

/// Nothing is known of the thread from here on, because a line that said where it went is missing.
void ScheduleLanes::lose(std::int32_t tid) {
    Thread* const thread = known(tid);
    if (thread == nullptr || thread->where != Where::on)
        return;
    record(*thread, EventKind::switch_unknown, switch_value(thread->cpu));
    thread->where = Where::unknown;
    thread->woken = false;
}

/// Takes the thread off that a switch names first. Returns whether that follows from the lines before.
bool ScheduleLanes::leave(const ScheduleLine& line, RecordSink& sink) {
    const std::int32_t tid = line.task.tid;
    bool follows = true;
    if (line.cpu >= 0) {
        if (const std::int32_t before = occupant(line.cpu); before != not_known && before != tid) {
            follows = false;
            lose(before);
        }
    }
    Thread* const thread = find(line.task, sink);
    if (thread == nullptr)
        return follows;
    if (line.current.tid == tid && line.process > 0 && thread->process != line.process) {
        thread->process = line.process;
        record(*thread, EventKind::task_named, static_cast<std::uint64_t>(line.process));
    }
    const bool is_elsewhere =
        thread->where == Where::on && line.cpu >= 0 && thread->cpu >= 0 && thread->cpu != line.cpu;
    if (is_elsewhere) {
        occupant(thread->cpu) = not_known;
        lose(tid);
    }
    follows &= !is_elsewhere && thread->where != Where::ready && thread->where != Where::blocked;
    thread->newborn = false;
    thread->woken = false;
    thread->cpu = -1;
    if (line.left_as == LeftAs::ended || (thread->exiting && line.left_as != LeftAs::preempted)) {
        end(*thread, line.cpu);
        return follows;
    }
    counts_.unknown_states += line.left_as == LeftAs::unknown ? 1 : 0;
    const bool is_ready = line.left_as == LeftAs::preempted;
    const SwitchOutDetail detail = is_ready ? SwitchOutDetail::preempted
                                   : line.left_as == LeftAs::uninterruptible
                                       ? SwitchOutDetail::uninterruptible
                                       : SwitchOutDetail::blocked;
    record(*thread, EventKind::switch_out, switch_value(line.cpu), to_detail(detail));
    thread->where = is_ready ? Where::ready : Where::blocked;
    return follows;
}

/// Puts the thread on that a switch names second. Returns whether that follows from the lines before.
bool ScheduleLanes::enter(const ScheduleLine& line, RecordSink& sink) {
    if (line.cpu >= 0)
        occupant(line.cpu) = line.next.tid;
    Thread* const thread = find(line.next, sink);
    if (thread == nullptr)
        return true;
    const bool follows = thread->where != Where::on;
    if (!follows && thread->cpu >= 0 && thread->cpu != line.cpu)
        occupant(thread->cpu) = not_known;
    record(*thread, EventKind::switch_in, switch_value(line.cpu));
    thread->where = Where::on;
    thread->cpu = line.cpu;
    thread->newborn = false;
    thread->woken = false;
    return follows;
}

void ScheduleLanes::wake(const ScheduleLine& line, RecordSink& sink) {
    Thread* const thread = find(line.task, sink);
    if (thread == nullptr)
        return;
    thread->newborn = false;
    const bool is_first = line.kind == LineKind::started && thread->where == Where::unknown;
    if (!is_first && (thread->where == Where::on || thread->where == Where::ready ||
                      (thread->where == Where::unknown && thread->woken)))
        return; // it was not asleep, or this is the second event of one wake-up
    record(*thread, EventKind::switch_wake, switch_value(line.target),
           to_detail(is_first ? WakeDetail::started : WakeDetail::woken));
    if (is_first || thread->where == Where::blocked)
        thread->where = Where::ready;
    else
        thread->woken = true;
}

void ScheduleLanes::fork(const ScheduleLine& line, RecordSink& sink) {
    const std::int32_t tid = line.next.tid;
    if (tid <= 0)
        return;
    if (Thread* const before = known(tid)) {
        if (before->newborn) { // the second event of one fork
            name_thread(*before, line.next.name, sink);
            return;
        }
        end(*before, before->cpu); // the kernel has given its number to another one
    }
    Thread* const child = find(line.next, sink);
    if (child == nullptr)
        return;
    child->newborn = true;
    if (!line.tells_process)
        return;
    const Thread* const parent = known(line.current.tid);
    child->process = !line.shares_process ? tid : parent != nullptr ? parent->process : 0;
    if (child->process > 0)
        record(*child, EventKind::task_named, static_cast<std::uint64_t>(child->process));
}

void ScheduleLanes::rename(const ScheduleLine& line, RecordSink& sink) {
    const std::int32_t old = line.next.tid;
    if (old > 0 && old != line.task.tid) { // a thread begins a program and becomes the first of its process
        if (Thread* const before = known(old)) {
            const std::int32_t cpu = before->where == Where::on ? before->cpu : not_known;
            end(*before, cpu);
            if (cpu >= 0)
                occupant(cpu) = not_known;
            ScheduleLine seen = line;
            seen.current = line.task;
            seen.cpu = cpu;
            see_current(seen, sink);
            return;
        }
    }
    if (Thread* const thread = known(line.task.tid))
        name_thread(*thread, line.task.name, sink);
}

void ScheduleLanes::exit(const ScheduleLine& line, RecordSink& sink) {
    Thread* const thread = find(line.task, sink);
    if (thread == nullptr)
        return;
    if (thread->where == Where::on)
        thread->exiting = true;
    else
        end(*thread, line.cpu);
}

/// Another thread may get its number from here on.
void ScheduleLanes::end(Thread& thread, std::int32_t cpu) {
    record(thread, EventKind::task_exit, switch_value(cpu));
    forget_thread(thread.tid);
}

/// From here to the next event nothing is known of any processor.
void ScheduleLanes::lose_events(const ScheduleLine& line) {
    const std::uint64_t count = std::max<std::uint64_t>(line.number, 1);
    ++counts_.losses;
    counts_.lost += count;
    losing_count_ += count;
    if (losing_)
        return;
    losing_ = true;
    records_.push_back({time_, 0, no_object, 0, EventKind::switches_lost, 1, no_lane, 0});
    std::ranges::fill(occupants_, not_known);
    for (auto& [tid, thread] : threads_) {
        thread.where = Where::unknown;
        thread.woken = false;
        thread.cpu = -1;
    }
}

void ScheduleLanes::end_loss() {
    if (!losing_)
        return;
    records_.push_back({time_, losing_count_, no_object, 0, EventKind::switches_lost, 1, no_lane, 0});
    losing_ = false;
    losing_count_ = 0;
}

} // namespace interleave
