// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/claims/claims_controller.h"

#include <exception>
#include <optional>

namespace interleave {

namespace {

ClaimsState measure_all(MeasuringJob<ClaimsState>& job) {
    std::vector<const Claim*> claims;
    for (const Claim& claim : all_claims())
        claims.push_back(&claim);
    ClaimsState state;
    try {
        std::optional<std::size_t> published; // the progress is also reported while a run goes on
        state.results = measure_claims(claims, [&](const ClaimProgress& progress) {
            if (published != progress.done && !job.stop_requested()) {
                state.results.assign(progress.decided.begin(), progress.decided.end());
                state.runs_done = progress.done;
                state.runs_total = progress.total;
                state.scenario = progress.scenario;
                job.publish(state, false);
                published = progress.done;
            }
            return !job.stop_requested();
        });
        if (job.stop_requested()) // a claim that was not measured is not "undecided" but still to be measured
            std::erase_if(state.results, [](const ClaimResult& result) { return !result.check.measured; });
        else
            state.runs_done = state.runs_total;
    } catch (const std::exception& error) {
        state.error = error.what();
    }
    return state;
}

} // namespace

void ClaimsController::start() {
    state_ = {};
    measure(state_, measure_all);
}

} // namespace interleave
