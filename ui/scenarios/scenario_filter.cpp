// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scenarios/scenario_filter.h"

#include "ui/scenarios/scenario_model.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>

namespace interleave {

namespace {

using Place = ScenarioFilter::Place;

/// Whether a word is a name in Python or a part of it: "threading.Lock", "Lock",
/// "multiprocessing.Pool.map()".
bool is_python_name(QString word, const QStringList& names, const QRegularExpression& begin_of_word) {
    if (word.endsWith(QLatin1String("()")))
        word.chop(2);
    return std::ranges::any_of(names, [&](const QString& name) {
        return begin_of_word.match(name).hasMatch() || word.compare(name, Qt::CaseInsensitive) == 0 ||
               word.endsWith(QLatin1Char('.') + name, Qt::CaseInsensitive);
    });
}

Place place_of(const QString& word, const QModelIndex& scenario) {
    const QRegularExpression begin_of_word(QStringLiteral("\\b") + QRegularExpression::escape(word),
                                           QRegularExpression::CaseInsensitiveOption |
                                               QRegularExpression::UseUnicodePropertiesOption);
    const QString name = scenario.data(ScenarioModel::NameRole).toString();
    const QString title = scenario.data().toString();
    if (begin_of_word.match(title).hasMatch() || begin_of_word.match(name).hasMatch())
        return Place::begin_of_word;
    if (title.contains(word, Qt::CaseInsensitive) || name.contains(word, Qt::CaseInsensitive))
        return Place::title;
    if (is_python_name(word, scenario.data(ScenarioModel::PythonRole).toStringList(), begin_of_word))
        return Place::python;
    for (const auto& [role, place] : {std::pair(ScenarioModel::GroupRole, Place::group),
                                      std::pair(ScenarioModel::AboutRole, Place::about),
                                      std::pair(ScenarioModel::LessonRole, Place::lesson)})
        if (begin_of_word.match(scenario.data(role).toString()).hasMatch())
            return place;
    return Place::nowhere;
}

/// Returns the worst place of any of the words.
Place place_of(const QStringList& words, const QModelIndex& scenario) {
    const QString name = scenario.data(ScenarioModel::NameRole).toString();
    if (name.isEmpty()) // a heading
        return Place::nowhere;
    if (words.join(QLatin1Char(' ')).compare(name, Qt::CaseInsensitive) == 0)
        return Place::whole_name;
    Place worst = Place::begin_of_word;
    for (const QString& word : words)
        worst = std::max(worst, place_of(word, scenario));
    return worst;
}

} // namespace

void ScenarioFilter::search(const QString& words) {
    const QStringList list = words.split(QRegularExpression(QStringLiteral("\\s+")), Qt::SkipEmptyParts);
    places_.clear();
    if (!list.isEmpty())
        for (int row = 0; row < sourceModel()->rowCount(); ++row)
            places_.push_back(place_of(list, sourceModel()->index(row, 0)));
    invalidate();
    sort(isSearching() ? 0 : -1);
}

bool ScenarioFilter::filterAcceptsRow(int row, const QModelIndex&) const {
    return !isSearching() || places_[static_cast<std::size_t>(row)] != Place::nowhere;
}

bool ScenarioFilter::lessThan(const QModelIndex& left, const QModelIndex& right) const {
    return std::pair(places_[static_cast<std::size_t>(left.row())], left.row()) <
           std::pair(places_[static_cast<std::size_t>(right.row())], right.row());
}

} // namespace interleave
