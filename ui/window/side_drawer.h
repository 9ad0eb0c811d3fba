// SPDX-License-Identifier: GPL-3.0-or-later
// The frame in which a view of the left side lies over the picture in a narrow window.
#pragma once

#include <QWidget>

class QLabel;
class QVBoxLayout;

namespace interleave {

/// A child of the window that is in none of its layouts. Whoever shows it gives it its place.
class SideDrawer : public QWidget {
    Q_OBJECT

public:
    explicit SideDrawer(QWidget* window);

    /// Takes a view and shows it under its title, until the view gets another parent.
    void hold(const QString& title, QWidget* view);

signals:
    /// Esc was pressed, and the view has no use for it.
    void closeWanted();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    QLabel* title_;
    QVBoxLayout* layout_;
};

} // namespace interleave
