// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/table/check_table.h"

#include "ui/words/words.h"

#include <QCoreApplication>

namespace interleave {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("CheckTable", text);
}

QString expected_words(const Check& check) {
    QString text;
    switch (check.comparison) {
    case Comparison::equal:
        break;
    case Comparison::at_least:
        text = QStringLiteral("≥ ");
        break;
    case Comparison::at_most:
        text = QStringLiteral("≤ ");
        break;
    case Comparison::above:
        text = QStringLiteral("> ");
        break;
    }
    const QString unit =
        check.unit.empty() ? QString() : QLatin1Char(' ') + QString::fromStdString(check.unit);
    text += number_words(check.expected) + unit;
    if (check.tolerance > 0 && check.comparison != Comparison::above)
        text += check.expected == 0 ? QStringLiteral(" ± %1").arg(number_words(check.tolerance) + unit)
                                    : QStringLiteral(" ± %1 %").arg(number_words(check.tolerance * 100));
    return text;
}

Cell verdict(const Check& check) {
    if (!check.holds)
        return {.text = QStringLiteral("?  ") + tr("cannot be told here"), .tone = Tone::quiet};
    if (!*check.holds)
        return {.text = QStringLiteral("✗  ") + tr("does not hold here"), .tone = Tone::bad};
    return {.text = QStringLiteral("✓  ") + tr("holds"), .tone = Tone::good};
}

} // namespace

Table check_table(const std::vector<Check>& checks) {
    Table table;
    table.columns = {{tr("Holds"), tr("Whether the claim was found true on this machine, in this run")},
                     {tr("Claim"), tr("What theory or the articles say")},
                     {tr("Expected")},
                     {tr("Measured")},
                     {tr("Why")}};
    for (const Check& check : checks) {
        QString measured = check.measured ? number_words(*check.measured) : QStringLiteral("–");
        if (check.measured && !check.unit.empty())
            measured += QLatin1Char(' ') + QString::fromStdString(check.unit);
        const QString claim = QString::fromStdString(check.claim.empty() ? check.name : check.claim);
        const QString why = sentence_of(check.why);
        table.rows.push_back({verdict(check),
                              {.text = claim, .tool_tip = QString::fromStdString(check.name)},
                              {.text = expected_words(check), .order = check.expected, .number = true},
                              {.text = measured, .order = check.measured.value_or(0), .number = true},
                              {.text = why, .tool_tip = why}});
    }
    return table;
}

} // namespace interleave
