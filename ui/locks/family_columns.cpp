// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/locks/family_columns.h"

#include "ui/locks/family_column.h"
#include "ui/locks/littles_law.h"
#include "ui/table/cells.h"
#include "ui/words/words.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <utility>

namespace interleave {

namespace {

struct FamilyColumnWords {
    Q_DECLARE_TR_FUNCTIONS(Locks)
};

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
    columns.push_back(counted(FamilyColumnWords::tr("Waits"),
                              FamilyColumnWords::tr("How often a lane had to wait for it"), wait_count));
    columns.push_back(timed(FamilyColumnWords::tr("Waited (ms)"),
                            FamilyColumnWords::tr("Time spent waiting, added up over all that wait"),
                            [](const ObjectFigures& figures) { return figures.times.wait_ns; }));
}

void add_waits_in_vain(FamilyColumns& columns) {
    columns.push_back(counted(FamilyColumnWords::tr("Go on"),
                              FamilyColumnWords::tr("Waits that had not ended at the end"),
                              [](const ObjectFigures& figures) { return figures.waits.going_on; }));
    columns.push_back(counted(FamilyColumnWords::tr("Timed out"),
                              FamilyColumnWords::tr("Waits whose time ran out"),
                              [](const ObjectFigures& figures) { return figures.waits.timed_out; }));
}

bool is_of_locks(WaitFamily family) {
    return family == WaitFamily::locks || family == WaitFamily::shared_locks;
}

FamilyColumn most_waiters() {
    return counted(FamilyColumnWords::tr("Most waiters"),
                   FamilyColumnWords::tr("How many lanes waited for it at the same time"),
                   [](const ObjectFigures& figures) { return figures.times.max_waiters; });
}

/// Makes a column of how often a read-write lock was acquired as what `number` says. Older programs did not
/// record it of those that did not wait.
FamilyColumn taken_as(const QString& title, const QString& tip,
                      const std::function<std::uint64_t(const ObjectWaits&)>& number) {
    return {{title, tip}, [number](const RunWaits& waits, const ObjectFigures& figures) {
                return at_least_if_part(count_cell(number(figures.waits)),
                                        waits.is_complete && figures.waits.untold_roles == 0);
            }};
}

/// What readers and writers of a read-write lock did, apart.
FamilyColumns readers_and_writers() {
    FamilyColumns columns;
    columns.push_back(taken_as(FamilyColumnWords::tr("Read"),
                               FamilyColumnWords::tr("How often it was acquired as a reader"),
                               [](const ObjectWaits& waits) { return waits.reads; }));
    columns.push_back(taken_as(FamilyColumnWords::tr("Written"),
                               FamilyColumnWords::tr("How often it was acquired as a writer"),
                               [](const ObjectWaits& waits) { return waits.writes; }));
    columns.push_back(
        taken_as(FamilyColumnWords::tr("Most readers"),
                 FamilyColumnWords::tr("How many readers held it at the same time"),
                 [](const ObjectWaits& waits) { return static_cast<std::uint64_t>(waits.most_readers); }));
    columns.push_back(counted(
        FamilyColumnWords::tr("Readers' waits"), FamilyColumnWords::tr("How often a reader had to wait"),
        [](const ObjectFigures& figures) { return figures.waits.reader_waits.count(); }));
    columns.push_back(timed(FamilyColumnWords::tr("Readers waited (ms)"), {},
                            [](const ObjectFigures& figures) { return figures.waits.reader_waits.total(); }));
    columns.push_back(counted(FamilyColumnWords::tr("Writers' waits"),
                              FamilyColumnWords::tr("How often a writer had to wait"), wait_count));
    columns.push_back(timed(FamilyColumnWords::tr("Writers waited (ms)"), {},
                            [](const ObjectFigures& figures) { return figures.waits.waits.total(); }));
    columns.push_back({{FamilyColumnWords::tr("Behind readers (ms)"),
                        FamilyColumnWords::tr("Of the writers' waits: while readers held it")},
                       [](const RunWaits& waits, const ObjectFigures& figures) {
                           return whole_or_unknown(millisecond_cell(figures.waits.behind_readers),
                                                   waits.is_complete && figures.waits.untold_roles == 0);
                       }});
    return columns;
}

/// The five parts of a lock's time.
FamilyColumns parts_of_locks() {
    FamilyColumns columns;
    columns.push_back(timed(FamilyColumnWords::tr("Wait (ms)"),
                            FamilyColumnWords::tr("Time spent waiting, added up over all waiters"),
                            [](const ObjectFigures& figures) { return figures.times.wait_ns; }));
    columns.push_back(counted(FamilyColumnWords::tr("Taken"),
                              FamilyColumnWords::tr("How often it was acquired"),
                              [](const ObjectFigures& figures) { return figures.times.acquisitions; }));
    columns.push_back(counted(FamilyColumnWords::tr("After a wait"),
                              FamilyColumnWords::tr("Acquisitions that had to wait"),
                              [](const ObjectFigures& figures) { return figures.times.contended; }));
    columns.push_back(most_waiters());
    columns.push_back(timed(FamilyColumnWords::tr("Held (ms)"), {},
                            [](const ObjectFigures& figures) { return figures.times.hold_ns; }));
    columns.push_back(timed(FamilyColumnWords::tr("Held, others wait (ms)"),
                            FamilyColumnWords::tr("Held while at least one lane waited"),
                            [](const ObjectFigures& figures) { return figures.times.contended_hold_ns; }));
    columns.push_back(timed(FamilyColumnWords::tr("Hand-off (ms)"),
                            FamilyColumnWords::tr("Let go and wanted, but not yet obtained"),
                            [](const ObjectFigures& figures) { return figures.times.handoff_ns; }));
    columns.push_back(
        timed(FamilyColumnWords::tr("Uncontended (ms)"),
              FamilyColumnWords::tr("Time in acquisitions that did not wait, estimated from samples"),
              [](const ObjectFigures& figures) { return figures.times.uncontended_ns; }));
    return columns;
}

FamilyColumns semaphore_columns() {
    FamilyColumns columns;
    columns.push_back(counted(FamilyColumnWords::tr("Taken"),
                              FamilyColumnWords::tr("How often a permit was acquired"),
                              [](const ObjectFigures& figures) { return figures.times.acquisitions; }));
    columns.push_back(measured(FamilyColumnWords::tr("Permits"),
                               FamilyColumnWords::tr("How many there were at first"),
                               [](const RunWaits&, const ObjectFigures& figures) -> std::optional<double> {
                                   return figures.waits.permits;
                               }));
    columns.push_back(counted(
        FamilyColumnWords::tr("Most at once"),
        FamilyColumnWords::tr("How many permits were taken and not yet given back at the same time"),
        [](const ObjectFigures& figures) { return static_cast<std::uint64_t>(figures.waits.most_taken); }));
    add_waits(columns);
    columns.push_back(most_waiters());
    columns.push_back(
        measured(FamilyColumnWords::tr("Free permits, mean"), FamilyColumnWords::tr("Averaged over the time"),
                 [](const RunWaits&, const ObjectFigures& figures) { return figures.waits.mean_length; }));
    return columns;
}

FamilyColumns condition_columns() {
    FamilyColumns columns;
    add_waits(columns);
    columns.push_back(most_waiters());
    columns.push_back(counted(FamilyColumnWords::tr("Notified"),
                              FamilyColumnWords::tr("How often it was notified"),
                              [](const ObjectFigures& figures) { return figures.waits.notifications; }));
    columns.push_back(
        counted(FamilyColumnWords::tr("While nobody waited"),
                FamilyColumnWords::tr("Notifications that woke nobody: a condition remembers none"),
                [](const ObjectFigures& figures) { return figures.waits.notified_nobody; }));
    return columns;
}

/// Returns the lane that was the last to arrive most often, with how often that was: "worker 3 (7 of 10)". Of
/// several it names as many as one can take in.
QString last_arrival_words(const RunWaits& waits, const ObjectWaits& barrier) {
    const auto most =
        std::ranges::max_element(barrier.last_arrivals, {}, [](const auto& last) { return last.second; });
    if (most == barrier.last_arrivals.end() || most->first >= waits.trace->lane_count())
        return QStringLiteral("–");
    constexpr qsizetype most_names = 3;
    QStringList names;
    for (const auto& [lane, times] : barrier.last_arrivals)
        if (times == most->second && lane < waits.trace->lane_count())
            names << QString::fromStdString(waits.trace->lane(lane).name());
    if (names.size() > most_names)
        names = names.mid(0, most_names - 1)
                << FamilyColumnWords::tr("%1 more").arg(names.size() - most_names + 1);
    const QString words = names.size() > 1 ? FamilyColumnWords::tr("%1 (each %2 of %3)")
                                           : FamilyColumnWords::tr("%1 (%2 of %3)");
    return words.arg(names.join(QStringLiteral(", ")), count_text(most->second),
                     count_text(barrier.notifications));
}

FamilyColumns barrier_columns() {
    FamilyColumns columns;
    columns.push_back(counted(FamilyColumnWords::tr("Opened"),
                              FamilyColumnWords::tr("How often all had arrived"),
                              [](const ObjectFigures& figures) { return figures.waits.notifications; }));
    columns.push_back({{FamilyColumnWords::tr("Last most often"),
                        FamilyColumnWords::tr("For whom the others waited; see who for whom for how long")},
                       [](const RunWaits& waits, const ObjectFigures& figures) {
                           return word_cell(last_arrival_words(waits, figures.waits));
                       }});
    add_waits(columns);
    columns.push_back(most_waiters());
    return columns;
}

FamilyColumns queue_columns() {
    FamilyColumns columns;
    columns.push_back(counted(FamilyColumnWords::tr("Sent"), FamilyColumnWords::tr("Messages put in"),
                              [](const ObjectFigures& figures) { return figures.waits.sent; }));
    columns.push_back(counted(FamilyColumnWords::tr("Received"), FamilyColumnWords::tr("Messages taken out"),
                              [](const ObjectFigures& figures) { return figures.waits.received; }));
    columns.push_back(measured(FamilyColumnWords::tr("λ (1/s)"),
                               FamilyColumnWords::tr("Messages received in a second"),
                               [](const RunWaits& waits, const ObjectFigures& figures) {
                                   return std::optional(rate_of(waits, figures.waits));
                               }));
    columns.push_back(
        {{FamilyColumnWords::tr("W (ms)"),
          FamilyColumnWords::tr("Mean residence time: from a message's sending to its receipt")},
         [](const RunWaits& waits, const ObjectFigures& figures) {
             return whole_or_unknown(
                 millisecond_cell(static_cast<std::int64_t>(figures.waits.residences.mean())),
                 waits.is_complete);
         }});
    columns.push_back(measured(FamilyColumnWords::tr("λ W"),
                               FamilyColumnWords::tr("The mean length by Little's law, L = λ W"),
                               [](const RunWaits& waits, const ObjectFigures& figures) {
                                   return std::optional(mean_length_by_law(waits, figures.waits));
                               }));
    columns.push_back(
        measured(FamilyColumnWords::tr("L, measured"),
                 FamilyColumnWords::tr("The mean length as it was recorded, averaged over the time"),
                 [](const RunWaits&, const ObjectFigures& figures) { return figures.waits.mean_length; }));
    columns.push_back(counted(
        FamilyColumnWords::tr("Longest"), FamilyColumnWords::tr("The greatest length that was recorded"),
        [](const ObjectFigures& figures) {
            return static_cast<std::uint64_t>(std::max<std::int64_t>(0, figures.waits.most_length));
        }));
    add_waits(columns);
    columns.push_back(most_waiters());
    return columns;
}

FamilyColumns join_columns() {
    FamilyColumns columns;
    add_waits(columns);
    return columns;
}

/// Adds the percentiles of all that lasts of such objects.
void add_all_percentiles(FamilyColumns& columns, WaitFamily family) {
    if (family == WaitFamily::shared_locks)
        add_percentiles(columns, FamilyColumnWords::tr("reader's wait"), reader_waits_of);
    if (family == WaitFamily::barriers)
        add_percentiles(columns, FamilyColumnWords::tr("gathering"), gatherings_of);
    if (family == WaitFamily::queues)
        add_percentiles(columns, FamilyColumnWords::tr("residence"), residences_of);
    add_percentiles(columns,
                    family == WaitFamily::shared_locks ? FamilyColumnWords::tr("writer's wait")
                                                       : FamilyColumnWords::tr("wait"),
                    waits_of);
    if (is_of_locks(family))
        add_percentiles(columns, FamilyColumnWords::tr("hold"), holds_of);
}

} // namespace

FamilyColumns own_columns_of(WaitFamily family) {
    switch (family) {
    case WaitFamily::locks:
        return {};
    case WaitFamily::shared_locks:
        return readers_and_writers();
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

FamilyColumns columns_of(WaitFamily family) {
    FamilyColumns columns = own_columns_of(family);
    if (is_of_locks(family))
        for (FamilyColumn& column : parts_of_locks())
            columns.push_back(std::move(column));
    add_all_percentiles(columns, family);
    if (!is_of_locks(family))
        add_waits_in_vain(columns);
    return columns;
}

} // namespace interleave
