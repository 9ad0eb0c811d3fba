// SPDX-License-Identifier: GPL-3.0-or-later
// The tool bar: run and stop, and the settings of a run that every scenario has.
#pragma once

#include "core/scenario/scenario.h"

#include <QToolBar>

class QComboBox;
class QSpinBox;
class QToolButton;

namespace interleave {

class WindowActions;

class RunToolBar : public QToolBar {
    Q_OBJECT

public:
    RunToolBar(const WindowActions& actions, QWidget* parent = nullptr);

    /// Offers the scenario's backends and chooses its first.
    void setScenario(const Scenario& scenario);
    Backend backend() const;
    /// No effect if the scenario has no such backend.
    void setBackend(const QString& name);
    QString backendName() const;
    std::uint64_t seed() const;
    void setSeed(int seed);

private:
    QComboBox* backend_;
    QSpinBox* seed_;
};

} // namespace interleave
