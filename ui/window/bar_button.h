// SPDX-License-Identifier: GPL-3.0-or-later
// A button of the tool bar or the rail. It draws itself, so that it has the look of the theme with any style.
#pragma once

#include <QToolButton>

class QAction;

namespace interleave {

struct ButtonColours;

/// Returns the height of the tool bar's controls: 28 px, or more if the font is large.
int control_height(const QWidget& widget);

/// Draws ground and border of a control.
void draw_control(QPainter& painter, const QRect& place, const ButtonColours& colours);

class BarButton : public QToolButton {
    Q_OBJECT

public:
    enum class Kind {
        plain,  ///< icon, word and a border
        filled, ///< filled with the accent
        icon,   ///< the icon alone, without a border, as in the rail
    };

    /// The button does what the action does, and looks and is named like it. Its object name is the action's
    /// with "Button".
    BarButton(QAction* action, Kind kind, QWidget* parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Kind kind_;
};

} // namespace interleave
