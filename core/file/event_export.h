// SPDX-License-Identifier: GPL-3.0-or-later
// The events that a filter lets pass, as a file: what a table of events shows, however many there are.
#pragma once

#include "core/analysis/event_filter.h"

#include <functional>
#include <string>

namespace interleave {

/// Writes the events as CSV, with the columns of events_table; the file is written whole or not at all.
/// `go_on` is told some times a second which share of the time is done, from 0 to 1, and says whether to go
/// on. Returns false, with nothing left, if it said no. Throws RunError with one line if the file cannot be
/// written. Any thread may call it, also while the run goes on.
bool export_events(const std::string& path, const Trace& trace, const EventFilter& filter,
                   const std::function<bool(double share)>& go_on);

} // namespace interleave
