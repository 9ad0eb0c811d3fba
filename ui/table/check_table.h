// SPDX-License-Identifier: GPL-3.0-or-later
// Checks as a table of words: a run has some, and so have the articles' claims.
#pragma once

#include "core/trace/check.h"
#include "ui/table/table.h"

#include <vector>

namespace interleave {

/// One row per check: whether it holds, the claim, expected, measured, and why.
Table check_table(const std::vector<Check>& checks);

} // namespace interleave
