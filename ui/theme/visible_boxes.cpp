// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/visible_boxes.h"

#include "ui/theme/theme.h"

#include <QPainter>
#include <QStyleOption>

namespace interleave {

VisibleBoxes::VisibleBoxes() : QProxyStyle(QStringLiteral("fusion")) {
    setObjectName(QStringLiteral("fusion")); // for who asks which style there is
}

void VisibleBoxes::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                                 const QWidget* widget) const {
    QProxyStyle::drawPrimitive(element, option, painter, widget);
    if (element != PE_IndicatorCheckBox || option->state.testFlag(State_HasFocus))
        return;
    painter->save();
    painter->setBrush(Qt::NoBrush);
    painter->setPen(theme_for(option->palette).muted);
    painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
    painter->restore();
}

} // namespace interleave
