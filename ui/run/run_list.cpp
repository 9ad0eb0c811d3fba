// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/run/run_list.h"

namespace interleave {

void RunList::addEarlier(const QList<ListedRun>& runs) {
    QList<ListedRun> all;
    for (const ListedRun& run : runs)
        if (placeOf(run.path) < 0)
            all.append(run);
    runs_ = all + runs_;
    shorten();
}

void RunList::show(const ListedRun& run) {
    current_ = run.path;
    if (placeOf(run.path) >= 0)
        return;
    runs_.append(run);
    shorten();
}

void RunList::remove(const QString& path) {
    runs_.removeIf([&path](const ListedRun& run) { return run.path == path; });
    if (current_ == path)
        current_.clear();
}

const ListedRun* RunList::before() const {
    const qsizetype place = current() < 0 ? runs_.size() : current();
    return place > 0 ? &runs_[place - 1] : nullptr;
}

const ListedRun* RunList::after() const {
    const qsizetype place = current();
    return place >= 0 && place + 1 < runs_.size() ? &runs_[place + 1] : nullptr;
}

qsizetype RunList::placeOf(const QString& path) const {
    for (qsizetype place = 0; place < runs_.size(); ++place)
        if (runs_[place].path == path)
            return place;
    return -1;
}

void RunList::shorten() {
    while (runs_.size() > most)
        runs_.removeAt(current() == 0 ? 1 : 0);
}

} // namespace interleave
