// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/claims/claims_entry.h"

#include "ui/claims/claim_table.h"
#include "ui/claims/claims_controller.h"
#include "ui/claims/claims_view.h"
#include "ui/export/table_picture.h"
#include "ui/run/activity.h"
#include "ui/run/run_setup.h"
#include "ui/run/shown_run.h"
#include "ui/settings/window_settings.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

namespace interleave {

namespace {

struct ClaimsEntryWords {
    Q_DECLARE_TR_FUNCTIONS(Views)
};

/// Chooses the scenario with what decides the claim, so that Run shows it.
void set_up(const ClaimRun& run, RunSetup& setup) {
    if (!setup.chooseByName(QString::fromStdString(run.scenario)))
        return;
    QJsonObject words;
    for (const auto& [name, value] : run.settings)
        words[QString::fromStdString(name)] = QString::fromStdString(value);
    setup.set(QString::fromUtf8(QJsonDocument(words).toJson(QJsonDocument::Compact)),
              QString::fromLatin1(name_of(run.backend)), setup.seed());
}

PictureWords words_around(const QString& result) {
    return {ClaimsEntryWords::tr("Claims"),
            ClaimsEntryWords::tr("What is said of threads and processes, measured on this machine"),
            result,
            {}};
}

ViewPanel make_claims(const ViewContext& context) {
    auto* view = new ClaimsView;
    auto* claims = new ClaimsController(view);
    context.activity.add(
        *claims,
        ClaimsEntryWords::tr("The claims are being measured. Stop that first, or wait for its end."));
    QObject::connect(view, &ClaimsView::startWanted, claims, [claims, &context] {
        if (!context.activity.mayMeasure())
            return;
        context.activity.beginMeasuring(false);
        claims->start();
    });
    QObject::connect(view, &ClaimsView::stopWanted, claims, &ClaimsController::stop);
    QObject::connect(view, &ClaimsView::claimWanted, &context.setup, [&context](const Claim& claim) {
        set_up(claim.run, context.setup);
        context.show_view("timeline");
    });
    // A run that begins, or is opened, is what somebody wants to see.
    QObject::connect(&context.run, &ShownRun::replaced, view, [view, &context] {
        if (context.run.trace() != nullptr && view->isVisibleTo(view->window()))
            context.show_view("timeline");
    });
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
        return ExportChoice{QStringLiteral("claims"), ClaimsEntryWords::tr("Claims"),
                            words_around(view->progress()), table_drawing(table), table};
    };
    return {.widget = view, .set_initial_focus = [view] { view->startReading(); }, .to_export = to_export};
}

} // namespace

View claims_entry() {
    return {
        .id = "claims",
        .title = ClaimsEntryWords::tr("Claims"),
        .tool_tip = ClaimsEntryWords::tr("What is said of threads and processes, measured on this machine"),
        .place = ViewPlace::centre,
        .make = make_claims,
        // Whoever reads along the articles begins with what they say.
        .is_first_page =
            [](const WindowSettings& settings) { return !settings.get(setting::scenario_path).isEmpty(); },
        .picture_of = PictureOf::claims,
        .drawing = [](const PictureSource& source) { return table_drawing(claim_table(*source.claims)); },
        .table = [](const PictureSource& source) { return claim_table(*source.claims); },
        .words = [](const PictureSource& source) { return words_around(counts_text(*source.claims)); }};
}

} // namespace interleave
