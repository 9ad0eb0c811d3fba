// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timeline_entry.h"

#include "ui/run/shown_run.h"
#include "ui/status/messages.h"
#include "ui/timeline/legend_widget.h"
#include "ui/timeline/timeline_input.h"
#include "ui/timeline/timeline_picture.h"
#include "ui/timeline/timeline_view.h"

#include <QCoreApplication>
#include <QVBoxLayout>

namespace interleave {

namespace {

void connect_run(TimelineView* timeline, LegendWidget* legend, ShownRun& run) {
    QObject::connect(&run, &ShownRun::replaced, timeline, [timeline, legend, &run] {
        timeline->setTrace(run.trace());
        legend->setTrace(run.trace());
    });
    QObject::connect(&run, &ShownRun::staleChanged, timeline, &TimelineView::setStale);
    QObject::connect(&run, &ShownRun::grew, timeline, &TimelineView::refresh);
    QObject::connect(&run, &ShownRun::figuresChanged, legend, &LegendWidget::refresh);
}

ViewPanel make_timeline(const ViewContext& context) {
    auto* panel = new QWidget;
    auto* timeline = new TimelineView(context.navigation, panel);
    auto* legend = new LegendWidget(panel);
    auto* layout = new QVBoxLayout(panel);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(timeline, 1);
    layout->addWidget(legend);

    connect_run(timeline, legend, context.run);
    QObject::connect(timeline, &TimelineView::hoverTextChanged, &context.messages, &Messages::hover);
    return {.widget = panel, .last_in_tab_order = timeline, .space_runs = true};
}

} // namespace

View timeline_entry() {
    return {.id = "timeline",
            .title = QCoreApplication::translate("Views", "Timeline"),
            .tool_tip = QCoreApplication::translate("Views", "What each thread and process did over time"),
            .place = ViewPlace::centre,
            .make = make_timeline,
            .picture_of = PictureOf::run,
            .drawing = [](const PictureSource& source) { return timeline_drawing(source.trace); },
            .keys = TimelineInput::keys};
}

} // namespace interleave
