// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/side_drawer.h"

#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

namespace interleave {

SideDrawer::SideDrawer(QWidget* window)
    : QWidget(window)
    , title_(new QLabel(this))
    , layout_(new QVBoxLayout(this)) {
    setObjectName(QStringLiteral("sideDrawer"));
    QFont bold = title_->font();
    bold.setBold(true);
    title_->setFont(bold);
    title_->setContentsMargins(8, 8, 8, 0);
    layout_->setContentsMargins(0, 0, 2, 0); // the edge
    layout_->setSpacing(0);
    layout_->addWidget(title_);
    hide();
}

void SideDrawer::hold(const QString& title, QWidget* view) {
    setAccessibleName(title);
    title_->setText(title);
    layout_->addWidget(view, 1);
    view->show();
}

void SideDrawer::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape && event->modifiers() == Qt::NoModifier)
        emit closeWanted();
    else
        QWidget::keyPressEvent(event);
}

/// It is opaque, because it covers the picture, with an edge that stands out from it in light and dark.
void SideDrawer::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Window));
    painter.fillRect(QRect(width() - 2, 0, 2, height()), theme_for(palette()).axis);
}

} // namespace interleave
