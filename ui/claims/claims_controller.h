// SPDX-License-Identifier: GPL-3.0-or-later
// Measures the articles' claims beside the window, and says when there is more to see.
#pragma once

#include "core/experiment/claims.h"
#include "ui/run/measuring_controller.h"

#include <cstddef>
#include <string>
#include <vector>

namespace interleave {

/// How far the claims are.
struct ClaimsState {
    std::vector<ClaimResult> results; ///< of the claims that are decided
    std::size_t runs_done = 0;
    std::size_t runs_total = 0;
    std::string scenario; ///< of the run that goes on
    std::string error;    ///< why nothing more came; empty if all is well
};

/// All functions: the window's thread.
class ClaimsController : public MeasuringController {
    Q_OBJECT

public:
    using MeasuringController::MeasuringController;

    /// Begins to measure all claims. Only while nothing is measured.
    void start();
    /// How far the measuring is that goes on, else the last one.
    const ClaimsState& state() const { return state_; }

private:
    ClaimsState state_;
};

} // namespace interleave
