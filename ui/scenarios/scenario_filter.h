// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of the scenario list: the whole course, or what a search finds in it with the best hit first.
#pragma once

#include <QSortFilterProxyModel>

#include <vector>

namespace interleave {

/// Its source must be a ScenarioModel. While something is searched there are no headings: the rows are in the
/// order of where the words were found.
class ScenarioFilter : public QSortFilterProxyModel {
    Q_OBJECT

public:
    /// Where words were found, the best place first. In a name or title they may stand anywhere; in longer
    /// text they must begin a word, because "race" stands in every lesson that speaks of a trace. A name in
    /// Python may be typed with its module or without, and with the brackets of a call.
    enum class Place { whole_name, begin_of_word, title, python, group, about, lesson, nowhere };

    using QSortFilterProxyModel::QSortFilterProxyModel;

    /// Keeps the scenarios in which each of the words is found; no words bring back the whole course.
    void search(const QString& words);
    bool isSearching() const { return !places_.empty(); }

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

private:
    std::vector<Place> places_; ///< by source row; empty for the whole course
};

} // namespace interleave
