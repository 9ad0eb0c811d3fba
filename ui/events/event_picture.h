// SPDX-License-Identifier: GPL-3.0-or-later
// The table of events as a picture: of the rows that are shown, or of the first ones of a part of the run.
#pragma once

#include "ui/events/event_model.h"
#include "ui/export/export_picture.h"

namespace interleave {

/// Returns a drawing of the rows from `first` on, as many as there is room for. It keeps the trace alive.
Drawing event_drawing(const EventModel& model, int first);

/// Returns a drawing of the first events that lanes recorded, else of the first switches, which follows
/// `range` and `lanes` of its options. Throws RunError as it is drawn if there is none.
Drawing event_drawing(std::shared_ptr<const Trace> trace);

} // namespace interleave
