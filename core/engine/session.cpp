// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/session.h"

#include "core/engine/end_report.h"
#include "core/engine/engine_process.h"
#include "core/engine/output_reader.h"
#include "core/engine/region_plan.h"
#include "core/engine/ring_plan.h"
#include "core/engine/switch_records.h"
#include "core/event/clock_description.h"
#include "core/event/error.h"
#include "core/event/preload_environment.h"

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <future>
#include <string_view>
#include <unistd.h>

namespace interleave {

namespace {

constexpr int not_asked = -1;

std::int64_t now_ns() noexcept {
    return static_cast<std::int64_t>(monotonic_raw_ns());
}

RunDescription description_of(const RunRequest& request) {
    return {.scenario = request.scenario,
            .parameters = request.parameters,
            .backend = request.backend,
            .seed = request.seed,
            .time_limit = request.time_limit,
            .program = request.program,
            .control = request.control};
}

/// Tells the program where the session is and what is to be loaded into it. Libraries that the user already
/// has loaded that way come after this one.
RunDescription with_session(RunDescription run, const SessionRegion& region) {
    if (!run.program)
        return run;
    std::vector<std::string>& environment = run.program->environment;
    constexpr std::string_view preload = "LD_PRELOAD=";
    const auto given = std::find_if(environment.rbegin(), environment.rend(),
                                    [&](const std::string& word) { return word.starts_with(preload); });
    // NOLINTNEXTLINE(concurrency-mt-unsafe): this program does not change the environment
    const char* const of_host = std::getenv("LD_PRELOAD");
    const std::string others = given != environment.rend() ? given->substr(preload.size())
                               : of_host != nullptr        ? of_host
                                                           : "";
    environment.push_back(std::string(preload) + find_preload_library() +
                          (others.empty() ? "" : ":" + others));
    environment.push_back(std::string(preload_session)
                              .append("=/proc/")
                              .append(std::to_string(getpid()))
                              .append("/fd/")
                              .append(std::to_string(region.descriptor())));
    run.program->file = find_program_to_record(*run.program);
    return run;
}

std::unique_ptr<OutputReader> reader_for(const RunRequest& request) {
    const bool is_captured = request.program && request.program->is_captured;
    return is_captured ? std::make_unique<OutputReader>(std::make_shared<ProgramOutput>()) : nullptr;
}

RingPlan plan_of(const RunRequest& request) {
    return request.program ? ring_plan_of_program() : ring_plan(*request.scenario, request.parameters);
}

} // namespace

RunRequest default_request(const Scenario& scenario) {
    RunRequest request;
    request.scenario = &scenario;
    request.parameters = ParameterSet(scenario.parameters);
    request.backend = scenario.backends.front();
    return request;
}

RunRequest controlled_request(const Scenario& scenario) {
    if (!scenario.why_not_controlled.empty())
        throw UsageError("'" + scenario.name +
                         "' cannot be run in controlled mode: " + scenario.why_not_controlled);
    RunRequest request = default_request(scenario);
    request.parameters = ParameterSet(in_controlled_mode(scenario.parameters));
    request.control.emplace();
    request.switch_records = false; // who runs when is decided otherwise
    return request;
}

RunRequest request_to_record(ProgramToRecord program) {
    RunRequest request;
    request.program = std::move(program);
    request.time_limit.reset();
    request.slack_ns = 100'000'000; // its threads may be more than there are processors
    return request;
}

class Session::Implementation {
public:
    explicit Implementation(const RunRequest& request)
        : is_of_program(request.program.has_value())
        , plan(plan_of(request))
        , region_sizes(
              region_plan(plan, is_of_program ? max_lanes : request.scenario->most_lanes, region_limits()))
        , fewer_records(is_of_program ? ""
                                      : interleave::ring_remedy(*request.scenario, request.parameters,
                                                                region_sizes.layout.ring_records))
        , region(SessionRegion::create(region_sizes.layout, best_clock_source()))
        // Where no thread can be had, wait() does it.
        , rings_prepared(std::async(std::launch::async | std::launch::deferred,
                                    [this] { prepare_rings(*region, plan); }))
        , reader(reader_for(request))
        , engine(with_session(description_of(request), *region), *region,
                 reader ? reader->ends_of_program() : ProgramStreams())
        , switches(open_switches(request))
        , collector(*region, switches.get(), now_ns(), request.slack_ns,
                    is_of_program ? &region->writer() : nullptr) {
        if (reader)
            reader->close_ends_of_program();
        if (is_of_program)
            add_why_not_from_inside(find_program_to_record(*request.program));
        rings_prepared.wait();
        origin_ns = now_ns();
        collector.set_origin(origin_ns);
        engine.open_gate();
    }

    void add_why_not_from_inside(const std::string& file) {
        if (const std::string why = why_not_from_inside(file); !why.empty())
            region_sizes.limited += (region_sizes.limited.empty() ? "" : "; ") +
                                    ("no events of the program's first process: " + why);
    }

    void end(const EndReport& report) {
        if (reader)
            reader->finish();
        const auto as = static_cast<Ended>(std::max(asked_as.load(), 0));
        result = is_of_program ? judge_program(report, as) : judge(report, as, region->reader().failure());
        const auto ended = static_cast<std::int64_t>(report.ended_ns);
        length_ns =
            std::clamp(ended, origin_ns, std::max(origin_ns, now_ns())) - origin_ns; // it may say any time
        over = true;
    }

    const ControlBlock& control() const noexcept {
        return *reinterpret_cast<const ControlBlock*>(region->control());
    }

    std::unique_ptr<KernelRecordSource> open_switches(const RunRequest& request) {
        if (!request.switch_records) {
            switches_text = "off, not wanted for this run";
            return nullptr;
        }
        return open_switch_records(engine.pid(), switches_text,
                                   is_of_program ? NamesOfTasks::wanted : NamesOfTasks::unwanted);
    }

    bool is_of_program;
    RingPlan plan;
    RegionPlan region_sizes;
    std::string fewer_records; ///< see Session::ring_remedy()
    std::unique_ptr<SessionRegion> region;
    std::future<void> rings_prepared;     ///< meanwhile the engine starts; waited for before the region goes
    std::unique_ptr<OutputReader> reader; ///< nullptr unless a program is captured
    EngineProcess engine;                 ///< destroyed before the region and the reader
    std::string switches_text;
    std::unique_ptr<KernelRecordSource> switches;
    Collector collector;
    std::int64_t origin_ns = 0;
    std::int64_t length_ns = 0;
    std::atomic<int> asked_as{not_asked}; ///< the first request to stop counts
    SessionResult result;
    bool over = false;
};

namespace {

const RunRequest& checked(const RunRequest& request) {
    if (request.program)
        find_program_to_record(*request.program); // throws before anything is started
    else if (request.scenario->validate)
        request.scenario->validate(request.parameters);
    return request;
}

} // namespace

Session::Session(const RunRequest& request)
    : implementation_(std::make_unique<Implementation>(checked(request))) {}

Session::~Session() = default;

bool Session::has_switch_records() const noexcept {
    return implementation_->switches != nullptr;
}

const std::string& Session::switch_records_text() const noexcept {
    return implementation_->switches_text;
}

const std::string& Session::limited() const noexcept {
    return implementation_->region_sizes.limited;
}

std::uint64_t Session::ring_records() const noexcept {
    return implementation_->region_sizes.layout.ring_records;
}

const std::string& Session::ring_remedy() const noexcept {
    return implementation_->fewer_records;
}

bool Session::pump(RecordSink& sink, std::chrono::microseconds wait) {
    Implementation& self = *implementation_;
    if (self.over)
        return false;
    const auto report = self.engine.wait_for_end(wait);
    if (!report) {
        self.collector.drain(sink);
        // The other workers may wait for ever for the one that failed.
        if (self.region->reader().has_failure())
            request_stop(Ended::crashed);
        return true;
    }
    self.end(*report); // no writer is left
    self.collector.finish(sink);
    return false;
}

void Session::request_stop(Ended as) noexcept {
    int expected = not_asked;
    if (implementation_->asked_as.compare_exchange_strong(expected, static_cast<int>(as)))
        implementation_->engine.ask_to_stop();
}

void Session::pass_on_interrupt() noexcept {
    implementation_->engine.pass_on_interrupt();
}

CollectorCounts Session::counts() const {
    return implementation_->collector.counts();
}

ComputingTime Session::computing() const noexcept {
    return implementation_->region->reader().computing();
}

std::int64_t Session::elapsed_ns() const noexcept {
    const Implementation& self = *implementation_;
    return self.over ? self.length_ns : now_ns() - self.origin_ns;
}

std::int64_t Session::origin_ns() const noexcept {
    return implementation_->origin_ns;
}

std::int32_t Session::engine_pid() const noexcept {
    return implementation_->engine.pid();
}

std::shared_ptr<const ProgramOutput> Session::output() const noexcept {
    return implementation_->reader ? implementation_->reader->output() : nullptr;
}

std::uint64_t Session::passes() const noexcept {
    return implementation_->control().passes.load(std::memory_order_relaxed);
}

OrderVerdict Session::verdict() const noexcept {
    return implementation_->control().verdict.load(std::memory_order_acquire);
}

OrderLog Session::order_log() const {
    return read_order(implementation_->control(), implementation_->region->reader());
}

const SessionResult& Session::result() const noexcept {
    return implementation_->result;
}

} // namespace interleave
