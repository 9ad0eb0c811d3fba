// SPDX-License-Identifier: GPL-3.0-or-later
// The marks of hand-overs: one shape for each reason, so that they are told apart without colour.
#pragma once

#include "core/event/record.h"

#include <QColor>
#include <QPointF>

#include <optional>

class QPainter;

namespace interleave {

/// Width and height of a mark, in pixels of the painter.
inline constexpr double reason_mark_size = 8;

/// Draws a filled triangle for a request, a ring for a blocking call, a bar for the holder's own accord, a
/// cross for an end, and a dashed ring where the reason cannot be told.
void draw_reason_mark(QPainter& painter, const QPointF& middle, std::optional<ReleaseReason> reason,
                      const QColor& colour);

} // namespace interleave
