// SPDX-License-Identifier: GPL-3.0-or-later
// What can be looked at in the results of many runs: how they ended, each value, each claim.
#pragma once

#include "core/analysis/result_spread.h"

#include <QString>

#include <cstddef>
#include <vector>

namespace interleave {

enum class ResultKind { ending, value, check };

struct ResultChoice {
    ResultKind kind;
    std::size_t place; ///< in the spread's list of its kind
    QString id;        ///< the same for every measurement of a scenario: "value lost_updates"
    QString title;     ///< "Lost updates", "Work (ms)", or the sentence of a claim
    bool differs;      ///< not the same in all runs
};

/// Returns all that can be shown, the most telling first: what differs from run to run before what does not,
/// and times, which always differ, after what can be counted.
std::vector<ResultChoice> result_choices(const ResultSpread& spread);

} // namespace interleave
