// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/statistics/statistics_entry.h"

#include "ui/navigation/navigation.h"
#include "ui/run/shown_run.h"
#include "ui/statistics/statistics_picture.h"
#include "ui/statistics/statistics_view.h"

#include <QCoreApplication>

namespace interleave {

namespace {

struct StatisticsEntryWords {
    Q_DECLARE_TR_FUNCTIONS(Views)
};

ViewPanel make_statistics(const ViewContext& context) {
    auto* view = new StatisticsView;
    ShownRun& run = context.run;
    Navigation& navigation = context.navigation;
    QObject::connect(&run, &ShownRun::replaced, view, [view, &run] { view->setTrace(run.trace()); });
    QObject::connect(&run, &ShownRun::figuresChanged, view,
                     [view, &run] { view->refresh(run.info(), run.report() != nullptr); });
    QObject::connect(&run, &ShownRun::staleChanged, view, &StatisticsView::setStale);
    QObject::connect(&navigation, &Navigation::changed, view, [view, &navigation](auto changes) {
        if (changes & (Navigation::Selection | Navigation::Replaying | Navigation::Cursor))
            view->setSelection(navigation.consideredRange());
    });
    QObject::connect(view, &StatisticsView::wholeRunWanted, &navigation, [&navigation] {
        navigation.selection() ? navigation.clearSelection() : navigation.endReplay();
    });
    QObject::connect(view, &StatisticsView::laneWanted, &navigation, &Navigation::chooseLane);
    QObject::connect(view, &StatisticsView::objectWanted, &navigation, [view, &navigation](ObjectId object) {
        navigation.chooseObject(object, navigation.cursor().value_or(view->shown()->figures.range.from));
    });
    const auto to_export = [view, &run]() -> std::optional<ExportChoice> {
        return run.trace() == nullptr ? std::nullopt : view->toExport(run.info());
    };
    return {.widget = view, .to_export = to_export};
}

} // namespace

View statistics_entry() {
    return {
        .id = "statistics",
        .title = StatisticsEntryWords::tr("Statistics"),
        .tool_tip = StatisticsEntryWords::tr(
            "The run, or the selected stretch of it, in figures: states, switches, lanes that ran at once"),
        .place = ViewPlace::below,
        .make = make_statistics,
        .picture_of = PictureOf::run,
        .drawing =
            [](const PictureSource& source) {
                return statistics_drawing(StatisticsQuestion{.trace = source.trace,
                                                             .counts = source.info->counts,
                                                             .selection = {},
                                                             .lanes = {},
                                                             .processors = source.info->machine.cpus});
            },
        .words = [](const PictureSource& source) { return statistics_words(*source.info, *source.trace); },
        .is_in_report = [](const PictureSource&) { return true; },
        .draws_part = true,
        .keys =
            [] {
                return QList<QPair<QString, QString>>{
                    {StatisticsEntryWords::tr("Return"),
                     StatisticsEntryWords::tr("go to the lane, the object or the printed line")}};
            }};
}

} // namespace interleave
