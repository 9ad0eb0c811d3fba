// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/critical_path/critical_path_entry.h"

#include "core/analysis/critical_path_report.h"
#include "core/event/error.h"
#include "ui/critical_path/critical_path_view.h"
#include "ui/critical_path/path_picture.h"
#include "ui/critical_path/path_table.h"
#include "ui/critical_path/path_words.h"
#include "ui/navigation/navigation.h"
#include "ui/run/run_causes.h"
#include "ui/run/shown_run.h"
#include "ui/words/run_caption.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <utility>

namespace interleave {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(CriticalPath)
};

void show(CriticalPathView* view, const ViewContext& context) {
    const RunCauses& causes = context.causes;
    const bool has_run = context.run.trace() != nullptr;
    view->setUsable(has_run, causes.path() != nullptr || causes.isFinding());
    if (const std::shared_ptr<const ShownPath>& shown = causes.path(); shown && has_run) {
        const Trace& trace = *context.run.trace();
        view->showPath(path_sentence(trace, shown->path, shown->shares, shown->is_of_run),
                       path_table(trace, shown->path, shown->shares, context.run.info().counts));
    } else if (causes.isFinding()) {
        view->showLine(
            Words::tr("Following the links between lanes, %1 % …").arg(std::lround(100 * causes.progress())));
    } else {
        view->showLine(
            has_run ? Words::tr("What did the end of the run come from, or the wait at the cursor? In the "
                                "timeline C shows it, too.")
                    : Words::tr("Run a scenario, or open a run"));
    }
}

/// Goes to the longest piece of the path in a lane, or chooses an object.
void go_to(const QString& name, const ViewContext& context) {
    const std::shared_ptr<const ShownPath>& shown = context.causes.path();
    const QString kind = name.section(QLatin1Char(' '), 0, 0);
    const uint number = name.section(QLatin1Char(' '), 1).toUInt();
    if (!shown || shown->path.pieces.empty() || name.isEmpty())
        return;
    const auto& pieces = shown->path.pieces;
    if (kind == QStringLiteral("object")) {
        context.navigation.chooseObject(number, context.navigation.cursor().value_or(pieces.front().from));
        return;
    }
    const auto length_here = [number](const PathPiece& piece) {
        return piece.lane == number ? piece.until - piece.from : -1;
    };
    const PathPiece& longest = *std::ranges::max_element(pieces, {}, length_here);
    context.navigation.chooseLane(longest.lane, longest.went_on);
}

PictureWords words_around(const RunInfo& info, const Trace& trace, const QString& sentence) {
    PictureWords words = words_of(info, trace);
    words.sentence = QStringLiteral("%1 · %2").arg(sentence, conditions_text(info, scenario_of(info)));
    return words;
}

ViewPanel make_panel(const ViewContext& context) {
    auto* view = new CriticalPathView;
    RunCauses& causes = context.causes;
    const auto update = [view, &context] { show(view, context); };
    QObject::connect(&causes, &RunCauses::pathChanged, view, update);
    QObject::connect(&causes, &RunCauses::pathChanged, view, [&context] {
        if (context.causes.isFinding()) // it was asked for now, perhaps in the timeline
            context.show_view("path");
    });
    QObject::connect(&causes, &RunCauses::progressed, view, update);
    QObject::connect(&context.run, &ShownRun::replaced, view, update);
    QObject::connect(&context.run, &ShownRun::staleChanged, view, &CriticalPathView::setStale);
    QObject::connect(view, &CriticalPathView::runWanted, &causes, &RunCauses::findPathOfRun);
    QObject::connect(view, &CriticalPathView::nothingWanted, &causes, &RunCauses::clearPath);
    QObject::connect(view, &CriticalPathView::waitWanted, &causes, [&context] {
        const auto lane = context.navigation.chosenLane();
        const auto time = context.navigation.cursor();
        if (lane && time)
            context.causes.findPathOfWait(*lane, *time);
        else
            context.causes.findPathOfRun();
    });
    QObject::connect(view, &CriticalPathView::rowChosen, view,
                     [&context](const QString& name) { go_to(name, context); });
    const auto to_export = [view, &context]() -> std::optional<ExportChoice> {
        Table table = view->shownTable();
        const std::shared_ptr<const Trace>& trace = context.run.trace();
        const std::shared_ptr<const ShownPath>& shown = context.causes.path();
        if (table.rows.empty() || trace == nullptr || !shown)
            return std::nullopt;
        return ExportChoice{QStringLiteral("critical-path"), Words::tr("Critical path"),
                            words_around(context.run.info(), *trace, view->sentence()),
                            path_drawing(trace, *shown, context.run.info().counts), table};
    };
    return {.widget = view, .to_export = to_export};
}

/// Returns the path behind the end of the run, for the command line.
ShownPath path_of(const PictureSource& source) {
    ShownPath shown{.is_of_run = true, .path = critical_path_of_run(*source.trace)};
    shown.shares = path_shares(*source.trace, shown.path);
    return shown;
}

Drawing drawing_of(const PictureSource& source) {
    ShownPath shown = path_of(source);
    if (shown.path.pieces.empty())
        throw RunError("the run has no critical path: " + why_it_begins_there(*source.trace, shown.path));
    return path_drawing(source.trace, std::move(shown), source.info->counts);
}

PictureWords words_of_picture(const PictureSource& source) {
    const ShownPath shown = path_of(source);
    return words_around(*source.info, *source.trace,
                        path_sentence(*source.trace, shown.path, shown.shares, shown.is_of_run));
}

} // namespace

View critical_path_entry() {
    return {.id = "path",
            .title = Words::tr("Critical path"),
            .tool_tip = Words::tr("What the end of the run, or a wait, came from"),
            .place = ViewPlace::below,
            .make = make_panel,
            .picture_of = PictureOf::run,
            .drawing = drawing_of,
            .words = words_of_picture,
            .is_in_report = [](const PictureSource&) { return true; }};
}

} // namespace interleave
