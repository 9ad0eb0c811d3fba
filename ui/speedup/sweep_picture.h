// SPDX-License-Identifier: GPL-3.0-or-later
// Draws a sweep's curves as a picture: title, chart and caption on one sheet.
#pragma once

#include "core/experiment/sweep.h"
#include "ui/export/export_picture.h"

namespace interleave {

/// Request and result must outlive the drawing, which ignores `range` and `legend` of the options.
Drawing sweep_drawing(const SweepRequest& request, const SweepResult& result);

} // namespace interleave
