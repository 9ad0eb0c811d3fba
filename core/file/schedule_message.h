// SPDX-License-Identifier: GPL-3.0-or-later
// What stands behind the time in a line of a kernel schedule: the event and its message, in the words of the
// kernel ("prev_comm=…"), of libtraceevent ("comm:12 [120] S ==> …") or of old kernels ("task comm:12 …").
#pragma once

#include "core/file/schedule_line.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace interleave {

/// Reads event and message into a line whose head has been read; `text` has no blanks around it.
void read_message(std::string_view text, ParsedLine& parsed);

/// Returns the number of a thread; -1 for one of the numbers behind the greatest, which stand for threads
/// that are not known, one for each processor, as our own text has them; nothing for what is no number of a
/// thread.
std::optional<std::int32_t> tid_of(std::string_view text) noexcept;
/// Returns a thread's name, empty where the text has only a sign for one that is not known: "<...>", ":123".
std::string_view known_name(std::string_view name) noexcept;

} // namespace interleave
