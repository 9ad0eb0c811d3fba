// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/bar_button.h"

#include "ui/theme/button_colours.h"

#include <QAction>
#include <QMenu>
#include <QPainter>
#include <QPolygonF>

#include <algorithm>

namespace interleave {

namespace {

constexpr int least_height = 28;
constexpr int button_side = 10; ///< px left and right of icon and word
constexpr int gap = 6;          ///< px between them
constexpr int icon_size = 16;
constexpr int menu_sign = 7; ///< px of the triangle that says that a menu opens
constexpr double corner = 4;

/// Returns the icon's picture in this colour.
QPixmap coloured(const QIcon& icon, const QColor& colour, const QWidget& widget) {
    QPixmap picture = icon.pixmap(QSize(icon_size, icon_size), widget.devicePixelRatioF());
    QPainter painter(&picture);
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(picture.rect(), colour);
    return picture;
}

} // namespace

int control_height(const QWidget& widget) {
    return std::max(least_height, widget.fontMetrics().height() + 12);
}

void draw_control(QPainter& painter, const QRect& place, const ButtonColours& colours) {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(colours.border);
    painter.setBrush(colours.ground);
    painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), corner, corner);
}

BarButton::BarButton(QAction* action, Kind kind, QWidget* parent) : QToolButton(parent), kind_(kind) {
    setDefaultAction(action);
    setObjectName(action->objectName() + QStringLiteral("Button"));
    setAccessibleName(action->iconText());
    if (action->menu() != nullptr)
        setPopupMode(QToolButton::InstantPopup);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize BarButton::sizeHint() const {
    const int height = control_height(*this);
    if (kind_ == Kind::icon)
        return {height, height};
    const int opens = defaultAction()->menu() == nullptr ? 0 : gap + menu_sign;
    return {button_side + icon_size + gap + fontMetrics().horizontalAdvance(text()) + opens + button_side,
            height};
}

void BarButton::paintEvent(QPaintEvent*) {
    const Theme& theme = theme_for(palette());
    const ButtonState state{isEnabled(), underMouse(), isDown(), isChecked()};
    const ButtonColours colours =
        kind_ == Kind::filled ? filled_button_colours(theme, state) : button_colours(theme, state);
    QPainter painter(this);
    if (kind_ != Kind::icon || state.is_hovered || state.is_checked)
        draw_control(painter, rect(), colours);
    if (kind_ == Kind::filled && hasFocus()) { // the window's frame around the focus has the accent, too
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(colours.text, 1.5));
        painter.drawRoundedRect(QRectF(rect()).adjusted(3, 3, -3, -3), corner / 2, corner / 2);
    }
    const int top = (height() - icon_size) / 2;
    if (kind_ == Kind::icon) {
        painter.drawPixmap((width() - icon_size) / 2, top, coloured(icon(), colours.text, *this));
        return;
    }
    if (kind_ == Kind::filled)
        painter.drawPixmap(button_side, top, coloured(icon(), colours.text, *this));
    else
        icon().paint(&painter, QRect(button_side, top, icon_size, icon_size), Qt::AlignCenter,
                     isEnabled() ? QIcon::Normal : QIcon::Disabled, isChecked() ? QIcon::On : QIcon::Off);
    painter.setPen(colours.text);
    painter.drawText(rect().adjusted(button_side + icon_size + gap, 0, 0, 0),
                     Qt::AlignVCenter | Qt::AlignLeft, text());
    if (defaultAction()->menu() == nullptr)
        return;
    const QPointF tip(width() - button_side - menu_sign / 2.0, height() / 2.0 + menu_sign / 4.0);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colours.text);
    painter.drawPolygon(QPolygonF({tip, tip - QPointF(menu_sign / 2.0, menu_sign / 2.0),
                                   tip + QPointF(menu_sign / 2.0, -menu_sign / 2.0)}));
}

} // namespace interleave
