// SPDX-License-Identifier: GPL-3.0-or-later
// Makes a table of words of the articles' claims, by a pure function.
#pragma once

#include "core/experiment/claims.h"
#include "ui/table/table.h"

#include <QString>

#include <span>

namespace interleave {

/// The column that names the scenario with which a claim is measured.
inline constexpr int claim_scenario_column = 2;

/// Makes one row per claim, also without a result: whether it holds, the claim, expected, measured, and the
/// scenario.
Table claim_table(std::span<const Claim> claims, std::span<const ClaimResult> results);

/// The same with the claims that have a result only.
Table claim_table(std::span<const ClaimResult> results);

/// Returns how many hold, do not hold and cannot be told.
QString counts_text(std::span<const ClaimResult> results);

} // namespace interleave
