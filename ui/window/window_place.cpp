// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/window_place.h"

#include <QScreen>
#include <QWidget>

#include <algorithm>

namespace interleave {

QRect first_place(const QRect& room, const QSize& least) {
    constexpr double share = 0.8;
    const QSize wanted = (QSizeF(room.size()) * share).toSize().expandedTo(least).boundedTo(room.size());
    QRect place(QPoint(0, 0), wanted);
    place.moveCenter(room.center());
    return place_within(room, place, {0, 0});
}

QRect place_within(const QRect& room, const QRect& wanted, const QSize& frame) {
    const QSize size = wanted.size().boundedTo(room.size() - frame);
    const auto moved = [](int at, int from, int until) { return std::max(from, std::min(at, until)); };
    return {{moved(wanted.x(), room.left(), room.right() + 1 - size.width() - frame.width()),
             moved(wanted.y(), room.top(), room.bottom() + 1 - size.height() - frame.height())},
            size};
}

void keep_on_screen(QWidget& window) {
    if (window.isMaximized() || window.isFullScreen())
        return;
    const QSize frame = window.frameGeometry().size() - window.geometry().size();
    const QRect now(window.pos(), window.size());
    const QRect place = place_within(window.screen()->availableGeometry(), now, frame);
    if (place.size() != now.size())
        window.resize(place.size());
    if (place.topLeft() != now.topLeft())
        window.move(place.topLeft());
}

} // namespace interleave
