// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scenarios/scenario_list.h"

#include "core/course/course_path.h"
#include "ui/scenarios/scenario_delegate.h"
#include "ui/scenarios/scenario_filter.h"
#include "ui/scenarios/scenario_model.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QTimer>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace interleave {

ScenarioList::ScenarioList(std::span<const Scenario* const> scenarios, QWidget* parent)
    : QWidget(parent)
    , model_(new ScenarioModel(scenarios, this))
    , filtered_(new ScenarioFilter(this))
    , search_(new QLineEdit(this))
    , path_(new QComboBox(this))
    , view_(new QTreeView(this))
    , nothing_found_(new QLabel(this))
    , progress_(new QLabel(this)) {
    setObjectName(QStringLiteral("scenarioList"));
    setAccessibleName(tr("Scenarios"));
    setToolTip(tr("Choose what to run"));

    filtered_->setSourceModel(model_);

    search_->setObjectName(QStringLiteral("scenarioSearch"));
    search_->setPlaceholderText(tr("Search scenarios"));
    search_->setClearButtonEnabled(true);
    search_->setToolTip(tr("Search in names, titles, Python's names, groups and lessons (Ctrl+F). Enter "
                           "chooses the first that was "
                           "found."));
    search_->setAccessibleName(tr("Search scenarios"));
    search_->installEventFilter(this);

    path_->setObjectName(QStringLiteral("scenarioPath"));
    path_->setAccessibleName(tr("Order of the scenarios"));
    path_->setToolTip(
        tr("The order of the scenarios: that of the course, or that in which articles have them, "
           "with the articles' words"));
    path_->addItem(tr("In the order of the course"));
    for (const CoursePath& path : course_paths())
        path_->addItem(QCoreApplication::translate("core", path.title.c_str()),
                       QString::fromStdString(path.name));

    view_->setObjectName(QStringLiteral("scenarioView"));
    view_->setModel(filtered_);
    view_->setItemDelegate(new ScenarioDelegate(view_));
    view_->setHeaderHidden(true);
    view_->setRootIsDecorated(false);
    view_->setItemsExpandable(false);
    view_->setIndentation(0);
    view_->setFrameShape(QFrame::NoFrame);
    view_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    view_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    view_->setToolTip(tr("The scenarios. Enter runs the chosen one."));
    view_->setAccessibleName(tr("Scenarios"));

    nothing_found_->setObjectName(QStringLiteral("scenarioNothingFound"));
    nothing_found_->setAlignment(Qt::AlignCenter);
    nothing_found_->setWordWrap(true);
    nothing_found_->setMargin(16);
    nothing_found_->hide();

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 6, 8, 0);
    layout->addWidget(search_);
    layout->addWidget(path_);
    layout->addWidget(view_, 1);
    layout->addWidget(nothing_found_, 1);
    layout->addWidget(progress_);
    progress_->setObjectName(QStringLiteral("scenarioProgress"));
    progress_->setToolTip(tr("Lessons whose question was answered or skipped and shown by a run"));
    progress_->setForegroundRole(QPalette::PlaceholderText);
    progress_->hide();

    connect(search_, &QLineEdit::textChanged, this, &ScenarioList::search);
    connect(path_, &QComboBox::currentIndexChanged, this, &ScenarioList::takePath);
    connect(path_, &QComboBox::activated, this, [this] { emit pathChosen(path_->currentData().toString()); });
    connect(view_->selectionModel(), &QItemSelectionModel::currentChanged, this, &ScenarioList::takeCurrent);
    connect(view_, &QTreeView::clicked, this, [this](const QModelIndex& index) {
        if (const Scenario* const scenario = model_->scenario(filtered_->mapToSource(index)))
            emit clicked(*scenario);
    });
    connect(view_, &QTreeView::activated, this, [this](const QModelIndex& index) {
        if (model_->scenario(filtered_->mapToSource(index)) == nullptr)
            return;
        endSearch();
        emit runWanted();
        emit done();
    });
}

void ScenarioList::setMarks(std::function<LessonMark(const Scenario&)> mark_of) {
    model_->setMarks(std::move(mark_of));
}

void ScenarioList::showProgress(int done, int lessons) {
    model_->marksChanged();
    progress_->setText(tr("%1 of %2 lessons done").arg(done).arg(lessons));
    progress_->setVisible(done > 0);
}

bool ScenarioList::choose(const QString& name) {
    const QModelIndex index = model_->indexOf(name);
    if (!index.isValid())
        return false;
    if (!filtered_->mapFromSource(index).isValid())
        search_->clear();
    view_->setCurrentIndex(filtered_->mapFromSource(index));
    reveal();
    return true;
}

/// Scrolls the chosen scenario into view and, if it is the first of its group, the heading.
void ScenarioList::reveal() {
    const QModelIndex chosen_index = view_->currentIndex();
    const QModelIndex before = chosen_index.siblingAtRow(chosen_index.row() - 1);
    if (model_->scenario(filtered_->mapToSource(before)) == nullptr)
        view_->scrollTo(before);
    view_->scrollTo(chosen_index);
}

void ScenarioList::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    QTimer::singleShot(0, this, &ScenarioList::reveal); // after the layout has set the height of the list
}

void ScenarioList::chooseFirst() {
    // The first row is a heading.
    if (const Scenario* first = model_->scenario(model_->index(1)))
        choose(QString::fromStdString(first->name));
}

QWidget* ScenarioList::lastInTabOrder() const {
    return view_;
}

void ScenarioList::startChoosing() {
    view_->setFocus(Qt::OtherFocusReason);
}

QStringList ScenarioList::found(const QString& words) const {
    ScenarioFilter filter;
    filter.setSourceModel(model_);
    filter.search(words);
    QStringList names;
    for (int row = 0; row < filter.rowCount(); ++row)
        if (const Scenario* scenario = model_->scenario(filter.mapToSource(filter.index(row, 0))))
            names << QString::fromStdString(scenario->name);
    return names;
}

void ScenarioList::startSearch() {
    search_->setFocus(Qt::ShortcutFocusReason);
    search_->selectAll();
}

void ScenarioList::search(const QString& words) {
    // The selection model moves to a neighbour when its row is filtered out; the chosen scenario stays chosen
    // nevertheless.
    rows_change_ = true;
    filtered_->search(words);
    restoreCurrent();
    rows_change_ = false;
    const bool nothing = filtered_->rowCount() == 0;
    nothing_found_->setText(tr("No scenario matches “%1”.").arg(words.trimmed()));
    nothing_found_->setVisible(nothing);
    view_->setVisible(!nothing);
}

void ScenarioList::setPath(const QString& name) {
    path_->setCurrentIndex(std::max(0, path_->findData(name)));
}

void ScenarioList::takePath() {
    rows_change_ = true;
    const QString name = path_->currentData().toString();
    model_->setPath(name.isEmpty() ? nullptr : &find_course_path(name.toStdString()));
    filtered_->search(search_->text());
    restoreCurrent();
    rows_change_ = false;
    QTimer::singleShot(0, this, [this] { // after the rows have their places
        view_->scrollTo(view_->currentIndex(), QAbstractItemView::PositionAtCenter);
    });
}

void ScenarioList::restoreCurrent() {
    if (current_ != nullptr)
        view_->setCurrentIndex(
            filtered_->mapFromSource(model_->indexOf(QString::fromStdString(current_->name))));
}

void ScenarioList::takeFirstFound() {
    const Scenario* first = model_->scenario(filtered_->mapToSource(filtered_->index(0, 0)));
    if (filtered_->isSearching() && first != nullptr)
        choose(QString::fromStdString(first->name));
}

void ScenarioList::endSearch() {
    search_->clear();
    view_->scrollTo(view_->currentIndex(), QAbstractItemView::PositionAtCenter);
}

void ScenarioList::takeCurrent() {
    if (rows_change_)
        return;
    const Scenario* scenario = model_->scenario(filtered_->mapToSource(view_->currentIndex()));
    if (scenario == nullptr || scenario == current_)
        return;
    current_ = scenario;
    emit chosen(*scenario);
}

bool ScenarioList::eventFilter(QObject* watched, QEvent* event) {
    if (watched == search_ && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool is_enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (is_enter || key->key() == Qt::Key_Down) {
            if (filtered_->rowCount() == 0)
                return true; // the words stay, to be changed
            takeFirstFound();
            if (is_enter)
                endSearch();
            view_->setFocus(Qt::TabFocusReason);
            if (is_enter)
                emit done();
            return true;
        }
        if (key->key() == Qt::Key_Escape && !search_->text().isEmpty()) {
            search_->clear();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace interleave
