// SPDX-License-Identifier: GPL-3.0-or-later
// A GIL, or a lock that is looked at as one, in words and as tables. All are pure functions and follow the
// locale.
#pragma once

#include "core/analysis/gil_figures.h"
#include "ui/gil/shown_gil.h"
#include "ui/table/table.h"

#include <QString>

#include <optional>

namespace interleave {

/// Returns why a lock was let go: "asked to drop it", "for a call that may block" …
QString reason_text(std::optional<ReleaseReason> reason, ObjectKind kind);

/// Returns a share as "33 %", "< 1 %", or a question mark for one that cannot be told.
QString share_text(std::int64_t part, std::int64_t whole, bool is_whole);

/// Returns how much it was held, how often it changed hands and how long a wait takes. `is_whole` is false
/// where records are missing: then numbers are "at least" and times are not told.
QString figures_text(const GilFigures& gil, bool is_whole);

/// Returns a sentence of a convoy, else of what the figures mean; empty if there is nothing to say.
QString meaning_text(const ShownGil& shown, bool is_whole);

/// Returns one row per lane: its share, holds, waits, requests and reasons.
Table gil_lane_table(const GilFigures& gil, bool is_whole);

/// Returns one row per hand-over, at most ShownGil::most_hand_overs. The first cell's `order` is the time,
/// ns.
Table hand_over_table(const Trace& trace, const ShownGil& shown);

} // namespace interleave
