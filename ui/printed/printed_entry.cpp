// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/printed/printed_entry.h"

#include "core/event/error.h"
#include "ui/export/table_picture.h"
#include "ui/navigation/navigation.h"
#include "ui/printed/printed_table.h"
#include "ui/printed/printed_view.h"
#include "ui/run/shown_run.h"

#include <QCoreApplication>

#include <algorithm>
#include <span>
#include <vector>

namespace interleave {

namespace {

struct PrintedEntryWords {
    Q_DECLARE_TR_FUNCTIONS(Views)
};

ViewPanel make_printed(const ViewContext& context) {
    auto* view = new PrintedView;
    ShownRun& run = context.run;
    Navigation& navigation = context.navigation;
    QObject::connect(&run, &ShownRun::replaced, view, [view, &run] { view->setTrace(run.trace()); });
    QObject::connect(&run, &ShownRun::figuresChanged, view, &PrintedView::refresh);
    QObject::connect(&run, &ShownRun::staleChanged, view, &TableView::setStale);
    QObject::connect(&navigation, &Navigation::changed, view,
                     [view, &navigation](Navigation::Changes changes) {
                         if (changes & (Navigation::Cursor | Navigation::Replaying))
                             view->setMoment(navigation.cursor(), navigation.isReplaying());
                     });
    QObject::connect(view, &PrintedView::lineChosen, &navigation, &Navigation::chooseLane);
    const auto to_export = [view, &run]() -> std::optional<ExportChoice> {
        Table table = view->shownTable();
        if (table.rows.empty() || run.trace() == nullptr)
            return std::nullopt;
        const QString title = PrintedEntryWords::tr("Printed lines");
        return ExportChoice{QStringLiteral("printed"), title, words_of_table(title, run.info(), *run.trace()),
                            table_drawing(table), table};
    };
    return {.widget = view, .to_export = to_export};
}

/// Returns the lines of a run that is over, or was read from a file, from the first on.
Drawing draw(const PictureSource& source) {
    const std::vector<PrintedLine> lines = printed_lines(*source.trace);
    if (lines.empty())
        throw RunError("the run has printed nothing that the view 'printed' could show");
    const std::size_t drawn = std::min(lines.size(), most_printed_rows);
    return table_drawing(printed_table(*source.trace, std::span(lines).first(drawn)), lines.size() - drawn);
}

} // namespace

View printed_entry() {
    return {.id = "printed",
            .title = PrintedEntryWords::tr("Printed"),
            .tool_tip = PrintedEntryWords::tr("The lines that the run printed, in the order of time"),
            .place = ViewPlace::below,
            .make = make_printed,
            .picture_of = PictureOf::run,
            .drawing = draw,
            .words = [](const PictureSource& source) {
                return words_of_table(PrintedEntryWords::tr("Printed lines"), *source.info, *source.trace);
            }};
}

} // namespace interleave
