// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/report_entry.h"

#include "core/analysis/run_report.h"
#include "core/event/error.h"
#include "ui/export/table_picture.h"
#include "ui/navigation/navigation.h"
#include "ui/report/report_tables.h"
#include "ui/run/shown_run.h"
#include "ui/table/check_table.h"
#include "ui/table/table_view.h"

#include <QCoreApplication>

#include <functional>
#include <utility>

namespace interleave {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Views)
};

/// Makes a table of a run, which shows `hint` while it is empty.
TableView* make_table(const char* id, const QString& title, const QString& hint, ShownRun& run) {
    auto* view = new TableView(QLatin1String(id) + QStringLiteral("View"), title, hint);
    QObject::connect(&run, &ShownRun::replaced, view, &TableView::clear);
    QObject::connect(&run, &ShownRun::staleChanged, view, &TableView::setStale);
    return view;
}

using TableOfReport = std::function<Table(const RunReport& report)>;

/// Adds to the view how the command line draws its table of a run.
View with_picture(View view, const TableOfReport& table_of) {
    view.picture_of = PictureOf::run;
    view.is_in_report = [](const PictureSource&) { return true; };
    view.drawing = [table_of, title = view.title](const PictureSource& source) {
        Table table = table_of(make_report(*source.info, *source.trace));
        if (table.rows.empty())
            throw RunError("the run has nothing to show in its table '" + title.toStdString() + "'");
        return table_drawing(std::move(table));
    };
    view.words = [title = view.title](const PictureSource& source) {
        return words_of_table(title, *source.info, *source.trace);
    };
    return view;
}

/// Returns the panel of such a table. `id` is suggested for its file.
ViewPanel panel_of(TableView* view, const char* id, const QString& title, const ShownRun& run) {
    const auto to_export = [view, id, title, &run]() -> std::optional<ExportChoice> {
        Table table = view->shownTable();
        if (table.rows.empty() || run.trace() == nullptr)
            return std::nullopt;
        return ExportChoice{QLatin1String(id), title, words_of_table(title, run.info(), *run.trace()),
                            table_drawing(table), table};
    };
    return {.widget = view, .to_export = to_export};
}

Table checks_of(const RunReport& report) {
    return check_table(report.info.checks);
}
Table outcome_of(const RunReport& report) {
    return outcome_table(report.info);
}

/// Makes a table that is filled once, from the report of a finished run.
ViewPanel make_table_of_report(const char* id, const QString& title, const QString& hint, ShownRun& run,
                               const TableOfReport& table_of) {
    TableView* view = make_table(id, title, hint, run);
    QObject::connect(&run, &ShownRun::completed, view,
                     [view, &run, table_of] { view->setTable(table_of(*run.report())); });
    return panel_of(view, id, title, run);
}

/// Lets the table of the panel select the rows at which somebody is to look.
ViewPanel pointed_out(ViewPanel panel, std::vector<std::string> Navigation::PointedOut::*names,
                      Navigation& navigation) {
    auto* view = static_cast<TableView*>(panel.widget);
    QObject::connect(&navigation, &Navigation::changed, view, [view, names, &navigation](auto changes) {
        if (changes & Navigation::Pointing)
            view->selectNamed(navigation.pointedOut().*names);
    });
    return panel;
}

ViewPanel make_checks(const ViewContext& context) {
    ViewPanel panel =
        make_table_of_report("checks", Words::tr("Checks"),
                             Words::tr("What theory says and what was measured; filled when the run is over"),
                             context.run, checks_of);
    return pointed_out(std::move(panel), &Navigation::PointedOut::checks, context.navigation);
}

ViewPanel make_outcome(const ViewContext& context) {
    ViewPanel panel = make_table_of_report("outcome", Words::tr("Outcome"),
                                           Words::tr("The results of the run; filled when it is over"),
                                           context.run, outcome_of);
    return pointed_out(std::move(panel), &Navigation::PointedOut::results, context.navigation);
}

} // namespace

View checks_entry() {
    return with_picture({.id = "checks",
                         .title = Words::tr("Checks"),
                         .tool_tip = Words::tr("What theory says and what was measured"),
                         .place = ViewPlace::below,
                         .make = make_checks},
                        checks_of);
}

View outcome_entry() {
    return with_picture({.id = "outcome",
                         .title = Words::tr("Outcome"),
                         .tool_tip = Words::tr("The results of the run"),
                         .place = ViewPlace::below,
                         .make = make_outcome},
                        outcome_of);
}

} // namespace interleave
