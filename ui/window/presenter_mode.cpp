// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/presenter_mode.h"

#include <QDockWidget>
#include <QMainWindow>

namespace interleave {

namespace {
constexpr double enlargement = 1.45; ///< readable from the last row at 1280 × 720
} // namespace

void PresenterMode::set(bool on) {
    if (on == on_)
        return;
    if (on) {
        docks_before_ = window_.saveState();
        font_before_ = window_.font();
        for (QDockWidget* dock : window_.findChildren<QDockWidget*>())
            dock->hide();
        QFont large = font_before_;
        large.setPointSizeF(large.pointSizeF() * enlargement);
        window_.setFont(large);
    } else {
        window_.setFont(font_before_);
        window_.restoreState(docks_before_);
    }
    on_ = on;
}

} // namespace interleave
