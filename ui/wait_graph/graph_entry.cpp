// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wait_graph/graph_entry.h"

#include "core/event/error.h"
#include "ui/navigation/navigation.h"
#include "ui/navigation/owner_walk.h"
#include "ui/run/shown_run.h"
#include "ui/wait_graph/graph_picture.h"
#include "ui/wait_graph/graph_view.h"

#include <QCoreApplication>

namespace interleave {

namespace {

struct GraphEntryWords {
    Q_DECLARE_TR_FUNCTIONS(Views)
};

void connect_run(GraphView* view, ShownRun& run) {
    QObject::connect(&run, &ShownRun::replaced, view,
                     [view, &run] { view->setTrace(run.trace(), run.report() != nullptr); });
    QObject::connect(&run, &ShownRun::grew, view, &GraphView::refresh);
    QObject::connect(&run, &ShownRun::completed, view,
                     [view, &run] { view->complete(run.report()->lock_orders); });
    QObject::connect(&run, &ShownRun::staleChanged, view, &GraphView::setStale);
}

ViewPanel make_graph(const ViewContext& context) {
    auto* view = new GraphView;
    ShownRun& run = context.run;
    Navigation& navigation = context.navigation;
    connect_run(view, run);
    QObject::connect(&navigation, &Navigation::changed, view,
                     [view, &navigation](Navigation::Changes changes) {
                         if (changes & Navigation::Cursor)
                             view->setTime(navigation.cursor());
                         if (changes & Navigation::Choice)
                             view->setChosen(navigation.chosenLane());
                     });
    QObject::connect(view, &GraphView::laneChosen, &navigation,
                     [&navigation, show = context.show_view](LaneId lane, std::int64_t time) {
                         navigation.chooseLane(lane, time);
                         show("code"); // at its line
                     });
    QObject::connect(view, &GraphView::ownerWanted, &navigation, [view, &navigation] {
        if (view->trace() != nullptr)
            go_to_owner(*view->trace(), navigation);
    });
    QObject::connect(view, &GraphView::waiterWanted, &navigation, &Navigation::goBackToWaiter);
    QObject::connect(view, &GraphView::nowWanted, &navigation, &Navigation::clear);
    const auto to_export = [view, &run]() -> std::optional<ExportChoice> {
        return run.trace() == nullptr ? std::nullopt : view->toExport(run.info());
    };
    return {.widget = view, .to_export = to_export};
}

/// Looks at a run that is over, or was read from a file.
ShownGraph look_at(const PictureSource& source) {
    ShownGraph shown = look_at_waits({.trace = source.trace, .is_over = true});
    if (shown.nodes.empty())
        throw RunError(
            "the run has nothing to show as its wait-for graph: nobody waited for what another one held");
    return shown;
}

QList<QPair<QString, QString>> keys() {
    return {
        {GraphEntryWords::tr("[ and ]"),
         GraphEntryWords::tr(
             "from a waiter to the owner and its line, and back; first to the lane that is stuck longest")},
        {GraphEntryWords::tr("↑, ↓"), GraphEntryWords::tr("choose a lane of the graph")},
        {GraphEntryWords::tr("Esc"), GraphEntryWords::tr("now, instead of the cursor's moment")}};
}

} // namespace

View graph_entry() {
    return {.id = "graph",
            .title = GraphEntryWords::tr("Wait-for graph"),
            .tool_tip = GraphEntryWords::tr(
                "Who waits for whom at the cursor's moment, or now; deadlocks, and what could become one"),
            .place = ViewPlace::below,
            .make = make_graph,
            .picture_of = PictureOf::run,
            .drawing = [](const PictureSource& source) { return graph_drawing(look_at(source)); },
            .words =
                [](const PictureSource& source) {
                    return words_of(look_at(source), lock_order_reports(*source.trace), *source.info,
                                    *source.trace);
                },
            .is_in_report = [](const PictureSource& source) { return source.info->ended == Ended::deadlock; },
            .keys = keys};
}

} // namespace interleave
