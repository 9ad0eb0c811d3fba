// SPDX-License-Identifier: GPL-3.0-or-later
// The articles' claims as a table of words, made by a pure function.
#pragma once

#include "core/experiment/claims.h"
#include "ui/table/table.h"

#include <span>

namespace interleave {

/// The column that names the scenario a claim is measured with.
inline constexpr int claim_scenario_column = 4;

/// One row per claim, those without a result too: whether it holds, the claim, expected, measured, and
/// the scenario.
Table claim_table(std::span<const Claim> claims, std::span<const ClaimResult> results);

} // namespace interleave
