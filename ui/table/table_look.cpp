// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/table/table_look.h"

#include "ui/table/flat_header.h"

#include <QPainter>
#include <QTableView>

namespace interleave {

void set_table_look(QTableView& table) {
    table.setFrameShape(QFrame::NoFrame);
    table.setShowGrid(false);
    table.setAlternatingRowColors(true);
    table.setWordWrap(false);
    table.setTabKeyNavigation(false);
    table.setSelectionBehavior(QAbstractItemView::SelectRows);
    table.setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    table.setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    table.setHorizontalHeader(new FlatHeader(&table));
    table.verticalHeader()->hide();
}

void paint_table_hint(QTableView& table, const QString& words) {
    QPainter painter(table.viewport());
    painter.setPen(table.palette().color(QPalette::PlaceholderText));
    painter.drawText(table.viewport()->rect().adjusted(16, 8, -16, -8), Qt::AlignCenter | Qt::TextWordWrap,
                     words);
}

} // namespace interleave
