// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/locks/family_column.h"

#include "ui/table/cells.h"

#include <QCoreApplication>

namespace interleave {

namespace {

struct OneColumnWords {
    Q_DECLARE_TR_FUNCTIONS(Locks)
};

} // namespace

FamilyColumn counted(const QString& title, const QString& tip,
                     const std::function<std::uint64_t(const ObjectFigures&)>& number) {
    return {{title, tip}, [number](const RunWaits& waits, const ObjectFigures& figures) {
                return at_least_if_part(count_cell(number(figures)), waits.is_complete);
            }};
}

FamilyColumn timed(const QString& title, const QString& tip,
                   const std::function<std::int64_t(const ObjectFigures&)>& ns) {
    return {{title, tip}, [ns](const RunWaits& waits, const ObjectFigures& figures) {
                return whole_or_unknown(millisecond_cell(ns(figures)), waits.is_complete);
            }};
}

FamilyColumn
measured(const QString& title, const QString& tip,
         const std::function<std::optional<double>(const RunWaits&, const ObjectFigures&)>& number) {
    return {{title, tip}, [number](const RunWaits& waits, const ObjectFigures& figures) {
                const auto value = number(waits, figures);
                Cell cell = number_cell(value.value_or(0));
                if (!value)
                    cell.tool_tip = OneColumnWords::tr("Not recorded");
                return whole_or_unknown(cell, waits.is_complete);
            }};
}

void add_percentiles(FamilyColumns& columns, const QString& of, const Durations& durations) {
    const auto add = [&](const QString& title, const QString& tip, double share) {
        QString words = title.arg(of);
        words[0] = words[0].toUpper();
        columns.push_back(timed(words, tip, [durations, share](const ObjectFigures& figures) {
            return durations(figures.waits).percentile(share);
        }));
    };
    add(OneColumnWords::tr("%1 p50 (ms)"), OneColumnWords::tr("Half of them were no longer than this"), 0.5);
    add(OneColumnWords::tr("%1 p95 (ms)"), OneColumnWords::tr("95 of 100 were no longer than this"), 0.95);
    add(OneColumnWords::tr("%1 p99 (ms)"), OneColumnWords::tr("99 of 100 were no longer than this"), 0.99);
    add(OneColumnWords::tr("Longest %1 (ms)"),
        OneColumnWords::tr("Waits and holds that go on count up to the end"), 1);
}

} // namespace interleave
