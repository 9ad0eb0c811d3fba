// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/locks/blame_matrix.h"

#include "core/analysis/site_text.h"
#include "ui/table/cells.h"
#include "ui/words/words.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <map>
#include <utility>

namespace interleave {

namespace {

struct BlameMatrixWords {
    Q_DECLARE_TR_FUNCTIONS(Locks)
};

QString name_of_lane(const Trace& trace, LaneId lane) {
    return lane < trace.lane_count() ? QString::fromStdString(trace.lane(lane).name()) : QString();
}

QString place_words(const Trace& trace, SiteId site) {
    const std::string text = site_text(trace, site);
    return text.empty() ? QStringLiteral("–") : QString::fromStdString(text);
}

/// What stands in one row or column of the matrix.
using PartyKey = std::pair<BlameKind, LaneId>;

/// Returns the parties in order: lanes as they were started, then the others.
std::vector<BlameMatrix::Party> in_order(const Trace& trace, const std::map<PartyKey, std::size_t>& found) {
    std::vector<BlameMatrix::Party> parties;
    for (const std::size_t index : trace.lanes_in_order_of_start())
        if (const LaneId lane = trace.lane(index).id(); found.contains({BlameKind::lane, lane}))
            parties.push_back({BlameKind::lane, lane, name_of_lane(trace, lane)});
    for (const auto& [key, unused] : found)
        if (key.first != BlameKind::lane)
            parties.push_back({key.first, no_lane, blame_words(key.first)});
    return parties;
}

std::map<PartyKey, std::size_t> places_of(const std::vector<BlameMatrix::Party>& parties) {
    std::map<PartyKey, std::size_t> places;
    for (std::size_t place = 0; place < parties.size(); ++place)
        places[{parties[place].kind, parties[place].lane}] = place;
    return places;
}

/// Whether a lane is to blame because it held the object, and not because of what ended the wait.
bool is_of_holder(const ObjectFigures& figures) noexcept {
    return is_lock(figures.times.kind);
}

QString what_for_words(const ObjectFigures& figures) {
    return is_of_holder(figures) ? BlameMatrixWords::tr("Took it at") : BlameMatrixWords::tr("Ended it at");
}

} // namespace

QString blame_words(BlameKind kind) {
    switch (kind) {
    case BlameKind::lane:
        break;
    case BlameKind::several:
        return BlameMatrixWords::tr("several");
    case BlameKind::handed_over:
        return BlameMatrixWords::tr("hand-off");
    case BlameKind::not_ended:
        return BlameMatrixWords::tr("not ended");
    case BlameKind::unknown:
        return BlameMatrixWords::tr("unknown");
    }
    return BlameMatrixWords::tr("a lane");
}

BlameMatrix blame_matrix(const RunWaits& waits, const ObjectFigures& figures) {
    std::map<PartyKey, std::size_t> waiters, blamed;
    for (const Blame& blame : figures.waits.blames) {
        waiters[{BlameKind::lane, blame.waiter}] = 0;
        blamed[{blame.kind, blame.blamed}] = 0;
    }
    BlameMatrix matrix;
    matrix.waiters = in_order(*waits.trace, waiters);
    matrix.blamed = in_order(*waits.trace, blamed);
    matrix.cells.resize(matrix.waiters.size() * matrix.blamed.size());
    waiters = places_of(matrix.waiters);
    blamed = places_of(matrix.blamed);
    for (const Blame& blame : figures.waits.blames) {
        const auto waiter = waiters.find({BlameKind::lane, blame.waiter});
        const auto to = blamed.find({blame.kind, blame.blamed});
        if (waiter == waiters.end() || to == blamed.end())
            continue;
        BlameMatrix::Cell& cell = matrix.cells[waiter->second * matrix.blamed.size() + to->second];
        cell.waited += blame.waited;
        cell.waits += blame.waits;
        if (!cell.longest || blame.longest > cell.longest->longest)
            cell.longest = blame;
        matrix.most = std::max(matrix.most, cell.waited);
    }
    return matrix;
}

Table blame_table(const RunWaits& waits, const ObjectFigures& figures) {
    const Trace& trace = *waits.trace;
    Table table;
    table.columns = {
        {BlameMatrixWords::tr("Waiter")},
        {BlameMatrixWords::tr("Waits at"), BlameMatrixWords::tr("The line at which it waited")},
        {BlameMatrixWords::tr("Waited for"),
         BlameMatrixWords::tr("Who held it meanwhile, or ended the wait")},
        {what_for_words(figures), BlameMatrixWords::tr("The line of the one it waited for")},
        {BlameMatrixWords::tr("Waited (ms)"), BlameMatrixWords::tr("Added up over all such waits")},
        {BlameMatrixWords::tr("Waits"), BlameMatrixWords::tr("How many waits this was a part of")},
        {BlameMatrixWords::tr("Longest (ms)"),
         BlameMatrixWords::tr("The longest such part of one wait. Enter goes there")}};
    for (std::size_t place = 0; place < figures.waits.blames.size(); ++place) {
        const Blame& blame = figures.waits.blames[place];
        const bool is_lane = blame.kind == BlameKind::lane;
        const Cell longest = millisecond_cell(blame.longest);
        std::vector<Cell> row{
            word_cell(name_of_lane(trace, blame.waiter)),
            word_cell(place_words(trace, blame.waiter_site), Tone::quiet),
            is_lane ? word_cell(name_of_lane(trace, blame.blamed))
                    : word_cell(blame_words(blame.kind), Tone::quiet),
            word_cell(is_lane ? place_words(trace, blame.blamed_site) : QString(), Tone::quiet),
            at_least_if_part(millisecond_cell(blame.waited), waits.is_complete),
            at_least_if_part(count_cell(blame.waits), waits.is_complete),
            longest};
        row.front().name = QString::number(place);
        table.rows.push_back(std::move(row));
    }
    return table;
}

QString blame_sentence(const RunWaits& waits, const ObjectFigures& figures) {
    const Trace& trace = *waits.trace;
    std::int64_t all = 0;
    std::map<LaneId, std::int64_t> by_lane;
    for (const Blame& blame : figures.waits.blames) {
        all += blame.waited;
        if (blame.kind == BlameKind::lane)
            by_lane[blame.blamed] += blame.waited;
    }
    const auto most = std::ranges::max_element(by_lane, {}, [](const auto& one) { return one.second; });
    if (all <= 0 || most == by_lane.end())
        return {};
    // The blames are sorted, so this is the line with most of it.
    const auto line = std::ranges::find_if(figures.waits.blames, [&](const Blame& blame) {
        return blame.kind == BlameKind::lane && blame.blamed == most->first;
    });
    const double share = 100.0 * static_cast<double>(most->second) / static_cast<double>(all);
    QString words = BlameMatrixWords::tr("%1 % of all waiting for %2, %3, was for %4")
                        .arg(QLocale().toString(share, 'f', 0), QString::fromStdString(figures.times.name),
                             duration_text(most->second), name_of_lane(trace, most->first));
    const QString place = QString::fromStdString(site_text(trace, line->blamed_site));
    if (!place.isEmpty())
        words += is_of_holder(figures) ? BlameMatrixWords::tr(", which mostly took it at %1").arg(place)
                                       : BlameMatrixWords::tr(", mostly until it came to %1").arg(place);
    return (waits.is_complete ? QString() : BlameMatrixWords::tr("At least: ")) + words + QLatin1Char('.');
}

} // namespace interleave
