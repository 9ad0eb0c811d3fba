// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/result_choice.h"

#include "core/analysis/outcome_label.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace interleave {

namespace {

struct ResultChoiceWords {
    Q_DECLARE_TR_FUNCTIONS(Results)
};

/// Returns "unlocked: Time (ms)": of members the last name is a label with its unit.
QString title_of(const ValueSpread& value) {
    const std::size_t inner = value.name.rfind(": ");
    const std::size_t begin = inner == std::string::npos ? 0 : inner + 2;
    const OutcomeLabel label = outcome_label(value.name.substr(begin));
    QString title = QString::fromStdString(value.name.substr(0, begin) + label.words);
    if (!label.unit.empty())
        title += QStringLiteral(" (%1)").arg(QString::fromStdString(label.unit));
    return title;
}

bool is_counted_value(const ValueSpread& value) {
    return std::ranges::all_of(value.numbers, is_whole_number);
}

/// That a busy machine could not tell is no other result.
bool differs(const CheckSpread& check) {
    return check.held > 0 && check.missed > 0;
}

} // namespace

std::vector<ResultChoice> result_choices(const ResultSpread& spread) {
    std::vector<ResultChoice> choices;
    choices.push_back({ResultKind::ending, 0, QStringLiteral("ended"),
                       ResultChoiceWords::tr("How the runs ended"), spread.endings().size() > 1});
    const auto add_values = [&](bool counted) {
        for (const ValueSpread& value : spread.values())
            if (is_counted_value(value) == counted)
                choices.push_back({ResultKind::value,
                                   static_cast<std::size_t>(&value - spread.values().data()),
                                   QStringLiteral("value ") + QString::fromStdString(value.name),
                                   title_of(value), value.runs_differ});
    };
    add_values(true);
    for (const CheckSpread& check : spread.checks())
        choices.push_back({ResultKind::check, static_cast<std::size_t>(&check - spread.checks().data()),
                           QStringLiteral("check ") + QString::fromStdString(check.name + " " + check.claim),
                           QString::fromStdString(check.claim), differs(check)});
    add_values(false);
    std::ranges::stable_partition(choices, &ResultChoice::differs);
    return choices;
}

} // namespace interleave
