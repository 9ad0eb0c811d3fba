// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/events/event_table.h"

#include "ui/table/table_csv.h"
#include "ui/table/table_look.h"
#include "ui/words/words.h"

#include <QAction>
#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QScrollBar>

#include <algorithm>

namespace interleave {

namespace {

constexpr int beside_words = 24; ///< px of room in a cell, both sides together

int column(EventColumn which) {
    return static_cast<int>(which);
}

/// Returns the width of the longest name, for at most so many letters.
template <typename NameAt>
int widest_name(const QFontMetrics& metrics, std::size_t count, NameAt name_at) {
    constexpr std::size_t most_looked_at = 2'000;
    const int widest = metrics.averageCharWidth() * 26;
    int width = metrics.averageCharWidth() * 8;
    for (std::size_t i = 0; i < std::min(count, most_looked_at) && width < widest; ++i)
        width = std::max(width, metrics.horizontalAdvance(QString::fromStdString(name_at(i))));
    return std::min(width, widest);
}

} // namespace

EventTable::EventTable(QWidget* parent) : QTableView(parent), model_(new EventModel(this)) {
    setObjectName(QStringLiteral("eventsTable"));
    setAccessibleName(tr("Events"));
    set_table_look(*this);
    setModel(model_);
    // The rows are millions, so nothing may ask each for its height or its width.
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setSectionsClickable(false); // they are in order of time
    horizontalHeader()->setSectionResizeMode(column(EventColumn::detail), QHeaderView::Stretch);
    horizontalHeader()->setMinimumSectionSize(fontMetrics().averageCharWidth() * 9);
    setRowHeight();
    connect(horizontalHeader(), &QHeaderView::sectionResized, this, [this] {
        if (horizontalHeader()->underMouse() && QGuiApplication::mouseButtons() != Qt::NoButton)
            widths_chosen_ = true;
    });
    setContextMenuPolicy(Qt::ActionsContextMenu);
    auto* text = new QAction(tr("Copy the rows"), this);
    text->setObjectName(QStringLiteral("eventsCopy"));
    text->setShortcut(QKeySequence::Copy);
    text->setShortcutContext(Qt::WidgetShortcut);
    auto* csv = new QAction(tr("Copy the rows as CSV"), this);
    csv->setObjectName(QStringLiteral("eventsCopyCsv"));
    addActions({text, csv});
    connect(text, &QAction::triggered, this, &EventTable::copyText);
    connect(csv, &QAction::triggered, this, &EventTable::copyCsv);
}

void EventTable::setRowHeight() {
    verticalHeader()->setMinimumSectionSize(1);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 10);
}

void EventTable::changeEvent(QEvent* event) {
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        setRowHeight();
}

void EventTable::setHint(const QString& hint) {
    hint_ = hint;
    viewport()->update();
}

void EventTable::fitColumns() {
    const std::shared_ptr<const IndexedEvents>& events = model_->events();
    if (widths_chosen_ || !events)
        return;
    const Trace& trace = *events->trace;
    const QFontMetrics metrics = fontMetrics();
    const auto set = [&](EventColumn which, int words) {
        const int heading = horizontalHeader()->sectionSizeHint(column(which));
        setColumnWidth(column(which), std::max(words + beside_words, heading));
    };
    set(EventColumn::time,
        metrics.horizontalAdvance(QLocale().toString(static_cast<double>(trace.time_end()) / 1e6, 'f', 6)));
    set(EventColumn::lane,
        widest_name(metrics, trace.lane_count(), [&](std::size_t i) { return trace.lane(i).name(); }));
    set(EventColumn::kind, metrics.horizontalAdvance(kind_text(EventKind::forced_wait_begin)));
    set(EventColumn::object,
        widest_name(metrics, trace.object_count(), [&](std::size_t i) { return trace.object(i).name(); }));
    set(EventColumn::value, metrics.averageCharWidth() * 9);
    set(EventColumn::line, widest_name(metrics, max_files, [&](std::size_t i) {
            return site_text(trace, make_site(static_cast<std::uint32_t>(i), 9999));
        }));
}

void EventTable::goTo(int row) {
    const QModelIndex index = model_->index(row, 0);
    const QRect place = visualRect(index);
    const bool is_in_view = place.top() >= 0 && place.bottom() < viewport()->height();
    setCurrentIndex(index);
    scrollTo(index, is_in_view ? EnsureVisible : PositionAtCenter);
}

int EventTable::firstRowInView() const {
    return std::max(0, rowAt(0));
}

bool EventTable::isAtEnd() const {
    return verticalScrollBar()->value() == verticalScrollBar()->maximum();
}

void EventTable::selectAll() {
    if (model_->rowCount() <= most_copied_rows) {
        QTableView::selectAll();
        return;
    }
    selectionModel()->select(
        {model_->index(0, 0), model_->index(most_copied_rows - 1, event_column_count - 1)},
        QItemSelectionModel::ClearAndSelect);
}

EventTable::Stretches EventTable::chosenRows() const {
    // selectedRows() would have an index for each of them.
    Stretches rows;
    for (const QItemSelectionRange& range : selectionModel()->selection())
        rows.emplace_back(range.top(), range.bottom());
    if (rows.empty() && model_->rowCount() > 0)
        rows.emplace_back(0, model_->rowCount() - 1);
    std::ranges::sort(rows);
    return rows;
}

Table EventTable::chosenTable() const {
    Table table{event_columns(), {}};
    for (const auto& [first, last] : chosenRows()) {
        const int room = most_copied_rows - static_cast<int>(table.rows.size());
        Table part = model_->table(first, std::min(room, last - first + 1));
        std::ranges::move(part.rows, std::back_inserter(table.rows));
    }
    return table;
}

void EventTable::copy(const QString& text, std::size_t rows) {
    QGuiApplication::clipboard()->setText(text);
    int chosen = 0;
    for (const auto& [first, last] : chosenRows())
        chosen += last - first + 1;
    if (chosen > static_cast<int>(rows))
        emit cut(static_cast<int>(rows), chosen);
}

void EventTable::copyText() {
    const Table table = chosenTable();
    QStringList lines;
    QStringList words;
    for (const Column& column : table.columns)
        words << column.title;
    lines << words.join(QLatin1Char('\t'));
    for (const std::vector<Cell>& row : table.rows) {
        words.clear();
        for (const Cell& cell : row)
            words << cell.text;
        lines << words.join(QLatin1Char('\t'));
    }
    copy(lines.join(QLatin1Char('\n')) + QLatin1Char('\n'), table.rows.size());
}

void EventTable::copyCsv() {
    const Table table = chosenTable();
    copy(QString::fromUtf8(to_csv(table)), table.rows.size());
}

void EventTable::paintEvent(QPaintEvent* event) {
    QTableView::paintEvent(event);
    if (model_->rowCount() == 0)
        paint_table_hint(*this, hint_);
}

} // namespace interleave
