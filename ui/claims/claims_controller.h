// SPDX-License-Identifier: GPL-3.0-or-later
// Measures the articles' claims in a thread of the pool, and signals new results.
#pragma once

#include "core/experiment/claims.h"
#include "ui/run/measuring_controller.h"

#include <cstddef>
#include <string>
#include <vector>

namespace interleave {

/// The progress of the claims.
struct ClaimsState {
    std::vector<ClaimResult> results; ///< of the claims that are decided
    std::size_t runs_done = 0;
    std::size_t runs_total = 0;
    std::string scenario; ///< of the active run
    std::string error;    ///< why no more results came; empty if there was no error
};

/// All functions must be called on the window's thread.
class ClaimsController : public MeasuringController {
    Q_OBJECT

public:
    using MeasuringController::MeasuringController;

    /// Begins to measure all claims. Nothing may be measured meanwhile.
    void start();
    /// Returns the progress of the current measurement, else of the last one.
    const ClaimsState& state() const { return state_; }

private:
    ClaimsState state_;
};

} // namespace interleave
