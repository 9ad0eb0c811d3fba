// SPDX-License-Identifier: GPL-3.0-or-later
// One run of one scenario, as its host controls it: it starts the engine, drains its records and ends it.
#pragma once

#include "core/control/order_log.h"
#include "core/engine/program_output.h"
#include "core/engine/program_to_record.h"
#include "core/engine/run_description.h"
#include "core/event/collector.h"
#include "core/scenario/outcome.h"
#include "core/scenario/scenario.h"
#include "core/trace/process_exit.h"
#include "core/trace/run_info.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace interleave {

/// The scenario to run, or the program to record, and all settings of the run.
struct RunRequest {
    const Scenario* scenario = nullptr; ///< nullptr if a program is recorded
    ParameterSet parameters;
    Backend backend = Backend::threads;
    std::uint64_t seed = 1;
    std::optional<std::chrono::milliseconds> time_limit{60'000};
    bool switch_records = true;
    std::int64_t slack_ns = 20'000'000;
    std::optional<ProgramToRecord> program{};
    std::optional<ControlRequest> control{}; ///< none: free mode
};

/// Returns the defaults of a scenario: its first backend and default parameters.
RunRequest default_request(const Scenario& scenario);

/// The same for controlled mode, with its defaults. Throws UsageError if the scenario cannot be controlled.
RunRequest controlled_request(const Scenario& scenario);

/// Returns a request to record a program, without a time limit.
RunRequest request_to_record(ProgramToRecord program);

/// The result of a run.
struct SessionResult {
    Ended ended = Ended::finished;
    std::optional<Outcome> outcome; ///< none if the engine could no longer report it
    std::string error;              ///< one line, empty if all went well
    std::vector<ProcessExit>
        exits; ///< processes of the run whose end is known, the engine's main process first
};

/// One thread uses a session, but any thread may call request_stop(). Its destructor kills the remaining
/// processes of the run.
class Session {
public:
    /// Starts the engine or the program up to its gate, opens switch records, and opens the gate. Throws
    /// UsageError for parameters that the scenario refuses, RunError if it cannot be started.
    explicit Session(const RunRequest& request);
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    /// Whether switch records are on. The text is "on" or says why not: "off, kernel.perf_event_paranoid is
    /// 3".
    bool has_switch_records() const noexcept;
    const std::string& switch_records_text() const noexcept;

    /// Returns what is smaller than it should be because of a limit of this process, and why; empty if
    /// nothing is.
    const std::string& limited() const noexcept;

    /// Returns how many records the ring of each lane holds.
    std::uint64_t ring_records() const noexcept;
    /// Returns what ring_remedy() says of this run and its rings.
    const std::string& ring_remedy() const noexcept;

    /// Waits up to `wait` for the run's end and drains the records that have come. Returns false when the
    /// engine has ended and all records are drained, so that the result is available. It should be called
    /// about every millisecond while many records come.
    bool pump(RecordSink& sink, std::chrono::microseconds wait);

    /// Asks the engine to end. Processes that have not ended after 0.25 s are killed. `as` is what the result
    /// will say. Any thread may call it.
    void request_stop(Ended as = Ended::stopped) noexcept;
    /// Says that the user pressed Ctrl+C. A recorded program got that itself, so it only ends a recording of
    /// which the program's first process has ended. Any thread may call it.
    void pass_on_interrupt() noexcept;

    CollectorCounts counts() const;
    /// Returns what computing took in the run so far. A worker of the run may have written any numbers.
    ComputingTime computing() const noexcept;
    /// Returns the time since the gate opened in ns, or the run's length once it has ended.
    std::int64_t elapsed_ns() const noexcept;
    /// Returns the moment when the gate opened, which is time 0 of all records, in ns of CLOCK_MONOTONIC_RAW.
    std::int64_t origin_ns() const noexcept;
    /// Returns the process id of the engine's main process.
    std::int32_t engine_pid() const noexcept;

    /// Returns what a program that is captured prints; nullptr if none is. It outlives the session.
    std::shared_ptr<const ProgramOutput> output() const noexcept;

    /// Returns how often the turn was passed on, and how the order ended if it is over, of a controlled run.
    /// A worker may have written any number.
    std::uint64_t passes() const noexcept;
    OrderVerdict verdict() const noexcept;
    /// Returns what a controlled run did and where its lanes stand. It is complete after pump() returned
    /// false.
    OrderLog order_log() const;

    /// Returns the result, which is valid after pump() returned false.
    const SessionResult& result() const noexcept;

private:
    class Implementation;
    std::unique_ptr<Implementation> implementation_;
};

/// Returns the path of the engine program. INTERLEAVE_ENGINE in the environment comes first, then the folder
/// of this program, then the libexec folder of the installation. Throws RunError that names the places
/// searched.
std::string find_engine();

} // namespace interleave
