// SPDX-License-Identifier: GPL-3.0-or-later
// Says how a lane ended.
#pragma once

#include "core/analysis/lane_ending.h"

#include <QString>

namespace interleave {

/// Returns "signal 11", "exception", "with worker 2", "with its process" or "with the run"; empty for a lane
/// that ended by itself.
QString short_ending_words(const Trace& trace, const LaneEnding& ending);

/// Returns a sentence without its subject: "ended by signal 11 (segmentation fault)", "ended with its
/// process, by signal 11 (segmentation fault) in worker 2".
QString ending_sentence(const Trace& trace, const LaneEnding& ending);

} // namespace interleave
