// SPDX-License-Identifier: GPL-3.0-or-later
// The status bar: the state of the run, the cost of recording, and what is under the pointer.
#pragma once

#include "core/trace/run_info.h"

#include <QStatusBar>

class QLabel;

namespace interleave {

class RunStatusBar : public QStatusBar {
    Q_OBJECT

public:
    explicit RunStatusBar(QWidget* parent = nullptr);

    /// Shows what is known of a run. It is called at the display's rate while the run is active.
    void show(const RunInfo& info);
    /// Shows what is known of the run as of the past, or as present again.
    void setStale(bool stale);
    /// Shows what one recorded event costs on this machine.
    void showCost(double ns_per_event);
    /// Shows "on", or "off" and why; empty words change nothing.
    void showSwitches(const QString& words);
    /// Shows what is under the pointer in the timeline; empty for nothing.
    void showHover(const QString& words);
    /// Shows what the window itself does: "ready", "running" …
    void showPhase(const QString& words);

    using QStatusBar::show;

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QLabel* addField(const char* name, const QString& title, const QString& tool_tip);
    void showIfAny(QLabel* label, bool any, const QString& words);
    void warn(QLabel* label, bool on);
    void colour(QLabel* label);
    void elideHover();

    QLabel* phase_;
    QLabel* hover_;
    QLabel* events_;
    QLabel* dropped_;
    QLabel* bad_;
    QLabel* otherwise_missing_; ///< hidden while there are none
    QLabel* cost_;
    QLabel* switches_;
    QString hover_words_;
    bool stale_ = false;
};

} // namespace interleave
