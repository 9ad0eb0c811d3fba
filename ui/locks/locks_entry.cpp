// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/locks/locks_entry.h"

#include "core/event/error.h"
#include "ui/locks/locks_picture.h"
#include "ui/locks/locks_view.h"
#include "ui/locks/waits_controller.h"
#include "ui/navigation/navigation.h"
#include "ui/run/shown_run.h"
#include "ui/words/run_caption.h"

#include <QCoreApplication>
#include <QTimer>

#include <algorithm>

namespace interleave {

namespace {

struct LocksEntryWords {
    Q_DECLARE_TR_FUNCTIONS(Views)
};

/// Returns why there is nothing to see.
QString hint_of(const ShownRun& run, const WaitsController& controller) {
    if (run.trace() == nullptr)
        return LocksEntryWords::tr("Who waited for whom, how long and where");
    if (!run.trace()->knows_states())
        return LocksEntryWords::tr("This trace tells of work and moments, but not who waited for what");
    if (controller.waits() == nullptr)
        return LocksEntryWords::tr("Being counted …");
    if (!is_of_scenario(run.info()) && run.info().counts.events == 0)
        return LocksEntryWords::tr("A kernel's schedule does not tell what a thread waits for");
    return controller.waits()->is_part ? LocksEntryWords::tr("Nothing was waited for or held in this stretch")
                                       : LocksEntryWords::tr("Nothing has been waited for or held");
}

/// Shows a wait on the timeline: the lane that waited, from a bit before to a bit after, and for whom.
void go_to(const Blame& blame, Navigation& navigation) {
    const std::int64_t margin =
        std::max<std::int64_t>(shortest_range, (blame.longest_end - blame.longest_begin) / 4);
    navigation.showRange({blame.longest_begin - margin, blame.longest_end + margin});
    navigation.chooseLane(blame.waiter, blame.longest_begin);
    Navigation::PointedOut at{.objects = {blame.object}};
    if (blame.kind == BlameKind::lane)
        at.lanes.push_back(blame.blamed);
    navigation.pointOut(at);
}

/// Counts the selection, or in a replay what it has come to. While one plays that is done now and then, and
/// not anew before the last count has ended, which would never end else.
void connect_range(LocksView* view, WaitsController* controller, const Navigation& navigation) {
    constexpr int replayed_ms = 200;
    auto* pause = new QTimer(controller);
    pause->setSingleShot(true);
    pause->setInterval(replayed_ms);
    const auto count = [view, controller, pause, &navigation] {
        if (!navigation.isReplaying())
            controller->setRange(navigation.consideredRange());
        else if (controller->isCounting())
            pause->start();
        else if (view->isVisible())
            controller->setRange(navigation.consideredRange());
    };
    QObject::connect(pause, &QTimer::timeout, controller, count);
    QObject::connect(view, &LocksView::shown, pause, [pause] { pause->start(); });
    QObject::connect(&navigation, &Navigation::changed, controller,
                     [count, pause, &navigation](Navigation::Changes changes) {
                         if (changes & (Navigation::Selection | Navigation::Replaying))
                             count();
                         if ((changes & Navigation::Cursor) && navigation.isReplaying() && !pause->isActive())
                             pause->start();
                     });
}

void connect_view(LocksView* view, WaitsController* controller, const ViewContext& context) {
    ShownRun& run = context.run;
    Navigation& navigation = context.navigation;
    const auto show = [view, controller, &run] {
        view->showWaits(controller->waits(), hint_of(run, *controller));
    };
    QObject::connect(&run, &ShownRun::replaced, controller, [controller, &run] {
        controller->setRun(run.trace());
        if (run.trace() != nullptr)
            controller->refresh(run.info().counts, run.report() != nullptr);
    });
    QObject::connect(&run, &ShownRun::figuresChanged, controller,
                     [controller, &run] { controller->refresh(run.info().counts, run.report() != nullptr); });
    QObject::connect(&run, &ShownRun::staleChanged, view, &LocksView::setStale);
    QObject::connect(controller, &WaitsController::changed, view, show);
    QObject::connect(controller, &WaitsController::progressed, view, &LocksView::showProgress);
    QObject::connect(view, &LocksView::shown, controller, &WaitsController::setActive);
    connect_range(view, controller, navigation);
    QObject::connect(&navigation, &Navigation::changed, view, [view, &navigation](auto changes) {
        if ((changes & Navigation::Choice) && navigation.chosenObject())
            view->chooseObject(*navigation.chosenObject());
    });
    QObject::connect(view, &LocksView::wholeRunWanted, &navigation, [&navigation] {
        navigation.selection() ? navigation.clearSelection() : navigation.endReplay();
    });
    QObject::connect(view, &LocksView::waitWanted, &navigation,
                     [&navigation](const Blame& blame) { go_to(blame, navigation); });
    QObject::connect(view, &LocksView::objectWanted, &navigation, [view, &navigation](ObjectId object) {
        const auto cursor = navigation.cursor();
        navigation.chooseObject(object, cursor.value_or(view->waits()->range.from));
    });
    show();
}

ViewPanel make_locks(const ViewContext& context) {
    auto* view = new LocksView;
    auto* controller = new WaitsController(view);
    connect_view(view, controller, context);
    const auto to_export = [view, controller, &run = context.run]() -> std::optional<ExportChoice> {
        controller->countNowIfQuick();
        const ObjectFigures* const figures = view->chosen();
        if (figures == nullptr || run.trace() == nullptr)
            return std::nullopt;
        const ObjectId object = figures->times.id;
        return ExportChoice{.name = QStringLiteral("locks"),
                            .title = LocksEntryWords::tr("Locks"),
                            .words = locks_words(*view->waits(), object, run.info()),
                            .draw = locks_drawing(view->waits(), object),
                            .table = view->shownTable()};
    };
    return {.widget = view, .to_export = to_export};
}

std::shared_ptr<const RunWaits> picture_waits(const PictureSource& source) {
    auto waits = std::make_shared<const RunWaits>(run_waits(source.trace, source.info->counts));
    if (usual_object(*waits) == nullptr)
        throw RunError("in this run nothing was waited for or held that the view 'locks' could show");
    return waits;
}

} // namespace

View locks_entry() {
    return {.id = "locks",
            .title = LocksEntryWords::tr("Locks"),
            .tool_tip =
                LocksEntryWords::tr("Who waited for whom, how long and where: for locks, queues, barriers …"),
            .place = ViewPlace::below,
            .make = make_locks,
            .picture_of = PictureOf::run,
            .drawing =
                [](const PictureSource& source) {
                    const auto waits = picture_waits(source);
                    return locks_drawing(waits, usual_object(*waits)->times.id);
                },
            .words =
                [](const PictureSource& source) {
                    const auto waits = picture_waits(source);
                    return locks_words(*waits, usual_object(*waits)->times.id, *source.info);
                },
            .is_in_report = [](const PictureSource&) { return true; },
            .keys =
                [] {
                    return QList<QPair<QString, QString>>{
                        {LocksEntryWords::tr("Enter, in Locks"),
                         LocksEntryWords::tr("go to the longest of these waits, or to the object")}};
                }};
}

} // namespace interleave
