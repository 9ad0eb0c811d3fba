// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lesson/choice_row.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QMouseEvent>
#include <QRadioButton>
#include <QTextDocument>

namespace interleave {

namespace {

QString plain(const QString& markdown) {
    QTextDocument document;
    document.setMarkdown(markdown, QTextDocument::MarkdownDialectGitHub);
    return document.toPlainText();
}

} // namespace

ChoiceRow::ChoiceRow(const QString& text, QButtonGroup& group, QWidget* parent)
    : QWidget(parent)
    , button_(new QRadioButton(this))
    , words_(new QLabel(text, this)) {
    button_->setAccessibleName(plain(text));
    button_->setToolTip(tr("Choose this answer"));
    group.addButton(button_);
    words_->setTextFormat(Qt::MarkdownText);
    words_->setWordWrap(true);
    words_->setTextInteractionFlags(Qt::NoTextInteraction); // a click on the words chooses the answer
    words_->setToolTip(button_->toolTip());
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 2, 0, 2);
    layout->addWidget(button_, 0, Qt::AlignTop);
    layout->addWidget(words_, 1);
}

bool ChoiceRow::isChecked() const {
    return button_->isChecked();
}

void ChoiceRow::mousePressEvent(QMouseEvent* event) {
    event->accept(); // or the release goes to nobody
}

void ChoiceRow::mouseReleaseEvent(QMouseEvent* event) {
    // The words belong to the button.
    if (event->button() != Qt::LeftButton || !rect().contains(event->pos()))
        return;
    button_->setFocus(Qt::MouseFocusReason);
    button_->click();
}

} // namespace interleave
