// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/claims/claims_entry.h"

#include "ui/claims/claims_controller.h"
#include "ui/claims/claims_view.h"
#include "ui/export/table_picture.h"
#include "ui/run/activity.h"

#include <QCoreApplication>

namespace interleave {

namespace {

struct ClaimsEntryWords {
    Q_DECLARE_TR_FUNCTIONS(Views)
};

ViewPanel make_claims(const ViewContext& context) {
    auto* view = new ClaimsView;
    auto* claims = new ClaimsController(view);
    context.activity.add(*claims,
                         ClaimsEntryWords::tr("The claims are being measured. Stop that first, or wait for its end."));
    QObject::connect(view, &ClaimsView::startWanted, claims, [claims, &context] {
        if (!context.activity.mayMeasure())
            return;
        context.activity.beginMeasuring();
        claims->start();
    });
    QObject::connect(view, &ClaimsView::stopWanted, claims, &ClaimsController::stop);
    QObject::connect(view, &ClaimsView::scenarioWanted, &context.setup, &RunSetup::chooseByName);
    QObject::connect(claims, &ClaimsController::changed, view, [view, claims, &context] {
        view->showState(*claims);
        const ClaimsState& state = claims->state();
        emit context.messages.phase(
            ClaimsEntryWords::tr("free · claims, run %1 of %2").arg(state.runs_done).arg(state.runs_total));
    });
    QObject::connect(claims, &ClaimsController::finished, view, [view, claims, &context] {
        view->showState(*claims);
        emit context.messages.phase(claims->wasStopped() ? ClaimsEntryWords::tr("free · claims stopped")
                                                         : ClaimsEntryWords::tr("free · claims measured"));
    });
    const auto to_export = [view, claims]() -> std::optional<ExportChoice> {
        if (claims->state().results.empty())
            return std::nullopt;
        const Table table = view->shownTable();
        const PictureWords words{ClaimsEntryWords::tr("Claims"),
                                 ClaimsEntryWords::tr("What is said of threads and processes, measured on this machine"),
                                 view->progress(),
                                 {}};
        return ExportChoice{QStringLiteral("claims"), ClaimsEntryWords::tr("Claims"), words, table_drawing(table),
                            table};
    };
    return {.widget = view, .to_export = to_export};
}

} // namespace

View claims_entry() {
    return {.id = "claims",
            .title = ClaimsEntryWords::tr("Claims"),
            .tool_tip = ClaimsEntryWords::tr("What is said of threads and processes, measured on this machine"),
            .place = ViewPlace::below,
            .make = make_claims};
}

} // namespace interleave
