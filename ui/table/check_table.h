// SPDX-License-Identifier: GPL-3.0-or-later
// Makes a table of words of checks, which both a run and the articles' claims have.
#pragma once

#include "core/trace/check.h"
#include "ui/table/table.h"

#include <vector>

namespace interleave {

/// Makes one row per check: whether it holds, the claim, expected, measured, and why.
Table check_table(const std::vector<Check>& checks);

} // namespace interleave
