// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/gil/gil_canvas.h"

#include "ui/gil/gil_chart.h"
#include "ui/gil/gil_words.h"
#include "ui/words/words.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace interleave {

GilCanvas::GilCanvas(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("gilCanvas"));
    setAccessibleName(tr("The lock over time"));
    setToolTip(tr("Who holds the lock and who wants it; a click goes to the lane, ← and → from hand-over to "
                  "hand-over"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setMinimumHeight(fontMetrics().height() * 5);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
}

void GilCanvas::setShown(const ShownGil* shown, bool is_whole, const QString& hint) {
    shown_ = shown != nullptr && shown->figures ? shown : nullptr;
    is_whole_ = is_whole;
    hint_ = hint;
    setAccessibleDescription(shown_ != nullptr ? figures_text(*shown_->figures, is_whole) +
                                                     QStringLiteral(". ") + meaning_text(*shown_, is_whole)
                                               : hint);
    update();
}

void GilCanvas::setCursorTime(std::optional<std::int64_t> time) {
    cursor_ = time;
    update();
}

void GilCanvas::setStale(bool is_stale) {
    is_stale_ = is_stale;
    update();
}

std::size_t GilCanvas::columns() const {
    return static_cast<std::size_t>(std::max(1, width()));
}

QRectF GilCanvas::area() const {
    return QRectF(rect()).adjusted(12, 4, -8, -2);
}

void GilCanvas::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const Theme& theme = theme_for(palette());
    painter.fillRect(rect(), theme.background);
    if (shown_ != nullptr) {
        GilChart(area(), *shown_, font(), is_whole_).draw(painter, theme, cursor_, is_stale_);
    } else {
        painter.setPen(theme.muted);
        painter.drawText(area(), Qt::AlignCenter | Qt::TextWordWrap, hint_);
    }
    if (hasFocus()) {
        painter.setPen(QPen(theme.accent, 2));
        painter.drawRect(rect().adjusted(1, 1, -1, -1));
    }
}

void GilCanvas::mousePressEvent(QMouseEvent* event) {
    if (shown_ == nullptr || event->button() != Qt::LeftButton)
        return;
    const GilChart chart(area(), *shown_, font(), is_whole_);
    if (const auto lane = chart.lane_at(event->position()))
        emit laneChosen(*lane, chart.time_at(event->position().x()));
}

void GilCanvas::mouseMoveEvent(QMouseEvent* event) {
    if (shown_ == nullptr)
        return;
    const GilChart chart(area(), *shown_, font(), is_whole_);
    const auto lane = chart.lane_at(event->position());
    emit hovered(lane ? QStringLiteral("%1 · %2").arg(QString::fromStdString(shown_->name_of_lane(*lane)),
                                                      moment_text(chart.time_at(event->position().x())))
                      : QString());
}

void GilCanvas::leaveEvent(QEvent* event) {
    QWidget::leaveEvent(event);
    emit hovered(QString());
}

void GilCanvas::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right)
        emit stepWanted(event->key() == Qt::Key_Right ? 1 : -1);
    else
        QWidget::keyPressEvent(event);
}

} // namespace interleave
