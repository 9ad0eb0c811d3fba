// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event/record_input.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

namespace interleave {

namespace {

/// The number of records read from a ring when the merge needs more. They are few enough to stay in the
/// processor's cache.
constexpr std::uint64_t read_at_once = 512;

} // namespace

void LaneInput::look() noexcept {
    if (!ring_ && !is_over_) {
        const std::optional<std::uint32_t> number = session_.ring_of(lane_);
        if (!number)
            return;
        ring_number_ = *number;
        ring_.emplace(session_.ring_reader(*number));
    }
    if (ring_)
        ring_->look();
}

void LaneInput::read(std::uint64_t most) {
    taken_ += ring_->read(most, [&](const Record& record) {
        if (record.kind == static_cast<std::uint16_t>(EventKind::records_lost)) [[unlikely]]
            take_loss(record);
        else
            check_.accept(record, lane_, last_time_, pending_);
    });
}

void LaneInput::take_loss(const Record& record) {
    // A writer's count only grows, and its control never says less than its records.
    const bool possible =
        record.value <= ring_->dropped() && (is_told_early_ ? record.value >= lost_ : record.value > lost_);
    if (!possible) {
        check_.refuse();
        return;
    }
    if (!check_.accept_loss(record, record.value - lost_, lane_, last_time_, pending_))
        return;
    losses_ += record.value > lost_ ? 1 : 0;
    lost_ = record.value;
    is_told_early_ = false;
}

/// A writer that found its ring full may write nothing for long, or has ended. Then the control tells the
/// loss. It is read before the ring is found empty, so that no record from before the loss is still to come.
void LaneInput::tell_open_loss() {
    const std::uint64_t dropped = ring_->dropped();
    if (dropped <= lost_ || last_time_ == RecordCheck::before_all || !ring_->is_drained())
        return;
    check_.add_loss(ring_->lost_since(), dropped - lost_, lane_, last_time_, pending_);
    ++losses_;
    lost_ = dropped;
    is_told_early_ = true;
}

/// The thread writes nothing after its signal, so that comes after all of its records.
void LaneInput::tell_fatal_signal() {
    if (has_told_signal_ || last_time_ == RecordCheck::before_all)
        return;
    const FatalSignal noted = session_.fatal_signal(lane_);
    if (noted.signal == 0 || !ring_->is_drained())
        return;
    check_.add_fatal_signal(noted.signal, noted.ticks, lane_, last_time_, pending_);
    has_told_signal_ = true;
}

bool LaneInput::refill() {
    pending_.clear();
    next_ = 0;
    if (!ring_)
        return false;
    while (pending_.empty() && ring_->unread() > 0)
        read(read_at_once);
    if (pending_.empty())
        tell_open_loss();
    if (pending_.empty())
        tell_fatal_signal();
    return !pending_.empty();
}

void LaneInput::read_early() {
    // A record that is not due stays in the ring, because it is then read, ordered and passed on while it is
    // in the processor's cache. But a fast producer needs the room before its records are due.
    if (ring_ && ring_->unread() > ring_->capacity() / 4)
        read(ring_->unread());
}

void LaneInput::forget_passed_on() {
    if (next_ > pending_.size() / 2) {
        pending_.erase(pending_.begin(), pending_.begin() + static_cast<std::ptrdiff_t>(next_));
        next_ = 0;
    }
    if (ring_ && session_.has_ended(lane_))
        give_back_ring();
    else if (is_over_ && pending().empty() && pending_.capacity() > 0)
        pending_ = {};
}

/// What the lane wrote before it said that it ended can be read now. It is, whether it is due or not, because
/// others wait for the ring.
void LaneInput::give_back_ring() {
    ring_->look();
    read(ring_->unread());
    tell_open_loss();
    if (!ring_->is_drained() || (ring_->dropped() > lost_ && last_time_ != RecordCheck::before_all))
        return;
    lost_ = std::max(lost_, ring_->dropped());
    bad_ = ring_->bad();
    ring_.reset();
    is_over_ = true;
    session_.give_back_ring(ring_number_);
}

void KernelInput::set_paused(bool paused) {
    if (source_ == nullptr || paused == paused_)
        return;
    paused_ = paused;
    source_->set_paused(paused);
}

void KernelInput::poll() {
    if (source_ == nullptr)
        return;
    const std::size_t before = waiting_.size();
    source_->poll(waiting_);
    if (waiting_.size() == before)
        return;
    // Each CPU's records are in order; a thread's records may come from several CPUs.
    std::stable_sort(waiting_.begin(), waiting_.end(),
                     [](const KernelRecord& a, const KernelRecord& b) { return a.time < b.time; });
}

bool KernelInput::enter_tasks(std::int64_t until, std::int64_t origin_ns, const Discovery& known,
                              SessionWriter& writer) {
    bool has_entered = false;
    for (const KernelRecord& record : waiting_) {
        if (static_cast<std::int64_t>(record.time) - origin_ns > until)
            break;
        if (record.kind != EventKind::switch_in || known.lane_of_thread(record.tid) != no_lane ||
            tasks_.contains(record.tid))
            continue;
        const std::optional<KernelTask> task = source_->task(record.tid);
        if (!task)
            continue;
        Task& entered = tasks_[record.tid];
        entered.why =
            writer.claim_object(ObjectKind::label, "no events" + (task->why.empty() ? "" : ": " + task->why));
        entered.lane = writer.enter_task(record.tid == task->pid ? LaneKind::process : LaneKind::thread,
                                         task->name, task->pid, record.tid);
        has_entered = has_entered || entered.lane != no_lane;
    }
    return has_entered;
}

void KernelInput::begin_lane(LaneId lane, std::int64_t time, ObjectId why) {
    constexpr std::uint64_t unknown_cpu = ~std::uint64_t{0};
    pending_.push_back({time, unknown_cpu, no_object, 0, EventKind::task_appears, 0, lane, 0});
    pending_.push_back({time, 0, why, 0, EventKind::mark, 0, lane, 0});
}

void KernelInput::assign_lanes(std::int64_t until, std::int64_t origin_ns, const Discovery& known) {
    pending_.clear();
    next_ = 0;
    auto record = waiting_.begin();
    for (; record != waiting_.end(); ++record) {
        const std::int64_t time = static_cast<std::int64_t>(record->time) - origin_ns;
        if (time > until)
            break;
        const bool of_all = record->kind == EventKind::switches_lost;
        if (of_all)
            lost_ += record->value;
        const LaneId lane = of_all ? no_lane : known.lane_of_thread(record->tid);
        if (const auto task = tasks_.find(record->tid); lane != no_lane && task != tasks_.end()) {
            if (task->second.lane == lane && !std::exchange(task->second.has_begun, true))
                begin_lane(lane, time, task->second.why);
            if (record->kind == EventKind::task_exit)
                tasks_.erase(task); // another thread may get its number
        }
        if (of_all || lane != no_lane)
            pending_.push_back({time, record->value, no_object, 0, record->kind, record->detail, lane, 0});
    }
    waiting_.erase(waiting_.begin(), record);
}

} // namespace interleave
