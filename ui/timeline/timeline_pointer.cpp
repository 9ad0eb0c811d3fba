// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timeline_pointer.h"

#include "ui/rows/frame_painter.h"
#include "ui/timeline/timeline_walk.h"

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace interleave {

namespace {

constexpr double notch = 120;    ///< of a wheel, in Qt's eighths of a degree
constexpr double least_drag = 4; ///< pixels; a shorter move is a click

} // namespace

TimelinePointer::TimelinePointer(const TimelineModel& model, Navigation& navigation, QObject* parent)
    : QObject(parent)
    , model_(model)
    , navigation_(navigation) {}

bool TimelinePointer::handle(QEvent& event) {
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
        if (!model_.trace() || mouse.button() != Qt::LeftButton)
            return true;
        if (model_.layout().plot().contains(mouse.position()))
            focus_or_show_all(model_, navigation_, position_);
        else if (model_.layout().labels().contains(mouse.position()) && !isOnTriangle(mouse.position()))
            emit foldWanted(model_.layout().row_at(mouse.position().y()));
        return true;
    }
    case QEvent::ContextMenu: {
        const auto& wanted = static_cast<QContextMenuEvent&>(event);
        emit menuWanted(QPointF(wanted.pos()), wanted.globalPos());
        return true;
    }
    case QEvent::Wheel:
        turnWheel(static_cast<QWheelEvent&>(event));
        return true;
    case QEvent::Leave:
        position_.reset();
        emit moved();
        emit hovered(QString());
        return false;
    case QEvent::ToolTip:
        askForToolTip(static_cast<QHelpEvent&>(event));
        return true;
    default:
        return false;
    }
}

void TimelinePointer::press(const QMouseEvent& event) {
    emit focusWanted();
    if (!model_.trace())
        return;
    drag_begin_ = event.position();
    drag_range_ = navigation_.visibleRange();
    const bool is_left = event.button() == Qt::LeftButton;
    const bool pans =
        event.button() == Qt::MiddleButton || (is_left && (event.modifiers() & Qt::ShiftModifier));
    if (is_left && model_.overview().contains(event.position())) {
        drag_ = Drag::overview;
        showOverviewAt(event.position().x());
    } else if (pans) {
        drag_ = Drag::pan;
        emit grabbed(true);
    } else if (is_left) {
        drag_row_ = model_.layout().row_at(event.position().y());
        const bool on_name = event.position().x() < model_.layout().plot().left();
        drag_ = on_name && drag_row_ < model_.row_count() ? Drag::row : Drag::select;
    }
}

void TimelinePointer::move(const QMouseEvent& event) {
    position_ = event.position();
    switch (drag_) {
    case Drag::pan:
        panTo(event.position().x());
        break;
    case Drag::overview:
        showOverviewAt(event.position().x());
        break;
    case Drag::select:
        selectTo(event.position().x());
        break;
    case Drag::row:
        if (std::abs(event.position().y() - drag_begin_.y()) >= least_drag)
            emit grabbed(true);
        break;
    case Drag::none:
        break;
    }
    hover(event.position());
    emit moved();
}

std::optional<double> TimelinePointer::dropEdge() const {
    if (drag_ != Drag::row || !position_ || std::abs(position_->y() - drag_begin_.y()) < least_drag)
        return std::nullopt;
    const std::size_t to = model_.layout().row_at(position_->y());
    if (to >= model_.row_count() || drag_row_ >= model_.row_count() || to == drag_row_)
        return std::nullopt;
    const QRectF stripe = model_.layout().stripe(to);
    return to > drag_row_ ? stripe.bottom() : stripe.top();
}

void TimelinePointer::dropRow(const QMouseEvent& event) {
    const std::size_t to = model_.layout().row_at(event.position().y());
    if (to < model_.row_count() && drag_row_ < model_.row_count() && to != drag_row_)
        emit rowMoveWanted(drag_row_, to);
}

void TimelinePointer::release(const QMouseEvent& event) {
    const double x = event.position().x();
    const double distance = drag_ == Drag::row ? event.position().y() - drag_begin_.y() : x - drag_begin_.x();
    const bool is_click = std::abs(distance) < least_drag;
    const bool may_choose = drag_ == Drag::select || drag_ == Drag::row;
    if (drag_ == Drag::row && !is_click)
        dropRow(event);
    if (drag_ == Drag::row && is_click && isOnTriangle(event.position())) {
        emit foldWanted(drag_row_);
    } else if (may_choose && is_click && drag_row_ < model_.row_count()) {
        navigation_.clearSelection();
        const bool in_plot = x >= model_.layout().plot().left();
        choose_row(model_, navigation_, drag_row_,
                   in_plot ? model_.time_at_x(x)
                           : navigation_.cursor().value_or(navigation_.visibleRange().from));
    }
    emit grabbed(false);
    drag_ = Drag::none;
    emit moved(); // the edge at which a row would be put is gone
}

/// Whether it is on the sign before the name of a process, which says that its lanes share a row or have
/// their own. A second click of a double click there is not one more.
bool TimelinePointer::isOnTriangle(const QPointF& position) const {
    const std::size_t row = model_.layout().row_at(position.y());
    const QRectF& labels = model_.layout().labels();
    return row < model_.row_count() && model_.row(row).kind == TimelineRow::Kind::process &&
           position.x() >= labels.left() && position.x() < labels.left() + room_of_sign(model_.frame());
}

void TimelinePointer::turnWheel(const QWheelEvent& event) {
    // A sideways move on a touchpad pans, and so does the wheel with Shift (which Qt may already have turned
    // sideways).
    const QPoint angle = event.angleDelta();
    const bool is_sideways = std::abs(angle.x()) > std::abs(angle.y());
    if (event.modifiers() & Qt::ControlModifier) {
        zoomAt(std::pow(1.25, angle.y() / notch), event.position().x());
    } else if ((event.modifiers() & Qt::ShiftModifier) || is_sideways) {
        const bool by_height = (event.modifiers() & Qt::ShiftModifier) && angle.y() != 0;
        if (model_.trace())
            navigation_.pan(-0.1 * (by_height ? angle.y() : angle.x()) / notch);
    } else {
        const double rows = angle.y() / notch * 2;
        emit scrollWanted(-static_cast<int>(std::lround(rows * model_.layout().row_height())));
    }
}

void TimelinePointer::zoomAt(double factor, double x) {
    if (model_.trace())
        navigation_.zoom(factor, model_.time_at_x(x));
}

void TimelinePointer::panTo(double x) {
    const double distance = x - drag_begin_.x();
    const TimeRange range = panned(drag_range_, -distance / model_.layout().plot().width());
    navigation_.showRange(range, distance > 0 ? MoveKind::pan_back : MoveKind::pan_forward);
}

void TimelinePointer::selectTo(double x) {
    if (drag_begin_.x() < model_.layout().plot().left() || std::abs(x - drag_begin_.x()) < least_drag)
        return;
    const auto [from, until] = std::minmax({model_.time_at_x(drag_begin_.x()), model_.time_at_x(x)});
    if (until > from)
        navigation_.select({from, until});
}

void TimelinePointer::showOverviewAt(double x) {
    const std::int64_t time = model_.time_in_overview(x);
    const TimeRange range = navigation_.visibleRange();
    const std::int64_t length = std::min(range.length(), navigation_.wholeRange().length());
    navigation_.showRange({time - length / 2, time - length / 2 + length},
                          time < range.from + length / 2 ? MoveKind::pan_back : MoveKind::pan_forward);
}

void TimelinePointer::hover(const QPointF& position) {
    const auto moment = model_.moment_under(position);
    emit hovered(moment ? to_line(*moment) : QString());
}

void TimelinePointer::askForToolTip(const QHelpEvent& event) {
    const auto moment = model_.moment_under(event.pos());
    emit toolTipWanted(event.globalPos(), moment ? to_rich_text(*moment) : QString());
}

} // namespace interleave
