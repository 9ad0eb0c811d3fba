// SPDX-License-Identifier: GPL-3.0-or-later
// The wait-for graph as a picture on a sheet, with the words that say what it is of.
#pragma once

#include "core/analysis/run_report.h"
#include "core/trace/run_info.h"
#include "ui/export/export_picture.h"
#include "ui/export/picture_words.h"
#include "ui/wait_graph/shown_graph.h"

#include <vector>

namespace interleave {

/// Returns the drawing to export, which ignores `range` and `legend` of the options. It throws RunError if
/// Graphviz cannot lay it out.
Drawing graph_drawing(ShownGraph shown);

/// Returns the words around it: the ring, else the waits, and locks that were taken in opposite orders.
PictureWords words_of(const ShownGraph& shown, const std::vector<LockOrderReport>& lock_orders,
                      const RunInfo& info, const Trace& trace);

} // namespace interleave
