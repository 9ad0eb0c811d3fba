// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/table/check_table.h"

#include "core/analysis/figure.h"
#include "ui/words/words.h"

#include <QCoreApplication>

namespace interleave {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("CheckTable", text);
}

QString with_unit(double value, const std::string& unit) {
    const QString number = number_words(value);
    return unit.empty() ? number : number + QLatin1Char(' ') + QString::fromStdString(unit_for(value, unit));
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
    text += with_unit(check.expected, check.unit);
    if (check.tolerance > 0 && check.comparison != Comparison::above)
        text += check.expected == 0 ? QStringLiteral(" ± %1").arg(with_unit(check.tolerance, check.unit))
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
        const QString measured =
            check.measured ? with_unit(*check.measured, check.unit) : QStringLiteral("–");
        const QString claim = QString::fromStdString(check.claim.empty() ? check.name : check.claim);
        const QString why = sentence_of(check.why);
        Cell holds = verdict(check);
        holds.name = QString::fromStdString(check.name);
        table.rows.push_back({holds,
                              {.text = claim, .tool_tip = QString::fromStdString(check.name)},
                              {.text = expected_words(check), .order = check.expected, .number = true},
                              {.text = measured, .order = check.measured.value_or(0), .number = true},
                              {.text = why, .tool_tip = why}});
    }
    return table;
}

} // namespace interleave
