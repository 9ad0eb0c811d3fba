// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/presenter_mode.h"

#include "ui/window/panels.h"
#include "ui/window/presenter_screen.h"

#include <QScreen>
#include <QWidget>

#include <utility>

namespace interleave {

PresenterMode::PresenterMode(const Panels& panels, const ViewContext& context, QList<QAction*> actions,
                             QWidget* window)
    : QObject(window)
    , panels_(panels)
    , context_(context)
    , actions_(std::move(actions))
    , window_(window) {}

void PresenterMode::set(bool on) {
    if (on == (screen_ != nullptr))
        return;
    if (on)
        open();
    else
        close();
}

void PresenterMode::open() {
    const ViewPanel* picture = panels_.presented();
    const ViewPanel* scenarios = panels_.searched();
    if (picture == nullptr || scenarios == nullptr)
        return;
    focus_before_ = window_->focusWidget();
    screen_ = new PresenterScreen(*picture, *scenarios, context_, actions_, window_);
    connect(screen_, &PresenterScreen::leaveWanted, this, &PresenterMode::leaveWanted);
    screen_->setGeometry(window_->screen()->geometry());
    screen_->showFullScreen();
    screen_->activateWindow();
}

void PresenterMode::close() {
    PresenterScreen* screen = std::exchange(screen_, nullptr);
    screen->giveBack();
    screen->hide();
    screen->deleteLater(); // the key that leaves the mode may still be on its way through it
    window_->activateWindow();
    if (focus_before_)
        focus_before_->setFocus(Qt::OtherFocusReason);
}

} // namespace interleave
