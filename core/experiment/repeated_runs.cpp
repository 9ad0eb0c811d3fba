// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/repeated_runs.h"

#include "core/experiment/observed_run.h"

#include <chrono>

namespace interleave {

namespace {

/// Waits for the end of the run. Returns false if `go_on` stopped it.
bool watch(ObservedRun& run, const std::function<bool()>& go_on) {
    bool stopped = false;
    while (!run.wait(std::chrono::milliseconds(50))) {
        if (!stopped && !go_on()) {
            stopped = true;
            run.request_stop();
        }
    }
    return !stopped;
}

} // namespace

RepeatResult repeat_run(const RepeatRequest& request,
                        const std::function<bool(const RepeatResult&)>& progress,
                        const std::function<void(const RunInfo&)>& each) {
    RepeatResult result;
    result.runs_total = request.times;
    while (!result.stopped && result.spread.runs() < request.times) {
        ObservedRun run(request.run);
        if (!watch(run, [&] { return progress(result); })) {
            result.stopped = true;
            break;
        }
        const RunInfo& info = run.report().info;
        result.spread.add(info);
        if (!result.first)
            result.first = info;
        if (each)
            each(info);
        result.stopped = !progress(result) && result.spread.runs() < request.times;
    }
    return result;
}

} // namespace interleave
