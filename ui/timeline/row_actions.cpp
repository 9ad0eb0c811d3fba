// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/row_actions.h"

#include "ui/run/shown_arrangement.h"
#include "ui/timeline/timeline_walk.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QMenu>
#include <QWidgetAction>

#include <algorithm>
#include <utility>

namespace interleave {

namespace {

/// More entries would be no menu any more.
constexpr std::size_t most_entries = 24;

QString name_of_key(const Trace& trace, const RowKey& key) {
    switch (key.kind) {
    case RowKey::Kind::lane:
        return key.number < trace.lane_count() ? QString::fromStdString(trace.lane(key.number).name())
                                               : QString();
    case RowKey::Kind::object:
        if (const Object* const object = trace.find_object(key.number))
            return QString::fromStdString(object->name());
        break;
    case RowKey::Kind::processor:
        return row_name(trace, {TimelineRow::Kind::processor, key.number});
    case RowKey::Kind::process:
        break;
    }
    return {};
}

} // namespace

QString menu_name(const QString& name) {
    constexpr qsizetype most_letters = 40;
    QString shown = name.size() > most_letters ? name.left(most_letters - 1) + QChar(0x2026) : name;
    return shown.replace(QLatin1Char('&'), QStringLiteral("&&"));
}

RowActions::RowActions(const TimelineModel& model, Navigation& navigation, ShownArrangement& shown,
                       QObject* parent)
    : QObject(parent)
    , model_(model)
    , navigation_(navigation)
    , shown_(shown) {}

QString RowActions::nameOf(std::size_t row) const {
    return row_name(*model_.trace(), model_.row(row));
}

void RowActions::perform(RowAction action, std::size_t row) {
    switch (action) {
    case RowAction::hide:
        hide(row);
        break;
    case RowAction::show_all:
        showAll();
        break;
    case RowAction::pin:
        togglePin(row);
        break;
    case RowAction::toggle_process:
        toggleProcess(row);
        break;
    case RowAction::move_up:
        moveBy(row, -1);
        break;
    case RowAction::move_down:
        moveBy(row, 1);
        break;
    case RowAction::undo:
        undo();
        break;
    case RowAction::redo:
        redo();
        break;
    }
}

void RowActions::hide(std::size_t row) {
    if (row >= model_.row_count())
        return;
    const bool is_chosen = row == model_.chosen_row();
    shown_.change(tr("hide %1").arg(nameOf(row)),
                  with_row_hidden(shown_.rows(), *model_.trace(), model_.row(row)));
    if (is_chosen && model_.row_count() > 0)
        choose_row(model_, navigation_, std::min(row, model_.row_count() - 1),
                   navigation_.cursor().value_or(navigation_.visibleRange().from));
}

void RowActions::showAll() {
    shown_.change(tr("show all rows"), with_all_shown(shown_.rows()));
}

void RowActions::togglePin(std::size_t row) {
    if (row >= model_.row_count())
        return;
    const QString what = model_.row(row).is_pinned ? tr("unpin %1") : tr("pin %1");
    shown_.change(what.arg(nameOf(row)), with_pin_toggled(shown_.rows(), *model_.trace(), model_.row(row)));
}

void RowActions::toggleProcess(std::size_t row) {
    if (row >= model_.row_count() || !model_.row(row).is_of_lanes())
        return;
    const QString what =
        model_.row(row).is_collapsed ? tr("expand %1") : tr("collapse the lanes of a process");
    shown_.change(model_.row(row).is_collapsed ? what.arg(nameOf(row)) : what,
                  with_process_toggled(shown_.rows(), *model_.trace(), model_.row(row)));
}

void RowActions::moveBy(std::size_t row, int by) {
    moveTo(row, neighbour_to_move_to(model_.frame().rows, row, by));
}

void RowActions::moveTo(std::size_t row, std::size_t to) {
    if (row >= model_.row_count() || row == to)
        return;
    shown_.change(
        tr("move %1").arg(nameOf(row)),
        with_row_moved(shown_.rows(), *model_.trace(), model_.all_rows(), model_.frame().rows, row, to));
}

void RowActions::setFilter(const RowFilter& filter) {
    RowArrangement rows = shown_.rows();
    rows.filter = filter;
    shown_.change(filter.empty() ? tr("clear the filter") : tr("filter the rows"), std::move(rows));
}

void RowActions::showOnlyUsersOf(ObjectId object) {
    RowFilter filter = shown_.rows().filter;
    filter.object = object;
    setFilter(filter);
}

void RowActions::undo() {
    shown_.undoStack().undo();
}

void RowActions::redo() {
    shown_.undoStack().redo();
}

QString RowActions::hiddenChoice() const {
    if (!model_.trace() || model_.chosen_row() < model_.row_count())
        return {};
    if (const auto lane = navigation_.chosenLane())
        return name_of_key(*model_.trace(), {RowKey::Kind::lane, *lane});
    if (const auto object = navigation_.chosenObject();
        object && has_row(model_.trace()->find_object(*object)->kind()))
        return name_of_key(*model_.trace(), {RowKey::Kind::object, *object});
    return {};
}

void RowActions::fillMenu(QMenu& menu) {
    if (!model_.trace())
        return;
    addFilters(menu);
    menu.addSeparator();
    addHidden(menu);
    addWaysBack(menu);
}

void RowActions::addFilters(QMenu& menu) {
    const RowFilter filter = shown_.rows().filter;
    QAction* const waiting = menu.addAction(tr("Only lanes that waited for others"));
    waiting->setObjectName(QStringLiteral("rowsWaiting"));
    waiting->setToolTip(tr("Hide lanes that never waited for a lock, the GIL, a message or a result"));
    waiting->setCheckable(true);
    waiting->setChecked(filter.waiting);
    connect(waiting, &QAction::triggered, this, [this, filter](bool on) {
        RowFilter next = filter;
        next.waiting = on;
        setFilter(next);
    });

    QMenu* const users = menu.addMenu(tr("Only lanes that used"));
    users->setObjectName(QStringLiteral("rowsUsers"));
    const Trace& trace = *model_.trace();
    std::size_t entries = 0;
    for (const TimelineRow& row : model_.all_rows()) {
        if (row.kind != TimelineRow::Kind::object || entries == most_entries)
            continue;
        const ObjectId object = trace.object(row.index).id();
        QAction* const only = users->addAction(menu_name(row_name(trace, row)));
        only->setCheckable(true);
        only->setChecked(filter.object == object);
        connect(only, &QAction::triggered, this,
                [this, object](bool on) { showOnlyUsersOf(on ? object : 0); });
        ++entries;
    }
    users->setEnabled(entries > 0);

    auto* const text = new QLineEdit(QString::fromStdString(filter.text));
    text->setObjectName(QStringLiteral("rowsText"));
    text->setPlaceholderText(tr("Only names with …, then Enter"));
    text->setAccessibleName(tr("Only rows whose names have this text"));
    text->setToolTip(text->accessibleName());
    text->setClearButtonEnabled(true);
    auto* const place = new QWidget; // so that the field stands below the other entries' words
    auto* const layout = new QHBoxLayout(place);
    layout->setContentsMargins(26, 3, 8, 3);
    layout->addWidget(text);
    place->setFocusProxy(text);
    place->setFocusPolicy(Qt::StrongFocus);
    auto* const field = new QWidgetAction(&menu);
    field->setText(text->accessibleName());
    field->setDefaultWidget(place); // which the action owns
    menu.addAction(field);
    connect(text, &QLineEdit::returnPressed, this, [this, text, filter, &menu] {
        RowFilter next = filter;
        next.text = text->text().trimmed().toStdString();
        menu.close();
        setFilter(next);
    });

    QAction* const clear = menu.addAction(tr("Clear the filter"));
    clear->setObjectName(QStringLiteral("rowsClearFilter"));
    clear->setEnabled(!filter.empty());
    connect(clear, &QAction::triggered, this, [this] { setFilter({}); });
}

void RowActions::addHidden(QMenu& menu) {
    QMenu* const again = menu.addMenu(tr("Show again"));
    again->setObjectName(QStringLiteral("rowsShowAgain"));
    std::size_t entries = 0;
    for (const RowKey& key : shown_.rows().hidden) {
        const QString name = name_of_key(*model_.trace(), key);
        if (name.isEmpty() || entries == most_entries)
            continue;
        connect(again->addAction(menu_name(name)), &QAction::triggered, this, [this, key, name] {
            RowArrangement rows = shown_.rows();
            rows.hidden.erase(key);
            shown_.change(tr("show %1").arg(name), std::move(rows));
        });
        ++entries;
    }
    again->setEnabled(entries > 0);
}

void RowActions::addWaysBack(QMenu& menu) {
    const std::size_t hidden = model_.hidden_by_hand().count() + model_.hidden_by_filter().count();
    QAction* const all =
        menu.addAction((hidden > 0 ? tr("Show all rows (%1 hidden)").arg(hidden) : tr("Show all rows")) +
                       QStringLiteral("\tShift+H"));
    all->setObjectName(QStringLiteral("rowsShowAll"));
    all->setEnabled(hidden > 0 || !shown_.rows().filter.empty());
    connect(all, &QAction::triggered, this, &RowActions::showAll);
    QAction* const usual = menu.addAction(tr("Arrange as at first"));
    usual->setObjectName(QStringLiteral("rowsUsual"));
    usual->setEnabled(!shown_.rows().empty());
    connect(usual, &QAction::triggered, this,
            [this] { shown_.change(tr("arrange as at first"), RowArrangement{}); });
    menu.addSeparator();
    QUndoStack& stack = shown_.undoStack();
    QAction* const back =
        menu.addAction((stack.canUndo() ? tr("Undo: %1").arg(menu_name(stack.undoText())) : tr("Undo")) +
                       QStringLiteral("\tU"));
    back->setObjectName(QStringLiteral("rowsUndo"));
    back->setEnabled(stack.canUndo());
    connect(back, &QAction::triggered, this, &RowActions::undo);
    QAction* const forth =
        menu.addAction((stack.canRedo() ? tr("Redo: %1").arg(menu_name(stack.redoText())) : tr("Redo")) +
                       QStringLiteral("\tShift+U"));
    forth->setObjectName(QStringLiteral("rowsRedo"));
    forth->setEnabled(stack.canRedo());
    connect(forth, &QAction::triggered, this, &RowActions::redo);
}

} // namespace interleave
