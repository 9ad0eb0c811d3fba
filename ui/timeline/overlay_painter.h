// SPDX-License-Identifier: GPL-3.0-or-later
// Draws what lies over the rows of the live timeline: selection, marks, cursor and pointer.
#pragma once

#include "core/file/row_arrangement.h"
#include "core/file/run_notes.h"
#include "ui/rows/arrow_choice.h"
#include "ui/rows/timeline_frame.h"

#include <QRectF>
#include <QString>

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

class QPainter;

namespace interleave {

/// What is drawn over the rows. Times are in ns.
struct TimelineOverlay {
    std::optional<TimeRange> selection;
    QString selection_summary;
    std::vector<std::int64_t> marks;
    std::vector<Note> notes; ///< their numbers count from 1
    std::optional<std::int64_t> cursor;
    std::optional<std::int64_t> pointer;
    std::optional<std::int64_t> frozen_at;      ///< what comes after it is covered
    std::optional<double> drop_edge;            ///< height at which a dragged row would be put
    std::optional<std::int64_t> replayed_until; ///< what comes after it is faint
    std::vector<DeadlockRing> rings;            ///< for pictures, whose rows leave room for them
    std::vector<VariableGuards> guards;         ///< for pictures, to be said on the rows
    bool processors = false;                    ///< for pictures: whether processors have rows
    RowArrangement rows{};                      ///< for pictures
    ArrowSource arrows{};                       ///< for pictures
    std::shared_ptr<const CriticalPath> path{}; ///< for pictures; nullptr for none
};

/// Returns the place of a note's flag, at the top of the rows where the note begins; an empty one if that is
/// not in view.
QRectF note_flag(const TimelineFrame& frame, const Note& note, std::size_t place);

/// Covers in the overview what comes after the moment at which the run stands still, and makes faint what a
/// replay has not come to.
void cover_overview(QPainter& painter, const TimelineFrame& frame, const TimelineOverlay& overlay,
                    const QRectF& overview);

/// Draws the overlay over the frame's rows. What the lines and the selection say is written into `band`.
void draw_overlay(QPainter& painter, const TimelineFrame& frame, const TimelineOverlay& overlay,
                  const QRectF& band);

} // namespace interleave
