// SPDX-License-Identifier: GPL-3.0-or-later
// The figures of a run's outcome for a table on paper. They are written the same in every locale.
#pragma once

#include "core/trace/run_info.h"

#include <cstddef>
#include <string>
#include <vector>

namespace interleave {

struct MeasuredFigure {
    std::string name; ///< "Lost updates"
    std::string text; ///< "36,250", "1250 to 4999 in 20 values"
};

/// Returns the first figures of the outcome, at most `most`. Parameters that it repeats, long texts and what
/// has too many parts for a line are left out.
std::vector<MeasuredFigure> measured_figures(const RunInfo& info, std::size_t most);

/// Says on what a run was made: "2 processors, their model, Linux 6.1".
std::string machine_line(const RunInfo& info);
/// Says what ran: "lost-update, threads, workers 2, increments 2500, seed 1".
std::string conditions_line(const RunInfo& info);
/// Returns the day on which the run was made: "2026-03-14".
std::string day_of(const RunInfo& info);

} // namespace interleave
