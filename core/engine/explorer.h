// SPDX-License-Identifier: GPL-3.0-or-later
// Runs a scenario again and again in the engine's process, each time in another order of its steps.
#pragma once

#include "core/engine/order_search.h"
#include "core/engine/run_description.h"
#include "core/event/session_region.h"

namespace interleave {

/// Searches as `run.search` asks and fills in the table. It runs on the engine's main lane, in which nothing
/// has been run before. An order that cannot be unwound ends the engine with it, or does not return: the host
/// then starts another one.
void explore(const RunDescription& run, SessionRegion& region);

} // namespace interleave
