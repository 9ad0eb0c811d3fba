// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/gil/gil_entry.h"

#include "core/analysis/missing_records.h"
#include "core/event/error.h"
#include "ui/gil/gil_picture.h"
#include "ui/gil/gil_view.h"
#include "ui/navigation/navigation.h"
#include "ui/run/shown_run.h"
#include "ui/status/messages.h"

#include <QCoreApplication>

namespace interleave {

namespace {

struct GilEntryWords {
    Q_DECLARE_TR_FUNCTIONS(Views)
};

ViewPanel make_gil(const ViewContext& context) {
    auto* view = new GilView;
    ShownRun& run = context.run;
    Navigation& navigation = context.navigation;
    const auto move = [view, &navigation] {
        view->setRange(navigation.visibleRange(), navigation.selection());
        view->setCursorTime(navigation.cursor());
    };
    QObject::connect(&run, &ShownRun::replaced, view, [view, move, &run] {
        view->setTrace(run.trace());
        move();
    });
    QObject::connect(&run, &ShownRun::figuresChanged, view, [view, move, &run] {
        move();
        view->refresh(run.info());
    });
    QObject::connect(&run, &ShownRun::staleChanged, view, &GilView::setStale);
    QObject::connect(&navigation, &Navigation::changed, view, [move](Navigation::Changes changes) {
        if (changes & (Navigation::VisibleRange | Navigation::Selection | Navigation::Cursor))
            move();
    });
    QObject::connect(view, &GilView::wholeRunWanted, &navigation, &Navigation::clearSelection);
    QObject::connect(view, &GilView::laneChosen, &navigation, &Navigation::chooseLane);
    QObject::connect(view, &GilView::hovered, &context.messages, &Messages::hover);
    const auto to_export = [view, &run]() -> std::optional<ExportChoice> {
        return run.trace() == nullptr ? std::nullopt : view->toExport(run.info());
    };
    return {.widget = view, .to_export = to_export};
}

/// Any lock can be looked at as a GIL, but a report tells of a real one only.
bool has_gil(const Trace& trace) {
    for (std::size_t i = 0; i < trace.object_count(); ++i)
        if (trace.object(i).kind() == ObjectKind::gil)
            return true;
    return false;
}

/// Looks at a run that is over, or was read from a file.
ShownGil look_at(const PictureSource& source) {
    const Trace& trace = *source.trace;
    const std::vector<ObjectId> locks = used_locks(trace);
    const TimeRange range = locks.empty() ? whole_range(trace) : range_of_use(trace, locks.front());
    ShownGil shown = look_at_gil({.trace = source.trace, .range = range, .columns = picture_columns});
    if (!shown.figures)
        throw RunError("the run has nothing to show as its GIL: no lock was used");
    return shown;
}

QList<QPair<QString, QString>> keys() {
    return {
        {GilEntryWords::tr("←, →"),
         GilEntryWords::tr("the hand-over before, the hand-over after, in the picture of the lock")},
        {GilEntryWords::tr("Return"), GilEntryWords::tr("go to the hand-over that is chosen in the table")}};
}

} // namespace

View gil_entry() {
    return {.id = "gil",
            .title = GilEntryWords::tr("GIL"),
            .tool_tip = GilEntryWords::tr(
                "Who holds the GIL, or any other lock, who wants it, and why it changes hands"),
            .place = ViewPlace::below,
            .make = make_gil,
            .picture_of = PictureOf::run,
            .drawing =
                [](const PictureSource& source) {
                    return gil_drawing(look_at(source), !misses_events(source.info->counts));
                },
            .words =
                [](const PictureSource& source) {
                    return words_of(look_at(source), *source.info, *source.trace);
                },
            .is_in_report = [](const PictureSource& source) { return has_gil(*source.trace); },
            .keys = keys};
}

} // namespace interleave
