// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/caption_line.h"

#include "ui/theme/theme.h"

#include <QFontMetrics>
#include <QPainter>
#include <QPushButton>

#include <algorithm>

namespace interleave {

namespace {

constexpr int caption_margin = 8;
constexpr int caption_gap = 12;

} // namespace

CaptionLine::CaptionLine(QWidget* parent) : QWidget(parent), run_(new QPushButton(this)) {
    setObjectName(QStringLiteral("captionLine"));
    setToolTip(tr("What the picture below is of"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    run_->setObjectName(QStringLiteral("captionRun"));
    run_->setToolTip(tr("Run what is set now"));
    run_->hide();
    connect(run_, &QPushButton::clicked, this, &CaptionLine::runWanted);
    hide();
}

void CaptionLine::setWords(const CaptionWords& words) {
    words_ = words;
    setVisible(!words_.title.isEmpty());
    run_->setVisible(words_.is_stale && !words_.next.isEmpty());
    run_->setText(tr("Run %1").arg(words_.next));
    run_->setAccessibleName(run_->text());
    const QString line = QStringLiteral("%1 · %2").arg(words_.title, words_.conditions);
    setAccessibleName(words_.is_stale ? tr("An earlier run: %1").arg(line) : line);
    placeButton();
    update();
}

QSize CaptionLine::sizeHint() const {
    return {400, std::max(fontMetrics().height() + 12, run_->sizeHint().height() + 4)};
}

QSize CaptionLine::minimumSizeHint() const {
    return {120, sizeHint().height()};
}

void CaptionLine::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    placeButton();
}

void CaptionLine::placeButton() {
    const int width = std::min(run_->sizeHint().width(), this->width() / 2);
    const int height = run_->sizeHint().height();
    run_->setGeometry(this->width() - caption_margin - width, (this->height() - height) / 2, width, height);
}

void CaptionLine::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const Theme& theme = theme_for(palette());
    painter.fillRect(rect(), words_.is_stale ? theme.doubt_ground : theme.background);
    int left = caption_margin;
    int right = width() - caption_margin;
    if (run_->isVisible())
        right = run_->x() - caption_gap;

    // The title comes first, then the conditions, then which part is visible.
    const auto draw = [&](const QString& text, const QFont& font, const QColor& colour) {
        const QFontMetrics metrics(font);
        const QString shown = metrics.elidedText(text, Qt::ElideRight, std::max(0, right - left));
        painter.setFont(font);
        painter.setPen(colour);
        painter.drawText(QRect(left, 0, right - left, height()), Qt::AlignLeft | Qt::AlignVCenter, shown);
        left += metrics.horizontalAdvance(shown) + caption_gap;
    };
    QFont bold = font();
    bold.setBold(true);
    const QColor lesser = words_.is_stale ? theme.doubt : theme.muted;
    const int part = fontMetrics().horizontalAdvance(words_.part);
    const int title = QFontMetrics(bold).horizontalAdvance(words_.title);
    const int conditions = fontMetrics().horizontalAdvance(words_.conditions);
    if (!words_.is_stale && left + title + caption_gap + conditions + caption_gap + part <= right) {
        painter.setFont(font());
        painter.setPen(lesser);
        painter.drawText(QRect(right - part, 0, part, height()), Qt::AlignRight | Qt::AlignVCenter,
                         words_.part);
        right -= part + caption_gap;
    }
    if (words_.is_stale)
        draw(tr("An earlier run:"), font(), lesser);
    draw(words_.title, bold, words_.is_stale ? theme.doubt : theme.text);
    draw(words_.conditions, font(), lesser);
}

} // namespace interleave
