// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/flat_tool_bar.h"

#include "ui/theme/theme.h"

#include <QPainter>

namespace interleave {

FlatToolBar::FlatToolBar(QWidget* parent) : QToolBar(parent) {
    setMovable(false);
}

void FlatToolBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Window));
    painter.setPen(theme_for(palette()).border);
    if (orientation() == Qt::Horizontal)
        painter.drawLine(rect().bottomLeft(), rect().bottomRight());
    else
        painter.drawLine(rect().topRight(), rect().bottomRight());
}

} // namespace interleave
