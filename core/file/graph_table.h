// SPDX-License-Identifier: GPL-3.0-or-later
// The wait-for graph of a moment as a table.
#pragma once

#include "core/file/run_tables.h"

namespace interleave {

/// Who waits for what and who holds it: at the end of a part that ends before the run, else at the moment of
/// the picture, which is the middle of the longest wait.
extern const RunTable graph_table;

} // namespace interleave
