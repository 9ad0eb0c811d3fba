// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/locks/blame_canvas.h"

#include "ui/words/words.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QToolTip>

#include <algorithm>
#include <utility>

namespace interleave {

namespace {

std::size_t moved(std::size_t place, int by, std::size_t count) {
    const auto wanted = static_cast<std::ptrdiff_t>(place) + by;
    return static_cast<std::size_t>(
        std::clamp<std::ptrdiff_t>(wanted, 0, static_cast<std::ptrdiff_t>(count) - 1));
}

} // namespace

BlameCanvas::BlameCanvas(QWidget* parent)
    : ChartCanvas(QStringLiteral("locksBlameMatrix"), tr("Who waited for whom"), parent) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
}

void BlameCanvas::showMatrix(BlameMatrix matrix, const QString& description) {
    const bool is_same_shape =
        matrix.waiters.size() == matrix_.waiters.size() && matrix.blamed.size() == matrix_.blamed.size();
    matrix_ = std::move(matrix);
    description_ = description;
    if (!is_same_shape)
        current_.reset();
    redraw();
}

void BlameCanvas::redraw() {
    showDrawing([this](QPainter& painter, const QRectF& area,
                       const Theme& theme) { draw_blame(painter, area, matrix_, theme, font(), current_); },
                current_ ? tool_tip_of(*current_) : description_);
}

QString BlameCanvas::tool_tip_of(const BlameCell& cell) const {
    const QString& waiter = matrix_.waiters[cell.waiter].name;
    const BlameMatrix::Party& blamed = matrix_.blamed[cell.blamed];
    const BlameMatrix::Cell& told = matrix_.cell(cell.waiter, cell.blamed);
    if (told.waited <= 0)
        return tr("%1 never waited for: %2").arg(waiter, blamed.name);
    const QString parts = told.waits == 1 ? tr("in one wait") : tr("in %1 waits").arg(count_text(told.waits));
    return tr("%1 waited for: %2 – %3 %4, the longest %5. A click or Enter goes there.")
        .arg(waiter, blamed.name, duration_text(told.waited), parts, duration_text(told.longest->longest));
}

bool BlameCanvas::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip)
        return ChartCanvas::event(event);
    const auto& help = static_cast<const QHelpEvent&>(*event);
    const auto cell = BlameLayout(matrix_, area(), font()).cell_at(help.pos());
    if (cell)
        QToolTip::showText(help.globalPos(), tool_tip_of(*cell), this);
    else
        QToolTip::hideText();
    return true;
}

void BlameCanvas::mousePressEvent(QMouseEvent* event) {
    const auto cell = BlameLayout(matrix_, area(), font()).cell_at(event->position());
    if (event->button() != Qt::LeftButton || !cell)
        return ChartCanvas::mousePressEvent(event);
    current_ = cell;
    redraw();
    go();
}

void BlameCanvas::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
    case Qt::Key_Left:
        return move(0, -1);
    case Qt::Key_Right:
        return move(0, 1);
    case Qt::Key_Up:
        return move(-1, 0);
    case Qt::Key_Down:
        return move(1, 0);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        return go();
    default:
        ChartCanvas::keyPressEvent(event);
    }
}

void BlameCanvas::move(int rows, int columns) {
    const BlameLayout layout(matrix_, area(), font());
    if (matrix_.empty() || layout.row_count() == 0 || layout.column_count() == 0)
        return;
    current_ = current_ ? BlameCell{moved(current_->waiter, rows, layout.row_count()),
                                    moved(current_->blamed, columns, layout.column_count())}
                        : BlameCell{0, 0};
    redraw();
}

void BlameCanvas::go() {
    if (!current_)
        return;
    if (const auto& longest = matrix_.cell(current_->waiter, current_->blamed).longest)
        emit waitWanted(*longest);
}

} // namespace interleave
