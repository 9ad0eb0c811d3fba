// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/lane_writer.h"

#include <algorithm>

namespace interleave {

namespace {

/// The two clocks agree within a small part of this, and no system call that blocks comes back sooner.
constexpr std::int64_t clock_doubt_ns = 2'000;
/// Work within work; deeper than this nobody looks, and an untrusted writer must not fill the memory.
constexpr std::size_t deepest_work = 64;

} // namespace

void Trace::LaneWriter::apply_worker(const TimedRecord& record, Object* object) {
    const auto object_number = static_cast<std::uint16_t>(object != nullptr ? record.object : no_object);
    lane_.append_event({record.time, static_cast<std::int64_t>(record.value), record.site, object_number,
                        record.kind, record.detail});
    if (ended_) {
        if (object != nullptr)
            object->apply(record, false);
        return;
    }
    if (lane_.segments().empty()) {
        lane_.set_begin(record.time);
        if (kernel_records_ && record.kind == EventKind::lane_begin)
            cpu_ = Cpu::on; // it speaks, and no record of the kernel is older than its begin
    }
    prove_on_cpu(record.time);

    // Whatever is obtained, let go of or given up is not waited for any more.
    bool ends_wait = false;
    switch (record.kind) {
    case EventKind::wait_begin:
        leave_wait(record.time);
        begin_wait(wait_state(object != nullptr ? object->kind() : ObjectKind::none), object_number, object);
        break;
    case EventKind::forced_wait_begin:
        leave_wait(record.time);
        begin_wait(LaneState::waiting_gil, object_number, nullptr);
        break;
    case EventKind::acquire:
    case EventKind::release:
    case EventKind::wait_end:
    case EventKind::receive:
    case EventKind::send:
    case EventKind::joined:
        if (doing_ == Doing::waiting && object_ == object_number) {
            ends_wait = waited_for_ != nullptr;
            waited_for_ = nullptr;
            doing_ = Doing::code;
        }
        break;
    case EventKind::sleep_begin:
    case EventKind::io_begin:
        leave_wait(record.time);
        doing_ = record.kind == EventKind::io_begin ? Doing::io : Doing::sleeping;
        object_ = object_number;
        break;
    case EventKind::forced_wait_end:
    case EventKind::sleep_end:
    case EventKind::io_end:
        leave_wait(record.time);
        doing_ = Doing::code;
        break;
    case EventKind::task_begin:
    case EventKind::work_begin:
        begin_work(record, object_number);
        break;
    case EventKind::task_end:
    case EventKind::work_end:
        end_work(record, object_number);
        break;
    case EventKind::lane_end:
        end(record.time);
        break;
    default:
        break;
    }
    if (object != nullptr)
        object->apply(record, ends_wait);
    if (!ended_)
        show(record.time, record.site);
}

void Trace::LaneWriter::apply_kernel(const TimedRecord& record) {
    if (ended_)
        return;
    last_switch_ = record.time;
    if (record.kind == EventKind::task_exit) {
        end(record.time);
        return;
    }
    cpu_ = record.kind == EventKind::switch_in ? Cpu::on : record.detail != 0 ? Cpu::preempted : Cpu::blocked;
    // Before its first event a lane is not there yet.
    if (!lane_.segments().empty())
        show(record.time, lane_.segments().back().site);
}

void Trace::LaneWriter::forget_cpu(std::int64_t time) {
    cpu_ = Cpu::unknown;
    if (!ended_ && !lane_.segments().empty())
        show(time, lane_.segments().back().site);
}

void Trace::LaneWriter::end(std::int64_t time) {
    if (ended_)
        return;
    leave_wait(time);
    ended_ = true;
    if (!work_.empty())
        lane_.append_work(time, 0, 0);
    if (lane_.segments().empty()) {
        lane_.set_end(time);
        return;
    }
    lane_.append_segment(time, LaneState::absent, 0, 0, 0);
    lane_.set_end(lane_.segments().back().begin);
}

void Trace::LaneWriter::begin_work(const TimedRecord& record, std::uint16_t object) {
    if (object == 0 || work_.size() >= deepest_work)
        return;
    const bool is_task = record.kind == EventKind::task_begin;
    work_.push_back({object, is_task ? static_cast<std::uint32_t>(record.value) : 0});
    lane_.append_work(record.time, object, work_.back().number);
}

void Trace::LaneWriter::end_work(const TimedRecord& record, std::uint16_t object) {
    // What was begun within it has ended too, said or not.
    const auto begun =
        std::find_if(work_.rbegin(), work_.rend(), [&](const Work& work) { return work.object == object; });
    if (begun == work_.rend())
        return;
    work_.erase(begun.base() - 1, work_.end());
    const Work now = work_.empty() ? Work{0, 0} : work_.back();
    lane_.append_work(record.time, now.object, now.number);
}

void Trace::LaneWriter::begin_wait(LaneState wait, std::uint16_t object, Object* waited_for) noexcept {
    doing_ = Doing::waiting;
    wait_ = wait;
    object_ = object;
    waited_for_ = waited_for;
}

void Trace::LaneWriter::leave_wait(std::int64_t time) {
    if (waited_for_ == nullptr)
        return;
    waited_for_->forget_waiter(time);
    waited_for_ = nullptr;
}

void Trace::LaneWriter::prove_on_cpu(std::int64_t time) noexcept {
    // Only code that runs writes events. But one that seems to come just after the lane was taken off its CPU
    // came before it, by the difference of the two clocks; and a late one says nothing of now.
    if ((cpu_ == Cpu::preempted || cpu_ == Cpu::blocked) && time > last_switch_ + clock_doubt_ns)
        cpu_ = Cpu::on;
}

void Trace::LaneWriter::show(std::int64_t time, SiteId site) {
    const ShownState shown = shown_state(cpu_, doing_, wait_);
    const bool of_object = shown.in_wait || is_wait(shown.state) || shown.state == LaneState::io ||
                           (shown.state == LaneState::unknown && doing_ == Doing::waiting);
    lane_.append_segment(time, shown.state, of_object ? object_ : std::uint16_t{0}, site,
                         shown.in_wait ? std::uint8_t{in_wait} : std::uint8_t{0});
}

} // namespace interleave
