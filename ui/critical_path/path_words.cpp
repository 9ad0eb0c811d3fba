// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/critical_path/path_words.h"

#include "ui/words/words.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <algorithm>

namespace interleave {

namespace {

struct PathWords {
    Q_DECLARE_TR_FUNCTIONS(CriticalPath)
};

QString begin_sentence(const Trace& trace, const CriticalPath& path) {
    const QString from = moment_text(path.from());
    switch (path.begin) {
    case PathBegin::as_asked:
        break;
    case PathBegin::missing:
        return PathWords::tr("Before %1 it cannot be told: records of %2 are missing there.")
            .arg(from, path_lane_name(trace, path.begin_lane));
    case PathBegin::doubtful_cause:
        return PathWords::tr(
                   "Before %1 it cannot be told: what let %2 go on may be among the missing records of %3.")
            .arg(from, path_lane_name(trace, path.pieces.empty() ? path.lane : path.pieces.front().lane),
                 path_lane_name(trace, path.begin_lane));
    case PathBegin::ring:
        return PathWords::tr("These lanes wait for each other in a ring, so nothing can be before it.");
    case PathBegin::no_states:
        return PathWords::tr("This recording does not tell who waited for what, so it has no critical path.");
    }
    return {};
}

} // namespace

QString path_lane_name(const Trace& trace, LaneId lane) {
    return lane < trace.lane_count() ? QString::fromStdString(trace.lane(lane).name())
                                     : PathWords::tr("another lane");
}

QString path_object_name(const Trace& trace, ObjectId id) {
    const Object* const object = trace.find_object(id);
    return object != nullptr ? QString::fromStdString(object->name()) : PathWords::tr("something unknown");
}

QString percent_words(std::int64_t ns, std::int64_t whole) {
    const double percent = whole > 0 ? 100.0 * static_cast<double>(ns) / static_cast<double>(whole) : 0;
    const int decimals = percent >= 9.95 || percent == 0 ? 0 : 1;
    return percent > 0 && percent < 0.05
               ? PathWords::tr("< 0.1 %")
               : PathWords::tr("%1 %").arg(QLocale().toString(percent, 'f', decimals));
}

QString path_sentence(const Trace& trace, const CriticalPath& path, const PathShares& shares,
                      bool is_of_run) {
    QStringList sentences;
    if (path.length() > 0) {
        QStringList most;
        if (!shares.lanes.empty())
            most << PathWords::tr("%1 in %2")
                        .arg(percent_words(shares.lanes.front().ns, path.length()),
                             path_lane_name(trace, shares.lanes.front().lane));
        for (std::size_t i = 0; i < std::min<std::size_t>(2, shares.work.size()); ++i)
            if (shares.work[i].ns > 0)
                most << PathWords::tr("%1 in “%2”")
                            .arg(percent_words(shares.work[i].ns, path.length()),
                                 path_object_name(trace, shares.work[i].name));
        if (10 * shares.untold_wait_ns >= path.length()) // less of it changes nothing
            most << PathWords::tr("%1 in waits of which nothing tells who ended them")
                        .arg(percent_words(shares.untold_wait_ns, path.length()));
        const QString what = is_of_run ? PathWords::tr("Critical path of the run, %1 to the end of %2: %3.")
                                       : PathWords::tr("Critical path of a wait of %1 of %2: %3.");
        sentences << what.arg(duration_text(path.length()), path_lane_name(trace, path.lane),
                              most.join(QStringLiteral(", ")));
    }
    QStringList waiting;
    for (const OpenWait& wait : path.waiting)
        waiting << PathWords::tr("%1 waits for %2")
                       .arg(path_lane_name(trace, wait.lane), path_object_name(trace, wait.object));
    if (!waiting.isEmpty())
        sentences << PathWords::tr("At its end %1.").arg(waiting.join(QStringLiteral("; ")));
    if (const QString begin = begin_sentence(trace, path); !begin.isEmpty())
        sentences << begin;
    if (sentences.isEmpty())
        sentences << PathWords::tr("Nothing has been recorded yet.");
    return sentences.join(QLatin1Char(' '));
}

} // namespace interleave
