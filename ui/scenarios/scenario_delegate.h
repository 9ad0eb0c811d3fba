// SPDX-License-Identifier: GPL-3.0-or-later
// Draws a scenario on two lines, with its title above the name to type, and a group as a heading.
#pragma once

#include <QStyledItemDelegate>

namespace interleave {

class ScenarioDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace interleave
