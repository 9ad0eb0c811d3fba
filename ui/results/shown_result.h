// SPDX-License-Identifier: GPL-3.0-or-later
// One result of many runs, ready to be drawn and read: bars with their counts, and words.
#pragma once

#include "core/analysis/result_spread.h"
#include "ui/results/result_choice.h"
#include "ui/table/table.h"

#include <QString>
#include <QStringList>

#include <cstddef>
#include <optional>
#include <vector>

namespace interleave {

enum class BarTone { plain, bad, undecided };

struct ResultBar {
    QString label;
    std::size_t count;
    BarTone tone = BarTone::plain;
};

struct ShownResult {
    QString title;
    std::vector<ResultBar> bars;
    bool are_numbers = false; ///< the bars stand side by side; else they are words, one below the other
    QStringList edges{};      ///< between the bars and at both ends; empty where each bar is one number
    std::optional<double> median_place{}; ///< of numbers: 0 is the left end of the bars, 1 that of the second
    QString figures;                      ///< least, median and most, how many runs differ, what is missing
    QString proof;                        ///< what that many runs prove, and what they do not
};

ShownResult shown_result(const ResultSpread& spread, const ResultChoice& choice);

/// Returns the bars as a table that can be saved.
Table result_table(const ShownResult& shown);

} // namespace interleave
