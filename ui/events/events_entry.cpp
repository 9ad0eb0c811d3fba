// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/events/events_entry.h"

#include "ui/events/event_picture.h"
#include "ui/events/events_view.h"
#include "ui/run/shown_run.h"

#include <QCoreApplication>

namespace interleave {

namespace {

struct EventsEntryWords {
    Q_DECLARE_TR_FUNCTIONS(Views)
};

ViewPanel make_events(const ViewContext& context) {
    auto* view = new EventsView(context.navigation, context.messages);
    ShownRun& run = context.run;
    QObject::connect(&run, &ShownRun::replaced, view, [view, &run] { view->setTrace(run.trace()); });
    QObject::connect(&run, &ShownRun::figuresChanged, view, [view, &run] { view->refresh(run.info()); });
    QObject::connect(&run, &ShownRun::completed, view, [view, &run] { view->complete(run.info()); });
    QObject::connect(&run, &ShownRun::staleChanged, view, &EventsView::setStale);
    const auto to_export = [view, &run]() -> std::optional<ExportChoice> {
        const EventModel& model = view->table().events();
        if (model.rowCount() == 0 || run.trace() == nullptr)
            return std::nullopt;
        return ExportChoice{.name = QStringLiteral("events"),
                            .title = EventsEntryWords::tr("Events"),
                            .words = words_of_table(EventsEntryWords::tr("Events"), run.info(), *run.trace()),
                            .draw = event_drawing(model, view->table().firstRowInView()),
                            .save_csv = [view](const QString& path) { view->saveCsv(path); }};
    };
    return {.widget = view,
            .start_find = [view] { view->startSearch(); },
            .step_found = [view](int by) { view->step(by); },
            .to_export = to_export};
}

QList<QPair<QString, QString>> keys() {
    return {
        {EventsEntryWords::tr("↑, ↓"), EventsEntryWords::tr("go from event to event; the timeline follows")},
        {EventsEntryWords::tr("Return, Shift+Return"),
         EventsEntryWords::tr("in the search field: next event found, the one before")},
        {EventsEntryWords::tr("Menu"), EventsEntryWords::tr("only this lane, kind or object; copy as CSV")}};
}

} // namespace

View events_entry() {
    return {.id = "events",
            .title = EventsEntryWords::tr("Events"),
            .tool_tip = EventsEntryWords::tr("Every event of the run, of all lanes, in order of time"),
            .place = ViewPlace::below,
            .make = make_events,
            .picture_of = PictureOf::run,
            .drawing = [](const PictureSource& source) { return event_drawing(source.trace); },
            .words =
                [](const PictureSource& source) {
                    return words_of_table(EventsEntryWords::tr("Events"), *source.info, *source.trace);
                },
            .draws_part = true,
            .keys = keys};
}

} // namespace interleave
