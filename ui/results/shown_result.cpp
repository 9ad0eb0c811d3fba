// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/shown_result.h"

#include "core/event/median.h"
#include "ui/results/result_words.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <functional>
#include <utility>

namespace interleave {

namespace {

struct ShownResultWords {
    Q_DECLARE_TR_FUNCTIONS(Results)
};

constexpr std::size_t most_words = 8; ///< different texts of one result that have a bar

/// Returns a number at an edge between bars, which has few digits.
QString edge_text(double number) {
    return QLocale().toString(number, 'g', 6);
}

QString ending_text(Ended ended) {
    switch (ended) {
    case Ended::finished:
        return ShownResultWords::tr("finished");
    case Ended::stopped:
        return ShownResultWords::tr("stopped");
    case Ended::time_limit:
        return ShownResultWords::tr("time limit reached");
    case Ended::crashed:
        return ShownResultWords::tr("crashed");
    case Ended::deadlock:
        break;
    }
    return ShownResultWords::tr("deadlock");
}

std::vector<ResultBar> ending_bars(const ResultSpread& spread) {
    std::vector<ResultBar> bars;
    for (const auto& [ended, count] : spread.endings()) {
        const BarTone tone = ended == Ended::crashed || ended == Ended::deadlock ? BarTone::bad
                             : ended == Ended::time_limit                        ? BarTone::undecided
                                                                                 : BarTone::plain;
        bars.push_back({ending_text(ended), count, tone});
    }
    return bars;
}

std::vector<ResultBar> check_bars(const CheckSpread& check) {
    std::vector<ResultBar> bars;
    const auto add = [&](const QString& label, std::size_t count, BarTone tone) {
        if (count > 0)
            bars.push_back({label, count, tone});
    };
    add(ShownResultWords::tr("holds"), check.held, BarTone::plain);
    add(ShownResultWords::tr("does not hold"), check.missed, BarTone::bad);
    add(ShownResultWords::tr("cannot be told"), check.undecided, BarTone::undecided);
    return bars;
}

std::vector<ResultBar> word_bars(const ValueSpread& value) {
    std::vector<std::pair<std::string, std::size_t>> words(value.words.begin(), value.words.end());
    std::ranges::stable_sort(words, std::greater<>(), [](const auto& word) { return word.second; });
    std::vector<ResultBar> bars;
    for (std::size_t i = 0; i < std::min(words.size(), most_words); ++i) {
        const std::string& word = words[i].first;
        bars.push_back({word == "true"    ? ShownResultWords::tr("yes")
                        : word == "false" ? ShownResultWords::tr("no")
                                          : QString::fromStdString(word),
                        words[i].second});
    }
    if (words.size() > most_words) {
        std::size_t others = 0;
        for (std::size_t i = most_words; i < words.size(); ++i)
            others += words[i].second;
        bars.push_back({ShownResultWords::tr("%1 others").arg(words.size() - most_words), others});
    }
    return bars;
}

/// Returns where a number lies among the bins, in widths of a bar.
double place_in(const std::vector<HistogramBin>& bins, double number) {
    const auto after = std::ranges::find_if(bins, [&](const HistogramBin& bin) { return bin.from > number; });
    const auto index = after - bins.begin() - 1;
    const HistogramBin& bin = bins[static_cast<std::size_t>(std::max<std::ptrdiff_t>(index, 0))];
    const double within = bin.until > bin.from ? (number - bin.from) / (bin.until - bin.from)
                          : number == bin.from ? 0.5
                                               : 1; // between two bars
    return static_cast<double>(index) + within;
}

void add_numbers(ShownResult& shown, const std::vector<double>& numbers) {
    const std::vector<HistogramBin> bins = histogram(numbers);
    if (bins.empty()) // none of them is finite
        return;
    const bool have_width = bins.front().until > bins.front().from;
    shown.are_numbers = true;
    for (const HistogramBin& bin : bins) {
        shown.bars.push_back(
            {have_width
                 ? ShownResultWords::tr("%1 to below %2").arg(edge_text(bin.from), edge_text(bin.until))
                 : edge_text(bin.from),
             bin.count});
        if (have_width)
            shown.edges << edge_text(bin.from);
    }
    if (have_width)
        shown.edges << edge_text(bins.back().until);
    shown.median_place = place_in(bins, median(numbers));
}

} // namespace

ShownResult shown_result(const ResultSpread& spread, const ResultChoice& choice) {
    ShownResult shown;
    shown.title = choice.title;
    switch (choice.kind) {
    case ResultKind::ending:
        shown.bars = ending_bars(spread);
        break;
    case ResultKind::check:
        shown.bars = check_bars(spread.checks()[choice.place]);
        break;
    case ResultKind::value: {
        const ValueSpread& value = spread.values()[choice.place];
        if (value.words.empty())
            add_numbers(shown, value.numbers);
        else
            shown.bars = word_bars(value);
        break;
    }
    }
    shown.figures = result_figures(spread, choice);
    shown.proof = result_proof(spread, choice);
    return shown;
}

Table result_table(const ShownResult& shown) {
    Table table;
    const bool have_edges = !shown.edges.isEmpty();
    if (have_edges) // as numbers, which a program can read, and not as the words of the picture
        table.columns = {{ShownResultWords::tr("%1, from").arg(shown.title)},
                         {ShownResultWords::tr("to below")}};
    else
        table.columns = {{shown.title}};
    table.columns.push_back({ShownResultWords::tr("Count")});
    for (std::size_t i = 0; i < shown.bars.size(); ++i) {
        const ResultBar& bar = shown.bars[i];
        std::vector<Cell> row;
        if (have_edges) {
            const auto edge = static_cast<qsizetype>(i);
            row = {{.text = shown.edges[edge], .number = true},
                   {.text = shown.edges[edge + 1], .number = true}};
        } else {
            row = {{.text = bar.label, .number = shown.are_numbers}};
        }
        row.push_back({.text = QLocale().toString(static_cast<qulonglong>(bar.count)),
                       .order = static_cast<qulonglong>(bar.count),
                       .number = true});
        table.rows.push_back(std::move(row));
    }
    return table;
}

} // namespace interleave
