// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/speedup/speedup_entry.h"

#include "core/experiment/sweep.h"
#include "ui/run/activity.h"
#include "ui/settings/window_settings.h"
#include "ui/speedup/sweep_controller.h"
#include "ui/speedup/sweep_picture.h"
#include "ui/speedup/sweep_view.h"
#include "ui/words/words.h"

#include <QCoreApplication>

#include <exception>
#include <utility>

namespace interleave {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Views)
};

void start(SweepController& sweeps, const SweepView& view, const ViewContext& context) {
    if (context.setup.scenario() == nullptr || !context.activity.mayMeasure())
        return;
    try {
        SweepRequest request = view.request();
        request.parameters = context.setup.parameters();
        request.seed = context.setup.seed();
        context.setup.remember();
        context.activity.beginMeasuring();
        sweeps.start(std::move(request));
    } catch (const std::exception& error) {
        emit context.messages.problem(QString::fromUtf8(error.what()));
    }
}

void save(const SweepController& sweeps, QWidget* window, const ViewContext& context) {
    const SweepRequest& request = sweeps.request();
    const QString path =
        ask_where_to_save(context.ask_for_file, window, context.settings, Words::tr("Save the curves"),
                          QStringLiteral("speedup.png"), Words::tr("Pictures (*.png *.svg *.pdf)"));
    if (path.isEmpty())
        return;
    PictureOptions options;
    options.theme = theme_name_from(context.settings.get(setting::export_theme)).value_or(ThemeName::light);
    options.title = Words::tr("%1, over %2")
                        .arg(QString::fromStdString(request.scenario->title),
                             QString::fromStdString(request.axis.parameter->name));
    options.caption = sentence_of(caption(request, sweeps.result()));
    try {
        exportDrawing(sweep_drawing(request, sweeps.result()), options, path);
        emit context.messages.note(Words::tr("Saved %1").arg(path));
    } catch (const std::exception& error) {
        emit context.messages.problem(QString::fromUtf8(error.what()));
    }
}

ViewPanel make_speedup(const ViewContext& context) {
    auto* view = new SweepView;
    auto* sweeps = new SweepController(view);
    context.activity.add(*sweeps,
                         Words::tr("A sweep is being measured. Stop it first, or wait for its end."));
    const auto show = [view, sweeps, &context] {
        const SweepResult& result = sweeps->result();
        view->showResult(sweeps->request(), result, sweeps->isActive());
        emit context.messages.phase(
            Words::tr("free · sweep, run %1 of %2").arg(result.runs_done).arg(result.runs_total));
    };
    QObject::connect(&context.setup, &RunSetup::chosen, view, &SweepView::setScenario);
    QObject::connect(view, &SweepView::startWanted, sweeps,
                     [view, sweeps, &context] { start(*sweeps, *view, context); });
    QObject::connect(view, &SweepView::stopWanted, sweeps, &SweepController::stop);
    QObject::connect(view, &SweepView::saveWanted, sweeps,
                     [view, sweeps, &context] { save(*sweeps, view->window(), context); });
    QObject::connect(sweeps, &SweepController::changed, view, show);
    QObject::connect(sweeps, &SweepController::finished, view, [sweeps, show, &context] {
        show();
        const SweepResult& result = sweeps->result();
        emit context.messages.phase(result.stopped ? Words::tr("free · sweep stopped")
                                                   : Words::tr("free · sweep finished"));
        if (!result.errors.empty())
            emit context.messages.problem(sentence_of(result.errors.front()));
    });
    return {.widget = view};
}

} // namespace

View speedup_entry() {
    return {.id = "speedup",
            .title = Words::tr("Speedup"),
            .tool_tip = Words::tr("How the time changes with one parameter, for several backends"),
            .place = ViewPlace::below,
            .make = make_speedup,
            .picture_of = PictureOf::sweep,
            .drawing = [](const PictureSource& source) {
                return sweep_drawing(*source.request, *source.result);
            }};
}

} // namespace interleave
