// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/runner.h"

#include "core/control/baton.h"
#include "core/engine/end_report.h"
#include "core/engine/explorer.h"
#include "core/engine/ring_plan.h"
#include "core/event/fatal_signal.h"
#include "core/event/recorder.h"
#include "core/event/write_all.h"
#include "core/scenario/stage.h"
#include "core/sync/stopped.h"

#include <cerrno>
#include <exception>
#include <fcntl.h>
#include <string>
#include <string_view>
#include <sys/resource.h>
#include <unistd.h>

namespace interleave {

namespace {

constexpr int exit_never_begun = 0;
constexpr int exit_result_lost = 3;

/// Limits the effect of a faulty scenario on the machine: it leaves no core file in the user's folder, and if
/// memory runs out the kernel ends this process first.
void limit_damage() noexcept {
    const rlimit no_core{0, 0};
    setrlimit(RLIMIT_CORE, &no_core);
    const int file = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
    if (file >= 0) {
        [[maybe_unused]] const ssize_t written = write(file, "800", 3);
        close(file);
    }
}

/// Runs the scenario on the main lane and returns the text of its result. An exception is a failure of the
/// run, and its text is reported. An exception after a stop is ignored, as it only ends the scenario's
/// functions.
std::string run_scenario(const RunDescription& run, SessionRegion& region) {
    Recorder& recorder = Recorder::of_this_thread();
    std::string result;
    const auto fail = [&](const char* what) {
        if (region.writer().stop_requested()) {
            recorder.end_lane();
            return;
        }
        recorder.end_lane_by_exception(what);
        result = result_text(std::string(what));
    };
    try {
        listen_for_stop(); // before the lane is visible and may get the signal
        recorder.begin_lane(LaneKind::process, "main", no_object);
        if (run.search) {
            explore(run, region);
            recorder.end_lane();
            return result_text(Outcome());
        }
        if (run.control) {
            const ControlRequest& control = *run.control;
            // It is never destroyed, because lanes that the scenario left running may use it to the end.
            new Baton(*reinterpret_cast<ControlBlock*>(region.control()), &region,
                      {control.order, control.rule, control.seed});
        }
        Stage stage(run.parameters, run.backend, run.seed, region);
        result = result_text(run.scenario->run(stage));
        recorder.end_lane();
    } catch (const std::exception& error) {
        fail(error.what());
    } catch (...) {
        fail("the scenario failed with an exception of unknown type");
    }
    return result;
}

} // namespace

bool pass_gate(int gate) noexcept {
    char word = 'r';
    if (write(gate, &word, 1) != 1)
        return false;
    ssize_t got = 0;
    do {
        got = read(gate, &word, 1);
    } while (got < 0 && errno == EINTR);
    close(gate);
    return got == 1;
}

void run_engine(const RunDescription& run, SessionRegion& region, RunnerEnds ends) noexcept {
    limit_damage();
    SessionRegion::use(&region);
    note_fatal_signals();
    prepare_rings(region, ring_plan(*run.scenario, run.parameters));
    if (!pass_gate(ends.gate))
        _exit(exit_never_begun);
    const std::string result = run_scenario(run, region);
    // exit() must not be used here, because threads that the scenario left running may still use what it
    // would destroy.
    _exit(write_all(ends.result, result) == 0 ? 0 : exit_result_lost);
}

} // namespace interleave
