// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/output/output_entry.h"

#include "ui/output/output_view.h"
#include "ui/run/shown_run.h"
#include "ui/words/run_caption.h"

#include <QCoreApplication>

namespace interleave {

namespace {

struct OutputEntryWords {
    Q_DECLARE_TR_FUNCTIONS(Views)
};

/// Says why there is no output, or none yet.
QString hint_for(const ShownRun& run) {
    if (run.trace() == nullptr || !is_of_program(run.info()))
        return OutputEntryWords::tr(
            "What a recorded program prints appears here: File ▸ Record a program. Its "
            "standard input is empty. What scenarios print is in the panel Printed.");
    if (run.output() == nullptr)
        return OutputEntryWords::tr(
            "What this program printed is not known: a file has what its threads did, not "
            "what they printed.");
    return OutputEntryWords::tr("Nothing has been printed. Standard input is empty.");
}

QString ending_of(const RunInfo& info) {
    const QString end = program_end_text(info);
    return end.isEmpty() ? reason_text(info) : end;
}

ViewPanel make_output(const ViewContext& context) {
    auto* view = new OutputView;
    ShownRun& run = context.run;
    const auto show = [view, &run] {
        view->setOutput(run.trace() == nullptr ? nullptr : run.output(), hint_for(run));
    };
    QObject::connect(&run, &ShownRun::replaced, view, show);
    QObject::connect(&run, &ShownRun::grew, view, &OutputView::refresh);
    QObject::connect(&run, &ShownRun::completed, view,
                     [view, &run] { view->complete(ending_of(run.info())); });
    QObject::connect(&run, &ShownRun::staleChanged, view, &OutputView::setStale);
    show();
    return {.widget = view};
}

} // namespace

View output_entry() {
    return {.id = "output",
            .title = OutputEntryWords::tr("Output"),
            .tool_tip = OutputEntryWords::tr("What the recorded program prints, and how it ended"),
            .place = ViewPlace::below,
            .make = make_output};
}

} // namespace interleave
