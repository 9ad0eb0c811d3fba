// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/table/cells.h"

#include "ui/words/words.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace interleave {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Cells)
};

QString millisecond_words(std::int64_t ns) {
    if (ns == 0)
        return QStringLiteral("–");
    const double value = static_cast<double>(ns) / 1e6;
    const double size = std::abs(value);
    constexpr double least = 0.001;
    if (size < least / 2)
        return Words::tr("< %1").arg(QLocale().toString(least, 'f', 3));
    // The bounds are those of the rounded value, so that 9.996 is not shown as "10.00".
    const int decimals = size >= 99.95 ? 0 : size >= 9.995 ? 1 : size >= 0.9995 ? 2 : 3;
    return QLocale().toString(value, 'f', decimals);
}

} // namespace

Cell word_cell(const QString& words, Tone tone) {
    return {.text = words, .tone = tone};
}

Cell count_cell(std::uint64_t number) {
    return {.text = QLocale().toString(static_cast<qulonglong>(number)),
            .order = static_cast<qulonglong>(number),
            .tone = number == 0 ? Tone::quiet : Tone::plain,
            .number = true};
}

Cell number_cell(double number) {
    return {.text = number == 0 ? QStringLiteral("–") : number_words(number),
            .order = number,
            .tone = number == 0 ? Tone::quiet : Tone::plain,
            .number = true};
}

Cell millisecond_cell(std::int64_t ns) {
    return {.text = millisecond_words(ns),
            .order = static_cast<qlonglong>(ns),
            .tool_tip =
                ns == 0 ? QString()
                        : Words::tr("%1 ms").arg(QLocale().toString(static_cast<double>(ns) / 1e6, 'f', 6)),
            .tone = ns == 0 ? Tone::quiet : Tone::plain,
            .number = true};
}

Cell whole_or_unknown(Cell time, bool is_whole) {
    if (!is_whole)
        time = {.text = QStringLiteral("?"),
                .order = -1,
                .tool_tip = Words::tr("It cannot be told, because records are missing"),
                .tone = Tone::quiet,
                .number = true};
    return time;
}

Cell at_least_if_part(Cell number, bool is_whole) {
    if (!is_whole) {
        number.text.prepend(QStringLiteral("≥ "));
        number.tool_tip = Words::tr("At least, because records are missing");
    }
    return number;
}

} // namespace interleave
