// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/speedup/sweep_controller.h"

#include <exception>
#include <optional>
#include <utility>

namespace interleave {

void SweepController::start(SweepRequest request) {
    request_ = std::move(request);
    result_ = {};
    measure(result_, [wanted = request_](MeasuringJob<SweepResult>& job) {
        SweepResult result;
        try {
            std::optional<std::size_t> published; // the progress is also reported while a run goes on
            result = measure_sweep(wanted, [&](const SweepResult& so_far) {
                if (published != so_far.runs_done)
                    job.publish(so_far, false);
                published = so_far.runs_done;
                return !job.stop_requested();
            });
        } catch (const std::exception& error) {
            result.errors.emplace_back(error.what());
        }
        return result;
    });
}

} // namespace interleave
