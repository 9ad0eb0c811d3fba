// SPDX-License-Identifier: GPL-3.0-or-later
// The tool bar: run and stop, and the settings of a run that all scenarios have.
#pragma once

#include "core/scenario/scenario.h"

#include <QToolBar>

class QComboBox;
class QToolButton;

namespace interleave {

class NumberField;
class RunSetup;
class WindowActions;

/// Writes what is chosen into the setup, and shows what the setup holds.
class RunToolBar : public QToolBar {
    Q_OBJECT

public:
    /// The setup must outlive the tool bar.
    RunToolBar(const WindowActions& actions, RunSetup& setup, QWidget* parent = nullptr);

private:
    void offerBackends(const Scenario& scenario);

    RunSetup& setup_;
    QComboBox* backend_;
    NumberField* seed_;
};

} // namespace interleave
