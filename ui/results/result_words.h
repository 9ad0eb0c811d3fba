// SPDX-License-Identifier: GPL-3.0-or-later
// What many runs say in words: how their results spread, and what that proves and does not prove.
#pragma once

#include "core/analysis/result_spread.h"
#include "ui/results/result_choice.h"

#include <QString>

#include <cstddef>

namespace interleave {

/// Returns least, median and most of numbers, how many runs gave something else than most did, how many told
/// nothing, and what was lost. It follows the locale.
QString result_figures(const ResultSpread& spread, const ResultChoice& choice);

/// Returns what the runs prove. What never happened in n runs may still happen: it is said how often at most,
/// and never that the program is correct.
QString result_proof(const ResultSpread& spread, const ResultChoice& choice);

/// Returns how often each claim held, could not be told or did not hold, one in a line; empty if there are
/// none.
QString claims_lines(const ResultSpread& spread);

/// Returns a sentence about what has not happened in so many runs, by the rule of three: with a confidence of
/// 95 % it happens in less than 3/n of all runs.
QString rule_of_three(std::size_t runs);

} // namespace interleave
