// SPDX-License-Identifier: GPL-3.0-or-later
// Measures the window's only sweep in a thread of the pool, and signals new results.
#pragma once

#include "core/experiment/sweep.h"
#include "ui/run/measuring_controller.h"

namespace interleave {

/// All functions must be called on the window's thread.
class SweepController : public MeasuringController {
    Q_OBJECT

public:
    using MeasuringController::MeasuringController;

    /// Begins to measure. No sweep may be active.
    void start(SweepRequest request);

    /// Returns the active sweep, else the last one. Its scenario is nullptr before the first.
    const SweepRequest& request() const { return request_; }
    /// Returns what was measured of it so far.
    const SweepResult& result() const { return result_; }

private:
    SweepRequest request_;
    SweepResult result_;
};

} // namespace interleave
