// SPDX-License-Identifier: GPL-3.0-or-later
// Events in words: a few letters for a mark on the picture, and a sentence for a line below it.
#pragma once

#include "core/analysis/lost_update.h"
#include "core/trace/trace.h"

#include <QString>

#include <cstddef>

namespace interleave {

/// Whether the bars show the event already, so that its mark needs no words: a bar begins or ends with it.
bool is_shown_by_bars(const Event& event) noexcept;

/// Returns what a mark of the lane's event of this index says: "R 41", "W 42", "send 7". It is empty for
/// events that the bars show already.
QString mark_words(const Trace& trace, const Lane& lane, std::size_t index);

/// Returns what the lane did in the event of this index, without its name: "writes 42 to counter".
QString event_sentence(const Trace& trace, const Lane& lane, std::size_t index);

/// Returns "lost update: both read 41, both wrote 42", or with what each wrote if it differs.
QString lost_update_words(const LostUpdate& lost);

/// Returns the text of a printed line, whose first event has this index, with an ellipsis where there may be
/// more.
QString printed_words(const EventSequence& events, std::size_t index);

} // namespace interleave
