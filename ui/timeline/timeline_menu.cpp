// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timeline_menu.h"

#include "ui/timeline/row_actions.h"
#include "ui/timeline/timeline_walk.h"

#include <QMenu>

#include <algorithm>
#include <cmath>

namespace interleave {

namespace {

constexpr double reach_of_mark = 5; ///< px around its line

QAction* add_action(QMenu& menu, const char* name, const QString& text, const QString& key = {}) {
    QAction* const action = menu.addAction(key.isEmpty() ? text : text + QLatin1Char('\t') + key);
    action->setObjectName(QLatin1String(name));
    return action;
}

/// Returns the object that the lane of this row waits for or uses at `time`; no_object if there is none.
ObjectId object_at(const Trace& trace, const TimelineRow& row, std::int64_t time) {
    if (row.kind == TimelineRow::Kind::object)
        return trace.object(row.index).id();
    if (row.kind != TimelineRow::Kind::lane)
        return no_object;
    const Lane& lane = trace.lane(row.index);
    const std::size_t segment = lane.segment_at(time);
    return segment < lane.segments().size() ? lane.segments()[segment].object : no_object;
}

} // namespace

TimelineMenu::TimelineMenu(const TimelineModel& model, Navigation& navigation, RowActions& rows,
                           QObject* parent)
    : QObject(parent)
    , model_(model)
    , navigation_(navigation)
    , rows_(rows) {}

TimelineMenu::Place TimelineMenu::placeAt(const QPointF& point) const {
    Place place;
    const TimelineLayout& layout = model_.layout();
    const bool is_beside = point.y() < layout.plot().top() || point.y() >= layout.plot().bottom();
    const std::size_t row = layout.row_at(point.y());
    if (is_beside || row >= model_.row_count())
        return place;
    place.row = row;
    if (layout.plot().contains(point) && !model_.is_covered(model_.time_at_x(point.x())))
        place.time = model_.time_at_x(point.x());
    return place;
}

TimelineMenu::Place TimelineMenu::placeOfChoice() const {
    Place place;
    if (model_.chosen_row() >= model_.row_count())
        return place;
    place.row = model_.chosen_row();
    if (const auto cursor = navigation_.cursor(); cursor && !model_.is_covered(*cursor))
        place.time = cursor;
    return place;
}

void TimelineMenu::openAt(const QPointF& point, const QPoint& global, QWidget& plot) {
    QMenu* const menu = model_.trace() ? new_timeline_menu(plot, tr("What can be done here")) : nullptr;
    if (menu == nullptr)
        return;
    fill(*menu, placeAt(point));
    menu->popup(global);
}

void TimelineMenu::openForChoice(QWidget& plot) {
    QMenu* const menu = model_.trace() ? new_timeline_menu(plot, tr("What can be done here")) : nullptr;
    if (menu == nullptr)
        return;
    const Place wanted = placeOfChoice();
    fill(*menu, wanted);
    menu->popup(plot.mapToGlobal(besideRow(wanted).toPoint()));
}

QPointF TimelineMenu::besideRow(const Place& place) const {
    const TimelineLayout& layout = model_.layout();
    QPointF beside(layout.plot().left(), layout.plot().top());
    if (place.row)
        beside.setY(std::clamp(layout.bar(*place.row).bottom(), layout.plot().top(), layout.plot().bottom()));
    if (place.row && place.time)
        beside.setX(std::clamp(
            pixel_of(*place.time, navigation_.visibleRange(), layout.plot().left(), layout.plot().width()),
            layout.plot().left(), layout.plot().right()));
    return beside;
}

void TimelineMenu::fill(QMenu& menu, const Place& place) {
    if (!model_.trace())
        return;
    if (place.row) {
        const QString name = row_name(*model_.trace(), model_.row(*place.row));
        add_action(menu, "timelineMenuTitle", menu_name(name))->setEnabled(false);
        menu.addSeparator();
        if (place.time)
            addMoment(menu, *place.row, *place.time);
        addMarks(menu, place);
        menu.addSeparator();
        addRow(menu, *place.row);
        menu.addSeparator();
        rows_.addWaysBack(menu);
        return;
    }
    addView(menu);
    menu.addSeparator();
    rows_.fillMenu(menu);
}

void TimelineMenu::choose(std::size_t row, std::int64_t time) {
    // A note or a closer look would be of the selection, which is elsewhere.
    if (const auto selection = navigation_.selection();
        selection && (time < selection->from || time > selection->until))
        navigation_.clearSelection();
    choose_row(model_, navigation_, row, time);
}

void TimelineMenu::addMoment(QMenu& menu, std::size_t row, std::int64_t time) {
    const Moment moment = model_.moment_in(row, time);
    const Trace& trace = *model_.trace();
    const bool is_lane = model_.row(row).kind == TimelineRow::Kind::lane;
    if (moment.range)
        connect(add_action(menu, "menuFocus", tr("Look at this closely"), QStringLiteral("F")),
                &QAction::triggered, this, [this, row, time] {
                    navigation_.clearSelection();
                    choose_row(model_, navigation_, row, time);
                    focus_or_show_all(model_, navigation_, std::nullopt);
                });
    if (is_lane && moment.waits) {
        if (!moment.holder.isEmpty())
            connect(add_action(menu, "menuOwner", tr("Go to the owner, %1").arg(menu_name(moment.holder)),
                               QStringLiteral("[")),
                    &QAction::triggered, this, [this, row, time] {
                        choose(row, time);
                        go_to_owner(model_, navigation_);
                    });
        connect(add_action(menu, "menuPath", tr("Critical path of this wait"), QStringLiteral("C")),
                &QAction::triggered, this, [this, row, time] {
                    choose(row, time);
                    emit pathWanted();
                });
    }
    if (const ObjectId object = object_at(trace, model_.row(row), time);
        is_lane && object != no_object && trace.find_object(object) != nullptr)
        connect(add_action(menu, "menuUsers",
                           tr("Only lanes that used “%1”")
                               .arg(menu_name(QString::fromStdString(trace.find_object(object)->name())))),
                &QAction::triggered, this, [this, object] { rows_.showOnlyUsersOf(object); });
    connect(add_action(menu, "menuMark", tr("Mark this moment"), QStringLiteral("Shift+M")),
            &QAction::triggered, this, [this, time] { navigation_.keepMark(time); });
    connect(add_action(menu, "menuNote", tr("Write a note …"), QStringLiteral("N")), &QAction::triggered,
            this, [this, row, time] {
                choose(row, time);
                emit noteWanted();
            });
}

/// Adds how the mark is removed that is nearest to the place, if one is near.
void TimelineMenu::addMarks(QMenu& menu, const Place& place) {
    if (!place.time)
        return;
    std::vector<std::int64_t> marks = navigation_.marks();
    if (const auto loose = navigation_.looseMark())
        marks.push_back(*loose);
    const QRectF& plot = model_.layout().plot();
    const double pixel = static_cast<double>(navigation_.visibleRange().length()) / plot.width();
    const auto distance = [&](std::int64_t mark) {
        return std::abs(static_cast<double>(mark - *place.time)) / pixel;
    };
    const auto nearest = std::ranges::min_element(marks, {}, distance);
    if (nearest != marks.end() && distance(*nearest) <= reach_of_mark)
        connect(add_action(menu, "menuRemoveMark", tr("Remove this mark")), &QAction::triggered, this,
                [this, mark = *nearest] { navigation_.removeMark(mark); });
}

void TimelineMenu::addRow(QMenu& menu, std::size_t number) {
    const TimelineRow& row = model_.row(number);
    const Trace& trace = *model_.trace();
    if (row.kind == TimelineRow::Kind::object)
        connect(add_action(menu, "menuUsers", tr("Only lanes that used it")), &QAction::triggered, this,
                [this, object = trace.object(row.index).id()] { rows_.showOnlyUsersOf(object); });
    if (row.kind == TimelineRow::Kind::short_lives)
        connect(add_action(menu, "menuFold", tr("Give each a row of its own"), tr("Return")),
                &QAction::triggered, this, [this, number] { emit foldWanted(number); });
    if (row.kind == TimelineRow::Kind::process || row.is_in_process)
        connect(add_action(menu, "menuProcess",
                           row.is_collapsed ? tr("Expand the lanes of the process")
                                            : tr("Collapse the lanes of the process"),
                           QStringLiteral("G")),
                &QAction::triggered, this, [this, number] { rows_.toggleProcess(number); });
    connect(add_action(menu, "menuHide", row.is_heading() ? tr("Hide all its lanes") : tr("Hide this row"),
                       QStringLiteral("H")),
            &QAction::triggered, this, [this, number] { rows_.hide(number); });
    if (!row.is_heading())
        connect(add_action(menu, "menuPin",
                           row.is_pinned ? tr("Let it scroll again") : tr("Pin it to the top"),
                           QStringLiteral("T")),
                &QAction::triggered, this, [this, number] { rows_.togglePin(number); });
    const auto add_move = [&](const char* name, const QString& text, const QString& key, int by) {
        QAction* const move = add_action(menu, name, text, key);
        move->setEnabled(neighbour_to_move_to(model_.frame().rows, number, by) != number);
        connect(move, &QAction::triggered, this, [this, number, by] { rows_.moveBy(number, by); });
    };
    add_move("menuUp", tr("Move up"), tr("Alt+Shift+Up"), -1);
    add_move("menuDown", tr("Move down"), tr("Alt+Shift+Down"), 1);
    if (row.kind == TimelineRow::Kind::processor)
        connect(add_action(menu, "menuProcessors", tr("No processor rows")), &QAction::triggered, this,
                [this] { navigation_.setShowsProcessors(false); });
}

void TimelineMenu::addView(QMenu& menu) {
    connect(add_action(menu, "menuAll", tr("Show the whole run"), tr("Home")), &QAction::triggered, this,
            [this] { navigation_.showAll(); });
    QAction* const follow = add_action(menu, "menuFollow", tr("Follow the live edge"), QStringLiteral("L"));
    follow->setCheckable(true);
    follow->setChecked(navigation_.isFollowing());
    connect(follow, &QAction::triggered, this, [this](bool on) { navigation_.setFollowing(on); });
}

QMenu* new_timeline_menu(QWidget& parent, const QString& accessible_name) {
    const QString name = QStringLiteral("timelineMenu");
    // One key can ask for it twice.
    if (parent.window()->findChild<QMenu*>(name) != nullptr)
        return nullptr;
    auto* const menu = new QMenu(&parent);
    menu->setObjectName(name);
    menu->setAccessibleName(accessible_name);
    menu->setToolTipsVisible(true);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    return menu;
}

} // namespace interleave
