// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a trace in the format of Chrome's trace events, as many tools write it.
#pragma once

#include "core/file/run_reader.h"

#include <string_view>

namespace interleave {

/// Whether a file with this beginning is JSON of the form of such a trace.
bool is_chrome_trace(std::string_view beginning) noexcept;

/// Threads become lanes, and so do asynchronous operations; slices are named work in rows, instants are
/// marks, and each series of a counter is a variable. No lane has states. `bytes` must outlive the reader.
/// The reader passes nothing on before it has read the whole file, because its events come in any order.
std::unique_ptr<RunReader> read_chrome_trace(InputBytes& bytes);

} // namespace interleave
