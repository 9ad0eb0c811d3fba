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
    return {.text = text, .order = order};
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

} // namespace

Table gil_table(const RunComparison& comparison) {
    const bool is_with_model = std::ranges::any_of(comparison.blocks, [](const ComparedBlock& block) {
        return block.gil && !is_of_program(block.run.info);
    });
    const bool is_with_program = std::ranges::any_of(
        comparison.blocks, [](const ComparedBlock& block) { return is_of_program(block.run.info); });
    Table table;
    if (!is_with_model || !is_with_program)
        return table;
    table.columns.push_back({GilComparisonWords::tr("The GIL")});
    for (const ComparedBlock& block : comparison.blocks)
        table.columns.push_back(
            {block.name, block.gils > 1
                             ? GilComparisonWords::tr("Of its %1 GILs the one that was waited for longest")
                                   .arg(block.gils)
                             : QString()});
    const auto add = [&](const QString& words, const QString& tool_tip, const auto& cell_of) {
        std::vector<Cell> row{{.text = words, .tool_tip = tool_tip}};
        for (const ComparedBlock& block : comparison.blocks)
            row.push_back(cell_of(block));
        table.rows.push_back(std::move(row));
    };
    add(GilComparisonWords::tr("A wait, median"),
        GilComparisonWords::tr("Of those that did not get it at once"),
        [](const ComparedBlock& block) { return wait_cell(block, 0.5); });
    add(GilComparisonWords::tr("A wait, 95 %"), GilComparisonWords::tr("95 % of the waits are no longer"),
        [](const ComparedBlock& block) { return wait_cell(block, 0.95); });
    add(GilComparisonWords::tr("Hand-overs a second"),
        GilComparisonWords::tr("How often another lane got it than had it before"), hand_over_cell);
    add(GilComparisonWords::tr("Let go because asked"),
        GilComparisonWords::tr("Of all times that it was let go; the others were for calls that may block"),
        forced_cell);
    add(GilComparisonWords::tr("Asked for after"),
        GilComparisonWords::tr(
            "The least time after which a waiter asked the holder to let go: its switch interval, or "
            "a little more"),
        first_request_cell);
    add(GilComparisonWords::tr("Lanes at once"),
        GilComparisonWords::tr("How many lanes were running at once, in the mean"), parallelism_cell);
    return table;
}

} // namespace interleave
