// SPDX-License-Identifier: GPL-3.0-or-later
// The events of a lane as marks on its bar: with words where there is room, as ticks where they are nearer
// together, and as a line below the bar where they are nearer still, so that a picture never hides that there
// are events.
#pragma once

#include "core/analysis/lost_update.h"
#include "ui/rows/timeline_frame.h"

#include <QFontMetricsF>
#include <QRectF>

#include <cstddef>
#include <optional>
#include <vector>

class QPainter;

namespace interleave {

/// Least distances of neighbours in logical pixels: to be drawn apart at all, and with words.
inline constexpr double least_tick_distance = 6;
inline constexpr double least_word_distance = 26;

/// One event that has a place of its own.
struct EventMark {
    double x; ///< of its time, in the painter's coordinates
    Event event;
    std::size_t index;                ///< among the lane's events
    QString words{};                  ///< empty: a tick
    double width = 0;                 ///< of the words' plate; 0 without words
    std::optional<LostUpdate> lost{}; ///< the update that this write loses
    bool is_lost = false;             ///< it is the write of another lane's update that was lost
};

/// Where events are too near together to be told apart.
struct EventCrowd {
    double left;
    double right;
};

/// The events of one lane in a picture.
struct EventMarks {
    std::vector<EventMark> marks;
    std::vector<EventCrowd> crowds; ///< in order and apart from each other
};

/// Returns the marks of a lane's row within the frame's range, without words. The cost grows with the number
/// of pixels, not with that of the events. Any thread may call it.
EventMarks event_marks(const TimelineFrame& frame, const TimelineRow& row, const QRectF& bar);

/// Gives words in the font of `metrics` to the marks that have room for them, and finds the updates that are
/// lost.
void add_words(EventMarks& marks, const TimelineFrame& frame, const TimelineRow& row, const QRectF& bar,
               const QFontMetricsF& metrics);

/// Returns the font of the words in a bar of this height.
QFont mark_font(const TimelineFrame& frame, double bar_height);

/// Draws them into the bar, and the line of crowds below it.
void draw_event_marks(QPainter& painter, const TimelineFrame& frame, const EventMarks& marks,
                      const QRectF& bar);

} // namespace interleave
