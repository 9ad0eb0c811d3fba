// SPDX-License-Identifier: GPL-3.0-or-later
// The last runs that were shown, or made by an earlier start of the program, in the order in which they came.
#pragma once

#include <QList>
#include <QString>

namespace interleave {

struct ListedRun {
    QString path;  ///< of its file
    QString words; ///< as people know it: "The lost update · threads · 14:03:12"
};

/// Plain data without signals.
class RunList {
public:
    static constexpr qsizetype most = 10;

    /// Adds runs that were there before those of this start, the oldest first.
    void addEarlier(const QList<ListedRun>& runs);
    /// Shows a run: a new one comes to the end, one that is listed keeps its place. When there are too many
    /// the oldest goes.
    void show(const ListedRun& run);
    /// What is shown is in no file.
    void showOther() { current_.clear(); }
    /// Forgets a run whose file is gone.
    void remove(const QString& path);

    /// Returns the runs, the oldest first.
    const QList<ListedRun>& runs() const { return runs_; }
    /// Returns the place of the run that is shown, or -1.
    qsizetype current() const { return placeOf(current_); }
    /// Return the run before the one that is shown, and the one after it; nullptr if there is none. Before
    /// what is in no file is the last one.
    const ListedRun* before() const;
    const ListedRun* after() const;

private:
    qsizetype placeOf(const QString& path) const;
    void shorten();

    QList<ListedRun> runs_;
    QString current_; ///< its path; empty if none is shown
};

} // namespace interleave
