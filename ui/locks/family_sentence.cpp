// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/locks/family_sentence.h"

#include "ui/locks/littles_law.h"
#include "ui/words/words.h"

#include <QCoreApplication>
#include <QStringList>

namespace interleave {

namespace {

struct FamilySentenceWords {
    Q_DECLARE_TR_FUNCTIONS(Locks)
};

} // namespace

QString family_sentence(const RunWaits& waits, const ObjectFigures& figures) {
    const ObjectWaits& told = figures.waits;
    switch (figures.times.kind) {
    case ObjectKind::queue:
    case ObjectKind::pipe: {
        if (told.residences.empty() || !waits.is_complete)
            return {};
        const double rate = rate_of(waits, told);
        const QString law =
            FamilySentenceWords::tr(
                "Little's law: %1 messages a second, each %2 under way, make a mean length of %3")
                .arg(number_words(rate), duration_text(static_cast<std::int64_t>(told.residences.mean())),
                     number_words(rate * told.residences.mean() / 1e9));
        return law + (told.mean_length
                          ? FamilySentenceWords::tr("; measured: %1.").arg(number_words(*told.mean_length))
                          : QStringLiteral("."));
    }
    case ObjectKind::barrier: {
        QStringList lanes;
        for (const auto& [lane, times] : told.last_arrivals)
            if (lane < waits.trace->lane_count())
                lanes << FamilySentenceWords::tr("%1 %2 ×", "a lane and how often")
                             .arg(QString::fromStdString(waits.trace->lane(lane).name()), count_text(times));
        return lanes.isEmpty()
                   ? QString()
                   : FamilySentenceWords::tr("Last to come: %1.").arg(lanes.join(QStringLiteral(", ")));
    }
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
