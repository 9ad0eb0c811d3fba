// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/run/display_rate.h"

#include <QGuiApplication>
#include <QScreen>

#include <algorithm>

namespace interleave {

int display_interval_ms() {
    const QScreen* screen = QGuiApplication::primaryScreen();
    const double rate = screen == nullptr ? 60.0 : screen->refreshRate();
    return static_cast<int>(1000.0 / std::clamp(rate, 24.0, 120.0));
}

} // namespace interleave
