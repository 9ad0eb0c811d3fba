// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timeline_keys.h"

#include "ui/timeline/timeline_pointer.h"
#include "ui/timeline/timeline_walk.h"

#include <QKeyEvent>

namespace interleave {

namespace {

constexpr double key_zoom = 1.5;
constexpr double key_pan = 0.15;

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

TimelineKeys::TimelineKeys(const TimelineModel& model, Navigation& navigation, const TimelinePointer& pointer,
                           QObject* parent)
    : QObject(parent)
    , model_(model)
    , navigation_(navigation)
    , pointer_(pointer) {}

QList<QPair<QString, QString>> TimelineKeys::keys() {
    return {
        {tr("W, S"), tr("zoom in, zoom out: at the cursor, else at the pointer")},
        {tr("A, D or ←, →"), tr("move to earlier, to later")},
        {tr("↑, ↓"), tr("choose a lane")},
        {tr("Return or double-click on a name"),
         tr("give short lives that share a row rows of their own, or fold them again")},
        {tr("H, Shift+H"), tr("hide the chosen row; show all rows again")},
        {tr("T"), tr("pin the chosen row to the top, or let it scroll again")},
        {tr("Alt+Shift+↑, ↓, or drag a name"), tr("move the chosen row")},
        {tr("G, or click a triangle"), tr("collapse the lanes of the chosen lane's process, or expand them")},
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

bool TimelineKeys::claims(const QKeyEvent& event) {
    if (event.modifiers() & Qt::ControlModifier)
        return event.key() == Qt::Key_Z;
    if (event.modifiers() & (Qt::AltModifier | Qt::MetaModifier))
        return false; // of a menu or a button
    return !event.text().isEmpty() && QStringLiteral("WASDFLMNRCHTGUV0.,[]").contains(event.text().toUpper());
}

bool TimelineKeys::handle(const QKeyEvent& event) {
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
        focus_or_show_all(model_, navigation_, pointer_.position());
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

bool TimelineKeys::handleRowKey(const QKeyEvent& event) {
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
        emit rowsMenuWanted();
        return true;
    case Qt::Key_F10:
        if (shift)
            emit menuWanted();
        return shift;
    default:
        return false;
    }
}

void TimelineKeys::zoomByKey(double factor) {
    const TimeRange& range = navigation_.visibleRange();
    const std::optional<std::int64_t> cursor = navigation_.cursor();
    if (cursor && *cursor >= range.from && *cursor <= range.until)
        navigation_.zoom(factor, *cursor);
    else
        navigation_.zoom(factor, model_.time_at_x(pointer_or_middle(model_, pointer_.position())));
}

void TimelineKeys::showNextArrows() {
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
std::int64_t TimelineKeys::markedTime() const {
    return navigation_.cursor().value_or(model_.time_at_x(pointer_or_middle(model_, pointer_.position())));
}

void TimelineKeys::mark(bool keep) {
    if (keep)
        navigation_.keepMark(markedTime());
    else
        navigation_.setLooseMark(markedTime());
}

void TimelineKeys::wantNote() {
    if (!navigation_.selection() && !navigation_.cursor())
        navigation_.setLooseMark(markedTime()); // so that people see what they write about
    emit noteWanted();
}

} // namespace interleave
