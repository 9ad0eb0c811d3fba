// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/outcome_label.h"

#include <QCoreApplication>
#include <QStringList>

namespace interleave {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("OutcomeLabel", text);
}

/// Returns the unit that a word of a name stands for; empty if it is none.
QString unit_of(const QString& word) {
    if (word == QLatin1String("us"))
        return QStringLiteral("µs");
    if (word == QLatin1String("ms"))
        return word;
    if (word == QLatin1String("kib"))
        return QStringLiteral("KiB");
    if (word == QLatin1String("mib"))
        return QStringLiteral("MiB");
    return {};
}

/// Returns what a name begins with that has nothing but its unit before "per" or "of".
QString quantity_of(const QString& unit) {
    return unit.endsWith(QLatin1Char('B')) ? tr("memory") : tr("time");
}

} // namespace

OutcomeLabel outcome_label(std::string_view name) {
    OutcomeLabel label;
    QStringList words;
    for (const QString& word :
         QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())).split(QLatin1Char('_'))) {
        const QString unit = label.unit.isEmpty() ? unit_of(word) : QString();
        if (unit.isEmpty()) {
            words << word;
            continue;
        }
        label.unit = unit;
        if (words.isEmpty())
            words << quantity_of(unit);
    }
    if (!label.unit.isEmpty() && words.size() > 1) {
        if (words.back() == QLatin1String("1"))
            words.back() = tr("with one worker");
        else if (words.back() == QLatin1String("n"))
            words.back() = tr("with all workers");
    }
    label.words = words.join(QLatin1Char(' '));
    if (!label.words.isEmpty())
        label.words[0] = label.words[0].toUpper();
    return label;
}

} // namespace interleave
