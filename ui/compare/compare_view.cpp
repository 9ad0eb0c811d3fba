// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/compare_view.h"

#include "ui/compare/comparison_canvas.h"
#include "ui/compare/gil_comparison.h"
#include "ui/table/table_view.h"
#include "ui/words/words.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QVBoxLayout>

#include <utility>

namespace interleave {

CompareView::CompareView(QWidget* parent)
    : QWidget(parent)
    , backends_(new QPushButton(this))
    , add_run_(new QPushButton(tr("Add the shown run"), this))
    , add_file_(new QPushButton(tr("Add a saved run…"), this))
    , remove_(new QPushButton(tr("Remove"), this))
    , export_(new QPushButton(tr("Export…"), this))
    , caption_(new QLabel(this))
    , no_room_(new QLabel(this))
    , canvas_(new ComparisonCanvas(this))
    , table_(
          new TableView(QStringLiteral("compareTable"), tr("Figures of the compared runs"), QString(), this))
    , gil_table_(
          new TableView(QStringLiteral("compareGil"), tr("The GILs of the compared runs"), QString(), this)) {
    setObjectName(QStringLiteral("compareView"));
    setAccessibleName(tr("Compare"));
    setToolTip(tr("Two or three runs on one time axis"));
    const auto describe = [](QWidget* widget, const char* name, const QString& title) {
        widget->setObjectName(QLatin1String(name));
        widget->setAccessibleName(title);
    };
    describe(backends_, "compareBackends", tr("Run on all backends"));
    describe(add_run_, "compareAddRun", tr("Add the shown run"));
    describe(add_file_, "compareAddFile", tr("Add a saved run"));
    describe(remove_, "compareRemove", tr("Remove a run"));
    describe(export_, "compareExport", tr("Export the comparison"));
    describe(caption_, "compareCaption", tr("What is compared"));
    describe(no_room_, "compareNoRoom", tr("What has no room"));
    no_room_->setToolTip(
        tr("Make the window or this part of it higher to see picture and tables; Export saves both"));
    no_room_->setTextFormat(Qt::RichText);
    no_room_->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    connect(no_room_, &QLabel::linkActivated, this, [this] {
        are_tables_instead_ = !are_tables_instead_;
        showTables();
    });
    no_room_->setForegroundRole(QPalette::PlaceholderText);
    caption_->setTextFormat(Qt::PlainText);
    caption_->setWordWrap(true); // else a long one would take the room of the lesson beside it

    auto* buttons = new QHBoxLayout;
    buttons->setContentsMargins(8, 4, 8, 0);
    for (QPushButton* button : {backends_, add_run_, add_file_, remove_, export_})
        buttons->addWidget(button);
    buttons->addStretch(1);
    auto* words = new QHBoxLayout;
    words->setContentsMargins(10, 0, 8, 0);
    words->addWidget(caption_, 1);
    words->addWidget(no_room_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(buttons);
    layout->addLayout(words);
    layout->addWidget(canvas_, 1);
    for (TableView* const table : {gil_table_, table_}) {
        layout->addWidget(table);
        table->setVisible(false);
        table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // it is as high as its rows
        connect(table->verticalHeader(), &QHeaderView::sectionResized, this, &CompareView::showTables);
    }
    layout->addStretch(0); // takes the room of the picture where that is hidden

    connect(backends_, &QPushButton::clicked, this, [this] {
        if (is_active_)
            emit stopWanted();
        else
            emit backendsWanted();
    });
    connect(add_run_, &QPushButton::clicked, this, &CompareView::runWanted);
    connect(add_file_, &QPushButton::clicked, this, &CompareView::fileWanted);
    connect(export_, &QPushButton::clicked, this, &CompareView::exportWanted);
    connect(remove_, &QPushButton::clicked, this, [this] {
        if (const auto index = chosen())
            emit removeWanted(*index);
    });
    connect(table_->selectionModel(), &QItemSelectionModel::selectionChanged, this, &CompareView::update);
    update();
}

/// Returns the run whose row is selected, the last one if none is.
std::optional<std::size_t> CompareView::chosen() const {
    if (count_ == 0)
        return std::nullopt;
    return table_->selectedRow().value_or(count_ - 1);
}

void CompareView::showState(const CompareController& runs) {
    const CompareState& state = runs.state();
    const RunComparison& comparison = state.comparison;
    is_active_ = runs.isActive();
    count_ = comparison.blocks.size();
    canvas_->showComparison(comparison);
    table_->setTable(comparison.empty() ? Table() : comparison_table(comparison));
    Table gils = gil_table(comparison);
    has_gils_ = !gils.rows.empty();
    gil_table_->setTable(std::move(gils));
    showTables();
    const PictureWords words = words_of(comparison);
    QString text =
        comparison.empty() ? QString() : QStringLiteral("%1 · %2").arg(words.title, words.sentence);
    if (is_active_ && count_ < state.expected)
        text = tr("Run %1 of %2").arg(count_ + 1).arg(state.expected) +
               (text.isEmpty() ? QString() : QStringLiteral(" · ") + text);
    caption_->setText(text);
    caption_->setVisible(!text.isEmpty());
    update();
}

/// The picture has what is most worth knowing; where its rows could not be read with the tables below it, it
/// gets all the room. Where there is room for one table, that is the one of the GILs.
void CompareView::showTables() {
    for (TableView* const table : {gil_table_, table_})
        table->setFixedHeight(table->horizontalHeader()->sizeHint().height() +
                              table->verticalHeader()->length() +
                              table->horizontalScrollBar()->sizeHint().height() + 2);
    const bool is_without_picture = are_tables_instead_ && count_ > 0;
    int room = height() - (is_without_picture ? 0 : canvas_->heightForReading(width()));
    for (int i = 0; i < layout()->count(); ++i)
        if (QLayoutItem* const item = layout()->itemAt(i);
            item->widget() != canvas_ && item->widget() != table_ && item->widget() != gil_table_)
            room -= item->sizeHint().height() + layout()->spacing();
    const auto place = [&room](TableView* table, bool is_wanted) {
        const bool has_room = is_wanted && table->height() <= room;
        room -= has_room ? table->height() : 0;
        table->setVisible(has_room);
        return has_room || !is_wanted;
    };
    const bool all_gils = place(gil_table_, has_gils_);
    const bool all_figures = place(table_, count_ > 0);
    canvas_->setVisible(!is_without_picture);
    const auto with_link = [](const QString& words, const QString& link) {
        return QStringLiteral("%1 <a href=\"#\">%2</a>").arg(words, link);
    };
    if (is_without_picture)
        no_room_->setText(with_link({}, tr("Show the picture")));
    else if (!all_gils)
        no_room_->setText(with_link(tr("The tables have no room."), tr("Show them instead")));
    else if (!all_figures)
        no_room_->setText(with_link(tr("The table of figures has no room."), tr("Show it instead")));
    else
        no_room_->setText({});
}

void CompareView::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    showTables();
}

void CompareView::setBackendsProblem(const QString& why) {
    backends_problem_ = why;
    update();
}

void CompareView::setRunProblem(const QString& why) {
    run_problem_ = why;
    update();
}

void CompareView::update() {
    const auto enable = [](QPushButton* button, const QString& why, const QString& tip) {
        button->setEnabled(why.isEmpty());
        button->setToolTip(why.isEmpty() ? tip : why);
    };
    backends_->setText(is_active_ ? tr("Stop") : tr("Run on all backends"));
    enable(backends_, is_active_ ? QString() : backends_problem_,
           is_active_ ? tr("End the runs and keep those that are complete")
                      : tr("Run the chosen scenario with what is set on each backend, and compare (Ctrl+B)"));
    const QString busy = is_active_ ? tr("Runs are being made or read") : QString();
    const QString full =
        count_ >= most_compared ? tr("Three runs are beside each other already: remove one first") : busy;
    enable(add_run_, full.isEmpty() ? run_problem_ : full,
           tr("Put the shown run beside those that are there"));
    enable(add_file_, full, tr("Put a run from a file beside those that are there"));
    enable(remove_, count_ == 0 ? tr("There is no run to remove") : busy,
           tr("Take away the run that is selected below, or else the last one"));
    enable(export_, count_ == 0 ? tr("There is nothing to export yet") : QString(),
           tr("Save or copy the picture, or save the figures"));
}

} // namespace interleave
