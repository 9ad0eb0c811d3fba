// SPDX-License-Identifier: GPL-3.0-or-later
// The tables of the critical path behind the end of the run: its way through the lanes, and how much of it
// each lane, state, work and object is.
#pragma once

#include "core/file/run_tables.h"

namespace interleave {

/// The way: a row for each state of a lane on it, in order of time and without gaps, with the piece that it
/// is of and what that piece led to.
extern const RunTable critical_path_table;
/// How much of the way, as far as it is in the part, each of them is.
extern const RunTable path_shares_table;

} // namespace interleave
