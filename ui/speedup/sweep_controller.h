// SPDX-License-Identifier: GPL-3.0-or-later
// The window's one sweep: measures it beside the window, and says when there is more to see.
#pragma once

#include "core/experiment/sweep.h"
#include "ui/run/measuring_controller.h"

namespace interleave {

/// All functions: the window's thread.
class SweepController : public MeasuringController {
    Q_OBJECT

public:
    using MeasuringController::MeasuringController;

    /// Begins to measure. Only while none is active.
    void start(SweepRequest request);

    /// The sweep that goes on, else the last one; its scenario is nullptr before the first.
    const SweepRequest& request() const { return request_; }
    /// What was measured of it so far.
    const SweepResult& result() const { return result_; }

private:
    SweepRequest request_;
    SweepResult result_;
};

} // namespace interleave
