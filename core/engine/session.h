// SPDX-License-Identifier: GPL-3.0-or-later
// One run of one scenario, seen from its host: start the engine, drain its records, end it.
#pragma once

#include "core/event/collector.h"
#include "core/scenario/outcome.h"
#include "core/scenario/scenario.h"
#include "core/trace/run_info.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace interleave {

/// What to run and how.
struct RunRequest {
    const Scenario* scenario = nullptr;
    ParameterSet parameters;
    Backend backend = Backend::threads;
    std::uint64_t seed = 1;
    std::chrono::milliseconds time_limit{60'000};
    bool switch_records = true;
    SessionLayout layout{};
    std::int64_t slack_ns = 20'000'000;
};

/// Defaults of a scenario: first backend, default parameters.
RunRequest default_request(const Scenario& scenario);

/// What became of a run.
struct SessionResult {
    Ended ended = Ended::finished;
    std::optional<Outcome> outcome; ///< none if the engine could not report it any more
    std::string error;              ///< one line, empty if all went well
    std::vector<ProcessExit>
        exits; ///< processes of the run whose end is known, the engine's main process first
};

/// One thread uses a session, but any thread may call request_stop(). Its destructor kills what is left of
/// the run.
class Session {
public:
    /// Starts the engine up to its gate, opens switch records, lets it go. Throws UsageError for
    /// parameters that the scenario refuses, RunError if it cannot be started.
    explicit Session(const RunRequest& request);
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    /// Whether switch records are on, and if not why: "off, kernel.perf_event_paranoid is 3".
    bool has_switch_records() const noexcept;
    const std::string& switch_records_text() const noexcept;

    /// Waits up to `wait` for news, drains what has come. False when the engine is gone and all is drained:
    /// then the result is there. Call about every millisecond while records flow fast.
    bool pump(RecordSink& sink, std::chrono::microseconds wait);

    /// Asks the engine to end; what has not ended after 0.25 s is killed. `as` is what the result will say.
    /// Any thread.
    void request_stop(Ended as = Ended::stopped) noexcept;

    CollectorCounts counts() const;
    /// Time since the gate opened, ns; the run's length once it ended.
    std::int64_t elapsed_ns() const noexcept;
    /// The moment when the gate opened, which is time 0 of all records: ns of CLOCK_MONOTONIC_RAW.
    std::int64_t origin_ns() const noexcept;
    /// Of the engine's main process.
    std::int32_t engine_pid() const noexcept;

    /// Valid after pump() returned false.
    const SessionResult& result() const noexcept;

private:
    class Implementation;
    std::unique_ptr<Implementation> implementation_;
};

/// Where the engine program is: beside this program, or in the libexec folder it was installed with;
/// INTERLEAVE_ENGINE in the environment comes first. Throws RunError that names the places looked at.
std::string find_engine();

} // namespace interleave
