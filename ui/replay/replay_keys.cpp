// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/replay/replay_keys.h"

#include "ui/replay/replay.h"

#include <QKeyEvent>
#include <QWidget>

namespace interleave {

ReplayKeys::ReplayKeys(Replay& replay, QWidget* widget) : QObject(widget), replay_(replay) {
    widget->installEventFilter(this);
}

QList<QPair<QString, QString>> ReplayKeys::keys() {
    return {{tr("P"), tr("replay the run: play, or pause")},
            {tr("< and >"), tr("replay: the event before, the next event, of all lanes")}};
}

bool ReplayKeys::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::KeyPress)
        return QObject::eventFilter(watched, event);
    const auto& key = static_cast<const QKeyEvent&>(*event);
    if (key.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier))
        return false;
    // Which key has < and >, and with Shift or without, is a matter of the keyboard.
    switch (key.key()) {
    case Qt::Key_P:
        replay_.playOrPause();
        return true;
    case Qt::Key_Less:
        replay_.step(-1);
        return true;
    case Qt::Key_Greater:
        replay_.step(1);
        return true;
    default:
        return false;
    }
}

} // namespace interleave
