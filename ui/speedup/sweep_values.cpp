// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/speedup/sweep_values.h"

#include "core/event/error.h"
#include "ui/words/number_reading.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QStringList>

#include <limits>

namespace interleave {

namespace {

struct SweepValuesWords {
    Q_DECLARE_TR_FUNCTIONS(SweepView)
};

QString in_c(const QString& typed, const NumberRange& range, const QLocale& locale) {
    const NumberReading reading = read_number(typed, range, locale);
    if (!reading.problem.isEmpty())
        throw UsageError(SweepValuesWords::tr("Values: %1").arg(reading.problem).toStdString());
    return QString::number(*reading.number, 'g', QLocale::FloatingPointShortest);
}

/// Splits a list at its semicolons and blanks, or where there are none at its commas.
QStringList split_list(const QString& typed, const QLocale& locale) {
    static const QRegularExpression semicolon_or_blank(QStringLiteral("\\s*;\\s*|\\s+"));
    const QStringList parts = typed.split(semicolon_or_blank, Qt::SkipEmptyParts);
    const qsizetype commas = typed.count(QLatin1Char(','));
    const bool commas_are_decimals = locale.decimalPoint() == QLatin1String(",") && commas == 1;
    if (parts.size() > 1 || commas == 0 || commas_are_decimals)
        return parts.isEmpty() ? QStringList{QString()} : parts;
    return typed.split(QLatin1Char(','));
}

} // namespace

std::string sweep_values_from(const QString& typed, const Parameter& parameter, const QLocale& locale) {
    const NumberRange range{parameter.minimum, parameter.maximum, parameter.type == ParameterType::integer,
                            QString::fromStdString(parameter.unit)};
    const QString text = typed.trimmed();
    if (const qsizetype dots = text.indexOf(QLatin1String("..")); dots >= 0) {
        const QString rest = text.mid(dots + 2);
        const QString first = in_c(text.left(dots), range, locale);
        const QString last = in_c(rest.section(QLatin1Char(':'), 0, 0), range, locale);
        QString words = first + QStringLiteral("..") + last;
        if (rest.contains(QLatin1Char(':'))) {
            NumberRange steps = range;
            steps.minimum = range.is_whole ? 1 : std::numeric_limits<double>::min();
            steps.maximum = range.maximum - range.minimum;
            words += QLatin1Char(':') + in_c(rest.section(QLatin1Char(':'), 1), steps, locale);
        }
        return words.toStdString();
    }
    QStringList words;
    for (const QString& part : split_list(text, locale))
        words << in_c(part, range, locale);
    return words.join(QLatin1Char(',')).toStdString();
}

QString sweep_list(const std::vector<double>& values, const QLocale& locale) {
    QStringList words;
    for (const double value : values)
        words << number_in_field(value, {}, locale);
    return words.join(QStringLiteral("; "));
}

} // namespace interleave
