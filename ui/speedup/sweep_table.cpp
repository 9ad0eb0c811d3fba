// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/speedup/sweep_table.h"

#include "core/analysis/speedup.h"
#include "ui/words/run_caption.h"
#include "ui/words/words.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>
#include <optional>

namespace interleave {

namespace {

struct SweepTableWords {
    Q_DECLARE_TR_FUNCTIONS(SweepTable)
};

Cell number_cell(std::optional<double> value, int decimals) {
    if (!value || !std::isfinite(*value))
        return {.text = QStringLiteral("–"), .tone = Tone::quiet, .number = true};
    return {.text = QLocale().toString(*value, 'f', decimals), .order = *value, .number = true};
}

std::vector<Column> columns_of(const SweepRequest& request, bool has_before) {
    QString axis = QString::fromStdString(request.axis.parameter->name);
    if (!request.axis.parameter->unit.empty())
        axis += QStringLiteral(" (%1)").arg(QString::fromStdString(request.axis.parameter->unit));
    std::vector<Column> columns{
        {SweepTableWords::tr("Backend")},
        {axis},
        {SweepTableWords::tr("Time (ms)"), SweepTableWords::tr("The median of its runs")}};
    if (has_before) {
        columns.push_back(
            {SweepTableWords::tr("Before (ms)"), SweepTableWords::tr("The same of the kept curves")});
        columns.push_back(
            {SweepTableWords::tr("Change (%)"),
             SweepTableWords::tr("How much longer it takes than before; less than 0 is shorter")});
    }
    if (request.axis.is_workers()) {
        columns.push_back(
            {SweepTableWords::tr("Speedup"),
             SweepTableWords::tr("Time of one worker of the same backend, divided by this time")});
        columns.push_back(
            {SweepTableWords::tr("Efficiency (%)"), SweepTableWords::tr("Speedup for each worker")});
        columns.push_back(
            {SweepTableWords::tr("Karp–Flatt (%)"),
             SweepTableWords::tr(
                 "The serial part that would explain this speedup. If it stays the same with more "
                 "workers, a part is serial; if it grows, coordination costs time.")});
    }
    columns.push_back({SweepTableWords::tr("Least (ms)")});
    columns.push_back({SweepTableWords::tr("Most (ms)")});
    columns.push_back(
        {SweepTableWords::tr("Doubt"), SweepTableWords::tr("What besides the program can have made it")});
    return columns;
}

} // namespace

Table sweep_table(const SweepRequest& request, const SweepResult& result, const MeasuredSweep* before) {
    Table table{columns_of(request, before != nullptr), {}};
    for (const SweepCurve& curve : result.curves) {
        const std::optional<double> alone = curve.one_worker();
        for (const SweepPoint& point : curve.points) {
            if (point.runs.empty())
                continue;
            std::vector<Cell> row{
                {.text = backend_text(curve.backend)},
                {.text = QLocale().toString(point.value, 'g', 6), .order = point.value, .number = true},
                number_cell(1e3 * point.median(), 1)};
            if (before != nullptr) {
                const SweepPoint* const earlier = find_point(before->result, curve.backend, point.value);
                row.push_back(number_cell(
                    earlier != nullptr ? std::optional(1e3 * earlier->median()) : std::nullopt, 1));
                row.push_back(number_cell(earlier != nullptr
                                              ? std::optional(100 * (point.median() / earlier->median() - 1))
                                              : std::nullopt,
                                          1));
            }
            if (request.axis.is_workers()) {
                const auto gained = alone ? std::optional(speedup(*alone, point.median())) : std::nullopt;
                const auto serial = gained ? karp_flatt(*gained, point.value) : std::nullopt;
                row.push_back(number_cell(gained, 2));
                row.push_back(number_cell(
                    gained ? std::optional(100 * efficiency(*gained, point.value)) : std::nullopt, 1));
                row.push_back(number_cell(serial ? std::optional(100 * *serial) : std::nullopt, 1));
            }
            row.push_back(number_cell(1e3 * point.least(), 1));
            row.push_back(number_cell(1e3 * point.most(), 1));
            const std::string doubt = doubt_of(request.axis, curve, point);
            row.push_back({.text = doubt.empty() ? QString() : sentence_of(doubt), .tone = Tone::quiet});
            table.rows.push_back(std::move(row));
        }
    }
    return table;
}

} // namespace interleave
