// SPDX-License-Identifier: GPL-3.0-or-later
// Two or three runs beside each other, ready to be drawn and read: their figures, and one time axis for all,
// which counts from where the work of each begins.
#pragma once

#include "core/analysis/gil_figures.h"
#include "core/analysis/run_comparison.h"
#include "core/experiment/compared_runs.h"
#include "ui/export/picture_words.h"
#include "ui/navigation/time_range.h"
#include "ui/table/table.h"

#include <QString>

#include <optional>
#include <vector>

namespace interleave {

struct ComparedBlock {
    ComparedRun run;
    WorkFigures figures;
    QString name; ///< "threads", "threads with a GIL", "yesterday.ilv"
    std::optional<GilFigures>
        gil{};            ///< the one that was waited for longest while it worked; empty if it has none
    std::size_t gils = 0; ///< how many it has: each process of Python has one
};

/// A copy is a snapshot, which any thread may keep.
struct RunComparison {
    std::vector<ComparedBlock> blocks;

    bool empty() const { return blocks.empty(); }
};

/// Adds up each run, which takes up to a second for a long one. Any thread may call it.
RunComparison comparison_of(std::vector<ComparedRun> runs);

/// Returns the time that all of them are shown over, in ns from where the work of each begins: as much of
/// what prepares the work as has room beside it, and all of the longest work.
TimeRange shared_range(const RunComparison& comparison);

/// Returns how long the work of a run took, with a sign of doubt where others disturbed it: "≈ 231 ms".
QString work_text(const ComparedBlock& block);
/// Returns what is said beside the block's name: "1.94 lanes at once · 392 ms running · 371 ms ready".
QString figures_text(const ComparedBlock& block);

/// Returns the figures, a row for each run. The first run is what the others are compared with.
Table comparison_table(const RunComparison& comparison);

/// Returns the words around the picture.
PictureWords words_of(const RunComparison& comparison);

} // namespace interleave
