// SPDX-License-Identifier: GPL-3.0-or-later
// A sweep's curves as a file: PNG, SVG or PDF, whole or not at all. Needs a QGuiApplication, but no display.
#pragma once

#include "core/experiment/sweep.h"
#include "ui/export/picture_options.h"

#include <QString>

namespace interleave {

/// As exportDrawing(); `options.range` and `options.legend` say nothing here.
void exportSweep(const SweepRequest& request, const SweepResult& result, const PictureOptions& options,
                 const QString& path);

} // namespace interleave
