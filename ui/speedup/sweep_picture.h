// SPDX-License-Identifier: GPL-3.0-or-later
// A sweep's curves as a picture: title, chart and caption on one sheet.
#pragma once

#include "core/experiment/sweep.h"
#include "ui/export/export_picture.h"

namespace interleave {

/// Both must outlive the drawing, for which `range` and `legend` of the options say nothing.
Drawing sweep_drawing(const SweepRequest& request, const SweepResult& result);

} // namespace interleave
