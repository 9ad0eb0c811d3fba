// SPDX-License-Identifier: GPL-3.0-or-later
// The keys of the replay, for each widget that the user may be in while a run is replayed.
#pragma once

#include <QList>
#include <QObject>
#include <QPair>
#include <QString>

class QWidget;

namespace interleave {

class Replay;

/// Takes the keys before the widget does. It belongs to the widget.
class ReplayKeys : public QObject {
    Q_OBJECT

public:
    /// The replay must outlive the widget.
    ReplayKeys(Replay& replay, QWidget* widget);

    /// Returns the keys and what they do, for the sheet of keys.
    static QList<QPair<QString, QString>> keys();

    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    Replay& replay_;
};

} // namespace interleave
