// SPDX-License-Identifier: GPL-3.0-or-later
// A critical path with its shares, as JSON and as text for the command line. The window has sentences of its
// own, which follow the user's language.
#pragma once

#include "core/analysis/critical_path.h"
#include "core/analysis/path_shares.h"
#include "core/trace/json_forward.h"
#include "core/trace/run_info.h"

#include <string>

namespace interleave {

/// Returns the path behind the end of the run. It follows all links of the run, which takes about a second
/// for ten million events. Any thread may call it.
CriticalPath critical_path_of_run(const Trace& trace);

/// Returns why the path does not go back as far as was asked: "before 12 ms it cannot be told, because
/// records of worker 1 are missing there". It is empty if it does.
std::string why_it_begins_there(const Trace& trace, const CriticalPath& path);

/// Returns what an outcome of a run has under "critical_path": where it lies, and the share of each lane,
/// state, object and named work. A time that cannot be told is null.
Json to_json(const Trace& trace, const CriticalPath& path, const RunInfo& info);

/// Returns lines for the summary of a run, each ending in a newline.
std::string to_text(const Trace& trace, const CriticalPath& path, const RunInfo& info);

} // namespace interleave
