// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/result_words.h"

#include "core/event/median.h"
#include "ui/words/words.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <algorithm>
#include <map>

namespace interleave {

namespace {

struct ResultWords {
    Q_DECLARE_TR_FUNCTIONS(Results)
};

QString whole(std::size_t count) {
    return count_text(count);
}

QString runs_text(std::size_t count) {
    return count == 1 ? ResultWords::tr("1 run") : ResultWords::tr("%1 runs").arg(whole(count));
}

/// Returns "7 of 20 runs".
QString of_runs(std::size_t count, std::size_t runs) {
    return ResultWords::tr("%1 of %2").arg(whole(count), runs_text(runs));
}

/// Returns how often the most frequent number came, and which one it is.
std::pair<double, std::size_t> most_frequent(const std::vector<double>& numbers) {
    std::map<double, std::size_t> counts;
    for (const double number : numbers)
        ++counts[number];
    return *std::ranges::max_element(counts, {}, [](const auto& entry) { return entry.second; });
}

bool is_counted(const std::vector<double>& numbers) {
    return std::ranges::all_of(numbers, is_whole_number);
}

/// Returns what the numbers were and what they were counted in: the runs, or the entries of lists.
QString number_figures(const ValueSpread& value) {
    const auto [least, most] = std::ranges::minmax(value.numbers);
    const std::size_t count = value.numbers.size();
    const bool of_lists = count > value.runs;
    const auto share = [&](std::size_t some) {
        return of_lists ? ResultWords::tr("%1 of %2 values").arg(whole(some), whole(count))
                        : of_runs(some, count);
    };
    QStringList parts;
    if (of_lists)
        parts << ResultWords::tr("%1 values, as each run tells several.").arg(whole(count));
    if (least == most) {
        parts << ResultWords::tr("%1 in %2.").arg(number_words(least), share(count));
        return parts.join(QLatin1Char(' '));
    }
    parts << ResultWords::tr("Least %1, median %2, most %3.")
                 .arg(number_words(least), number_words(median(value.numbers)), number_words(most));
    if (!is_counted(value.numbers))
        return parts.join(QLatin1Char(' '));
    if (const auto zeros = static_cast<std::size_t>(std::ranges::count(value.numbers, 0.0));
        zeros > 0 && least == 0)
        parts << ResultWords::tr("More than 0 in %1.").arg(share(count - zeros));
    if (const auto [number, times] = most_frequent(value.numbers); times > 1)
        parts << ResultWords::tr("Most often %1; something else in %2.")
                     .arg(number_words(number), share(count - times));
    else
        parts << (of_lists ? ResultWords::tr("No two values are the same.")
                           : ResultWords::tr("No two runs gave the same."));
    return parts.join(QLatin1Char(' '));
}

QString word_figures(const ValueSpread& value) {
    const auto most = std::ranges::max_element(value.words, {}, [](const auto& word) { return word.second; });
    const std::size_t count = count_of(value);
    if (most->second == count)
        return ResultWords::tr("The same in %1.").arg(of_runs(value.runs, value.runs));
    if (value.runs == count)
        return ResultWords::tr("Something else than the most frequent result in %1.")
            .arg(of_runs(count - most->second, count));
    return value.runs_differ
               ? ResultWords::tr("%1 different values, as each run tells several.")
                     .arg(whole(value.words.size()))
               : ResultWords::tr("Each run told the same %1 values.").arg(whole(count / value.runs));
}

QString value_figures(const ResultSpread& spread, const ValueSpread& value) {
    QString text;
    if (!value.words.empty())
        text = word_figures(value);
    else if (!value.numbers.empty())
        text = number_figures(value);
    if (const std::size_t silent = spread.runs() - value.runs; silent > 0)
        text += QLatin1Char(' ') + ResultWords::tr("%1 did not tell it, as they did not come to their end.")
                                       .arg(of_runs(silent, spread.runs()));
    return text;
}

QString check_figures(const CheckSpread& check) {
    const std::size_t all = check.held + check.missed + check.undecided;
    QStringList parts{ResultWords::tr("Holds in %1.").arg(of_runs(check.held, all))};
    if (check.missed > 0)
        parts << ResultWords::tr("Does not hold in %1.").arg(of_runs(check.missed, all));
    if (check.undecided > 0)
        parts << ResultWords::tr("Cannot be told in %1: %2.")
                     .arg(of_runs(check.undecided, all),
                          check.why.empty() ? ResultWords::tr("no reason is known") : sentence_of(check.why));
    return parts.join(QLatin1Char(' '));
}

QString ending_figures(const ResultSpread& spread) {
    std::size_t finished = 0;
    if (const auto found = spread.endings().find(Ended::finished); found != spread.endings().end())
        finished = found->second;
    return ResultWords::tr("Finished: %1.").arg(of_runs(finished, spread.runs()));
}

QString ending_proof(const ResultSpread& spread) {
    const auto count = [&](Ended ended) {
        const auto found = spread.endings().find(ended);
        return found == spread.endings().end() ? std::size_t{0} : found->second;
    };
    QStringList parts;
    if (const std::size_t deadlocks = count(Ended::deadlock); deadlocks > 0)
        parts << ResultWords::tr(
                     "A deadlock in %1. One is enough to prove that there can be one; how often it comes "
                     "depends on luck and on the machine.")
                     .arg(of_runs(deadlocks, spread.runs()));
    if (const std::size_t crashes = count(Ended::crashed); crashes > 0)
        parts << ResultWords::tr("A crash in %1. One is enough to prove that there can be one.")
                     .arg(of_runs(crashes, spread.runs()));
    if (const std::size_t late = count(Ended::time_limit); late > 0)
        parts << ResultWords::tr(
                     "Whether %1 would have finished cannot be told: the time limit ended it there.")
                     .arg(of_runs(late, spread.runs()));
    if (parts.isEmpty())
        parts << ResultWords::tr("No run hung or crashed. That does not prove that none can.")
              << rule_of_three(spread.runs());
    return parts.join(QLatin1Char(' '));
}

QString check_proof(const CheckSpread& check) {
    const std::size_t decided = check.held + check.missed;
    if (decided == 0)
        return ResultWords::tr("No run could tell, so nothing is proved.");
    if (check.missed > 0)
        return ResultWords::tr(
            "One run in which a claim does not hold is enough to prove that it does not always hold.");
    return ResultWords::tr("It held whenever it could be told. That does not prove that it always does.") +
           QLatin1Char(' ') + rule_of_three(decided);
}

QString value_proof(const ValueSpread& value, bool differs) {
    if (value.runs == 0)
        return {};
    if (!differs)
        return ResultWords::tr("All runs gave the same. That does not prove that all runs do.") +
               QLatin1Char(' ') + rule_of_three(value.runs);
    if (value.words.empty() && !is_counted(value.numbers))
        return ResultWords::tr(
            "A measured figure differs from run to run. Compare medians, and never two single runs.");
    return ResultWords::tr(
        "The same program, parameters and seed give different results: one run alone says little.");
}

} // namespace

QString rule_of_three(std::size_t runs) {
    if (runs <= 3)
        return ResultWords::tr("So few runs say nothing about how rare another result is.");
    const double percent = 300.0 / static_cast<double>(runs);
    const QString share =
        QLocale().toString(percent, 'f', percent >= 10 ? 0 : 1) + QChar::Nbsp + QLatin1Char('%');
    return ResultWords::tr(
               "Another result may still come, with 95\u00a0% confidence in less than %1 of all runs "
               "(3\u00a0÷\u00a0%2, "
               "the rule of three).")
        .arg(share, whole(runs));
}

QString claims_lines(const ResultSpread& spread) {
    QStringList lines;
    for (const CheckSpread& check : spread.checks())
        lines << QString::fromStdString(check.claim) + QLatin1Char(' ') + check_figures(check);
    return lines.join(QLatin1Char('\n'));
}

QString result_figures(const ResultSpread& spread, const ResultChoice& choice) {
    QStringList parts;
    switch (choice.kind) {
    case ResultKind::ending:
        parts << ending_figures(spread);
        break;
    case ResultKind::value:
        parts << value_figures(spread, spread.values()[choice.place]);
        break;
    case ResultKind::check:
        parts << check_figures(spread.checks()[choice.place]);
        break;
    }
    if (spread.failed() > 0)
        parts << ResultWords::tr("%1 failed, the first one: %2.")
                     .arg(of_runs(spread.failed(), spread.runs()), sentence_of(spread.first_error()));
    if (spread.runs_with_losses() > 0)
        parts << ResultWords::tr("%1 lost records; what is counted from records is of a part there.")
                     .arg(of_runs(spread.runs_with_losses(), spread.runs()));
    parts.removeAll(QString());
    return parts.join(QLatin1Char(' '));
}

QString result_proof(const ResultSpread& spread, const ResultChoice& choice) {
    switch (choice.kind) {
    case ResultKind::ending:
        return ending_proof(spread);
    case ResultKind::value:
        return value_proof(spread.values()[choice.place], choice.differs);
    case ResultKind::check:
        break;
    }
    return check_proof(spread.checks()[choice.place]);
}

} // namespace interleave
