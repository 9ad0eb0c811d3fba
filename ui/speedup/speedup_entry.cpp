// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/speedup/speedup_entry.h"

#include "core/experiment/sweep.h"
#include "ui/run/activity.h"
#include "ui/speedup/sweep_controller.h"
#include "ui/speedup/sweep_picture.h"
#include "ui/speedup/sweep_table.h"
#include "ui/speedup/sweep_view.h"
#include "ui/words/words.h"

#include <QCoreApplication>

#include <exception>
#include <utility>

namespace interleave {

namespace {

struct SpeedupEntryWords {
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

ViewPanel make_speedup(const ViewContext& context) {
    auto* view = new SweepView;
    auto* sweeps = new SweepController(view);
    context.activity.add(
        *sweeps, SpeedupEntryWords::tr("A sweep is being measured. Stop it first, or wait for its end."));
    const auto show = [view, sweeps, &context] {
        const SweepResult& result = sweeps->result();
        view->showResult(sweeps->request(), result, sweeps->isActive());
        emit context.messages.phase(
            SpeedupEntryWords::tr("free · sweep, run %1 of %2").arg(result.runs_done).arg(result.runs_total));
    };
    QObject::connect(&context.setup, &RunSetup::chosen, view, &SweepView::setScenario);
    QObject::connect(&context.setup, &RunSetup::sweepSuggested, view,
                     [view, sweeps, &context](const QString& parameter, const QString& values) {
                         view->suggest(parameter, values);
                         context.show_view("speedup");
                         start(*sweeps, *view, context);
                     });
    QObject::connect(view, &SweepView::startWanted, sweeps,
                     [view, sweeps, &context] { start(*sweeps, *view, context); });
    QObject::connect(view, &SweepView::stopWanted, sweeps, &SweepController::stop);
    QObject::connect(sweeps, &SweepController::changed, view, show);
    QObject::connect(sweeps, &SweepController::finished, view, [sweeps, show, &context] {
        show();
        const SweepResult& result = sweeps->result();
        emit context.messages.phase(result.stopped ? SpeedupEntryWords::tr("free · sweep stopped")
                                                   : SpeedupEntryWords::tr("free · sweep finished"));
        if (!result.errors.empty())
            emit context.messages.problem(sentence_of(result.errors.front()));
    });
    const auto to_export = [view, sweeps]() -> std::optional<ExportChoice> {
        if (!has_points(sweeps->result()))
            return std::nullopt;
        const MeasuredSweep* const before = view->before(sweeps->request());
        PictureWords words = words_of(sweeps->request(), sweeps->result());
        if (before != nullptr)
            words.result += QStringLiteral(" (%1)").arg(difference_text(before->request, sweeps->request()));
        return ExportChoice{.name = QStringLiteral("speedup"),
                            .title = SpeedupEntryWords::tr("Speedup"),
                            .words = words,
                            .draw = sweep_drawing({sweeps->request(), sweeps->result()},
                                                  before != nullptr ? std::optional(*before) : std::nullopt),
                            .table = sweep_table(sweeps->request(), sweeps->result(), before)};
    };
    const auto connect_export = [view](const std::function<void()>& open_dialog) {
        QObject::connect(view, &SweepView::exportWanted, view, open_dialog);
    };
    return {.widget = view, .to_export = to_export, .connect_export = connect_export};
}

} // namespace

View speedup_entry() {
    return {.id = "speedup",
            .title = SpeedupEntryWords::tr("Speedup"),
            .tool_tip =
                SpeedupEntryWords::tr("How the time changes with one parameter, for several backends"),
            .place = ViewPlace::below,
            .make = make_speedup,
            .picture_of = PictureOf::sweep,
            .drawing =
                [](const PictureSource& source) {
                    return sweep_drawing({*source.request, *source.result});
                },
            .table =
                [](const PictureSource& source) {
                    return sweep_table(*source.request, *source.result, nullptr);
                }};
}

} // namespace interleave
