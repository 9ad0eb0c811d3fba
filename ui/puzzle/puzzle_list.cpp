// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/puzzle/puzzle_list.h"

#include "ui/puzzle/puzzle_board.h"
#include "ui/puzzle/puzzle_model.h"
#include "ui/theme/theme.h"

#include <QDropEvent>
#include <QKeyEvent>
#include <QMimeData>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace interleave {

PuzzleList::PuzzleList(PuzzleModel& model, const QString& hint, QWidget* parent)
    : QListView(parent)
    , model_(model)
    , hint_(hint) {
    setModel(&model);
    setDragDropMode(QAbstractItemView::DragDrop);
    setDefaultDropAction(Qt::MoveAction);
    setDragDropOverwriteMode(false);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setUniformItemSizes(true);
    connect(&model, &QAbstractItemModel::modelReset, this, &PuzzleList::keepCurrent);
    connect(selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& index) {
        if (!index.isValid()) // the model is being reset
            return;
        current_line_ = model_.lineAt(index.row());
        current_row_ = index.row();
    });
}

std::optional<std::size_t> PuzzleList::currentLine() const {
    return model_.lineAt(currentIndex().row());
}

void PuzzleList::choose(std::size_t line) {
    if (const int row = model_.rowOf(line); row >= 0)
        setCurrentIndex(model_.index(row));
}

void PuzzleList::goTo(std::size_t line) {
    if (const int row = model_.rowOf(line); row >= 0)
        selectionModel()->setCurrentIndex(model_.index(row), QItemSelectionModel::Clear);
}

void PuzzleList::keepCurrent() {
    const int row = current_line_ ? model_.rowOf(*current_line_) : -1;
    const int last = model_.rowCount() - 1;
    if (last >= 0)
        setCurrentIndex(model_.index(row >= 0 ? row : std::clamp(current_row_, 0, last)));
    viewport()->update();
}

bool PuzzleList::changeProgram(const QKeyEvent& event) {
    const std::optional<std::size_t> line = currentLine();
    if (!line || model_.which() != PuzzleModel::Which::program)
        return false;
    PuzzleBoard& board = model_.board();
    const bool moves = event.modifiers().testAnyFlags(Qt::ControlModifier | Qt::AltModifier);
    switch (event.key()) {
    case Qt::Key_Up:
    case Qt::Key_Down:
        if (!moves)
            return false;
        board.move(*line, event.key() == Qt::Key_Up ? -1 : 1);
        return true;
    case Qt::Key_Left:
    case Qt::Key_Right:
        board.indent(*line, event.key() == Qt::Key_Left ? -1 : 1);
        return true;
    case Qt::Key_Delete:
        board.leave(*line);
        return true;
    default:
        return false;
    }
}

void PuzzleList::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Space && event->modifiers() == Qt::NoModifier) {
        emit toggled();
        return;
    }
    if (!changeProgram(*event))
        QListView::keyPressEvent(event);
}

void PuzzleList::focusInEvent(QFocusEvent* event) {
    QListView::focusInEvent(event);
    emit entered();
}

void PuzzleList::mousePressEvent(QMouseEvent* event) {
    pressed_x_ = event->position().toPoint().x();
    QListView::mousePressEvent(event);
}

void PuzzleList::dropEvent(QDropEvent* event) {
    const std::optional<std::size_t> line = PuzzleModel::lineIn(event->mimeData());
    PuzzleBoard& board = model_.board();
    const std::optional<std::size_t> place = line ? board.placeOf(*line) : std::nullopt;
    if (!place || model_.which() != PuzzleModel::Which::program) {
        QListView::dropEvent(event);
        if (line && event->isAccepted())
            choose(*line);
        return;
    }
    // Within the program a line is also indented by how far it was dragged to the side.
    const QPoint at = event->position().toPoint();
    const QModelIndex below = indexAt(at);
    const bool in_lower_half = below.isValid() && at.y() > visualRect(below).center().y();
    const int row = below.isValid() ? below.row() + (in_lower_half ? 1 : 0) : model_.rowCount();
    const double step = fontMetrics().horizontalAdvance(QLatin1Char(' ')) * PuzzleModel::blanks;
    const int by = static_cast<int>(std::lround((at.x() - pressed_x_) / step));
    board.place(*line, static_cast<std::size_t>(row), board.program()[*place].indent + by);
    event->acceptProposedAction();
    stopAutoScroll();
    setState(QAbstractItemView::NoState);
    viewport()->update();
}

void PuzzleList::paintEvent(QPaintEvent* event) {
    QListView::paintEvent(event);
    if (model_.rowCount() > 0)
        return;
    QPainter painter(viewport());
    QFont words = font();
    words.setFamily(window()->font().family());
    painter.setFont(words);
    painter.setPen(theme_for(palette()).muted);
    painter.drawText(viewport()->rect().adjusted(12, 12, -12, -12), Qt::AlignCenter | Qt::TextWordWrap,
                     hint_);
}

} // namespace interleave
