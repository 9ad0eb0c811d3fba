// SPDX-License-Identifier: GPL-3.0-or-later
// The tool bar: run and stop, and the settings of a run that all scenarios have.
#pragma once

#include "core/scenario/scenario.h"
#include "ui/window/flat_tool_bar.h"

namespace interleave {

class BackendChoice;
class NumberField;
class RunSetup;
class WindowActions;

/// Writes what is chosen into the setup, and shows what the setup holds.
class RunToolBar : public FlatToolBar {
    Q_OBJECT

public:
    /// The setup must outlive the tool bar.
    RunToolBar(const WindowActions& actions, RunSetup& setup, QWidget* parent = nullptr);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* addSpace(int width);
    void offerBackends(const Scenario& scenario);

    RunSetup& setup_;
    BackendChoice* backend_;
    NumberField* seed_;
    QAction* arrows_ = nullptr; ///< the button in the bar, which the menu and a key can do without
    QAction* replay_ = nullptr; ///< likewise
};

} // namespace interleave
