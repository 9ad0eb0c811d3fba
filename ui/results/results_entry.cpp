// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/results_entry.h"

#include "ui/results/result_picture.h"
#include "ui/results/results_controller.h"
#include "ui/results/results_view.h"
#include "ui/run/activity.h"
#include "ui/words/words.h"

#include <QCoreApplication>

#include <exception>

namespace interleave {

namespace {

struct ResultsEntryWords {
    Q_DECLARE_TR_FUNCTIONS(Views)
};

void start(ResultsController& results, ResultsView& view, const ViewContext& context) {
    if (context.setup.scenario() == nullptr || !context.activity.mayMeasure())
        return;
    try {
        const RepeatRequest request{context.setup.request(), view.times()};
        context.setup.remember();
        context.activity.beginMeasuring();
        results.start(request);
        view.setStale(false);
        view.showState(results);
    } catch (const std::exception& error) {
        emit context.messages.problem(QString::fromUtf8(error.what()));
    }
}

ViewPanel make_results(const ViewContext& context) {
    auto* view = new ResultsView;
    auto* results = new ResultsController(view);
    context.activity.add(
        *results,
        ResultsEntryWords::tr("The same is being run many times. Stop that first, or wait for its end."));
    const auto compare = [view, results, &context] {
        const std::optional<RunInfo>& first = results->state().result.first;
        view->setStale(first && !context.setup.wouldRepeat(*first));
    };
    QObject::connect(&context.setup, &RunSetup::chosen, view, compare);
    QObject::connect(&context.setup, &RunSetup::changed, view, compare);
    QObject::connect(view, &ResultsView::startWanted, results,
                     [view, results, &context] { start(*results, *view, context); });
    QObject::connect(view, &ResultsView::stopWanted, results, &ResultsController::stop);
    QObject::connect(results, &ResultsController::changed, view, [view, results, compare, &context] {
        view->showState(*results);
        compare(); // somebody may have set something else meanwhile
        const RepeatResult& result = results->state().result;
        emit context.messages.phase(ResultsEntryWords::tr("free · many runs, %1 of %2")
                                        .arg(result.spread.runs())
                                        .arg(result.runs_total));
    });
    QObject::connect(results, &ResultsController::finished, view, [view, results, &context] {
        view->showState(*results);
        emit context.messages.phase(results->wasStopped()
                                        ? ResultsEntryWords::tr("free · many runs stopped")
                                        : ResultsEntryWords::tr("free · many runs finished"));
        if (const std::string& error = results->state().error; !error.empty())
            emit context.messages.problem(sentence_of(error));
    });
    const auto to_export = [view, results]() -> std::optional<ExportChoice> {
        if (!view->shown())
            return std::nullopt;
        return ExportChoice{.name = QStringLiteral("results"),
                            .title = ResultsEntryWords::tr("Results"),
                            .words = words_of(results->state().result, *view->shown()),
                            .draw = result_drawing(*view->shown()),
                            .table = result_table(*view->shown())};
    };
    const auto connect_export = [view](const std::function<void()>& open_dialog) {
        QObject::connect(view, &ResultsView::exportWanted, view, open_dialog);
    };
    return {.widget = view, .to_export = to_export, .connect_export = connect_export};
}

} // namespace

View results_entry() {
    return {
        .id = "results",
        .title = ResultsEntryWords::tr("Results"),
        .tool_tip = ResultsEntryWords::tr("How often each result comes when the same is run many times"),
        .place = ViewPlace::below,
        .make = make_results,
        .picture_of = PictureOf::repeats,
        .drawing =
            [](const PictureSource& source) { return result_drawing(first_result(source.repeats->spread)); },
        .table =
            [](const PictureSource& source) { return result_table(first_result(source.repeats->spread)); },
        .words =
            [](const PictureSource& source) {
                return words_of(*source.repeats, first_result(source.repeats->spread));
            }};
}

} // namespace interleave
