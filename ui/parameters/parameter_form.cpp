// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parameters/parameter_form.h"

#include "core/event/error.h"
#include "ui/fields/problem_line.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QToolButton>

#include <algorithm>

namespace interleave {

ParameterForm::ParameterForm(QWidget* parent)
    : QWidget(parent)
    , scroll_(new QScrollArea(this))
    , reset_all_(new QPushButton(tr("&Defaults"), this)) {
    setObjectName(QStringLiteral("parameterForm"));
    setAccessibleName(tr("Parameters"));
    setToolTip(tr("What can be set about the scenario"));

    scroll_->setObjectName(QStringLiteral("parameterScroll"));
    scroll_->setWidgetResizable(true);
    scroll_->setFrameShape(QFrame::NoFrame);
    scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll_->setFocusPolicy(Qt::NoFocus);

    reset_all_->setObjectName(QStringLiteral("parameterResetAll"));
    reset_all_->setToolTip(tr("Put all parameters back to their defaults"));
    reset_all_->setAccessibleName(tr("All defaults"));
    reset_all_->setEnabled(false);
    connect(reset_all_, &QPushButton::clicked, this, &ParameterForm::resetAll);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 4, 8, 8);
    layout->addWidget(scroll_, 1);
    layout->addWidget(reset_all_, 0, Qt::AlignRight);
}

void ParameterForm::setScenario(const Scenario& scenario) {
    rows_.clear();
    fields_ = new QWidget;
    fields_->setObjectName(QStringLiteral("parameterFields"));
    auto* form = new QFormLayout(fields_);
    form->setContentsMargins(0, 4, 4, 4);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    scroll_->setWidget(fields_); // deletes the previous fields
    for (const Parameter& parameter : scenario.parameters)
        addRow(parameter);
    if (scenario.parameters.empty()) {
        auto* none = new QLabel(tr("Nothing to set: this scenario always does the same."), fields_);
        none->setWordWrap(true);
        form->addRow(none);
    }
    reset_all_->setVisible(!scenario.parameters.empty());
    orderTabs();
    updateResetButtons();
}

void ParameterForm::setTabAfter(QWidget* widget) {
    tab_before_ = widget;
    orderTabs();
}

QWidget* ParameterForm::lastInTabOrder() const {
    return reset_all_;
}

void ParameterForm::startSetting() {
    QWidget* first = rows_.empty() ? scroll_ : rows_.front().editor.widget;
    first->setFocus(Qt::TabFocusReason);
}

/// Puts the fields where they are seen in the order of the Tab key, because new widgets come last in it,
/// after all panels.
void ParameterForm::orderTabs() {
    QWidget* last = tab_before_;
    const auto append = [&last](QWidget* next) {
        if (last != nullptr)
            setTabOrder(last, next);
        last = next;
    };
    for (const Row& row : rows_) {
        append(row.editor.widget);
        append(row.reset);
    }
    append(reset_all_);
}

void ParameterForm::addRow(const Parameter& parameter) {
    auto* row = new QWidget(fields_);
    auto* reset = new QToolButton(row);
    const QString name = QString::fromStdString(parameter.name);
    reset->setObjectName(QStringLiteral("parameterReset.") + name);
    reset->setText(QStringLiteral("↺"));
    reset->setAutoRaise(true);
    reset->setToolTip(tr("Back to the default: %1").arg(words_of(parameter, parameter.default_value)));
    reset->setAccessibleName(tr("Default of %1").arg(label_of(parameter)));

    // Every parameter has its row before a change can be reported, so the functions below find it by its
    // index.
    ParameterEditor editor = make_editor(parameter, row, [this] {
        showProblems();
        updateResetButtons();
        emit changed();
    });
    editor.widget->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(reset, &QToolButton::clicked, this,
            [write = editor.write, &parameter] { write(parameter.default_value); });

    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(2);
    line->addWidget(editor.widget, 1);
    line->addWidget(reset);
    auto* problem = new ProblemLine(fields_);
    problem->setObjectName(QStringLiteral("parameterProblem.") + name);

    auto* label = new QLabel(label_of(parameter), fields_);
    label->setToolTip(tool_tip_of(parameter));
    label->setBuddy(editor.widget);
    static_cast<QFormLayout*>(fields_->layout())->addRow(label, row);
    static_cast<QFormLayout*>(fields_->layout())->addRow(problem);
    rows_.push_back({&parameter, std::move(editor), reset, problem});
}

void ParameterForm::showProblems() {
    for (const Row& row : rows_)
        row.problem->showProblem(row.editor.problem());
}

QString ParameterForm::problem() const {
    for (const Row& row : rows_)
        if (const QString problem = row.editor.problem(); !problem.isEmpty())
            return tr("%1: %2").arg(label_of(*row.parameter), problem);
    return {};
}

bool ParameterForm::atDefault(const Row& row) const {
    if (!row.editor.problem().isEmpty())
        return false;
    try {
        return parse_value(*row.parameter, row.editor.read().toStdString()) == row.parameter->default_value;
    } catch (const UsageError&) {
        return false;
    }
}

void ParameterForm::updateResetButtons() {
    bool any = false;
    for (const Row& row : rows_) {
        const bool differs = !atDefault(row);
        row.reset->setEnabled(differs);
        any = any || differs;
    }
    reset_all_->setEnabled(any);
}

QString ParameterForm::toText() const {
    QJsonObject object;
    for (const Row& row : rows_)
        if (row.editor.problem().isEmpty())
            object.insert(QString::fromStdString(row.parameter->name), row.editor.read());
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

void ParameterForm::setText(const QString& json) {
    const QJsonObject object = QJsonDocument::fromJson(json.toUtf8()).object();
    for (const Row& row : rows_) {
        const QJsonValue words = object.value(QString::fromStdString(row.parameter->name));
        if (!words.isString())
            continue;
        try {
            row.editor.write(parse_value(*row.parameter, words.toString().toStdString()));
        } catch (const UsageError&) {
            row.editor.write(row.parameter->default_value); // an older program with another range saved it
        }
    }
}

void ParameterForm::resetAll() {
    for (const Row& row : rows_)
        row.editor.write(row.parameter->default_value);
}

} // namespace interleave
