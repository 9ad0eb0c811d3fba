// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/observed_run.h"

#include "core/analysis/lane_ending.h"
#include "core/analysis/missing_records.h"
#include "core/analysis/possible_running.h"
#include "core/analysis/theory_checks.h"
#include "core/control/order_text.h"
#include "core/engine/machine.h"
#include "core/event/error.h"
#include "core/event/record_tee.h"
#include "core/event/refused_call.h"
#include "core/experiment/parallel_capacity.h"
#include "core/experiment/place_resolver.h"
#include "core/experiment/slow_processors.h"
#include "core/scenario/page_source.h"

#include <algorithm>
#include <cerrno>
#include <exception>
#include <iterator>
#include <new>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace interleave {

namespace {

using namespace std::chrono_literals;

/// Rings are drained this often. A producer at full speed fills its ring in 13 ms.
constexpr auto drain_every = 1ms;
constexpr auto check_every = 25ms;
/// After this time a session that cannot say how its run ended is given up. A stop takes half a second.
constexpr auto discard_timeout = 5s;
/// A cycle of lanes that wait for each other never ends. It counts as a deadlock after this time without a
/// change, because before that some of its records may not have arrived yet.
constexpr std::int64_t deadlock_after_ns = 200'000'000;
/// A lane of a controlled run that keeps the turn for so long blocks outside of the scheduler's sight, spins
/// or computes without a point, or was killed. The run then ends within 2 s.
constexpr auto longest_step = 1s;
/// A controlled run that cannot go on is left so long for its ring of waits to be seen in the trace.
constexpr auto longest_ring_search = 500ms;

/// Names the lane that has the turn and does not go on.
std::string stalled_text(const OrderLog& log) {
    const auto holder = std::find_if(log.lanes.begin(), log.lanes.end(), [](const StandingLane& lane) {
        return lane.state == TurnState::has_turn;
    });
    std::string text = "the lane that has the turn";
    if (holder != log.lanes.end()) {
        const auto last = std::find_if(log.steps.rbegin(), log.steps.rend(),
                                       [&](const ControlledStep& step) { return step.lane == holder->lane; });
        text = std::string("lane ") + letter_of(holder->lane);
        if (last != log.steps.rend())
            text += ", last seen in step " + std::to_string(log.steps.rend() - last) + ", " + to_text(*last) +
                    ",";
    }
    return text + " has not come to its next operation for a second: it was killed, blocks, or computes "
                  "without a point";
}

NamedValues cycle_values(const Trace& trace, const WaitCycle& cycle) {
    Value::List lanes;
    Value::List objects;
    Value::List lines;
    for (const WaitingLane& waiting : cycle.lanes) {
        const Lane& lane = trace.lane(waiting.lane);
        lanes.emplace_back(lane.name());
        objects.emplace_back(trace.find_object(waiting.object)->name());
        lines.emplace_back(place_text(trace, place_at(lane, waiting.since)));
    }
    return {{"lanes", std::move(lanes)}, {"objects", std::move(objects)}, {"lines", std::move(lines)}};
}

std::string file_name_of(const std::string& path) {
    return path.substr(path.rfind('/') + 1); // npos + 1 is 0
}

/// Returns what is known of a run before it begins.
RunInfo info_of(const RunRequest& request) {
    RunInfo info;
    info.machine = this_machine();
    if (request.program) {
        info.mode = mode_of_recording;
        info.title = command_line_of(*request.program);
        return info;
    }
    info.scenario = request.scenario->name;
    info.title = request.scenario->title;
    info.backend = name_of(request.backend);
    info.parameters = request.parameters.named_values();
    info.seed = request.seed;
    if (request.control)
        info.mode = "controlled";
    if (const std::string_view page = page_source(request.scenario->source); !page.empty())
        info.sources.push_back({file_name_of(request.scenario->source), std::make_shared<std::string>(page)});
    return info;
}

std::int64_t unix_now_ns() {
    return std::chrono::duration_cast<std::chrono::nanoseconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
}

/// Names the lane whose signal ended the engine, to be added to what is said of that. It is empty if there is
/// none.
std::string culprit_text(const Trace& trace, const ProcessExit& engine) {
    const Lane* const culprit = culprit_of(trace, engine.pid);
    if (culprit == nullptr)
        return {};
    const std::string place = place_text(trace, place_at(*culprit, culprit->end()));
    return "; " + culprit->name() + " got it" + (place.empty() ? "" : ", " + place);
}

/// Discards records for which there is no more memory.
class Discard final : public RecordSink {
public:
    void lane_appeared(const LaneInfo&) override {}
    void object_appeared(const ObjectInfo&) override {}
    void file_appeared(std::uint32_t, const std::string&) override {}
    void records(std::span<const TimedRecord>) override {}
    void time_reached(std::int64_t) override {}
};

} // namespace

ObservedRun::ObservedRun(RunRequest request, std::unique_ptr<RunSaver> saver)
    : request_(std::move(request))
    , info_(info_of(request_))
    , load_before_(read_machine_load(OwnTime::none))
    , session_(std::make_unique<Session>(request_))
    , trace_(std::make_unique<Trace>(session_->has_switch_records()))
    , guard_(*trace_, memory_limits_now(), request_.program ? TraceOf::program : TraceOf::run)
    , saver_(std::move(saver)) {
    info_.switch_records = session_->switch_records_text();
    info_.limited = session_->limited();
    info_.ring_records = session_->ring_records();
    info_.ring_remedy = session_->ring_remedy();
    info_.origin_ns = session_->origin_ns();
    info_.begun_unix_ns = unix_now_ns() - session_->elapsed_ns();
    if (saver_)
        saver_->begin(info_);
    try {
        watcher_ = std::thread([this] { watch(); });
    } catch (const std::system_error& error) {
        throw_refused_start("start the thread that watches the run", error.code().value());
    }
}

ObservedRun::~ObservedRun() {
    session_->request_stop();
    watcher_.join();
}

RunInfo ObservedRun::info() const {
    const std::lock_guard lock(mutex_);
    return info_;
}

void ObservedRun::request_stop() noexcept {
    session_->request_stop();
}

void ObservedRun::pass_on_interrupt() noexcept {
    session_->pass_on_interrupt();
}

std::optional<ProcessExit> ObservedRun::first_exit() const {
    const std::vector<ProcessExit>& exits = session_->result().exits;
    return exits.empty() ? std::nullopt : std::optional(exits.front());
}

bool ObservedRun::wait(std::chrono::milliseconds limit) const {
    std::unique_lock lock(mutex_);
    return ended_.wait_for(lock, limit, [this] { return finished(); });
}

void ObservedRun::watch() noexcept {
    try {
        drain_to_the_end();
    } catch (const RunError& error) {
        failure_ = error.what();
        drain_and_discard();
    } catch (const std::exception& error) {
        // Most likely there is no memory for more of the trace. The trace so far is kept, and the run ends.
        try {
            failure_ =
                "the run was ended: " + (dynamic_cast<const std::bad_alloc*>(&error) != nullptr
                                             ? refused_call_text("make room for more of its trace", ENOMEM)
                                             : std::string("its trace could not grow: ") + error.what());
        } catch (const std::bad_alloc&) {
            failure_ = "out of memory"; // so short that it needs none
        }
        drain_and_discard();
    }
    try {
        finish();
    } catch (const std::exception&) {
        finish_without_report();
    }
}

/// Ends the run without its further records.
void ObservedRun::drain_and_discard() noexcept {
    session_->request_stop();
    // What failed once for want of memory may fail again, until the engine has given back what it had.
    const auto until = std::chrono::steady_clock::now() + discard_timeout;
    Discard discard;
    RecordSink& rest = saver_ ? static_cast<RecordSink&>(*saver_) : discard;
    while (std::chrono::steady_clock::now() < until) {
        try {
            if (!session_->pump(rest, drain_every))
                return;
        } catch (const std::exception&) {
            std::this_thread::sleep_for(drain_every);
        }
    }
    end_unknown_ = true;
}

void ObservedRun::drain_to_the_end() {
    if (!saver_) {
        drain_to_the_end(guard_);
        return;
    }
    RecordTee tee(*saver_, guard_);
    drain_to_the_end(tee);
}

void ObservedRun::drain_to_the_end(RecordSink& sink) {
    if (!request_.program) {
        drain_records_to_the_end(sink);
        return;
    }
    PlaceResolver places(sink);
    drain_records_to_the_end(places);
}

void ObservedRun::drain_records_to_the_end(RecordSink& sink) {
    auto next_check = std::chrono::steady_clock::now();
    while (session_->pump(sink, drain_every)) {
        update_info();
        if (const auto now = std::chrono::steady_clock::now(); now >= next_check) {
            next_check = now + check_every;
            check_for_deadlock();
            if (request_.control)
                check_control();
            guard_.check();
        }
    }
}

void ObservedRun::check_for_deadlock() {
    // If the record of a release is missing, its lane seems to hold the lock for ever, so a cycle proves
    // nothing. A late record is no reason: who holds an object is told
    // lane by lane, and a lane's records are in their order.
    if (!deadlock_.empty() || lacks_events(counts()))
        return;
    deadlock_ = find_deadlocks(*trace_, trace_->time_end(), deadlock_after_ns);
    if (!deadlock_.empty() && !request_.program)
        session_->request_stop(Ended::deadlock);
}

/// Ends a controlled run that does not go on.
void ObservedRun::check_control() {
    const auto now = std::chrono::steady_clock::now();
    if (const std::uint64_t passes = session_->passes();
        passes != passes_seen_ || passes_changed_ == decltype(now)()) {
        passes_seen_ = passes;
        passes_changed_ = now;
        return;
    }
    if (now - passes_changed_ <
        (session_->verdict() == OrderVerdict::none ? longest_step : longest_ring_search))
        return;
    switch (session_->verdict()) {
    case OrderVerdict::none:
        if (failure_.empty())
            failure_ = "the run was ended: " + stalled_text(session_->order_log());
        session_->request_stop(Ended::crashed);
        break;
    case OrderVerdict::too_long:
        failure_ = "the run was ended after " + std::to_string(most_steps) + " steps, the most of an order";
        session_->request_stop();
        break;
    case OrderVerdict::diverged:
        session_->request_stop();
        break;
    default: // nobody can go on, though not in a ring
        session_->request_stop(Ended::deadlock);
    }
}

std::vector<Said> ObservedRun::said() const {
    const std::optional<Outcome>& outcome = session_->result().outcome;
    return outcome ? outcome->said : std::vector<Said>();
}

/// What the collector counted, and what the trace refused.
CollectorCounts ObservedRun::counts() const {
    CollectorCounts counts = session_->counts();
    counts.bad += trace_->impossible();
    return counts;
}

void ObservedRun::update_info() {
    const CollectorCounts now = counts();
    const std::int64_t elapsed = session_->elapsed_ns();
    std::vector<SourceText> sources;
    if (request_.program)
        sources = sources_.take_new(*trace_);
    const std::lock_guard lock(mutex_);
    info_.counts = now;
    info_.wall_ns = elapsed;
    info_.sources.insert(info_.sources.end(), std::make_move_iterator(sources.begin()),
                         std::make_move_iterator(sources.end()));
    if (saver_)
        saver_->update(info_);
}

void ObservedRun::add_deadlock(RunInfo& info) const {
    Value::List cycles;
    std::size_t longest = 0;
    for (const WaitCycle& cycle : deadlock_) {
        cycles.emplace_back(cycle_values(*trace_, cycle));
        longest = std::max(longest, cycle.lanes.size());
    }
    info.outcome[deadlock_key] = std::move(cycles);
    if (request_.program || !request_.scenario->check_deadlock)
        return;
    const Outcome found = request_.scenario->check_deadlock(request_.parameters, static_cast<int>(longest));
    info.outcome.update(found.values);
    info.checks = found.checks;
}

/// Takes all switch records for lost if they say what cannot be, so that nothing concluded from them is told.
void ObservedRun::doubt_switch_records(RunInfo& info) const {
    const long processors = sysconf(_SC_NPROCESSORS_ONLN); // lanes may have been moved to any of them
    if (processors <= 0 || running_is_possible(*trace_, static_cast<int>(processors)))
        return;
    info.counts.lost_switches += info.counts.kernel;
    info.switch_records = "on, but not believed: by them the lanes ran longer than the processors allow";
}

RunInfo ObservedRun::final_info() const {
    const SessionResult& result = session_->result();
    RunInfo info = this->info();
    doubt_switch_records(info);
    info.ended = end_unknown_ ? Ended::crashed : result.ended;
    info.error = result.error.empty() ? failure_ : result.error;
    if (info.error.empty() && order_log_.diverged_at != 0)
        info.error = "the order diverged at " + order_log_.divergence +
                     "; it is of another version or of other parameters";
    if (!result.exits.empty())
        info.error += culprit_text(*trace_, result.exits.front());
    if (result.outcome) {
        info.outcome = result.outcome->values;
        info.checks = result.outcome->checks;
    }
    if (result.ended == Ended::deadlock || (request_.program && !deadlock_.empty()))
        add_deadlock(info);
    decide_checks(info.checks, *trace_, info.counts);
    return info;
}

void ObservedRun::doubt_checks() {
    RunInfo& info = report_.info;
    const bool missed = std::any_of(info.checks.begin(), info.checks.end(), may_be_missed_by_load);
    info.processor_slowdown = processor_slowdown(session_->computing());
    const MachineLoad now = read_machine_load(OwnTime::this_thread);
    info.processors_of_others = missed ? processors_used_by_others_since(load_before_, OwnTime::this_thread)
                                       : processors_used_by_others(load_before_, now);
    doubt_throttled_checks(info.checks, load_before_, now);
    doubt_checks_on_slow_processors(info.checks, info.processor_slowdown);
    doubt_checks_without_capacity(info.checks, info.machine.cpus);
    doubt_disturbed_checks(info.checks, info.processors_of_others.value_or(0), info.machine.cpus);
}

void ObservedRun::finish() {
    if (request_.control)
        order_log_ = session_->order_log();
    const RunEnd end{session_->elapsed_ns(), session_->result().exits};
    trace_->close(end.time, end.exits);
    update_info();
    report_ = make_report(final_info(), *trace_);
    doubt_checks();
    {
        const std::lock_guard lock(mutex_);
        info_ = report_.info;
    }
    if (saver_)
        saver_->finish(report_.info, end);
    say_finished();
}

/// Ends with what is known where there is no memory for a report.
void ObservedRun::finish_without_report() noexcept {
    {
        const std::lock_guard lock(mutex_);
        info_.ended = Ended::crashed;
        info_.error = "out of memory"; // so short that it needs none
    }
    report_.info.ended = Ended::crashed;
    report_.info.error = "out of memory";
    say_finished();
}

void ObservedRun::say_finished() noexcept {
    {
        const std::lock_guard lock(mutex_);
        finished_.store(true, std::memory_order_release);
    }
    ended_.notify_all();
}

} // namespace interleave
