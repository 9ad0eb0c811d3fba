// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/table/table_view.h"

#include "ui/table/table_look.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QFont>
#include <QHeaderView>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QSortFilterProxyModel>
#include <QStyleOptionViewItem>
#include <QToolTip>

#include <algorithm>
#include <set>
#include <vector>

namespace interleave {

namespace {

/// px between columns, beside what each has around its words
constexpr int least_between = 4;
constexpr int most_between = 20;
constexpr int row_margin = 10; ///< px above and below the words, together
constexpr int cell_margin = 8; ///< px beside them, together
constexpr int most_lines = 3;
constexpr int most_fitted_rows = 500; ///< more have one line each

bool same_shape(const Table& left, const Table& right) {
    return left.rows.size() == right.rows.size() &&
           std::equal(left.columns.begin(), left.columns.end(), right.columns.begin(), right.columns.end(),
                      [](const Column& a, const Column& b) { return a.title == b.title; });
}

} // namespace

void TableModel::setTable(Table table) {
    if (same_shape(table_, table) && !table.rows.empty()) {
        table_ = std::move(table);
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
        return;
    }
    beginResetModel();
    table_ = std::move(table);
    endResetModel();
}

void TableModel::setStale(bool stale) {
    stale_ = stale;
    if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1), {Qt::ForegroundRole});
}

int TableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(table_.rows.size());
}

int TableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(table_.columns.size());
}

QVariant TableModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const Cell& cell =
        table_.rows[static_cast<std::size_t>(index.row())][static_cast<std::size_t>(index.column())];
    switch (role) {
    case Qt::DisplayRole:
        return cell.text;
    case Qt::DecorationRole:
        return cell.picture.isNull() ? QVariant() : QVariant(cell.picture);
    case Qt::ToolTipRole:
        return cell.tool_tip.isEmpty() ? QVariant() : QVariant(cell.tool_tip);
    case Qt::FontRole: {
        QFont font = QApplication::font("QAbstractItemView");
        font.setUnderline(true);
        return cell.tone == Tone::link ? QVariant(font) : QVariant();
    }
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::AlignVCenter | (cell.number ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::ForegroundRole:
        if (const auto colour =
                colour_of(stale_ ? Tone::quiet : cell.tone, theme_for(QApplication::palette())))
            return *colour;
        return {};
    case OrderRole:
        return cell.order.isValid() ? cell.order : QVariant(cell.text);
    case NameRole:
        return cell.name;
    default:
        return {};
    }
}

QVariant TableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const Column& column = table_.columns[static_cast<std::size_t>(section)];
    if (role == Qt::DisplayRole)
        return column.title;
    if (role == Qt::ToolTipRole && !column.tool_tip.isEmpty())
        return column.tool_tip;
    if (role == Qt::TextAlignmentRole) {
        const bool number =
            !table_.rows.empty() && table_.rows.front()[static_cast<std::size_t>(section)].number;
        return QVariant::fromValue(Qt::AlignVCenter | (number ? Qt::AlignRight : Qt::AlignLeft));
    }
    return {};
}

TableView::TableView(const QString& name, const QString& title, const QString& hint, QWidget* parent)
    : QTableView(parent)
    , model_(new TableModel(this))
    , hint_(hint) {
    setObjectName(name);
    setAccessibleName(title);
    setToolTip(hint);
    auto* sorted = new QSortFilterProxyModel(this);
    sorted->setSourceModel(model_);
    sorted->setSortRole(TableModel::OrderRole);
    setModel(sorted);
    set_table_look(*this);
    setWordWrap(true);
    setSortingEnabled(true);
    sorted->sort(-1); // the order of the run until the user sorts
    horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    horizontalHeader()->setSortIndicatorClearable(true);
    connect(sorted, &QAbstractItemModel::layoutChanged, this, &TableView::fitRows);
    connect(horizontalHeader(), &QHeaderView::sectionResized, this, [this] {
        // Only a drag by the user counts, and not a click on a tab that shows this table for the first time.
        if (horizontalHeader()->underMouse() && QGuiApplication::mouseButtons() != Qt::NoButton)
            widths_chosen_ = true;
    });
}

void TableView::setTable(Table table) {
    const bool reshaped = !same_shape(model_->table(), table);
    model_->setTable(std::move(table));
    horizontalHeader()->setVisible(model_->rowCount() > 0);
    if (!reshaped)
        return;
    const auto& rows = model_->table().rows;
    horizontalHeader()->setStretchLastSection(!rows.empty() && !rows.front().back().number);
    fitColumns();
    viewport()->update();
}

void TableView::setHint(const QString& hint) {
    hint_ = hint;
    viewport()->update();
}

void TableView::fitColumns() {
    wanted_widths_.clear(); // the current widths are no use here, because the last column is stretched
    for (int column = 0; column < model_->columnCount(); ++column)
        wanted_widths_.push_back(
            std::max(sizeHintForColumn(column), horizontalHeader()->sectionSizeHint(column)));
    widths_chosen_ = false;
    shareRoom();
}

void TableView::shareRoom() {
    // A long sentence must not push the columns after it out of view, but it gets the room that they leave.
    const int widest = fontMetrics().averageCharWidth() * 60;
    std::vector<int> widths;
    int spare = viewport()->width();
    for (const int wanted : wanted_widths_) {
        widths.push_back(std::min(wanted, widest));
        spare -= widths.back();
    }
    if (widths.empty())
        return;
    // Where there is little room, more columns in view are better than room between them.
    const int columns = static_cast<int>(widths.size());
    const int between = std::clamp(spare / columns, least_between, most_between);
    spare -= columns * between;
    // Words take several lines if nothing has to be scrolled into view then: first those of the last column,
    // then those of the others.
    int narrower = 0;
    std::vector<int> cuts(widths.size(), 0);
    for (std::size_t step = 0; step < widths.size(); ++step) {
        const std::size_t column = (widths.size() - 1 + step) % widths.size();
        const int least = step == 0 ? widest / 4 : widest / 2;
        if (isOfNumbers(static_cast<int>(column)) || widths[column] <= least)
            continue;
        cuts[column] = std::min(widths[column] - least, std::max(0, -spare - narrower));
        narrower += cuts[column];
    }
    if (spare + narrower >= 0) {
        for (std::size_t column = 0; column < widths.size(); ++column)
            widths[column] -= cuts[column];
        spare += narrower;
    }
    for (std::size_t column = 0; column < widths.size(); ++column) {
        const int extra = std::clamp(wanted_widths_[column] - widest, 0, std::max(spare, 0));
        setColumnWidth(static_cast<int>(column), widths[column] + between + extra);
        spare -= extra;
    }
    fitRows();
}

bool TableView::isOfNumbers(int column) const {
    const auto& rows = model_->table().rows;
    return !rows.empty() && rows.front()[static_cast<std::size_t>(column)].number;
}

/// Gives a row as many lines as its words need, and the height of its pictures.
void TableView::fitRows() {
    const int line = fontMetrics().height();
    verticalHeader()->setDefaultSectionSize(line + row_margin);
    const auto& sorted = static_cast<const QSortFilterProxyModel&>(*model());
    if (sorted.rowCount() > most_fitted_rows)
        return;
    std::vector<int> rooms;
    int rest = viewport()->width(); // the last column is stretched
    for (int column = 0; column < model_->columnCount(); ++column) {
        rooms.push_back(std::max(columnWidth(column), column + 1 == model_->columnCount() ? rest : 0));
        rest -= columnWidth(column);
    }
    for (int row = 0; row < sorted.rowCount(); ++row) {
        const auto source = static_cast<std::size_t>(sorted.mapToSource(sorted.index(row, 0)).row());
        int height = line;
        for (std::size_t column = 0; column < rooms.size(); ++column) {
            const Cell& cell = model_->table().rows[source][column];
            const int room = std::max(rooms[column] - cell_margin, 1);
            const int words =
                cell.number || fontMetrics().horizontalAdvance(cell.text) <= room
                    ? line
                    : fontMetrics()
                          .boundingRect(0, 0, room, most_lines * 100 * line, Qt::TextWordWrap, cell.text)
                          .height();
            height = std::max({height, cell.picture.height(), std::min(words, most_lines * line)});
        }
        verticalHeader()->resizeSection(row, height + row_margin);
    }
}

/// Words that are cut have themselves as their tool tip.
bool TableView::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto& help = static_cast<const QHelpEvent&>(*event);
        const QModelIndex index = indexAt(help.pos());
        if (index.isValid() && !index.data(Qt::ToolTipRole).isValid() &&
            sizeHintForIndex(index).width() > visualRect(index).width()) {
            QToolTip::showText(help.globalPos(), index.data().toString(), viewport(), visualRect(index));
            return true;
        }
    }
    return QTableView::viewportEvent(event);
}

/// The chosen row is strong where keys act on it. Elsewhere it only says what the rest of the view is about.
void TableView::initViewItemOption(QStyleOptionViewItem* option) const {
    QTableView::initViewItemOption(option);
    if (hasFocus())
        return;
    const Theme& theme = theme_for(palette());
    option->palette.setColor(QPalette::Highlight, theme.chosen);
    option->palette.setColor(QPalette::HighlightedText, model_->isStale() ? theme.muted : theme.text);
}

void TableView::resizeEvent(QResizeEvent* event) {
    QTableView::resizeEvent(event);
    if (!widths_chosen_)
        shareRoom();
}

void TableView::selectNamed(const std::vector<std::string>& names) {
    if (names.empty())
        return;
    const auto& sorted = static_cast<const QSortFilterProxyModel&>(*model());
    clearSelection();
    QModelIndex first;
    for (int row = 0; row < sorted.rowCount(); ++row) {
        const QModelIndex index = sorted.index(row, 0);
        const auto& cells = model_->table().rows[static_cast<std::size_t>(sorted.mapToSource(index).row())];
        if (std::ranges::find(names, cells.front().name.toStdString()) == names.end())
            continue;
        selectionModel()->select(index, QItemSelectionModel::Select | QItemSelectionModel::Rows);
        if (!first.isValid())
            first = index;
    }
    if (first.isValid()) {
        selectionModel()->setCurrentIndex(first, QItemSelectionModel::NoUpdate);
        scrollTo(first);
    }
}

std::optional<std::size_t> TableView::selectedRow() const {
    const QModelIndexList selected = selectionModel()->selectedIndexes();
    if (selected.isEmpty())
        return std::nullopt;
    const auto* sorted = static_cast<const QSortFilterProxyModel*>(model());
    return static_cast<std::size_t>(sorted->mapToSource(selected.front()).row());
}

void TableView::selectRowAsSet(std::size_t row) {
    if (selectedRow() == row)
        return;
    const auto& sorted = static_cast<const QSortFilterProxyModel&>(*model());
    const QModelIndex index = sorted.mapFromSource(model_->index(static_cast<int>(row), 0));
    selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    scrollTo(index);
}

Table TableView::shownTable() const {
    const auto& sorted = static_cast<const QSortFilterProxyModel&>(*model());
    Table table{model_->table().columns, {}};
    for (int row = 0; row < sorted.rowCount(); ++row) {
        const int source = sorted.mapToSource(sorted.index(row, 0)).row();
        table.rows.push_back(model_->table().rows[static_cast<std::size_t>(source)]);
    }
    return table;
}

QString TableView::toText() const {
    std::set<int> rows;
    for (const QModelIndex& index : selectionModel()->selectedRows())
        rows.insert(index.row());
    if (rows.empty())
        for (int row = 0; row < model()->rowCount(); ++row)
            rows.insert(row);

    QStringList lines;
    QStringList words;
    for (int column = 0; column < model()->columnCount(); ++column)
        words.append(model()->headerData(column, Qt::Horizontal).toString());
    lines.append(words.join(QLatin1Char('\t')));
    for (const int row : rows) {
        words.clear();
        for (int column = 0; column < model()->columnCount(); ++column)
            words.append(model()->index(row, column).data().toString());
        lines.append(words.join(QLatin1Char('\t')));
    }
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

void TableView::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Copy)) {
        QGuiApplication::clipboard()->setText(toText());
        return;
    }
    QTableView::keyPressEvent(event);
}

void TableView::paintEvent(QPaintEvent* event) {
    QTableView::paintEvent(event);
    if (model_->rowCount() == 0)
        paint_table_hint(*this, hint_);
}

} // namespace interleave
