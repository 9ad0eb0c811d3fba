// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/printed/printed_view.h"

#include "ui/printed/printed_table.h"

#include <QScrollBar>

#include <algorithm>
#include <span>
#include <utility>

namespace interleave {

PrintedView::PrintedView(QWidget* parent)
    : TableView(QStringLiteral("printedView"), tr("Printed lines"),
                tr("The lines that the run prints, in the order in which they are printed"), parent)
    , lines_(std::make_shared<const std::vector<PrintedLine>>())
    , answers_(&PrintedView::answer, {[this](const Lines& lines) {
        setHint(tr("Nothing has been printed"));
        take(lines);
    }}) {
    setSelectionMode(QAbstractItemView::SingleSelection);
    connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this, &PrintedView::choose);
    connect(this, &QAbstractItemView::clicked, this, &PrintedView::choose);
}

PrintedView::Lines PrintedView::answer(const std::shared_ptr<const Trace>& trace) {
    return std::make_shared<const std::vector<PrintedLine>>(printed_lines(*trace));
}

void PrintedView::setTrace(std::shared_ptr<const Trace> trace) {
    answers_.forget();
    trace_ = std::move(trace);
    time_.reset();
    is_replaying_ = false;
    setHint(toolTip());
    take(std::make_shared<const std::vector<PrintedLine>>());
    refresh();
}

void PrintedView::refresh() {
    if (trace_ != nullptr && isVisible())
        answers_.ask(trace_);
}

void PrintedView::take(const Lines& lines) {
    lines_ = lines;
    showLines();
}

void PrintedView::setMoment(std::optional<std::int64_t> time, bool is_replaying) {
    time_ = time;
    is_replaying_ = is_replaying;
    showLines();
}

void PrintedView::showLines() {
    if (trace_ == nullptr) {
        shown_ = 0;
        clear();
        return;
    }
    const std::size_t printed = time_ ? printed_until(*lines_, *time_) : lines_->size();
    const std::size_t wanted = is_replaying_ ? printed : lines_->size();
    is_following_ = true;
    const bool was_at_end = verticalScrollBar()->value() == verticalScrollBar()->maximum();
    if (std::exchange(shown_, wanted) != wanted) {
        Table table;
        if (wanted > 0)
            table = printed_table(*trace_, std::span(*lines_).first(wanted));
        setTable(std::move(table));
        if (was_at_end || is_replaying_)
            scrollToBottom();
    }
    if (time_)
        selectLast(printed);
    is_following_ = false;
}

/// Selects the last of so many lines, as far as the table has it.
void PrintedView::selectLast(std::size_t printed) {
    const std::size_t first = shown_ - std::min(shown_, most_printed_rows);
    if (printed <= first) {
        clearSelection();
        return;
    }
    selectRowAsSet(printed - first - 1);
}

void PrintedView::choose(const QModelIndex& index) {
    // A table that gets the focus has a current row, which nobody has chosen.
    if (is_following_ || !selectionModel()->isRowSelected(index.row()))
        return;
    const auto row = selectedRow();
    const std::size_t first = shown_ - std::min(shown_, most_printed_rows);
    if (!row || first + *row >= lines_->size())
        return;
    const PrintedLine line = (*lines_)[first + *row];
    emit lineChosen(line.lane, line.time);
}

void PrintedView::showEvent(QShowEvent* event) {
    TableView::showEvent(event);
    refresh();
}

} // namespace interleave
