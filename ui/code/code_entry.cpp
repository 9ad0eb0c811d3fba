// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/code/code_entry.h"

#include "core/analysis/lane_ending.h"
#include "core/analysis/record_steps.h"
#include "core/event/session_layout.h"
#include "ui/code/code_view.h"
#include "ui/code/program_source.h"
#include "ui/navigation/navigation.h"
#include "ui/run/run_setup.h"
#include "ui/run/shown_run.h"
#include "ui/words/run_caption.h"

#include <QCoreApplication>

#include <memory>

namespace interleave {

namespace {

/// Returns the chosen lane. In a replay in which nobody has chosen one it is the lane that did something
/// last.
std::optional<LaneId> looked_at(const Trace& trace, const Navigation& navigation) {
    if (navigation.chosenLane() || !navigation.isReplaying())
        return navigation.chosenLane();
    const auto last = last_step(trace, after_all_at(*navigation.cursor()));
    return last ? std::optional(last->record.lane) : std::nullopt;
}

/// Marks the line that this lane was on at the cursor's time. Of a recorded program it shows the file, too.
void mark_place(CodeView& code, ProgramSource& source, const ShownRun& run, const Navigation& navigation) {
    const auto chosen = run.trace() == nullptr ? std::nullopt : looked_at(*run.trace(), navigation);
    const auto time = navigation.cursor();
    if (run.trace() == nullptr || !chosen || !time || *chosen >= run.trace()->lane_count())
        return;
    const Lane& lane = run.trace()->lane(*chosen);
    std::optional<LanePlace> place;
    if (*time < lane.end())
        place = place_at(lane, *time);
    else if (const auto ending = lane_ending(*run.trace(), lane))
        place = ending->place; // where it failed
    if (!place) {
        code.markLine({}, 0);
        return;
    }
    const QString path = QString::fromStdString(run.trace()->file_path(site_file(place->site)));
    const int line = static_cast<int>(site_line(place->site));
    if (run.isForeign() && is_of_program(run.info()))
        source.show(code, run.info(), path, line);
    else
        code.markLine(path, line);
}

/// Shows the first source that the recording names, which is most often the program's own.
void show_first_source(CodeView& code, ProgramSource& source, const ShownRun& run) {
    if (run.trace() == nullptr || !run.isForeign() || !is_of_program(run.info()))
        return;
    for (std::uint32_t number = 0; number < max_files; ++number) {
        const QString path = QString::fromStdString(run.trace()->file_path(number));
        if (!ProgramSource::isSource(path))
            continue;
        source.show(code, run.info(), path, 0);
        return;
    }
}

/// Shows the page of the shown run as it was then, line for line, as long as that run is what is set.
void show_page_of(CodeView& code, const ShownRun& run) {
    if (run.trace() == nullptr || run.isStale() || run.info().sources.empty())
        return;
    const SourceText& page = run.info().sources.front();
    const QString file = QString::fromStdString(page.file);
    const QString text = QString::fromStdString(*page.text);
    if (!code.isShowing(file, text))
        code.showText(file, text);
}

/// Says why there is no code to what is shown, or not yet.
QString hint_for(const RunInfo& info) {
    return is_of_program(info)
               ? QCoreApplication::translate("CodeView",
                                             "Click a bar of a lane: its line in the program's source is "
                                             "shown here, where the source is known, as of Python.")
               : QCoreApplication::translate("CodeView",
                                             "The code of this trace is not known: it is of no scenario of "
                                             "this program.");
}

ViewPanel make_code(const ViewContext& context) {
    auto* code = new CodeView;
    const auto source = std::make_shared<ProgramSource>();
    QObject::connect(&context.setup, &RunSetup::chosen, code, [code](const Scenario& scenario) {
        code->showFile(QString::fromStdString(scenario.source));
    });
    QObject::connect(&context.run, &ShownRun::completed, code, [code, source, &run = context.run] {
        show_page_of(*code, run);
        if (!source->isShown())
            show_first_source(*code, *source, run);
    });
    QObject::connect(&context.run, &ShownRun::foreignChanged, code,
                     [code, source, &run = context.run, &setup = context.setup](bool foreign) {
                         source->forget();
                         if (foreign)
                             code->showSentence(hint_for(run.info()));
                         else if (setup.scenario() != nullptr)
                             code->showFile(QString::fromStdString(setup.scenario()->source));
                     });
    QObject::connect(&context.navigation, &Navigation::changed, code,
                     [code, source, &run = context.run, &navigation = context.navigation,
                      show = context.show_view](Navigation::Changes changes) {
                         const bool replays = (changes & Navigation::Cursor) && navigation.isReplaying();
                         if (replays || (changes & Navigation::Choice))
                             mark_place(*code, *source, run, navigation);
                         if (changes &
                             Navigation::Owner) // whoever asks for the owner wants to see what it does
                             show("code");
                     });
    return {.widget = code};
}

} // namespace

View code_entry() {
    return {.id = "code",
            .title = QCoreApplication::translate("Views", "Code"),
            .tool_tip = QCoreApplication::translate("Views", "The code that runs"),
            .place = ViewPlace::right,
            .make = make_code};
}

} // namespace interleave
