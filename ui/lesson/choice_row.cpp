// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lesson/choice_row.h"

#include "ui/theme/theme.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QMouseEvent>
#include <QPainter>
#include <QRadioButton>
#include <QTextDocument>

namespace interleave {

namespace {

QString plain(const QString& markdown) {
    QTextDocument document;
    document.setMarkdown(markdown, QTextDocument::MarkdownDialectGitHub);
    return document.toPlainText();
}

/// A radio button without words that can be seen on any ground; Fusion's own has no edge on a dark one.
class Ring : public QRadioButton {
public:
    using QRadioButton::QRadioButton;

    QSize sizeHint() const override {
        const int side = fontMetrics().ascent() + 6;
        return {side, side};
    }
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent*) override {
        const Theme& theme = theme_for(palette());
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const double side = fontMetrics().ascent();
        const QRectF ring(QPointF((width() - side) / 2.0, (height() - side) / 2.0), QSizeF(side, side));
        painter.setPen(QPen(isChecked() || underMouse() ? theme.accent : theme.muted, 1.5));
        painter.setBrush(theme.background);
        painter.drawEllipse(ring.adjusted(1, 1, -1, -1));
        if (!isChecked())
            return;
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.accent);
        const double edge = side * 0.28;
        painter.drawEllipse(ring.adjusted(edge, edge, -edge, -edge));
    }
    bool hitButton(const QPoint& point) const override { return rect().contains(point); }
};

} // namespace

ChoiceRow::ChoiceRow(const QString& text, QButtonGroup& group, QWidget* parent)
    : QWidget(parent)
    , button_(new Ring(this))
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
