// SPDX-License-Identifier: GPL-3.0-or-later
// The values of a sweep as people type them: "1..4", "0..100:10", "1; 2; 4" or "0,5; 1,5".
#pragma once

#include "core/scenario/parameter.h"

#include <QLocale>
#include <QString>

#include <vector>

namespace interleave {

/// Converts typed values to the form that parse_sweep_axis() reads. Semicolons or blanks separate the values
/// of a list; commas do so too where they cannot be taken for decimals in this locale. Throws UsageError with
/// one line for what is no number or out of the parameter's range.
std::string sweep_values_from(const QString& typed, const Parameter& parameter,
                              const QLocale& locale = QLocale());

/// Returns a list of values as it is typed in this locale.
QString sweep_list(const std::vector<double>& values, const QLocale& locale = QLocale());

} // namespace interleave
