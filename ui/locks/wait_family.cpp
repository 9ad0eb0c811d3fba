// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/locks/wait_family.h"

#include "ui/table/cells.h"
#include "ui/words/words.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <functional>

namespace interleave {

namespace {

struct WaitFamilyWords {
    Q_DECLARE_TR_FUNCTIONS(Locks)
};

/// A column of a family's table: its title, and how a cell is made.
struct FamilyColumn {
    Column column;
    std::function<Cell(const RunWaits&, const ObjectFigures&)> cell;
};
using FamilyColumns = std::vector<FamilyColumn>;

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
                    cell.tool_tip = WaitFamilyWords::tr("Not recorded");
                return whole_or_unknown(cell, waits.is_complete);
            }};
}

using Durations = std::function<const DurationHistogram&(const ObjectWaits&)>;

/// Adds the percentiles of waits, holds or whatever `of` says.
void add_percentiles(FamilyColumns& columns, const QString& of, const Durations& durations) {
    const auto add = [&](const QString& title, const QString& tip, double share) {
        QString words = title.arg(of);
        words[0] = words[0].toUpper();
        columns.push_back(timed(words, tip, [durations, share](const ObjectFigures& figures) {
            return durations(figures.waits).percentile(share);
        }));
    };
    add(WaitFamilyWords::tr("%1 p50 (ms)"), WaitFamilyWords::tr("Half of them were no longer than this"),
        0.5);
    add(WaitFamilyWords::tr("%1 p95 (ms)"), WaitFamilyWords::tr("95 of 100 were no longer than this"), 0.95);
    add(WaitFamilyWords::tr("%1 p99 (ms)"), WaitFamilyWords::tr("99 of 100 were no longer than this"), 0.99);
    add(WaitFamilyWords::tr("Longest %1 (ms)"),
        WaitFamilyWords::tr("Waits and holds that go on count up to the end"), 1);
}

const DurationHistogram& waits_of(const ObjectWaits& waits) {
    return waits.waits;
}
const DurationHistogram& reader_waits_of(const ObjectWaits& waits) {
    return waits.reader_waits;
}
const DurationHistogram& holds_of(const ObjectWaits& waits) {
    return waits.holds;
}
const DurationHistogram& residences_of(const ObjectWaits& waits) {
    return waits.residences;
}
const DurationHistogram& gatherings_of(const ObjectWaits& waits) {
    return waits.gatherings;
}

std::uint64_t wait_count(const ObjectFigures& figures) {
    return figures.waits.waits.count();
}

void add_waits(FamilyColumns& columns) {
    columns.push_back(counted(WaitFamilyWords::tr("Waits"),
                              WaitFamilyWords::tr("How often a lane had to wait for it"), wait_count));
    columns.push_back(timed(WaitFamilyWords::tr("Waited (ms)"),
                            WaitFamilyWords::tr("Time spent waiting, added up over all that wait"),
                            [](const ObjectFigures& figures) { return figures.times.wait_ns; }));
}

void add_waits_in_vain(FamilyColumns& columns) {
    columns.push_back(counted(WaitFamilyWords::tr("Go on"),
                              WaitFamilyWords::tr("Waits that had not ended at the end"),
                              [](const ObjectFigures& figures) { return figures.waits.going_on; }));
    columns.push_back(counted(WaitFamilyWords::tr("Timed out"),
                              WaitFamilyWords::tr("Waits whose time ran out"),
                              [](const ObjectFigures& figures) { return figures.waits.timed_out; }));
}

FamilyColumn most_waiters() {
    return counted(WaitFamilyWords::tr("Most waiters"),
                   WaitFamilyWords::tr("How many lanes waited for it at the same time"),
                   [](const ObjectFigures& figures) { return figures.times.max_waiters; });
}

/// The five parts of a lock's time.
FamilyColumns lock_columns(bool is_shared) {
    FamilyColumns columns;
    columns.push_back(timed(WaitFamilyWords::tr("Wait (ms)"),
                            WaitFamilyWords::tr("Time spent waiting, added up over all waiters"),
                            [](const ObjectFigures& figures) { return figures.times.wait_ns; }));
    columns.push_back(counted(WaitFamilyWords::tr("Taken"), WaitFamilyWords::tr("How often it was acquired"),
                              [](const ObjectFigures& figures) { return figures.times.acquisitions; }));
    columns.push_back(counted(WaitFamilyWords::tr("After a wait"),
                              WaitFamilyWords::tr("Acquisitions that had to wait"),
                              [](const ObjectFigures& figures) { return figures.times.contended; }));
    columns.push_back(most_waiters());
    columns.push_back(timed(WaitFamilyWords::tr("Held (ms)"), {},
                            [](const ObjectFigures& figures) { return figures.times.hold_ns; }));
    columns.push_back(timed(WaitFamilyWords::tr("Held, others wait (ms)"),
                            WaitFamilyWords::tr("Held while at least one lane waited"),
                            [](const ObjectFigures& figures) { return figures.times.contended_hold_ns; }));
    columns.push_back(timed(WaitFamilyWords::tr("Hand-off (ms)"),
                            WaitFamilyWords::tr("Let go and wanted, but not yet obtained"),
                            [](const ObjectFigures& figures) { return figures.times.handoff_ns; }));
    columns.push_back(
        timed(WaitFamilyWords::tr("Uncontended (ms)"),
              WaitFamilyWords::tr("Time in acquisitions that did not wait, estimated from samples"),
              [](const ObjectFigures& figures) { return figures.times.uncontended_ns; }));
    if (is_shared) {
        columns.push_back(counted(
            WaitFamilyWords::tr("Readers' waits"), WaitFamilyWords::tr("How often a reader had to wait"),
            [](const ObjectFigures& figures) { return figures.waits.reader_waits.count(); }));
        columns.push_back(
            timed(WaitFamilyWords::tr("Readers waited (ms)"), {},
                  [](const ObjectFigures& figures) { return figures.waits.reader_waits.total(); }));
        columns.push_back(counted(WaitFamilyWords::tr("Writers' waits"),
                                  WaitFamilyWords::tr("How often a writer had to wait"), wait_count));
        columns.push_back(timed(WaitFamilyWords::tr("Writers waited (ms)"), {},
                                [](const ObjectFigures& figures) { return figures.waits.waits.total(); }));
        columns.push_back({{WaitFamilyWords::tr("Most at once"),
                            WaitFamilyWords::tr("How many held it at the same time, in the whole run")},
                           [](const RunWaits& waits, const ObjectFigures& figures) {
                               const Object& object = *waits.trace->find_object(figures.times.id);
                               return at_least_if_part(
                                   count_cell(static_cast<std::uint64_t>(std::max(0, object.most_holders()))),
                                   waits.is_complete);
                           }});
        add_percentiles(columns, WaitFamilyWords::tr("reader's wait"), reader_waits_of);
    }
    add_percentiles(columns, is_shared ? WaitFamilyWords::tr("writer's wait") : WaitFamilyWords::tr("wait"),
                    waits_of);
    add_percentiles(columns, WaitFamilyWords::tr("hold"), holds_of);
    return columns;
}

FamilyColumns semaphore_columns() {
    FamilyColumns columns;
    columns.push_back(counted(WaitFamilyWords::tr("Taken"),
                              WaitFamilyWords::tr("How often a permit was acquired"),
                              [](const ObjectFigures& figures) { return figures.times.acquisitions; }));
    add_waits(columns);
    columns.push_back(most_waiters());
    columns.push_back(
        measured(WaitFamilyWords::tr("Free permits, mean"), WaitFamilyWords::tr("Averaged over the time"),
                 [](const RunWaits&, const ObjectFigures& figures) { return figures.waits.mean_length; }));
    add_percentiles(columns, WaitFamilyWords::tr("wait"), waits_of);
    add_waits_in_vain(columns);
    return columns;
}

FamilyColumns condition_columns() {
    FamilyColumns columns;
    add_waits(columns);
    columns.push_back(most_waiters());
    columns.push_back(counted(WaitFamilyWords::tr("Notified"),
                              WaitFamilyWords::tr("How often it was notified"),
                              [](const ObjectFigures& figures) { return figures.waits.notifications; }));
    columns.push_back(
        counted(WaitFamilyWords::tr("While nobody waited"),
                WaitFamilyWords::tr("Notifications that woke nobody: a condition remembers none"),
                [](const ObjectFigures& figures) { return figures.waits.notified_nobody; }));
    add_percentiles(columns, WaitFamilyWords::tr("wait"), waits_of);
    add_waits_in_vain(columns);
    return columns;
}

/// Returns the lane that was the last to arrive most often, with how often that was: "worker 3 (7 of 10)".
QString last_arrival_words(const RunWaits& waits, const ObjectWaits& barrier) {
    const auto most =
        std::ranges::max_element(barrier.last_arrivals, {}, [](const auto& last) { return last.second; });
    if (most == barrier.last_arrivals.end() || most->first >= waits.trace->lane_count())
        return QStringLiteral("–");
    return WaitFamilyWords::tr("%1 (%2 of %3)")
        .arg(QString::fromStdString(waits.trace->lane(most->first).name()), count_text(most->second),
             count_text(barrier.notifications));
}

FamilyColumns barrier_columns() {
    FamilyColumns columns;
    columns.push_back(counted(WaitFamilyWords::tr("Opened"), WaitFamilyWords::tr("How often all had arrived"),
                              [](const ObjectFigures& figures) { return figures.waits.notifications; }));
    columns.push_back({{WaitFamilyWords::tr("Last most often"),
                        WaitFamilyWords::tr("For whom the others waited; see who for whom for how long")},
                       [](const RunWaits& waits, const ObjectFigures& figures) {
                           return word_cell(last_arrival_words(waits, figures.waits));
                       }});
    add_waits(columns);
    columns.push_back(most_waiters());
    add_percentiles(columns, WaitFamilyWords::tr("gathering"), gatherings_of);
    add_percentiles(columns, WaitFamilyWords::tr("wait"), waits_of);
    add_waits_in_vain(columns);
    return columns;
}

double seconds_of(const RunWaits& waits) {
    return static_cast<double>(std::max<std::int64_t>(1, waits.range.length())) / 1e9;
}

/// Messages received in a second.
double rate_of(const RunWaits& waits, const ObjectWaits& told) {
    return static_cast<double>(told.received) / seconds_of(waits);
}

FamilyColumns queue_columns() {
    FamilyColumns columns;
    columns.push_back(counted(WaitFamilyWords::tr("Sent"), WaitFamilyWords::tr("Messages put in"),
                              [](const ObjectFigures& figures) { return figures.waits.sent; }));
    columns.push_back(counted(WaitFamilyWords::tr("Received"), WaitFamilyWords::tr("Messages taken out"),
                              [](const ObjectFigures& figures) { return figures.waits.received; }));
    columns.push_back(measured(WaitFamilyWords::tr("λ (1/s)"),
                               WaitFamilyWords::tr("Messages received in a second"),
                               [](const RunWaits& waits, const ObjectFigures& figures) {
                                   return std::optional(rate_of(waits, figures.waits));
                               }));
    columns.push_back({{WaitFamilyWords::tr("W (ms)"),
                        WaitFamilyWords::tr("Mean residence time: from a message's sending to its receipt")},
                       [](const RunWaits& waits, const ObjectFigures& figures) {
                           return whole_or_unknown(
                               millisecond_cell(static_cast<std::int64_t>(figures.waits.residences.mean())),
                               waits.is_complete);
                       }});
    columns.push_back(measured(
        WaitFamilyWords::tr("λ W"), WaitFamilyWords::tr("The mean length by Little's law, L = λ W"),
        [](const RunWaits& waits, const ObjectFigures& figures) {
            return std::optional(rate_of(waits, figures.waits) * figures.waits.residences.mean() / 1e9);
        }));
    columns.push_back(
        measured(WaitFamilyWords::tr("L, measured"),
                 WaitFamilyWords::tr("The mean length as it was recorded, averaged over the time"),
                 [](const RunWaits&, const ObjectFigures& figures) { return figures.waits.mean_length; }));
    columns.push_back(
        counted(WaitFamilyWords::tr("Longest"), WaitFamilyWords::tr("The greatest length that was recorded"),
                [](const ObjectFigures& figures) {
                    return static_cast<std::uint64_t>(std::max<std::int64_t>(0, figures.waits.most_length));
                }));
    add_waits(columns);
    columns.push_back(most_waiters());
    add_percentiles(columns, WaitFamilyWords::tr("residence"), residences_of);
    add_percentiles(columns, WaitFamilyWords::tr("wait"), waits_of);
    add_waits_in_vain(columns);
    return columns;
}

FamilyColumns join_columns() {
    FamilyColumns columns;
    add_waits(columns);
    add_percentiles(columns, WaitFamilyWords::tr("wait"), waits_of);
    add_waits_in_vain(columns);
    return columns;
}

FamilyColumns columns_of(WaitFamily family) {
    switch (family) {
    case WaitFamily::locks:
        return lock_columns(false);
    case WaitFamily::shared_locks:
        return lock_columns(true);
    case WaitFamily::semaphores:
        return semaphore_columns();
    case WaitFamily::conditions:
        return condition_columns();
    case WaitFamily::barriers:
        return barrier_columns();
    case WaitFamily::queues:
        return queue_columns();
    case WaitFamily::joins:
        break;
    }
    return join_columns();
}

} // namespace

WaitFamily family_of(ObjectKind kind) noexcept {
    switch (kind) {
    case ObjectKind::shared_mutex:
        return WaitFamily::shared_locks;
    case ObjectKind::semaphore:
        return WaitFamily::semaphores;
    case ObjectKind::condition:
        return WaitFamily::conditions;
    case ObjectKind::barrier:
    case ObjectKind::start_gate:
        return WaitFamily::barriers;
    case ObjectKind::queue:
    case ObjectKind::pipe:
    case ObjectKind::pool:
        return WaitFamily::queues;
    case ObjectKind::worker:
    case ObjectKind::future:
        return WaitFamily::joins;
    default:
        return WaitFamily::locks;
    }
}

std::vector<WaitFamily> families_of(const RunWaits& waits) {
    std::vector<WaitFamily> families;
    for (const ObjectFigures& figures : waits.objects)
        if (const WaitFamily family = family_of(figures.times.kind);
            std::ranges::find(families, family) == families.end())
            families.push_back(family);
    return families;
}

QString title_of(WaitFamily family) {
    switch (family) {
    case WaitFamily::locks:
        return WaitFamilyWords::tr("Locks");
    case WaitFamily::shared_locks:
        return WaitFamilyWords::tr("Read-write locks");
    case WaitFamily::semaphores:
        return WaitFamilyWords::tr("Semaphores");
    case WaitFamily::conditions:
        return WaitFamilyWords::tr("Conditions");
    case WaitFamily::barriers:
        return WaitFamilyWords::tr("Barriers");
    case WaitFamily::queues:
        return WaitFamilyWords::tr("Queues");
    case WaitFamily::joins:
        break;
    }
    return WaitFamilyWords::tr("Joins and results");
}

std::vector<const ObjectFigures*> members_of(const RunWaits& waits, WaitFamily family) {
    std::vector<const ObjectFigures*> members;
    for (const ObjectFigures& figures : waits.objects)
        if (family_of(figures.times.kind) == family)
            members.push_back(&figures);
    return members;
}

QString family_sentence(const RunWaits& waits, const ObjectFigures& figures) {
    const ObjectWaits& told = figures.waits;
    switch (figures.times.kind) {
    case ObjectKind::queue:
    case ObjectKind::pipe: {
        if (told.residences.empty() || !waits.is_complete)
            return {};
        const double rate = rate_of(waits, told);
        const QString law =
            WaitFamilyWords::tr(
                "Little's law: %1 messages a second, each %2 under way, make a mean length of %3")
                .arg(number_words(rate), duration_text(static_cast<std::int64_t>(told.residences.mean())),
                     number_words(rate * told.residences.mean() / 1e9));
        return law + (told.mean_length
                          ? WaitFamilyWords::tr("; measured: %1.").arg(number_words(*told.mean_length))
                          : QStringLiteral("."));
    }
    case ObjectKind::barrier: {
        QStringList lanes;
        for (const auto& [lane, times] : told.last_arrivals)
            if (lane < waits.trace->lane_count())
                lanes << WaitFamilyWords::tr("%1 %2 ×", "a lane and how often")
                             .arg(QString::fromStdString(waits.trace->lane(lane).name()), count_text(times));
        return lanes.isEmpty()
                   ? QString()
                   : WaitFamilyWords::tr("Last to come: %1.").arg(lanes.join(QStringLiteral(", ")));
    }
    case ObjectKind::condition:
        return told.notified_nobody == 0
                   ? QString()
                   : WaitFamilyWords::tr("%1 of %2 notifications woke nobody.")
                         .arg(count_text(told.notified_nobody), count_text(told.notifications));
    default:
        return {};
    }
}

Table family_table(const RunWaits& waits, WaitFamily family) {
    const FamilyColumns columns = columns_of(family);
    Table table;
    table.columns = {{WaitFamilyWords::tr("Object")}};
    for (const FamilyColumn& column : columns)
        table.columns.push_back(column.column);
    table.columns.push_back({WaitFamilyWords::tr("Kind")});
    for (const ObjectFigures* figures : members_of(waits, family)) {
        std::vector<Cell> row{word_cell(QString::fromStdString(figures->times.name))};
        row.front().name = QString::number(figures->times.id);
        for (const FamilyColumn& column : columns)
            row.push_back(column.cell(waits, *figures));
        row.push_back(word_cell(kind_text(figures->times.kind), Tone::quiet));
        table.rows.push_back(std::move(row));
    }
    return table;
}

} // namespace interleave
