// SPDX-License-Identifier: GPL-3.0-or-later
// The tables of the critical path behind the end of the run: its way through the lanes, and how much of it
// each lane, state, work and object is.
#pragma once

#include "core/file/run_tables.h"

#include <string>

namespace interleave {

/// The way: a row for each state of a lane on it, in order of time and without gaps, with the piece that it
/// is of and what that piece led to.
extern const RunTable critical_path_table;
/// How much of the way, as far as it is in the part, each of them is.
extern const RunTable path_shares_table;

/// Returns why there is no path of this run; empty if there may be one.
std::string why_no_path(const Trace& trace, const RunInfo& info);

} // namespace interleave
