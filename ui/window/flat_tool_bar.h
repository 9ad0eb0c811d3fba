// SPDX-License-Identifier: GPL-3.0-or-later
// A tool bar in the window's colour with a line towards what it belongs to, with any style.
#pragma once

#include <QToolBar>

namespace interleave {

class FlatToolBar : public QToolBar {
    Q_OBJECT

public:
    explicit FlatToolBar(QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace interleave
