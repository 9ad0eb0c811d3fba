// SPDX-License-Identifier: GPL-3.0-or-later
// A column of a family's table, and how the usual ones are made. Where records are missing numbers are "at
// least", and times cannot be told.
#pragma once

#include "ui/locks/run_waits.h"
#include "ui/table/table.h"

#include <QString>

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace interleave {

/// A column of a family's table: its title, and how a cell is made.
struct FamilyColumn {
    Column column;
    std::function<Cell(const RunWaits&, const ObjectFigures&)> cell;
};
using FamilyColumns = std::vector<FamilyColumn>;

/// Makes a column of a number.
FamilyColumn counted(const QString& title, const QString& tip,
                     const std::function<std::uint64_t(const ObjectFigures&)>& number);

/// Makes a column of a time in ms.
FamilyColumn timed(const QString& title, const QString& tip,
                   const std::function<std::int64_t(const ObjectFigures&)>& ns);

/// Makes a column of a number with decimals; where there is none it was not recorded.
FamilyColumn
measured(const QString& title, const QString& tip,
         const std::function<std::optional<double>(const RunWaits&, const ObjectFigures&)>& number);

using Durations = std::function<const DurationHistogram&(const ObjectWaits&)>;

/// Adds the percentiles of waits, holds or whatever `of` says.
void add_percentiles(FamilyColumns& columns, const QString& of, const Durations& durations);

} // namespace interleave
