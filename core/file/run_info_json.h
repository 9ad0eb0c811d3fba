// SPDX-License-Identifier: GPL-3.0-or-later
// All that a RunInfo holds, as the JSON text of a file. It is not what `interleave run --json` prints: that
// is for people's programs, and leaves out what follows from the trace.
#pragma once

#include "core/trace/run_info.h"

#include <string>
#include <string_view>

namespace interleave {

/// `knows_states` is Trace::knows_states().
std::string run_info_to_text(const RunInfo& info, bool knows_states = true);

/// Returns what a file says of a run. What it does not mention keeps its default, so that a file of an older
/// program can be read. The text is untrusted; throws RunError, whose message follows "the block".
RunInfo run_info_from_text(std::string_view text);
/// Returns whether lanes of the run have states. Throws as run_info_from_text() does.
bool knows_states_from_text(std::string_view text);

} // namespace interleave
