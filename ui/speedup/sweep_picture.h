// SPDX-License-Identifier: GPL-3.0-or-later
// Draws a sweep's curves as a picture on a sheet.
#pragma once

#include "core/experiment/sweep.h"
#include "ui/export/export_picture.h"

namespace interleave {

/// Returns the curves as a drawing to export, which ignores `range` and `legend` of the options.
Drawing sweep_drawing(SweepRequest request, SweepResult result);

} // namespace interleave
