// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/visible_fields.h"

#include "ui/theme/appearance.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QStyleOption>

namespace interleave {

namespace {

constexpr double radius_of_field = 2; ///< as Fusion rounds its outline
constexpr double ink_of_field = 0.6;  ///< a field is larger than a box, and seen with less

void outline(QPainter& painter, const QStyleOption& option, double ink, double radius) {
    QColor colour = theme_for(option.palette).muted;
    colour.setAlphaF(static_cast<float>(ink));
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(colour);
    painter.drawRoundedRect(QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    painter.restore();
}

} // namespace

VisibleFields::VisibleFields() : QProxyStyle(QStringLiteral("fusion")) {
    setObjectName(QStringLiteral("fusion")); // for who asks which style there is
}

void VisibleFields::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                                  const QWidget* widget) const {
    QProxyStyle::drawPrimitive(element, option, painter, widget);
    if (option->state.testFlag(State_HasFocus))
        return;
    if (element == PE_IndicatorCheckBox)
        outline(*painter, *option, 1, 0);
    else if (element == PE_FrameLineEdit && is_dark(option->palette))
        outline(*painter, *option, ink_of_field, radius_of_field);
}

void VisibleFields::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option,
                                       QPainter* painter, const QWidget* widget) const {
    QProxyStyle::drawComplexControl(control, option, painter, widget);
    const auto* const spin_box = qstyleoption_cast<const QStyleOptionSpinBox*>(option);
    if (control == CC_SpinBox && spin_box != nullptr && spin_box->frame && is_dark(option->palette) &&
        !option->state.testFlag(State_HasFocus))
        outline(*painter, *option, ink_of_field, radius_of_field);
}

} // namespace interleave
