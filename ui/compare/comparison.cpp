// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/comparison.h"

#include "ui/words/run_caption.h"
#include "ui/words/words.h"

#include <QCoreApplication>
#include <QLocale>
#include <QMap>
#include <QStringList>

#include <algorithm>
#include <optional>
#include <utility>

namespace interleave {

namespace {

struct ComparisonWords {
    Q_DECLARE_TR_FUNCTIONS(Compare)
};

/// Of the longest work, so much is shown at most of what comes before it, and is left free behind it.
constexpr std::int64_t preparation_parts = 6;
constexpr std::int64_t free_parts = 12;

Cell words(const QString& text) {
    return {.text = text};
}

Cell nothing() {
    return {.text = QStringLiteral("–"),
            .order = -1,
            .tool_tip = ComparisonWords::tr("It cannot be told from the records of this run"),
            .tone = Tone::quiet,
            .number = true};
}

Cell time(const std::optional<std::int64_t>& ns) {
    if (!ns)
        return nothing();
    return {.text = *ns == 0 ? QStringLiteral("0") : duration_text(*ns),
            .order = static_cast<qlonglong>(*ns),
            .number = true};
}

Cell count(const std::optional<std::uint64_t>& value) {
    if (!value)
        return nothing();
    return {.text = count_text(*value), .order = static_cast<qulonglong>(*value), .number = true};
}

QString two_digits(double value) {
    return QLocale().toString(value, 'f', 2);
}

/// Returns how many times as fast as the first run the block's was.
Cell against_first(const ComparedBlock& first, const ComparedBlock& block) {
    const auto length = static_cast<double>(block.figures.work.length());
    if (length <= 0 || first.figures.work.length() <= 0)
        return nothing();
    const double ratio = static_cast<double>(first.figures.work.length()) / length;
    const bool is_doubtful = first.run.is_doubtful() || block.run.is_doubtful();
    return {.text =
                (is_doubtful ? QStringLiteral("≈ ") : QString()) + two_digits(ratio) + QStringLiteral(" ×"),
            .order = ratio,
            .tool_tip = ComparisonWords::tr("As many times as fast as %1").arg(first.name),
            .tone = is_doubtful ? Tone::quiet : Tone::plain,
            .number = true};
}

/// Returns why the figures are not quite what the program did, in words.
QString doubt_text(const ComparedBlock& block) {
    QStringList parts;
    if (block.run.is_doubtful())
        parts << sentence_of(block.run.doubt);
    if (!block.figures.missing.empty())
        parts << sentence_of(block.figures.missing);
    if (const QString reason = reason_text(block.run.info); !reason.isEmpty())
        parts << reason;
    return parts.join(QStringLiteral("; "));
}

/// Returns what the block is called: a backend in people's words, or the file's name.
QString block_name(const ComparedRun& run) {
    if (run.name == run.info.backend)
        return run.name == "gil" ? ComparisonWords::tr("GIL") : QString::fromStdString(run.name);
    return QString::fromStdString(run.name);
}

/// Finds out what the block's GIL did while it worked.
void add_gil(ComparedBlock& block) {
    const Trace& trace = *block.run.trace;
    const TimeOfWork& work = block.figures.work;
    std::vector<GilFigures> all = gil_figures(trace, used_gils(trace), work.begin, work.end);
    block.gils = all.size();
    const auto most = std::ranges::max_element(
        all, {}, [](const GilFigures& gil) { return std::pair(gil.waits.total(), gil.acquisitions); });
    if (most != all.end())
        block.gil = std::move(*most);
}

bool has_program(const RunComparison& comparison) {
    return std::ranges::any_of(comparison.blocks,
                               [](const ComparedBlock& block) { return is_of_program(block.run.info); });
}

} // namespace

RunComparison comparison_of(std::vector<ComparedRun> runs) {
    RunComparison comparison;
    for (ComparedRun& run : runs) {
        WorkFigures figures = work_figures(*run.trace, run.info);
        QString name = block_name(run);
        const auto is_equal = [&](const ComparedBlock& other) { return other.name == name; };
        for (int number = 2; std::ranges::any_of(comparison.blocks, is_equal); ++number)
            name = QStringLiteral("%1 (%2)").arg(block_name(run)).arg(number);
        ComparedBlock block{std::move(run), std::move(figures), name};
        add_gil(block);
        comparison.blocks.push_back(std::move(block));
    }
    return comparison;
}

TimeRange shared_range(const RunComparison& comparison) {
    std::int64_t longest = 1;
    std::int64_t before = 0;
    for (const ComparedBlock& block : comparison.blocks) {
        longest = std::max(longest, block.figures.work.length());
        before = std::max(before, block.figures.work.begin - block.figures.work.preparation);
    }
    return {-std::min(before, longest / preparation_parts),
            longest + std::max<std::int64_t>(1, longest / free_parts)};
}

QString work_text(const ComparedBlock& block) {
    const QString time = duration_text(block.figures.work.length());
    return block.run.is_doubtful() ? QStringLiteral("≈ ") + time : time;
}

QString figures_text(const ComparedBlock& block) {
    const WorkFigures& figures = block.figures;
    QStringList parts;
    if (figures.lanes_at_once)
        parts << ComparisonWords::tr("%1 lanes at once").arg(two_digits(*figures.lanes_at_once));
    if (figures.ready_ns.value_or(0) > 0)
        parts << ComparisonWords::tr("ready %1").arg(duration_text(*figures.ready_ns));
    if (figures.waiting_ns.value_or(0) > 0)
        parts << ComparisonWords::tr("waiting %1").arg(duration_text(*figures.waiting_ns));
    if (block.run.info.ended && *block.run.info.ended != Ended::finished)
        parts << end_text(block.run.info);
    return parts.join(QStringLiteral(" · "));
}

Table comparison_table(const RunComparison& comparison) {
    Table table;
    table.columns = {
        {ComparisonWords::tr("Run")},
        {ComparisonWords::tr("Work"),
         ComparisonWords::tr("From where the first worker goes on at the start to the end of the last one"),
         ComparisonWords::tr("Work (ns)")},
        {ComparisonWords::tr("Speed"), ComparisonWords::tr("As many times as fast as the first run"),
         ComparisonWords::tr("Speed (× the first run)")},
        {ComparisonWords::tr("Lanes at once"),
         ComparisonWords::tr("How many lanes were running at once, in the mean")},
        {ComparisonWords::tr("Running"), ComparisonWords::tr("All workers together, on a processor"),
         ComparisonWords::tr("Running (ns)")},
        {ComparisonWords::tr("Ready"), ComparisonWords::tr("All workers together, waiting for a processor"),
         ComparisonWords::tr("Ready (ns)")},
        {ComparisonWords::tr("Waiting"),
         ComparisonWords::tr("All workers together, for locks, the GIL and other objects"),
         ComparisonWords::tr("Waiting (ns)")},
        {ComparisonWords::tr("Sleeping"), ComparisonWords::tr("All workers together"),
         ComparisonWords::tr("Sleeping (ns)")},
        {ComparisonWords::tr("Switches"),
         ComparisonWords::tr("How often a worker was taken off its processor or left it")},
        {ComparisonWords::tr("Preempted"),
         ComparisonWords::tr("Of the switches, while the worker could go on")},
        {ComparisonWords::tr("Lost"), ComparisonWords::tr("Records of workers that are missing")},
        {ComparisonWords::tr("Doubt"),
         ComparisonWords::tr("Why the figures are not quite what the program did")}};
    for (const ComparedBlock& block : comparison.blocks) {
        const WorkFigures& figures = block.figures;
        const bool is_doubtful = block.run.is_doubtful();
        Cell work = time(figures.work.length());
        work.text = work_text(block);
        work.tone = is_doubtful ? Tone::quiet : Tone::plain;
        Cell at_once = nothing();
        if (figures.lanes_at_once)
            at_once = {
                .text = two_digits(*figures.lanes_at_once), .order = *figures.lanes_at_once, .number = true};
        table.rows.push_back({words(block.name), work, against_first(comparison.blocks.front(), block),
                              at_once, time(figures.running_ns), time(figures.ready_ns),
                              time(figures.waiting_ns), time(figures.sleeping_ns), count(figures.switches),
                              count(figures.preemptions), count(figures.lost_records),
                              words(doubt_text(block))});
    }
    return table;
}

PictureWords words_of(const RunComparison& comparison) {
    if (comparison.empty())
        return {};
    const ComparedBlock& first = comparison.blocks.front();
    const RunInfo& info = first.run.info;
    PictureWords words = words_of(info, *first.run.trace);
    QStringList names, results;
    bool is_same = true;
    for (const ComparedBlock& block : comparison.blocks) {
        names << block.name;
        results << QStringLiteral("%1 %2").arg(block.name, work_text(block));
        is_same = is_same && block.run.info.scenario == info.scenario;
    }
    if (!is_same)
        words.title = names.join(ComparisonWords::tr(" and "));
    if (!is_same && is_of_scenario(info) && has_program(comparison))
        words.title = QStringLiteral("%1: %2").arg(title_text(info), words.title);
    const QString axis = has_program(comparison)
                             ? ComparisonWords::tr("one axis for all, from the first worker's start")
                             : ComparisonWords::tr("one axis for all, from where the work begins");
    const QString changed =
        is_same ? parameters_text(info, scenario_of(info), NamedParameters::changed) : QString();
    words.sentence = changed.isEmpty() ? axis : QStringLiteral("%1 · %2").arg(changed, axis);
    QStringList lines{results.join(QStringLiteral(" · "))};
    QMap<QString, QStringList> doubted; // by the reason, which several runs can have
    for (const ComparedBlock& block : comparison.blocks)
        if (const QString doubt = doubt_text(block); !doubt.isEmpty())
            doubted[doubt] << block.name;
    for (const auto& [doubt, of] : doubted.asKeyValueRange())
        lines << QStringLiteral("%1: %2").arg(of.join(QStringLiteral(", ")), doubt);
    words.result = lines.join(QStringLiteral(". "));
    QStringList details;
    if (is_same)
        details << QString::fromStdString(info.scenario)
                << parameters_text(info, scenario_of(info), NamedParameters::all)
                << ComparisonWords::tr("seed %1").arg(info.seed);
    details << machine_text(info) << QStringLiteral("Interleave");
    details.removeAll(QString());
    words.details = details.join(QStringLiteral(" · "));
    return words;
}

} // namespace interleave
