// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/critical_path/critical_path_view.h"

#include "ui/view/stale_words.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <utility>

namespace interleave {

CriticalPathView::CriticalPathView(QWidget* parent)
    : QWidget(parent)
    , of_run_(new QPushButton(tr("Of the r&un"), this))
    , of_wait_(new QPushButton(tr("Of the &wait at the cursor"), this))
    , hide_(new QPushButton(tr("H&ide"), this))
    , words_(new QLabel(this))
    , table_(new TableView(QStringLiteral("criticalPathTable"), tr("Critical path"),
                           tr("What each lane, state, object and named work has of the path"), this)) {
    setObjectName(QStringLiteral("criticalPathView"));
    setAccessibleName(tr("Critical path"));
    setToolTip(tr("The chain of causes behind a wait, or behind the end of the run"));
    const auto describe = [](QWidget* widget, const char* name, const QString& title, const QString& tip) {
        widget->setObjectName(QLatin1String(name));
        widget->setAccessibleName(title);
        widget->setToolTip(tip);
    };
    describe(of_run_, "criticalPathOfRun", tr("Critical path of the run"),
             tr("Show what the end of the run came from"));
    describe(of_wait_, "criticalPathOfWait", tr("Critical path of the wait at the cursor"),
             tr("Show what the wait of the chosen lane at the cursor came from (C in the timeline)"));
    describe(hide_, "criticalPathHide", tr("Hide the critical path"),
             tr("Take the path out of the timeline"));
    describe(words_, "criticalPathWords", tr("The critical path in words"),
             tr("How long the path is, and what most of it is"));
    words_->setTextFormat(Qt::PlainText);
    words_->setWordWrap(true);

    auto* buttons = new QHBoxLayout;
    buttons->setContentsMargins(8, 4, 8, 0);
    buttons->addWidget(of_run_);
    buttons->addWidget(of_wait_);
    buttons->addWidget(hide_);
    buttons->addSpacing(8);
    buttons->addWidget(words_, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(buttons);
    layout->addWidget(table_, 1);

    connect(of_run_, &QPushButton::clicked, this, &CriticalPathView::runWanted);
    connect(of_wait_, &QPushButton::clicked, this, &CriticalPathView::waitWanted);
    connect(hide_, &QPushButton::clicked, this, &CriticalPathView::nothingWanted);
    connect(table_, &QAbstractItemView::activated, this, [this](const QModelIndex& index) {
        const Table shown = table_->shownTable();
        if (const auto row = static_cast<std::size_t>(index.row()); row < shown.rows.size())
            emit rowChosen(shown.rows[row].front().name);
    });
    setUsable(false, false);
    showLine(tr("Run a scenario, or open a run"));
}

void CriticalPathView::showPath(const QString& sentence, Table table) {
    sentence_ = sentence;
    words_->setText(sentence);
    table_->setTable(std::move(table));
}

void CriticalPathView::showLine(const QString& line) {
    sentence_.clear();
    words_->setText(line);
    table_->clear();
}

void CriticalPathView::setStale(bool is_stale) {
    is_stale_ = is_stale;
    table_->setStale(is_stale);
    show_stale(*words_, is_stale);
}

void CriticalPathView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        show_stale(*words_, is_stale_);
}

void CriticalPathView::setUsable(bool has_run, bool has_path) {
    of_run_->setEnabled(has_run);
    of_wait_->setEnabled(has_run);
    hide_->setEnabled(has_path);
}

} // namespace interleave
