// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/control/baton.h"

#include "core/control/offered.h"
#include "core/event/recorder.h"
#include "core/sync/futex.h"
#include "core/sync/stopped.h"

#include <algorithm>
#include <unistd.h>
#include <utility>

namespace interleave {

namespace {

/// The lane that the calling thread is.
thread_local constinit Turn this_turn = no_turn;
/// Its ring, and what was in there at the begin of its step. Its recorder may leave the ring before the step
/// is over, when the lane ends.
thread_local constinit RingWriter ring_of_step;
thread_local constinit std::uint64_t written_before_step = 0;

/// Whether a lane that waits for such an operation has to compete for it with others when it is woken.
bool is_competed_for(Operation operation) noexcept {
    return operation == Operation::acquire || operation == Operation::send || operation == Operation::receive;
}

} // namespace

Baton::Baton(ControlBlock& block, SessionRegion* region, const ControlPlan& plan) noexcept
    : block_(block)
    , region_(region) {
    begin_order(plan);
    sched_getaffinity(0, sizeof processors_before_, &processors_before_);
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(static_cast<unsigned>(std::max(sched_getcpu(), 0)), &one);
    sched_setaffinity(0, sizeof one, &one); // where it is refused, handing over is only slower
    set_scheduler(this);
}

void Baton::begin_order(const ControlPlan& plan) noexcept {
    block_.rule = plan.rule;
    block_.random_state = plan.seed;
    block_.given_steps = static_cast<std::uint32_t>(std::min<std::size_t>(plan.order.size(), most_steps));
    std::copy_n(plan.order.begin(), block_.given_steps, block_.given.begin());
    block_.unwinds = plan.unwinds;
    block_.verdict.store(OrderVerdict::none, std::memory_order_relaxed);
    block_.steps.store(0, std::memory_order_relaxed);
    block_.wanted = no_turn;
    block_.now_ns = 0;
    block_.changes = 0;
    block_.lane_count = 0;
    claim(no_object);
    this_turn = main_turn;
    own().process = getpid();
    own().state = TurnState::has_turn;
    block_.holder.store(main_turn, std::memory_order_relaxed);
}

Baton::~Baton() {
    set_scheduler(nullptr);
    this_turn = no_turn;
    sched_setaffinity(0, sizeof processors_before_, &processors_before_);
}

/// Whether the calling thread is a lane that is held where it does not have the turn. When the run is being
/// stopped all lanes run freely to their ends.
bool Baton::is_controlled() const noexcept {
    return this_turn != no_turn && !stop_requested();
}

TurnSlot& Baton::own() const noexcept {
    return block_.lanes[this_turn];
}

bool Baton::any_worker_lives() const noexcept {
    return std::any_of(block_.lanes.begin() + 1, block_.lanes.begin() + block_.lane_count,
                       [](const TurnSlot& lane) {
                           return lane.state != TurnState::ended && lane.state != TurnState::unused;
                       });
}

bool Baton::is_start_gate(ObjectId object) const noexcept {
    return region_ != nullptr && region_->kind_of(object) == ObjectKind::start_gate;
}

bool Baton::is_silent(const Step& step) const noexcept {
    switch (step.operation) {
    case Operation::start:
    case Operation::join:
    case Operation::sleep:
    case Operation::spin:
        return true;
    case Operation::safe_point:
        return step.object == no_object; // else a GIL may change hands there
    case Operation::wait:
    case Operation::notify:
        if (is_start_gate(step.object))
            return true;
        break;
    default:
        break;
    }
    return this_turn == main_turn && !any_worker_lives();
}

/// Whether the step releases the lock of a condition for which the lane waits from here on: to wait is one
/// operation.
bool Baton::is_part_of_wait(const Step& step, SiteId site) const noexcept {
    const TurnSlot& lane = own();
    return step.operation == Operation::release && lane.operation == Operation::wait && lane.site == site &&
           region_ != nullptr && region_->kind_of(lane.object) == ObjectKind::condition;
}

void Baton::before(const Step& step) noexcept {
    if (!is_controlled())
        return;
    if (step.operation == Operation::safe_point && step.object == no_object)
        return; // it is no operation of its own
    TurnSlot& lane = own();
    const SiteId site = Recorder::of_this_thread().site(step.where);
    if (is_part_of_wait(step, site))
        return;
    end_step();
    ++block_.changes;
    if (step.operation == Operation::start)
        claim(step.object);
    lane.operation = step.operation;
    lane.object = step.object;
    lane.site = site;
    lane.ready = step.ready;
    lane.competes = false;
    if (step.operation == Operation::spin) {
        wait_for_others(TurnState::spinning, [&step] { return step.ready(); });
        return;
    }
    if (is_silent(step))
        return;
    lane.was_ready = step.ready();
    lane.competes = step.ready.is_asked() && is_competed_for(step.operation);
    lane.state = TurnState::at_point;
    pass_on();
}

std::optional<Woken> Baton::sleeps(const std::atomic<std::uint32_t>& word, std::uint32_t expected,
                                   Deadline deadline) noexcept {
    if (!is_controlled())
        return std::nullopt;
    if (word.load(std::memory_order_acquire) != expected)
        return Woken::changed;
    TurnSlot& lane = own();
    ++block_.changes;
    lane.word = &word;
    lane.deadline_ns = deadline.ns();
    lane.was_ready = false;
    lane.state = TurnState::asleep;
    lane.how = Woken::woken;
    pass_on();
    return stop_requested() ? Woken::interrupted : lane.how;
}

std::optional<int> Baton::wakes(const std::atomic<std::uint32_t>& word, int most) noexcept {
    if (!is_controlled())
        return std::nullopt;
    int woken = 0;
    for (std::uint32_t number = 0; number < block_.lane_count && woken < most; ++number) {
        TurnSlot& lane = block_.lanes[number];
        if (lane.state != TurnState::asleep || lane.word != &word)
            continue;
        ++woken;
        if (lane.competes)
            lane.was_ready = true;
        else
            lane.state = TurnState::woken;
    }
    if (woken < most) // a helper thread may sleep in the kernel
        woken += detail::wake_in_kernel(word, most - woken);
    return woken;
}

void Baton::leaves(const KernelCall& call) noexcept {
    if (!is_controlled())
        return;
    const bool is_of_worker = find(call.object) != no_turn;
    if (!call.ready.is_asked() && !is_of_worker)
        return; // nobody knows when it returns
    TurnSlot& lane = own();
    ++block_.changes;
    lane.ready = call.ready;
    lane.was_ready = call.ready();
    lane.awaited = is_of_worker ? call.object : no_object;
    lane.deadline_ns = call.deadline.ns();
    lane.how = Woken::woken;
    wait_for_others(TurnState::in_call, [&] {
        return lane.competes || has_ended(block_, lane.awaited) || call.ready() ||
               lane.how == Woken::timed_out;
    });
}

/// Passes the turn on until `is_over`. What other processes cannot see the lane finds out itself: it gets the
/// turn back each time that another lane did something.
template <typename IsOver>
void Baton::wait_for_others(TurnState state, IsOver&& is_over) noexcept {
    TurnSlot& lane = own();
    if (state == TurnState::spinning && is_over())
        return;
    do {
        lane.changes_seen = block_.changes;
        lane.state = state;
        pass_on();
    } while (is_controlled() && !is_over());
}

std::optional<std::int64_t> Baton::now_ns() noexcept {
    if (stop_requested())
        return std::nullopt;
    return block_.now_ns;
}

bool Baton::computes(std::chrono::nanoseconds duration) noexcept {
    if (this_turn == no_turn)
        return false;
    if (!stop_requested())
        block_.now_ns += std::max<std::int64_t>(duration.count(), 0);
    return true;
}

/// Enters a lane for a worker that is about to be started. One that is too many is not controlled; the
/// parameters of scenarios leave no room for that.
void Baton::claim(ObjectId worker) noexcept {
    if (block_.lane_count == most_turns)
        return;
    TurnSlot& lane = block_.lanes[block_.lane_count++];
    lane.go.store(0, std::memory_order_relaxed);
    lane.state = TurnState::starting;
    lane.worker = worker;
    lane.creator = no_turn;
    lane.competes = false;
    lane.object = no_object;
    lane.site = 0;
    lane.operation = Operation::start;
    lane.step = no_step;
    lane.word = nullptr;
}

/// Returns the lane of a worker, no_turn if it has none.
Turn Baton::find(ObjectId worker) const noexcept {
    for (std::uint32_t lane = 1; worker != no_object && lane < block_.lane_count; ++lane) {
        if (block_.lanes[lane].worker == worker)
            return static_cast<Turn>(lane);
    }
    return no_turn;
}

void Baton::started(ObjectId worker, StartMethod method) noexcept {
    if (!is_controlled())
        return;
    const Turn lane = find(worker);
    if (lane == no_turn)
        return;
    if (method == StartMethod::spawn) {
        block_.lanes[lane].state = TurnState::unused;
        return;
    }
    // The new lane goes to its first point and returns the turn from there.
    block_.lanes[lane].creator = this_turn;
    give_turn_to(lane);
    hold();
}

void Baton::begins(ObjectId worker, StartMethod) noexcept {
    this_turn = find(worker);
    if (this_turn == no_turn)
        return;
    own().process = getpid();
    hold();
}

void Baton::ends(ObjectId) noexcept {
    if (is_controlled()) {
        end_step();
        ++block_.changes;
        own().state = TurnState::ended;
        pass_on();
    }
    this_turn = no_turn;
}

/// Gives the turn away and returns when the calling lane has it again; at once if it has ended.
void Baton::pass_on() noexcept {
    TurnSlot& lane = own();
    const bool is_over = lane.state == TurnState::ended; // whoever gets the turn may change what stands there
    block_.passes.fetch_add(1, std::memory_order_relaxed);
    const Turn creator = std::exchange(lane.creator, no_turn);
    const Turn to = creator != no_turn ? creator : next();
    if (to == this_turn) {
        take_turn();
        return;
    }
    if (to != no_turn)
        give_turn_to(to);
    if (!is_over)
        hold();
}

/// Decides who has the turn next; no_turn if the order is over.
Turn Baton::next() noexcept {
    const Offered offered(block_, own().process, region_);
    for (;;) {
        if (const Turn lane = offered.goes_on_silently(); lane != no_turn)
            return lane;
        if (const TurnSet lanes = offered.lanes(); lanes != 0)
            return make_step(lanes);
        if (!offered.advance_time()) {
            end_order(OrderVerdict::stuck);
            return no_turn;
        }
    }
}

Turn Baton::make_step(TurnSet offered) noexcept {
    const std::uint32_t number = block_.steps.load(std::memory_order_relaxed);
    if (number == most_steps) {
        end_order(OrderVerdict::too_long);
        return no_turn;
    }
    const Turn chosen = choose(block_, offered);
    if (chosen == no_turn) {
        end_order(OrderVerdict::diverged);
        return no_turn;
    }
    TurnSlot& lane = block_.lanes[chosen];
    lane.step = number;
    block_.log[number] = {.value = 0,
                          .offered = offered,
                          .object = lane.object,
                          .site = lane.site,
                          .operation = lane.operation,
                          .lane = chosen,
                          .has_value = 0};
    block_.steps.store(number + 1, std::memory_order_release);
    return chosen;
}

void Baton::give_turn_to(Turn lane) noexcept {
    block_.holder.store(lane, std::memory_order_relaxed);
    std::atomic<std::uint32_t>& go = block_.lanes[lane].go;
    go.store(1, std::memory_order_release);
    detail::wake_in_kernel(go, 1);
}

/// Holds the calling lane until it has the turn, or until the run is being stopped.
void Baton::hold() noexcept {
    TurnSlot& lane = own();
    while (lane.go.load(std::memory_order_acquire) == 0) {
        if (stop_requested())
            return;
        detail::wait_in_kernel(lane.go, 0, Deadline::never());
    }
    if (stop_requested())
        return; // and where it stood can still be seen
    lane.go.store(0, std::memory_order_relaxed);
    take_turn();
}

void Baton::take_turn() noexcept {
    own().state = TurnState::has_turn;
    ring_of_step = Recorder::of_this_thread().ring();
    written_before_step = ring_of_step.written();
}

/// Notes what the step of the calling lane has read or written.
void Baton::end_step() noexcept {
    TurnSlot& lane = own();
    const std::uint32_t number = std::exchange(lane.step, no_step);
    if (number == no_step)
        return;
    StepRecord& step = block_.log[number];
    if (step.operation != Operation::read && step.operation != Operation::write)
        return;
    for (std::uint64_t at = ring_of_step.written(); at > written_before_step; --at) {
        const Record& record = ring_of_step.at(at - 1);
        if (record.object != step.object)
            continue;
        step.value = record.value;
        step.has_value = 1;
        return;
    }
}

/// Ends the order: no lane gets the turn any more. All lanes then unwind, or are held until the host stops
/// the run.
void Baton::end_order(OrderVerdict verdict) noexcept {
    block_.verdict.store(verdict, std::memory_order_release);
    if (!block_.unwinds || region_ == nullptr)
        return;
    region_->writer().request_stop();
    for (std::uint32_t lane = 0; lane < block_.lane_count; ++lane)
        give_turn_to(static_cast<Turn>(lane));
}

} // namespace interleave
