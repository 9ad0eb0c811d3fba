// SPDX-License-Identifier: GPL-3.0-or-later
// Makes the window's repeated runs in a thread of the pool, and signals new results.
#pragma once

#include "core/experiment/repeated_runs.h"
#include "ui/run/measuring_controller.h"

#include <string>

namespace interleave {

/// The results of repeated runs, as far as they are.
struct ResultsState {
    RepeatResult result;
    std::string error; ///< why no more results came; empty if there was no error
};

/// All functions must be called on the window's thread.
class ResultsController : public MeasuringController {
    Q_OBJECT

public:
    using MeasuringController::MeasuringController;

    /// Begins to run. Nothing may be measured meanwhile.
    void start(const RepeatRequest& request);
    /// Returns the state of the current runs, else of the last ones.
    const ResultsState& state() const { return state_; }

private:
    ResultsState state_;
};

} // namespace interleave
