// SPDX-License-Identifier: GPL-3.0-or-later
// What an exported file says of the run itself.
#pragma once

#include "core/trace/json_forward.h"
#include "core/trace/run_info.h"

namespace interleave {

/// Returns what ran, on which machine, how it ended, its outcome, its checks and how many records are
/// missing: the keys of `run --json` without its lanes, objects and variables, and `program`, `title`,
/// `begun_unix_ns`, `origin_ns`, `error` and `missing` (in words, null if nothing is).
Json run_facts(const RunInfo& info);

} // namespace interleave
