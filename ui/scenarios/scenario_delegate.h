// SPDX-License-Identifier: GPL-3.0-or-later
// Draws one scenario on two lines, its title and below it the name to type, and a group as a quiet heading.
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
