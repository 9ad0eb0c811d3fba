// SPDX-License-Identifier: GPL-3.0-or-later
// The choice of the backend: all of them side by side, of which one is chosen.
#pragma once

#include "core/scenario/scenario.h"

#include <QString>
#include <QWidget>

#include <vector>

namespace interleave {

/// It is one stop of the Tab key; the arrow keys choose. What the scenario does not run on can be seen but
/// not chosen.
class BackendChoice : public QWidget {
    Q_OBJECT
    Q_PROPERTY(QString value READ value WRITE choose NOTIFY chosen)

public:
    explicit BackendChoice(QWidget* parent = nullptr);

    /// Offers what the scenario runs on, and chooses the backend of that name, else the scenario's first one.
    void offer(const Scenario& scenario, const QString& name);
    /// Returns the name of the chosen backend; empty before the first offer.
    QString value() const;
    /// Chooses by name. A backend that is not offered leaves the choice as it is.
    void choose(const QString& name);

signals:
    /// Another backend was chosen, but not by offer().
    void chosen(const QString& name);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    class Segment;

    Segment* find(const QString& name) const;

    std::vector<Segment*> segments_;
    bool is_offering_ = false;
};

} // namespace interleave
