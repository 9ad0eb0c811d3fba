// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/compare_entry.h"

#include "ui/compare/compare_controller.h"
#include "ui/compare/compare_view.h"
#include "ui/compare/comparison_picture.h"
#include "ui/compare/gil_comparison.h"
#include "ui/record/python_programs.h"
#include "ui/run/activity.h"
#include "ui/run/shown_run.h"
#include "ui/words/run_caption.h"
#include "ui/words/words.h"

#include <QCoreApplication>

#include <algorithm>
#include <exception>
#include <optional>
#include <utility>

namespace interleave {

namespace {

struct CompareEntryWords {
    Q_DECLARE_TR_FUNCTIONS(Views)
};

/// Returns why the chosen scenario cannot be compared on several backends; empty if it can.
QString backends_problem(const RunSetup& setup) {
    if (setup.scenario() == nullptr)
        return CompareEntryWords::tr("Choose a scenario first");
    if (setup.scenario()->backends.size() < 2)
        return CompareEntryWords::tr(
            "This scenario runs on one backend only, so there is nothing to compare");
    return {};
}

QString run_problem(const ShownRun& run) {
    if (run.trace() == nullptr)
        return CompareEntryWords::tr("No run is shown: run something, or open a file");
    return run.report() == nullptr ? CompareEntryWords::tr("It can be added when it is over") : QString();
}

void run_on_all(CompareController& runs, CompareView& view, const ViewContext& context) {
    if (const QString why = backends_problem(context.setup); !why.isEmpty()) {
        emit context.messages.note(why);
        return;
    }
    if (!context.activity.mayMeasure())
        return;
    try {
        const RunRequest request = context.setup.request();
        context.setup.remember();
        context.activity.beginMeasuring(false);
        runs.run(request, request.scenario->backends);
        view.showState(runs);
    } catch (const std::exception& error) {
        emit context.messages.problem(QString::fromUtf8(error.what()));
    }
}

/// Returns the shown run as a model, if it is one of the scenario with what is set, on this backend.
std::optional<ComparedRun> shown_model(const ShownRun& run, const RunRequest& request,
                                       const std::string& name) {
    if (run.trace() == nullptr || run.report() == nullptr || run.isStale() ||
        run.info().scenario != request.scenario->name || run.info().backend != name_of(request.backend) ||
        run.info().ended != Ended::finished)
        return std::nullopt;
    return ComparedRun{.name = name, .trace = run.trace(), .info = run.info()};
}

/// Returns the request for the model of a Python program: under the GIL, if the scenario has that backend.
RunRequest model_of(const RunSetup& setup) {
    RunRequest request = setup.request();
    const auto& backends = request.scenario->backends;
    if (std::ranges::find(backends, Backend::gil) != backends.end())
        request.backend = Backend::gil;
    return request;
}

void run_in_python(CompareController& runs, CompareView& view, const ViewContext& context) {
    const Scenario* const scenario = context.setup.scenario();
    const QString file =
        scenario == nullptr ? QString() : lesson_program(QString::fromStdString(scenario->name));
    if (file.isEmpty()) {
        emit context.messages.note(
            CompareEntryWords::tr("Choose a scenario whose lesson has a Python program"));
        return;
    }
    if (!context.activity.mayMeasure())
        return;
    try {
        ModelAndPython both{
            .model = {}, .model_request = model_of(context.setup), .model_name = {}, .python = {}};
        both.model_name =
            CompareEntryWords::tr("model (%1)").arg(backend_text(both.model_request.backend)).toStdString();
        both.model = shown_model(context.run, both.model_request, both.model_name);
        both.python = request_to_record(program_of(file, context.python_folder));
        both.python.switch_records = both.model_request.switch_records;
        context.activity.beginMeasuring(false);
        runs.runInPython(both);
        view.showState(runs);
        context.show_view("compare");
    } catch (const std::exception& error) {
        emit context.messages.problem(sentence_of(error.what()));
    }
}

void add_shown(CompareController& runs, CompareView& view, const ShownRun& run) {
    const RunInfo& info = run.info();
    ComparedRun added{.name = info.backend, .trace = run.trace(), .info = info, .doubt = {}};
    if (added.name.empty())
        added.name = title_text(info).toStdString();
    runs.add(added);
    view.showState(runs);
}

void add_file(CompareController& runs, CompareView& view, const ViewContext& context) {
    const QStringList paths = context.ask_for_files(
        &view, CompareEntryWords::tr("Compare with a saved run"), context.settings.get(setting::file_folder),
        CompareEntryWords::tr("Interleave runs (*.ilv);;All files (*)"));
    if (paths.isEmpty() || !context.activity.mayMeasure())
        return;
    runs.addFile(paths.front());
    view.showState(runs);
}

ViewPanel make_compare(const ViewContext& context) {
    auto* view = new CompareView;
    auto* runs = new CompareController(view);
    context.activity.add(
        *runs, CompareEntryWords::tr(
                   "Runs to compare are being made or read. Stop that first, or wait for its end."));
    const auto look_at_setup = [view, &setup = context.setup] {
        view->setBackendsProblem(backends_problem(setup));
    };
    const auto look_at_run = [view, &run = context.run] { view->setRunProblem(run_problem(run)); };
    QObject::connect(&context.setup, &RunSetup::chosen, view, look_at_setup);
    for (const auto signal : {&ShownRun::replaced, &ShownRun::completed})
        QObject::connect(&context.run, signal, view, look_at_run);
    look_at_setup();
    look_at_run();
    const auto run_all = [view, runs, &context] { run_on_all(*runs, *view, context); };
    QObject::connect(view, &CompareView::backendsWanted, runs, run_all);
    QObject::connect(view, &CompareView::stopWanted, runs, &CompareController::stop);
    QObject::connect(view, &CompareView::runWanted, runs,
                     [view, runs, &context] { add_shown(*runs, *view, context.run); });
    QObject::connect(view, &CompareView::fileWanted, runs,
                     [view, runs, &context] { add_file(*runs, *view, context); });
    QObject::connect(view, &CompareView::removeWanted, runs, [view, runs](std::size_t index) {
        runs->remove(index);
        view->showState(*runs);
    });
    QObject::connect(runs, &CompareController::changed, view, [view, runs, &context] {
        view->showState(*runs);
        const CompareState& state = runs->state();
        emit context.messages.phase(CompareEntryWords::tr("free · compared runs, %1 of %2")
                                        .arg(state.comparison.blocks.size())
                                        .arg(state.expected));
    });
    QObject::connect(runs, &CompareController::finished, view, [view, runs, &context] {
        view->showState(*runs);
        emit context.messages.phase(CompareEntryWords::tr("free · comparison finished"));
        if (const std::string& error = runs->state().error; !error.empty())
            emit context.messages.problem(sentence_of(error));
    });
    const auto to_export = [runs]() -> std::optional<ExportChoice> {
        const RunComparison& comparison = runs->state().comparison;
        if (comparison.empty())
            return std::nullopt;
        Table table = comparison_table(comparison);
        add_gil_columns(table, comparison);
        return ExportChoice{.name = QStringLiteral("compare"),
                            .title = CompareEntryWords::tr("Compare"),
                            .words = words_of(comparison),
                            .draw = comparison_drawing(comparison),
                            .table = std::move(table)};
    };
    const auto connect_export = [view](const std::function<void()>& open_dialog) {
        QObject::connect(view, &CompareView::exportWanted, view, open_dialog);
    };
    return {.widget = view,
            .compare_backends =
                [run_all, &context] {
                    context.show_view("compare");
                    run_all();
                },
            .run_in_python = [view, runs, &context] { run_in_python(*runs, *view, context); },
            .to_export = to_export,
            .connect_export = connect_export};
}

} // namespace

View compare_entry() {
    return {
        .id = "compare",
        .title = CompareEntryWords::tr("Compare"),
        .tool_tip = CompareEntryWords::tr("Two or three runs, one above the other on one time axis"),
        .place = ViewPlace::centre,
        .make = make_compare,
        .picture_of = PictureOf::comparison,
        .drawing =
            [](const PictureSource& source) { return comparison_drawing(comparison_of(*source.compared)); },
        .table =
            [](const PictureSource& source) { return comparison_table(comparison_of(*source.compared)); },
        .words = [](const PictureSource& source) { return words_of(comparison_of(*source.compared)); }};
}

} // namespace interleave
