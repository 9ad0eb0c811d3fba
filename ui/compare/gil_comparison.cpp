// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/gil_comparison.h"

#include "ui/words/run_caption.h"
#include "ui/words/words.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <numeric>

namespace interleave {

namespace {

struct GilComparisonWords {
    Q_DECLARE_TR_FUNCTIONS(Compare)
};

Cell why(const QString& words) {
    return {.text = words, .order = -1, .tone = Tone::quiet};
}

Cell figure(const QString& text, double order) {
    return {.text = text, .order = order, .number = true};
}

/// Returns why nothing of its GIL can be told, or nothing.
std::optional<Cell> no_gil(const ComparedBlock& block) {
    if (!block.gil)
        return why(GilComparisonWords::tr("no GIL was used"));
    if (block.figures.lost_records > 0)
        return why(GilComparisonWords::tr("records are missing"));
    return std::nullopt;
}

Cell wait_cell(const ComparedBlock& block, double share) {
    if (const auto none = no_gil(block))
        return *none;
    const DurationHistogram& waits = block.gil->waits;
    if (waits.empty())
        return why(GilComparisonWords::tr("nobody waited"));
    const std::int64_t ns = waits.percentile(share);
    Cell cell = figure(duration_text(ns), static_cast<double>(ns));
    cell.tool_tip = GilComparisonWords::tr("Of %1 waits").arg(count_text(waits.count()));
    return cell;
}

Cell hand_over_cell(const ComparedBlock& block) {
    if (const auto none = no_gil(block))
        return *none;
    if (block.gil->span_ns <= 0)
        return why(GilComparisonWords::tr("it was not used long enough"));
    const double rate =
        static_cast<double>(block.gil->hand_overs) * 1e9 / static_cast<double>(block.gil->span_ns);
    Cell cell = figure(QLocale().toString(rate, 'f', rate < 10 ? 1 : 0), rate);
    cell.tool_tip = GilComparisonWords::tr("%1 in %2")
                        .arg(count_text(block.gil->hand_overs), duration_text(block.gil->span_ns));
    return cell;
}

Cell forced_cell(const ComparedBlock& block) {
    if (const auto none = no_gil(block))
        return *none;
    const ReleaseCounts& let_go = block.gil->let_go;
    const std::uint64_t all = std::accumulate(let_go.begin(), let_go.end(), std::uint64_t{0});
    if (all == 0)
        return why(GilComparisonWords::tr("it was never let go"));
    const std::uint64_t forced = let_go[static_cast<std::size_t>(ReleaseReason::forced)];
    const double share = 100.0 * static_cast<double>(forced) / static_cast<double>(all);
    Cell cell = figure(GilComparisonWords::tr("%1 %").arg(QLocale().toString(share, 'f', 0)), share);
    cell.tool_tip = GilComparisonWords::tr("%1 of %2 times").arg(count_text(forced), count_text(all));
    return cell;
}

Cell first_request_cell(const ComparedBlock& block) {
    if (const auto none = no_gil(block))
        return *none;
    if (!block.gil->interval_ns)
        return why(GilComparisonWords::tr("nobody had to ask"));
    return figure(duration_text(*block.gil->interval_ns), static_cast<double>(*block.gil->interval_ns));
}

Cell parallelism_cell(const ComparedBlock& block) {
    if (!block.figures.lanes_at_once)
        return why(GilComparisonWords::tr("the kernel's switch records are missing"));
    return figure(QLocale().toString(*block.figures.lanes_at_once, 'f', 2), *block.figures.lanes_at_once);
}

/// A figure of each run.
struct GilFigure {
    QString words;
    QString meaning;
    QString file_title; ///< with the unit of the cells' `order`
    Cell (*cell)(const ComparedBlock& block);
};

std::vector<GilFigure> gil_rows() {
    using Words = GilComparisonWords;
    return {
        {Words::tr("A wait, median"), Words::tr("of those who did not get it at once"),
         Words::tr("GIL wait, median (ns)"),
         [](const ComparedBlock& block) { return wait_cell(block, 0.5); }},
        {Words::tr("A wait, 95 %"), Words::tr("95 % of the waits are no longer"),
         Words::tr("GIL wait, 95 % (ns)"), [](const ComparedBlock& block) { return wait_cell(block, 0.95); }},
        {Words::tr("Hand-overs a second"), Words::tr("another lane got it than had it before"),
         Words::tr("GIL hand-overs a second"), hand_over_cell},
        {Words::tr("Let go because asked"),
         Words::tr("of all times; the others were for calls that may block, or at the end"),
         Words::tr("GIL let go because asked (%)"), forced_cell},
        {Words::tr("Asked for after"), Words::tr("at the earliest: the switch interval, or a little more"),
         Words::tr("GIL asked for after (ns)"), first_request_cell},
        {Words::tr("Lanes at once"), Words::tr("running, in the mean"), Words::tr("Lanes running at once"),
         parallelism_cell},
    };
}

bool has_model_and_program(const RunComparison& comparison) {
    return std::ranges::any_of(
               comparison.blocks,
               [](const ComparedBlock& block) { return block.gil && !is_of_program(block.run.info); }) &&
           std::ranges::any_of(comparison.blocks,
                               [](const ComparedBlock& block) { return is_of_program(block.run.info); });
}

} // namespace

Table gil_table(const RunComparison& comparison) {
    Table table;
    if (!has_model_and_program(comparison))
        return table;
    table.columns.push_back({GilComparisonWords::tr("The GIL")});
    for (const ComparedBlock& block : comparison.blocks)
        table.columns.push_back(
            {block.name, block.gils > 1
                             ? GilComparisonWords::tr("Of its %1 GILs the one that was waited for longest")
                                   .arg(block.gils)
                             : QString()});
    table.columns.push_back({GilComparisonWords::tr("What it is")});
    for (const GilFigure& figure_of : gil_rows()) {
        std::vector<Cell> row{{.text = figure_of.words}};
        for (const ComparedBlock& block : comparison.blocks)
            row.push_back(figure_of.cell(block));
        row.push_back({.text = figure_of.meaning, .tone = Tone::quiet});
        table.rows.push_back(std::move(row));
    }
    return table;
}

void add_gil_columns(Table& table, const RunComparison& comparison) {
    if (!has_model_and_program(comparison))
        return;
    for (const GilFigure& figure_of : gil_rows()) {
        table.columns.push_back({figure_of.words, figure_of.meaning, figure_of.file_title});
        for (std::size_t i = 0; i < comparison.blocks.size(); ++i)
            table.rows[i].push_back(figure_of.cell(comparison.blocks[i]));
    }
}

} // namespace interleave
