// SPDX-License-Identifier: GPL-3.0-or-later
// The presenter mode, for a projector: it opens and closes the presenter's screen over the window, whose
// layout it leaves as it is.
#pragma once

#include "ui/view/view_context.h"

#include <QList>
#include <QObject>
#include <QPointer>

class QAction;
class QWidget;

namespace interleave {

class Panels;
class PresenterScreen;

/// It may be used on the window's thread only.
class PresenterMode : public QObject {
    Q_OBJECT

public:
    /// Does nothing until set() is called. All arguments must outlive this. `actions` work there as in the
    /// window.
    PresenterMode(const Panels& panels, const ViewContext& context, QList<QAction*> actions, QWidget* window);

    void set(bool on);

signals:
    /// The user wants to leave the mode from within.
    void leaveWanted();

private:
    void open();
    void close();

    const Panels& panels_;
    const ViewContext& context_;
    QList<QAction*> actions_;
    QWidget* window_;
    PresenterScreen* screen_ = nullptr;
    QPointer<QWidget> focus_before_;
};

} // namespace interleave
