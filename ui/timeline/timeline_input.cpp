// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timeline_input.h"

#include "ui/timeline/timeline_walk.h"

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace interleave {

namespace {

constexpr double key_zoom = 1.5;
constexpr double key_pan = 0.15;
constexpr double notch = 120;    ///< of a wheel, in Qt's eighths of a degree
constexpr double least_drag = 4; ///< pixels; a shorter move is a click

/// Finds W, A, S and D by their places on the keyboard, whatever is printed on them. The codes are evdev's
/// plus 8, as X11 and Wayland report them. A synthetic key has no such code and is known by its letter.
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
    const bool is_elsewhere = event.nativeScanCode() != 0 &&
                              (key == Qt::Key_W || key == Qt::Key_A || key == Qt::Key_S || key == Qt::Key_D);
    return is_elsewhere ? Qt::Key_unknown : static_cast<Qt::Key>(key);
}

} // namespace

TimelineInput::TimelineInput(const TimelineModel& model, Navigation& navigation, QObject* parent)
    : QObject(parent)
    , model_(model)
    , navigation_(navigation) {}

QList<QPair<QString, QString>> TimelineInput::keys() {
    return {
        {tr("W, S"), tr("zoom in, zoom out: at the cursor, else at the pointer")},
        {tr("A, D or ←, →"), tr("move to earlier, to later")},
        {tr("↑, ↓"), tr("choose a lane")},
        {tr("Return or double-click on a name"),
         tr("give short lives that share a row rows of their own, or fold them again")},
        {tr("H, Shift+H"), tr("hide the chosen row; show all rows again")},
        {tr("T"), tr("pin the chosen row to the top, or let it scroll again")},
        {tr("Alt+Shift+↑, ↓, or drag a name"), tr("move the chosen row")},
        {tr("G"), tr("collapse the lanes of the chosen lane's process, or expand them")},
        {tr("U, Shift+U"), tr("undo and redo changes of the rows")},
        {tr("V"), tr("menu of the rows: filters, and what is hidden")},
        {tr("Menu or Shift+F10"), tr("what can be done here, as with the right button")},
        {tr("Ctrl+wheel"), tr("zoom at the pointer")},
        {tr("Wheel, Page Up, Page Down"), tr("scroll the lanes")},
        {tr("Shift+wheel"), tr("move in time")},
        {tr("Drag"), tr("select a stretch: its length, events and waiting")},
        {tr("Middle drag or Shift+drag"), tr("move in time")},
        {tr("F or double-click"), tr("fill the view with what is under the cursor; again: all")},
        {tr("Home or 0"), tr("show the whole run")},
        {tr(". and ,"), tr("next and previous event of the lane")},
        {tr("[ and ]"),
         tr("from a waiter to the owner and its line, and back; first to the lane that is stuck longest")},
        {tr("R"), tr("arrows to where a lane went on: of the chosen lane, all, none")},
        {tr("C"), tr("critical path: what the wait at the cursor came from, or else the end of the run")},
        {tr("M, Shift+M"), tr("mark the cursor's time; keep the mark")},
        {tr("N"), tr("write a note on the selection, or on the cursor's time")},
        {tr("Ctrl+Z, Ctrl+Shift+Z"), tr("undo and redo moves of the view")},
        {tr("L"), tr("follow the live edge")},
        {tr("Esc"), tr("clear selection, cursor and mark, end the replay")}};
}

bool TimelineInput::claims(const QKeyEvent& event) {
    if (event.modifiers() & Qt::ControlModifier)
        return event.key() == Qt::Key_Z;
    if (event.modifiers() & (Qt::AltModifier | Qt::MetaModifier))
        return false; // of a menu or a button
    return !event.text().isEmpty() && QStringLiteral("WASDFLMNRCHTGUV0.,[]").contains(event.text().toUpper());
}

bool TimelineInput::handleKey(const QKeyEvent& event) {
    if (!model_.trace())
        return false;
    const bool shift = event.modifiers() & Qt::ShiftModifier;
    if (event.modifiers() & Qt::ControlModifier) {
        if (event.key() != Qt::Key_Z)
            return false;
        shift ? navigation_.redo() : navigation_.undo();
        return true;
    }
    if (handleRowKey(event))
        return true;
    if (event.modifiers() & (Qt::AltModifier | Qt::MetaModifier))
        return false;
    switch (key_by_place(event)) {
    case Qt::Key_W:
        zoomByKey(key_zoom);
        return true;
    case Qt::Key_S:
        zoomByKey(1 / key_zoom);
        return true;
    case Qt::Key_A:
    case Qt::Key_Left:
        navigation_.pan(-key_pan);
        return true;
    case Qt::Key_D:
    case Qt::Key_Right:
        navigation_.pan(key_pan);
        return true;
    case Qt::Key_Up:
        choose_neighbour(model_, navigation_, -1);
        return true;
    case Qt::Key_Down:
        choose_neighbour(model_, navigation_, 1);
        return true;
    case Qt::Key_PageUp:
        emit pageWanted(-1);
        return true;
    case Qt::Key_PageDown:
        emit pageWanted(1);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        emit foldWanted(model_.chosen_row());
        return true;
    case Qt::Key_F:
        focus_or_show_all(model_, navigation_, pointer_);
        return true;
    case Qt::Key_Home:
    case Qt::Key_0:
        navigation_.showAll();
        return true;
    case Qt::Key_Period:
        step_event(model_, navigation_, 1);
        return true;
    case Qt::Key_Comma:
        step_event(model_, navigation_, -1);
        return true;
    case Qt::Key_BracketLeft:
        go_to_owner(model_, navigation_);
        return true;
    case Qt::Key_BracketRight:
        navigation_.goBackToWaiter();
        return true;
    case Qt::Key_R:
        showNextArrows();
        return true;
    case Qt::Key_C:
        emit pathWanted();
        return true;
    case Qt::Key_M:
        mark(shift);
        return true;
    case Qt::Key_N:
        wantNote();
        return true;
    case Qt::Key_L:
        navigation_.setFollowing(!navigation_.isFollowing());
        return true;
    case Qt::Key_Escape:
        navigation_.clear();
        return true;
    default:
        return false;
    }
}

bool TimelineInput::handleRowKey(const QKeyEvent& event) {
    const bool shift = event.modifiers() & Qt::ShiftModifier;
    if (event.modifiers() & Qt::AltModifier) {
        if (!shift || (event.key() != Qt::Key_Up && event.key() != Qt::Key_Down))
            return false;
        emit rowActionWanted(event.key() == Qt::Key_Up ? RowAction::move_up : RowAction::move_down);
        return true;
    }
    switch (key_by_place(event)) {
    case Qt::Key_H:
        emit rowActionWanted(shift ? RowAction::show_all : RowAction::hide);
        return true;
    case Qt::Key_T:
        emit rowActionWanted(RowAction::pin);
        return true;
    case Qt::Key_G:
        emit rowActionWanted(RowAction::toggle_process);
        return true;
    case Qt::Key_U:
        emit rowActionWanted(shift ? RowAction::redo : RowAction::undo);
        return true;
    case Qt::Key_V:
        emit rowActionWanted(RowAction::menu);
        return true;
    case Qt::Key_F10:
        if (shift)
            emit menuWanted(std::nullopt, QPoint());
        return shift;
    default:
        return false;
    }
}

bool TimelineInput::handlePointer(QEvent& event) {
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
            focus_or_show_all(model_, navigation_, pointer_);
        else if (model_.layout().labels().contains(mouse.position()))
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
        pointer_.reset();
        emit pointerMoved();
        emit hovered(QString());
        return false;
    case QEvent::ToolTip:
        askForToolTip(static_cast<QHelpEvent&>(event));
        return true;
    default:
        return false;
    }
}

void TimelineInput::press(const QMouseEvent& event) {
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

void TimelineInput::move(const QMouseEvent& event) {
    pointer_ = event.position();
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
    emit pointerMoved();
}

std::optional<double> TimelineInput::dropEdge() const {
    if (drag_ != Drag::row || !pointer_ || std::abs(pointer_->y() - drag_begin_.y()) < least_drag)
        return std::nullopt;
    const std::size_t to = model_.layout().row_at(pointer_->y());
    if (to >= model_.row_count() || drag_row_ >= model_.row_count() || to == drag_row_)
        return std::nullopt;
    const QRectF stripe = model_.layout().stripe(to);
    return to > drag_row_ ? stripe.bottom() : stripe.top();
}

void TimelineInput::dropRow(const QMouseEvent& event) {
    const std::size_t to = model_.layout().row_at(event.position().y());
    if (to < model_.row_count() && drag_row_ < model_.row_count() && to != drag_row_)
        emit rowMoveWanted(drag_row_, to);
}

void TimelineInput::release(const QMouseEvent& event) {
    const double x = event.position().x();
    const double moved = drag_ == Drag::row ? event.position().y() - drag_begin_.y() : x - drag_begin_.x();
    const bool is_click = std::abs(moved) < least_drag;
    const bool may_choose = drag_ == Drag::select || drag_ == Drag::row;
    if (drag_ == Drag::row && !is_click)
        dropRow(event);
    if (may_choose && is_click && drag_row_ < model_.row_count()) {
        navigation_.clearSelection();
        const bool in_plot = x >= model_.layout().plot().left();
        choose_row(model_, navigation_, drag_row_,
                   in_plot ? model_.time_at_x(x)
                           : navigation_.cursor().value_or(navigation_.visibleRange().from));
    }
    emit grabbed(false);
    drag_ = Drag::none;
    emit pointerMoved(); // the edge at which a row would be put is gone
}

void TimelineInput::turnWheel(const QWheelEvent& event) {
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

void TimelineInput::zoomByKey(double factor) {
    const TimeRange& range = navigation_.visibleRange();
    const std::optional<std::int64_t> cursor = navigation_.cursor();
    if (cursor && *cursor >= range.from && *cursor <= range.until)
        navigation_.zoom(factor, *cursor);
    else
        zoomAt(factor, pointer_or_middle(model_, pointer_));
}

void TimelineInput::zoomAt(double factor, double x) {
    if (model_.trace())
        navigation_.zoom(factor, model_.time_at_x(x));
}

void TimelineInput::panTo(double x) {
    const double moved = x - drag_begin_.x();
    const TimeRange range = panned(drag_range_, -moved / model_.layout().plot().width());
    navigation_.showRange(range, moved > 0 ? MoveKind::pan_back : MoveKind::pan_forward);
}

void TimelineInput::selectTo(double x) {
    if (drag_begin_.x() < model_.layout().plot().left() || std::abs(x - drag_begin_.x()) < least_drag)
        return;
    const auto [from, until] = std::minmax({model_.time_at_x(drag_begin_.x()), model_.time_at_x(x)});
    if (until > from)
        navigation_.select({from, until});
}

void TimelineInput::showOverviewAt(double x) {
    const std::int64_t time = model_.time_in_overview(x);
    const TimeRange range = navigation_.visibleRange();
    const std::int64_t length = std::min(range.length(), navigation_.wholeRange().length());
    navigation_.showRange({time - length / 2, time - length / 2 + length},
                          time < range.from + length / 2 ? MoveKind::pan_back : MoveKind::pan_forward);
}

void TimelineInput::showNextArrows() {
    using Arrows = Navigation::Arrows;
    switch (navigation_.arrows()) {
    case Arrows::none:
        navigation_.setArrows(Arrows::chosen);
        break;
    case Arrows::chosen:
        navigation_.setArrows(Arrows::all);
        break;
    case Arrows::all:
        navigation_.setArrows(Arrows::none);
        break;
    }
}

/// Returns the cursor's time, else that under the pointer, else that in the middle.
std::int64_t TimelineInput::markedTime() const {
    return navigation_.cursor().value_or(model_.time_at_x(pointer_or_middle(model_, pointer_)));
}

void TimelineInput::mark(bool keep) {
    if (keep)
        navigation_.keepMark(markedTime());
    else
        navigation_.setLooseMark(markedTime());
}

void TimelineInput::wantNote() {
    if (!navigation_.selection() && !navigation_.cursor())
        navigation_.setLooseMark(markedTime()); // so that people see what they write about
    emit noteWanted();
}

void TimelineInput::hover(const QPointF& position) {
    const auto moment = model_.moment_under(position);
    emit hovered(moment ? to_line(*moment) : QString());
}

void TimelineInput::askForToolTip(const QHelpEvent& event) {
    const auto moment = model_.moment_under(event.pos());
    emit toolTipWanted(event.globalPos(), moment ? to_rich_text(*moment) : QString());
}

} // namespace interleave
