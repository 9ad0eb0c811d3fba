// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timeline_entry.h"

#include "core/analysis/deadlock_ring.h"
#include "core/scenario/scenario.h"
#include "ui/navigation/navigation.h"
#include "ui/replay/replay_keys.h"
#include "ui/replay/replay_strip.h"
#include "ui/run/activity.h"
#include "ui/run/note_list.h"
#include "ui/run/run_causes.h"
#include "ui/run/run_setup.h"
#include "ui/run/shown_run.h"
#include "ui/status/messages.h"
#include "ui/timeline/caption_line.h"
#include "ui/timeline/legend_widget.h"
#include "ui/timeline/rows_button.h"
#include "ui/timeline/timeline_keys.h"
#include "ui/timeline/timeline_picture.h"
#include "ui/timeline/timeline_view.h"
#include "ui/words/run_caption.h"
#include "ui/words/words.h"

#include <QCoreApplication>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace interleave {

namespace {

void connect_run(TimelineView* timeline, LegendWidget* legend, ShownRun& run) {
    QObject::connect(&run, &ShownRun::replaced, timeline, [timeline, legend, &run] {
        timeline->setTrace(run.trace());
        timeline->setProcessors(run.trace() == nullptr ? 0 : run.info().machine.processors());
        legend->setTrace(run.trace());
    });
    QObject::connect(&run, &ShownRun::staleChanged, timeline, &TimelineView::setStale);
    QObject::connect(&run, &ShownRun::grew, timeline, &TimelineView::refresh);
    QObject::connect(&run, &ShownRun::completed, timeline, [timeline, &run] {
        timeline->setRings(deadlock_rings(*run.trace(), run.info()));
        timeline->setGuards(run.report()->variables);
    });
    QObject::connect(&run, &ShownRun::staleChanged, legend, &LegendWidget::setStale);
    QObject::connect(&run, &ShownRun::figuresChanged, legend, &LegendWidget::refresh);
}

void connect_causes(TimelineView* timeline, const ViewContext& context) {
    RunCauses& causes = context.causes;
    QObject::connect(timeline, &TimelineView::linksWanted, &causes, &RunCauses::wantLinks);
    QObject::connect(timeline, &TimelineView::pathWanted, &causes,
                     [&causes, &navigation = context.navigation] {
                         causes.togglePath(navigation.chosenLane(), navigation.cursor());
                     });
    QObject::connect(&causes, &RunCauses::linksGrew, timeline,
                     [timeline, &causes] { timeline->setLinks(causes.links()); });
    QObject::connect(&causes, &RunCauses::pathChanged, timeline, [timeline, &causes] {
        // The shown path owns the path that is drawn.
        const std::shared_ptr<const ShownPath>& shown = causes.path();
        timeline->setPath(shown ? std::shared_ptr<const CriticalPath>(shown, &shown->path) : nullptr);
    });
}

QString part_text(const TimeRange& visible, const TimeRange& whole) {
    if (visible.from <= whole.from && visible.until >= whole.until)
        return QCoreApplication::translate("Timeline", "whole run, %1").arg(duration_text(whole.length()));
    return QCoreApplication::translate("Timeline", "%1 of %2, from %3")
        .arg(duration_text(visible.length()), duration_text(whole.length()), moment_text(visible.from));
}

CaptionWords caption_of(const ViewContext& context) {
    CaptionWords words;
    const ShownRun& run = context.run;
    if (run.trace() == nullptr)
        return words;
    const RunInfo& info = run.info();
    words.title = title_text(info);
    words.conditions = conditions_text(info, scenario_of(info));
    if (info.seed != 1 && is_of_scenario(info))
        words.conditions += QCoreApplication::translate("Timeline", " · seed %1").arg(info.seed);
    if (info.begun_unix_ns != 0)
        words.conditions += QStringLiteral(" · ") + time_of_day_text(info);
    words.part = part_text(context.navigation.visibleRange(), context.navigation.wholeRange());
    words.is_stale = run.isStale();
    words.next = context.setup.nextTitle();
    return words;
}

CaptionLine* make_caption(const ViewContext& context, QWidget* parent) {
    auto* caption = new CaptionLine(parent);
    const auto update = [caption, context] { caption->setWords(caption_of(context)); };
    QObject::connect(&context.run, &ShownRun::replaced, caption, update);
    QObject::connect(&context.run, &ShownRun::figuresChanged, caption, update);
    QObject::connect(&context.run, &ShownRun::staleChanged, caption, update);
    QObject::connect(&context.setup, &RunSetup::chosen, caption, update);
    QObject::connect(&context.navigation, &Navigation::changed, caption,
                     [update](Navigation::Changes changes) {
                         if (changes & Navigation::VisibleRange)
                             update();
                     });
    QObject::connect(caption, &CaptionLine::runWanted, &context.activity, &Activity::startRun);
    return caption;
}

ViewPanel make_timeline(const ViewContext& context) {
    auto* panel = new QWidget;
    auto* caption = make_caption(context, panel);
    auto* timeline = new TimelineView(context.navigation, context.rows, panel);
    auto* strip = new ReplayStrip(context.replay, context.run, context.navigation, panel);
    auto* legend = new LegendWidget(panel);
    auto* layout = new QVBoxLayout(panel);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(caption);
    layout->addWidget(timeline, 1);
    layout->addWidget(strip);
    layout->addWidget(legend);

    connect_run(timeline, legend, context.run);
    connect_causes(timeline, context);
    new ReplayKeys(context.replay, timeline);
    QObject::connect(strip, &ReplayStrip::left, timeline, [timeline] { timeline->setFocus(); });
    QObject::connect(timeline, &TimelineView::noteWanted, &context.notes, &NoteList::want);
    QObject::connect(&context.notes, &NoteList::changed, timeline,
                     [timeline, &notes = context.notes] { timeline->setNotes(notes.notes()); });
    QObject::connect(timeline, &TimelineView::hoverTextChanged, &context.messages, &Messages::hover);
    const auto to_export = [timeline, &context]() -> std::optional<ExportChoice> {
        const std::shared_ptr<const Trace>& trace = context.run.trace();
        if (trace == nullptr)
            return std::nullopt;
        return ExportChoice{.name = QStringLiteral("timeline"),
                            .title = QCoreApplication::translate("Views", "Timeline"),
                            .words = words_of(context.run.info(), *trace, context.notes.notes()),
                            .draw = timeline_drawing(trace, timeline->overlay()),
                            .visible_range = context.navigation.visibleRange()};
    };
    const auto set_presenting = [caption, timeline, legend](double unit) {
        caption->setMaximumHeight(unit > 0 ? 0 : QWIDGETSIZE_MAX); // the screen has a larger one
        timeline->setPresenting(unit);
        legend->setPatternScale(unit > 0 ? 2 * unit : 1);
    };
    return {.widget = panel,
            .last_in_tab_order = timeline,
            .set_tab_after =
                [timeline](QWidget* before) {
                    if (before != nullptr)
                        QWidget::setTabOrder(before, timeline->rowsButton());
                    QWidget::setTabOrder(timeline->rowsButton(), timeline);
                },
            .space_runs = true,
            .set_initial_focus = [timeline] { timeline->setFocus(Qt::OtherFocusReason); },
            .set_presenting = set_presenting,
            .to_export = to_export};
}

} // namespace

View timeline_entry() {
    return {.id = "timeline",
            .title = QCoreApplication::translate("Views", "Timeline"),
            .tool_tip = QCoreApplication::translate("Views", "What each thread and process did over time"),
            .place = ViewPlace::centre,
            .make = make_timeline,
            .picture_of = PictureOf::run,
            .drawing =
                [](const PictureSource& source) {
                    TimelineOverlay overlay;
                    if (source.info != nullptr)
                        overlay.rings = deadlock_rings(*source.trace, *source.info);
                    overlay.guards = variable_guards(*source.trace);
                    overlay.processors = source.info != nullptr && !is_of_scenario(*source.info);
                    if (source.notes != nullptr) {
                        overlay.notes = source.notes->notes;
                        overlay.marks = source.notes->marks;
                        overlay.rows = source.notes->rows;
                    }
                    return timeline_drawing(source.trace, std::move(overlay));
                },
            .is_in_report = [](const PictureSource&) { return true; },
            .draws_part = true,
            .keys = [] { return TimelineKeys::keys() + ReplayKeys::keys(); }};
}

} // namespace interleave
