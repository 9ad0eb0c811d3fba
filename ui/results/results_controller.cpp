// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/results_controller.h"

#include <exception>

namespace interleave {

namespace {

ResultsState run_all(const RepeatRequest& request, MeasuringJob<ResultsState>& job) {
    ResultsState state;
    try {
        state.result = repeat_run(request, [&](const RepeatResult& so_far) {
            if (state.result.spread.runs() != so_far.spread.runs()) { // progress is told during runs, too
                state.result = so_far;
                job.publish(state, false);
            }
            return !job.stop_requested();
        });
    } catch (const std::exception& error) {
        state.error = error.what(); // the results of the runs before stay
    }
    return state;
}

} // namespace

void ResultsController::start(const RepeatRequest& request) {
    state_ = {};
    state_.result.runs_total = request.times;
    measure(state_, [request](MeasuringJob<ResultsState>& job) { return run_all(request, job); });
}

} // namespace interleave
