// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parameters/parameters_entry.h"

#include "ui/parameters/parameter_form.h"
#include "ui/run/run_setup.h"

#include <QCoreApplication>

namespace interleave {

namespace {

ViewPanel make_parameters(const ViewContext& context) {
    auto* form = new ParameterForm;
    RunSetup& setup = context.setup;
    const auto write = [form, &setup] {
        setup.setParameterWords(form->toText());
        setup.setProblem(QStringLiteral("parameters"), form->problem());
    };
    QObject::connect(form, &ParameterForm::changed, &setup, write);
    const auto show = [form, &setup, write](const Scenario& scenario) {
        const QString words =
            setup.parameterWords(); // making fields reports changes, which would overwrite them
        form->setScenario(scenario);
        form->setText(words);
        write();
    };
    QObject::connect(&setup, &RunSetup::chosen, form, show);
    QObject::connect(&setup, &RunSetup::wereSet, form, show);
    const auto enable = [form, &setup] { form->setEnabled(!setup.program()); };
    QObject::connect(&setup, &RunSetup::programSet, form, enable);
    QObject::connect(&setup, &RunSetup::changed, form, enable);
    return {.widget = form,
            .last_in_tab_order = form->lastInTabOrder(),
            .set_tab_after = [form](QWidget* before) { form->setTabAfter(before); },
            .set_initial_focus = [form] { form->startSetting(); }};
}

} // namespace

View parameters_entry() {
    return {.id = "parameters",
            .title = QCoreApplication::translate("Views", "Parameters"),
            .tool_tip = QCoreApplication::translate("Views", "Set what the scenario offers"),
            .place = ViewPlace::left,
            .make = make_parameters,
            .rail_icon = Glyph::sliders};
}

} // namespace interleave
