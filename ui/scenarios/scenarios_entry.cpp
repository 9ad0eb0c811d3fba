// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scenarios/scenarios_entry.h"

#include "ui/progress/course_progress.h"
#include "ui/run/activity.h"
#include "ui/scenarios/scenario_list.h"

#include <QCoreApplication>

#include <utility>

namespace interleave {

namespace {

ViewPanel make_scenarios(const ViewContext& context) {
    auto* list = new ScenarioList(context.setup.scenarios());
    QObject::connect(list, &ScenarioList::chosen, &context.setup, &RunSetup::choose);
    QObject::connect(
        list, &ScenarioList::clicked, &context.setup, [&setup = context.setup](const Scenario& scenario) {
            setup.chooseByName(QString::fromStdString(scenario.name)); // which says so for the same one, too
        });
    QObject::connect(list, &ScenarioList::runWanted, &context.activity, [&context] {
        if (context.setup.scenario() != nullptr)
            context.setup.choose(*context.setup.scenario()); // and not the program that was recorded last
        context.activity.startRun();
    });
    QObject::connect(&context.activity, &Activity::activeChanged, list, [list](bool is_active) {
        if (is_active)
            emit list->done(); // Space runs, too
    });
    QObject::connect(&context.setup, &RunSetup::chosenByName, list, &ScenarioList::choose);
    list->setMarks([&progress = context.progress](const Scenario& scenario) {
        const LessonProgress* const lesson = progress.of(scenario.name);
        if (lesson == nullptr)
            return LessonMark::none;
        return lesson->is_seen ? LessonMark::seen : LessonMark::answered;
    });
    const auto show_progress = [list, &progress = context.progress] {
        list->showProgress(progress.seen(), progress.lessons());
    };
    show_progress();
    QObject::connect(&context.progress, &CourseProgress::changed, list, show_progress);
    list->setPath(context.settings.get(setting::scenario_path));
    QObject::connect(list, &ScenarioList::pathChosen, list, [&context](const QString& name) {
        context.settings.set(setting::scenario_path, name);
        if (!name.isEmpty())
            context.show_view("claims"); // what the articles say comes first
    });
    return {.widget = list,
            .last_in_tab_order = list->lastInTabOrder(),
            .space_runs = true,
            .set_initial_focus = [list] { list->startChoosing(); },
            .start_search = [list] { list->startSearch(); },
            .connect_done =
                [list](std::function<void()> done) {
                    QObject::connect(list, &ScenarioList::done, list, std::move(done));
                },
            .find_scenarios = [list](const QString& words) { return list->found(words); }};
}

} // namespace

View scenarios_entry() {
    return {.id = "scenarios",
            .title = QCoreApplication::translate("Views", "Scenarios"),
            .tool_tip = QCoreApplication::translate("Views", "Choose what to run"),
            .place = ViewPlace::left,
            .make = make_scenarios,
            .rail_icon = Glyph::list};
}

} // namespace interleave
