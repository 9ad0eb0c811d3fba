// SPDX-License-Identifier: GPL-3.0-or-later
// The form to set a scenario's parameters with, made from their descriptions.
#pragma once

#include "core/scenario/scenario.h"
#include "ui/parameters/parameter_editor.h"

#include <QWidget>

#include <vector>

class QFormLayout;
class QLabel;
class QPushButton;
class QScrollArea;
class QToolButton;

namespace interleave {

class ParameterForm : public QWidget {
    Q_OBJECT

public:
    explicit ParameterForm(QWidget* parent = nullptr);

    /// Shows a field for each parameter, at its default. The scenario must outlive the form's use of it.
    void setScenario(const Scenario& scenario);

    /// The Tab key comes to the fields, whichever there are, from that widget; they lead on to
    /// lastInTabOrder().
    void setTabAfter(QWidget* widget);
    QWidget* lastInTabOrder() const;

    /// What the fields say, as words by name: a JSON object, as it is kept between starts. A free text may
    /// not fit.
    QString toText() const;
    /// What does not fit stays at its default.
    void setText(const QString& json);
    /// Puts every field back to its default.
    void resetAll();

signals:
    void changed();

private:
    struct Row {
        const Parameter* parameter;
        ParameterEditor editor;
        QToolButton* reset;
    };

    void addRow(const Parameter& parameter);
    void orderTabs();
    void showWhatDiffers();
    bool atDefault(const Row& row) const;

    std::vector<Row> rows_;
    QScrollArea* scroll_;
    QWidget* fields_ = nullptr;
    QPushButton* reset_all_;
    QWidget* tab_before_ = nullptr;
};

} // namespace interleave
