// SPDX-License-Identifier: GPL-3.0-or-later
// What keys, wheel and mouse do in the timeline; the same as in other trace viewers, so that nobody has to
// learn it.
#include "ui/timeline/moment.h"
#include "ui/timeline/timeline_view.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QToolTip>
#include <QWheelEvent>

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>

namespace interleave {

namespace {

constexpr double key_zoom = 1.5;
constexpr double key_pan = 0.15;
constexpr double notch = 120;    ///< of a wheel, in Qt's eighths of a degree
constexpr double least_drag = 4; ///< pixels; less is a click

/// W A S D by where they are, whatever is printed on them: evdev's codes plus 8, as X11 and Wayland report
/// them. Without such a code (synthetic keys) the letter counts.
Qt::Key key_by_place(const QKeyEvent& event) {
    switch (event.nativeScanCode()) {
    case 25:
        return Qt::Key_W;
    case 38:
        return Qt::Key_A;
    case 39:
        return Qt::Key_S;
    case 40:
        return Qt::Key_D;
    default:
        break;
    }
    const int key = event.key();
    const bool other_place = event.nativeScanCode() != 0 &&
                             (key == Qt::Key_W || key == Qt::Key_A || key == Qt::Key_S || key == Qt::Key_D);
    return other_place ? Qt::Key_unknown : static_cast<Qt::Key>(key);
}

} // namespace

QList<QPair<QString, QString>> TimelineView::hands() {
    return {{tr("W, S"), tr("zoom in, zoom out")},
            {tr("A, D or ←, →"), tr("move to earlier, to later")},
            {tr("↑, ↓"), tr("choose a lane")},
            {tr("Ctrl + wheel"), tr("zoom at the pointer")},
            {tr("Wheel, Page Up, Page Down"), tr("scroll the lanes")},
            {tr("Shift + wheel"), tr("move in time")},
            {tr("Drag"), tr("select a stretch: its length, events and waiting")},
            {tr("Middle drag or Shift + drag"), tr("move in time")},
            {tr("F or double-click"), tr("fill the view with what is under the cursor; again: all")},
            {tr("Home or 0"), tr("show the whole run")},
            {tr(". and ,"), tr("next and previous event of the lane")},
            {tr("[ and ]"), tr("from a waiter to the owner, and back")},
            {tr("M, Shift + M"), tr("mark the cursor's time; keep the mark")},
            {tr("Ctrl + Z, Ctrl + Shift + Z"), tr("undo and redo moves of the view")},
            {tr("L"), tr("follow the live edge")},
            {tr("Esc"), tr("clear selection, cursor and mark")}};
}

std::int64_t TimelineView::timeAt(double x) const {
    const QRectF& plot = frame_.layout.plot();
    return time_at(std::clamp(x, plot.left(), plot.right()), frame_.range, plot.left(), plot.width());
}

double TimelineView::pointerOrMiddle() const {
    const QRectF& plot = frame_.layout.plot();
    if (pointer_ && plot.contains(*pointer_))
        return pointer_->x();
    return plot.center().x();
}

bool TimelineView::event(QEvent* event) {
    // Keys that a window may also use as shortcuts are the timeline's while it has the focus.
    if (event->type() == QEvent::ShortcutOverride) {
        const auto& key = static_cast<const QKeyEvent&>(*event);
        const bool control = key.modifiers() & Qt::ControlModifier;
        const bool ours =
            control ? key.key() == Qt::Key_Z
                    : QStringLiteral("WASDFLM0.,[]").contains(key.text().toUpper()) && !key.text().isEmpty();
        if (ours) {
            event->accept();
            return true;
        }
    }
    return QWidget::event(event);
}

void TimelineView::keyPressEvent(QKeyEvent* event) {
    if (!trace_ || !handleKey(*event))
        QWidget::keyPressEvent(event);
}

bool TimelineView::handleKey(const QKeyEvent& event) {
    const bool shift = event.modifiers() & Qt::ShiftModifier;
    if (event.modifiers() & Qt::ControlModifier) {
        if (event.key() != Qt::Key_Z)
            return false;
        shift ? redoView() : undoView();
        return true;
    }
    if (event.modifiers() & (Qt::AltModifier | Qt::MetaModifier))
        return false;
    switch (key_by_place(event)) {
    case Qt::Key_W:
        zoomBy(key_zoom, pointerOrMiddle());
        return true;
    case Qt::Key_S:
        zoomBy(1 / key_zoom, pointerOrMiddle());
        return true;
    case Qt::Key_A:
    case Qt::Key_Left:
        panBy(-key_pan);
        return true;
    case Qt::Key_D:
    case Qt::Key_Right:
        panBy(key_pan);
        return true;
    case Qt::Key_Up:
        chooseNeighbour(-1);
        return true;
    case Qt::Key_Down:
        chooseNeighbour(1);
        return true;
    case Qt::Key_PageUp:
        scroll_bar_->triggerAction(QAbstractSlider::SliderPageStepSub);
        return true;
    case Qt::Key_PageDown:
        scroll_bar_->triggerAction(QAbstractSlider::SliderPageStepAdd);
        return true;
    case Qt::Key_F:
        focusCursor();
        return true;
    case Qt::Key_Home:
    case Qt::Key_0:
        fitAll();
        return true;
    case Qt::Key_Period:
        stepEvent(1);
        return true;
    case Qt::Key_Comma:
        stepEvent(-1);
        return true;
    case Qt::Key_BracketLeft:
        jumpToOwner();
        return true;
    case Qt::Key_BracketRight:
        jumpBack();
        return true;
    case Qt::Key_M:
        mark(shift);
        return true;
    case Qt::Key_L:
        setFollowing(!isFollowing());
        return true;
    case Qt::Key_Escape:
        clearSelection();
        cursor_.reset();
        loose_mark_.reset();
        redrawCursor();
        return true;
    default:
        return false;
    }
}

bool TimelineView::eventFilter(QObject* watched, QEvent* event) {
    if (watched == plot_ && handlePlotEvent(*event))
        return true;
    return QWidget::eventFilter(watched, event);
}

bool TimelineView::handlePlotEvent(QEvent& event) {
    switch (event.type()) {
    case QEvent::MouseButtonPress:
        press(static_cast<QMouseEvent&>(event));
        return true;
    case QEvent::MouseMove:
        move(static_cast<QMouseEvent&>(event));
        return true;
    case QEvent::MouseButtonRelease:
        release(static_cast<QMouseEvent&>(event));
        return true;
    case QEvent::MouseButtonDblClick: {
        const auto& mouse = static_cast<QMouseEvent&>(event);
        if (frame_.layout.plot().contains(mouse.position()) && mouse.button() == Qt::LeftButton)
            focusCursor();
        return true;
    }
    case QEvent::Wheel:
        wheel(static_cast<QWheelEvent&>(event));
        return true;
    case QEvent::Leave:
        pointer_.reset();
        redrawCursor();
        emit hoverTextChanged(QString());
        return false;
    case QEvent::ToolTip: {
        const auto& help = static_cast<QHelpEvent&>(event);
        showToolTip(help.pos(), help.globalPos());
        return true;
    }
    default:
        return false;
    }
}

void TimelineView::press(const QMouseEvent& event) {
    setFocus(Qt::MouseFocusReason);
    if (!trace_)
        return;
    drag_begin_ = event.position();
    drag_range_ = frame_.range;
    const bool pans = event.button() == Qt::MiddleButton ||
                      (event.button() == Qt::LeftButton && (event.modifiers() & Qt::ShiftModifier));
    if (overviewRect().contains(event.position()) && event.button() == Qt::LeftButton) {
        drag_ = Drag::overview;
        overviewTo(event.position().x());
    } else if (pans) {
        drag_ = Drag::pan;
        plot_->setCursor(Qt::ClosedHandCursor);
    } else if (event.button() == Qt::LeftButton) {
        drag_ = Drag::select;
        drag_row_ = frame_.layout.row_at(event.position().y());
    }
}

void TimelineView::move(const QMouseEvent& event) {
    pointer_ = event.position();
    const QRectF& plot = frame_.layout.plot();
    const double moved = event.position().x() - drag_begin_.x();
    switch (drag_) {
    case Drag::pan: {
        const bool before = isFollowing();
        const double share = -moved / plot.width();
        const auto kind = moved > 0 ? MoveKind::pan_back : MoveKind::pan_forward;
        viewport_.show(panned(drag_range_, share), kind);
        viewMoved(before);
        break;
    }
    case Drag::overview:
        overviewTo(event.position().x());
        break;
    case Drag::select:
        if (drag_begin_.x() >= plot.left() && std::abs(moved) >= least_drag) {
            const auto [from, until] = std::minmax({timeAt(drag_begin_.x()), timeAt(event.position().x())});
            if (until > from)
                select({from, until});
        }
        break;
    case Drag::none:
        break;
    }
    hover(event.position());
    redrawCursor();
}

void TimelineView::release(const QMouseEvent& event) {
    const bool click = std::abs(event.position().x() - drag_begin_.x()) < least_drag;
    if (drag_ == Drag::select && click && drag_row_ < frame_.rows.size()) {
        clearSelection();
        const bool in_plot = event.position().x() >= frame_.layout.plot().left();
        choose(drag_row_, in_plot ? timeAt(event.position().x()) : cursor_.value_or(frame_.range.from));
    }
    plot_->unsetCursor();
    drag_ = Drag::none;
}

void TimelineView::wheel(const QWheelEvent& event) {
    // A touchpad's sideways move is a pan, as is the wheel with Shift (which Qt may already have turned
    // sideways).
    const QPoint angle = event.angleDelta();
    if (event.modifiers() & Qt::ControlModifier) {
        zoomBy(std::pow(1.25, angle.y() / notch), event.position().x());
    } else if (event.modifiers() & Qt::ShiftModifier) {
        panBy(-0.1 * (angle.y() != 0 ? angle.y() : angle.x()) / notch);
    } else if (std::abs(angle.x()) > std::abs(angle.y())) {
        panBy(-0.1 * angle.x() / notch);
    } else {
        const double rows = angle.y() / notch * 2;
        scroll_bar_->setValue(scroll_bar_->value() -
                              static_cast<int>(std::lround(rows * frame_.layout.row_height())));
    }
}

void TimelineView::overviewTo(double x) {
    const QRectF place = overviewRect();
    const std::int64_t time =
        time_at(std::clamp(x, place.left(), place.right()), viewport_.whole(), place.left(), place.width());
    const bool before = isFollowing();
    const std::int64_t length = std::min(frame_.range.length(), viewport_.whole().length());
    viewport_.show({time - length / 2, time - length / 2 + length},
                   time < frame_.range.from + length / 2 ? MoveKind::pan_back : MoveKind::pan_forward);
    viewMoved(before);
}

void TimelineView::hover(const QPointF& position) {
    const std::size_t row = frame_.layout.row_at(position.y());
    if (!trace_ || row >= frame_.rows.size() || !frame_.layout.plot().contains(position)) {
        emit hoverTextChanged(QString());
        return;
    }
    emit hoverTextChanged(
        to_line(moment_at(*trace_, frame_.rows[row], timeAt(position.x()), frame_.live_end)));
}

void TimelineView::showToolTip(const QPoint& position, const QPoint& global) {
    const std::size_t row = frame_.layout.row_at(position.y());
    if (!trace_ || row >= frame_.rows.size() || !frame_.layout.plot().contains(position)) {
        QToolTip::hideText();
        return;
    }
    const Moment moment = moment_at(*trace_, frame_.rows[row], timeAt(position.x()), frame_.live_end);
    QToolTip::showText(global, to_rich_text(moment), plot_);
}

} // namespace interleave
