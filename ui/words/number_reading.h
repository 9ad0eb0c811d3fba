// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the numbers that people type. A number is understood as it is meant, or refused with a reason; it is
// never changed.
#pragma once

#include <QLocale>
#include <QString>

#include <optional>

namespace interleave {

/// The numbers that a field takes, both ends included.
struct NumberRange {
    double minimum = 0;
    double maximum = 0;
    bool is_whole = false;      ///< whole numbers only
    QString unit{};             ///< empty for a plain number
    bool is_identifier = false; ///< a whole number that only names something, shown without groups
};

struct NumberReading {
    /// The number that was typed, also one outside of the range; nothing if it cannot be told.
    std::optional<double> number;
    /// Empty if the number is one that the field takes; else one line with what is wrong and what it takes.
    QString problem;
};

/// Reads a number as it is typed in any locale. Point and comma are decimal separators, and they separate
/// groups of digits where they stand twice or before another separator. Spaces and apostrophes between digits
/// always separate groups. One point or comma before three digits could be either: it is what it is in the
/// locale if it separates groups there and the number is whole, or decimals and the number is not; in every
/// other case the text is refused. An exponent, a sign, blanks around the number and the range's unit may be
/// typed as well; "u" and both kinds of "µ" are the same.
NumberReading read_number(const QString& text, const NumberRange& range, const QLocale& locale = QLocale());

/// Returns a number of the range as a field shows it, with all its digits and the unit. read_number() reads
/// the same number from it: only whole numbers are shown in groups.
QString number_in_field(double value, const NumberRange& range, const QLocale& locale = QLocale());

} // namespace interleave
