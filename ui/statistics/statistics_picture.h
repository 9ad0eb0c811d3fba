// SPDX-License-Identifier: GPL-3.0-or-later
// The statistics as a picture for a slide or a page.
#pragma once

#include "core/trace/run_info.h"
#include "ui/export/export_picture.h"
#include "ui/statistics/shown_statistics.h"

#include <memory>

namespace interleave {

/// Returns a drawing of the bars of all lanes, the lanes that ran at once, and the tables of lanes and waits
/// as far as there is room. It ignores `range`, `lanes` and `legend` of the options.
Drawing statistics_drawing(std::shared_ptr<const ShownStatistics> shown);
/// Returns the same of the part of the run that the options choose, which is looked at then.
Drawing statistics_drawing(StatisticsQuestion question);

/// Returns the words around that picture.
PictureWords statistics_words(const RunInfo& info, const Trace& trace);

} // namespace interleave
