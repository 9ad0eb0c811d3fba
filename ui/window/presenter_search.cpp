// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/presenter_search.h"

#include "ui/run/run_setup.h"

#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace interleave {

PresenterSearch::PresenterSearch(const RunSetup& setup, Find find, QWidget* parent)
    : QFrame(parent)
    , setup_(setup)
    , find_(std::move(find))
    , field_(new QLineEdit(this))
    , found_(new QListWidget(this))
    , nothing_found_(new QLabel(this)) {
    setObjectName(QStringLiteral("presenterSearch"));
    setAccessibleName(tr("Find a scenario"));
    setFrameShape(QFrame::Box);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Window);
    field_->setObjectName(QStringLiteral("presenterSearchField"));
    field_->setAccessibleName(tr("Find a scenario"));
    field_->setPlaceholderText(tr("Find a scenario"));
    field_->installEventFilter(this);
    found_->setObjectName(QStringLiteral("presenterFound"));
    found_->setAccessibleName(tr("Scenarios"));
    found_->setFrameShape(QFrame::NoFrame);
    found_->setSpacing(3);
    found_->setFocusPolicy(Qt::NoFocus); // the field has the keys
    found_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    nothing_found_->setAlignment(Qt::AlignCenter);
    nothing_found_->setWordWrap(true);
    nothing_found_->hide();
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(field_);
    layout->addWidget(found_, 1);
    layout->addWidget(nothing_found_, 1);
    hide();

    connect(field_, &QLineEdit::textChanged, this, &PresenterSearch::search);
    connect(found_, &QListWidget::itemClicked, this, &PresenterSearch::chooseCurrent);
}

void PresenterSearch::start() {
    field_->clear();
    search(QString());
    show();
    raise();
    field_->setFocus(Qt::ShortcutFocusReason);
}

QString PresenterSearch::title_of(const QString& name) const {
    const auto scenarios = setup_.scenarios();
    const auto found = std::ranges::find(scenarios, name.toStdString(), &Scenario::name);
    return found == scenarios.end() ? name : QString::fromStdString((*found)->title);
}

void PresenterSearch::search(const QString& words) {
    found_->clear();
    for (const QString& name : find_(words)) {
        auto* item = new QListWidgetItem(title_of(name), found_);
        item->setData(Qt::UserRole, name);
    }
    found_->setCurrentRow(0);
    // Of the whole course the present scenario is where to begin from.
    if (words.trimmed().isEmpty() && setup_.scenario() != nullptr) {
        const QString present = QString::fromStdString(setup_.scenario()->name);
        for (int row = 0; row < found_->count(); ++row)
            if (found_->item(row)->data(Qt::UserRole) == present)
                found_->setCurrentRow(row);
    }
    found_->setVisible(found_->count() > 0);
    nothing_found_->setVisible(found_->count() == 0);
    nothing_found_->setText(tr("No scenario matches “%1”.").arg(words.trimmed()));
}

void PresenterSearch::chooseCurrent() {
    const QListWidgetItem* item = found_->currentItem();
    if (item == nullptr)
        return;
    const QString name = item->data(Qt::UserRole).toString();
    finish();
    emit chosen(name);
}

void PresenterSearch::finish() {
    hide();
    emit closed();
}

bool PresenterSearch::eventFilter(QObject* watched, QEvent* event) {
    if (watched != field_ || event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    const int rows = found_->count();
    switch (static_cast<QKeyEvent*>(event)->key()) {
    case Qt::Key_Down:
        found_->setCurrentRow(std::min(rows - 1, found_->currentRow() + 1));
        return true;
    case Qt::Key_Up:
        found_->setCurrentRow(std::max(0, found_->currentRow() - 1));
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        chooseCurrent();
        return true;
    case Qt::Key_Escape:
        finish();
        return true;
    default:
        return QFrame::eventFilter(watched, event);
    }
}

} // namespace interleave
