// SPDX-License-Identifier: GPL-3.0-or-later
// What an event says beside its kind and its object, in words and as a number, as files have it: in English,
// for programs as well as people. The window has sentences of its own, which follow the user's language.
#pragma once

#include "core/analysis/merged_records.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace interleave {

/// Returns the text of a printed line, whose first event has this index, with an ellipsis where there may be
/// more. Control characters become blanks, and a letter of several bytes that was cut is left out.
std::string printed_text(const EventSequence& events, std::size_t index);

/// Returns the number that the event is about, nothing where its kind has none: the value of a variable or a
/// semaphore, the length of a queue, the number of a message or task, ns of a sleep, bytes of input or
/// output, the exit code of a joined worker, a CPU, how many records are missing …
std::optional<std::int64_t> value_of(const Event& event) noexcept;

/// Returns what else it says: "timed out", "forced, wakes worker 2", "signal 11 (segmentation fault)", a
/// printed line. It is empty where there is nothing.
std::string detail_text(const Trace& trace, const MergedRecord& record);

} // namespace interleave
