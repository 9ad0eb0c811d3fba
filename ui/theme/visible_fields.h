// SPDX-License-Identifier: GPL-3.0-or-later
// The style Fusion with boxes to tick and fields to type in that can be seen on a dark ground.
#pragma once

#include <QProxyStyle>

namespace interleave {

/// Fusion outlines them in a darker tone of the window's colour, which nobody sees where that is dark
/// already. The application owns it.
class VisibleFields : public QProxyStyle {
    Q_OBJECT

public:
    VisibleFields();

    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                            const QWidget* widget) const override;
};

} // namespace interleave
