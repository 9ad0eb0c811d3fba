// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/locks/family_sentence.h"

#include "ui/locks/littles_law.h"
#include "ui/words/words.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <cmath>

namespace interleave {

namespace {

struct FamilySentenceWords {
    Q_DECLARE_TR_FUNCTIONS(Locks)
};

/// Returns how long the queue is at that time.
std::int64_t length_at(const RunWaits& waits, ObjectId queue, std::int64_t time) {
    const Object& object = *waits.trace->find_object(queue);
    const std::size_t change = object.change_at(time);
    return change < object.changes().size() ? object.changes()[change].value : 0;
}

/// Says why the law is only nearly met, if a stretch is so short that this shows.
QString ends_words(const RunWaits& waits, const ObjectWaits& told) {
    constexpr double seen = 0.1; // of the mean length
    const std::int64_t begin = length_at(waits, told.object, waits.range.from);
    const std::int64_t end = length_at(waits, told.object, waits.range.until);
    const double by_law = mean_length_by_law(waits, told);
    if (!told.mean_length || (begin == 0 && end == 0) ||
        std::abs(*told.mean_length - by_law) <= seen * *told.mean_length)
        return {};
    return FamilySentenceWords::tr(" (in it: %1 at the begin, %2 at the end; so short a stretch need not "
                                   "follow the law)")
        .arg(begin)
        .arg(end);
}

QString queue_sentence(const RunWaits& waits, const ObjectWaits& told) {
    if (told.residences.empty() || !waits.is_complete)
        return {};
    const QString law = FamilySentenceWords::tr(
                            "Little's law: %1 messages a second, each %2 under way, make a mean length of %3")
                            .arg(number_words(rate_of(waits, told)),
                                 duration_text(static_cast<std::int64_t>(told.residences.mean())),
                                 number_words(mean_length_by_law(waits, told)));
    if (!told.mean_length)
        return law + QLatin1Char('.');
    return law + FamilySentenceWords::tr("; measured: %1, at most %2%3.")
                     .arg(number_words(*told.mean_length))
                     .arg(told.most_length)
                     .arg(ends_words(waits, told));
}

QString barrier_sentence(const RunWaits& waits, const ObjectWaits& told) {
    QStringList lanes;
    for (const auto& [lane, times] : told.last_arrivals)
        if (lane < waits.trace->lane_count())
            lanes << FamilySentenceWords::tr("%1 %2 ×", "a lane and how often")
                         .arg(QString::fromStdString(waits.trace->lane(lane).name()), count_text(times));
    return lanes.isEmpty()
               ? QString()
               : FamilySentenceWords::tr("Last to come: %1.").arg(lanes.join(QStringLiteral(", ")));
}

QString times_words(std::uint64_t times) {
    return times == 1 ? FamilySentenceWords::tr("once")
                      : FamilySentenceWords::tr("%1 times").arg(count_text(times));
}

QString shared_lock_sentence(const RunWaits& waits, const ObjectWaits& told) {
    if (!waits.is_complete || told.untold_roles > 0)
        return {};
    const auto waited_words = [](const DurationHistogram& durations) {
        return durations.total() == 0
                   ? FamilySentenceWords::tr("without waiting")
                   : FamilySentenceWords::tr("and waited %1").arg(duration_text(durations.total()));
    };
    QString words = FamilySentenceWords::tr("Readers took it %1, at most %2 at once, %3")
                        .arg(times_words(told.reads))
                        .arg(told.most_readers)
                        .arg(waited_words(told.reader_waits));
    words +=
        FamilySentenceWords::tr("; writers %1, %2").arg(times_words(told.writes), waited_words(told.waits));
    if (told.behind_readers > 0)
        words += FamilySentenceWords::tr(", %1 of it behind readers").arg(duration_text(told.behind_readers));
    return words + QLatin1Char('.');
}

QString semaphore_sentence(const RunWaits& waits, const ObjectWaits& told) {
    if (!waits.is_complete || !told.permits)
        return {};
    const QString permits = *told.permits == 1 ? FamilySentenceWords::tr("1 permit")
                                               : FamilySentenceWords::tr("%1 permits").arg(*told.permits);
    QString words =
        FamilySentenceWords::tr("%1 at first, at most %2 taken at once").arg(permits).arg(told.most_taken);
    if (told.most_length > *told.permits)
        words += FamilySentenceWords::tr("; it came to %1, as more were given back than taken")
                     .arg(told.most_length);
    return words + QLatin1Char('.');
}

} // namespace

QString family_sentence(const RunWaits& waits, const ObjectFigures& figures) {
    const ObjectWaits& told = figures.waits;
    switch (figures.times.kind) {
    case ObjectKind::queue:
    case ObjectKind::pipe:
        return queue_sentence(waits, told);
    case ObjectKind::barrier:
        return barrier_sentence(waits, told);
    case ObjectKind::shared_mutex:
        return shared_lock_sentence(waits, told);
    case ObjectKind::semaphore:
        return semaphore_sentence(waits, told);
    case ObjectKind::condition:
        return told.notified_nobody == 0
                   ? QString()
                   : FamilySentenceWords::tr("%1 of %2 notifications woke nobody.")
                         .arg(count_text(told.notified_nobody), count_text(told.notifications));
    default:
        return {};
    }
}

} // namespace interleave
