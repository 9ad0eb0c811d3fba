// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/code/code_entry.h"

#include "core/analysis/lane_ending.h"
#include "core/analysis/record_steps.h"
#include "ui/code/code_view.h"
#include "ui/navigation/navigation.h"
#include "ui/run/run_setup.h"
#include "ui/run/shown_run.h"

#include <QCoreApplication>

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

/// Returns the text of the file that a place of the run is in, or nullptr. A scenario's one is known by its
/// name, because it was compiled elsewhere; recorded programs may have several files of one name.
const SourceText* source_of(const RunInfo& info, const std::string& path) {
    const std::string name = path.substr(path.rfind('/') + 1); // npos + 1 is 0
    for (const SourceText& source : info.sources)
        if (source.file == (is_of_scenario(info) ? name : path))
            return &source;
    return nullptr;
}

void show(CodeView& code, const SourceText& source) {
    const QString file = QString::fromStdString(source.file);
    const QString text = QString::fromStdString(*source.text);
    if (!code.isShowing(file, text))
        code.showText(file, text);
}

/// Shows the file of a recorded program that the place is in, or says that it is not known.
void show_file_of(CodeView& code, const RunInfo& info, const std::string& path) {
    if (const SourceText* const source = source_of(info, path))
        show(code, *source);
    else
        code.showSentence(QCoreApplication::translate("Views", "The code of %1 is not known.")
                              .arg(QString::fromStdString(path.substr(path.rfind('/') + 1))));
}

/// Marks the line that this lane was on at the cursor's time.
void mark_place(CodeView& code, const ShownRun& run, const Navigation& navigation) {
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
    const std::string path = run.trace()->file_path(site_file(place->site));
    if (run.isForeign() && !path.empty())
        show_file_of(code, run.info(), path);
    code.markLine(QString::fromStdString(path), static_cast<int>(site_line(place->site)));
}

/// Shows the page of the shown run as it was then, line for line, as long as that run is what is set.
void show_page_of(CodeView& code, const ShownRun& run) {
    if (run.trace() != nullptr && !run.isStale() && !run.info().sources.empty())
        show(code, run.info().sources.front());
}

/// Shows where a recorded program was first seen. While it runs that may not be known yet.
void show_foreign(CodeView& code, const ShownRun& run) {
    if (run.info().sources.empty())
        code.showSentence(QCoreApplication::translate(
            "Views", "The code of this trace is not known: it is of no scenario of this program."));
    else
        show(code, run.info().sources.front());
}

ViewPanel make_code(const ViewContext& context) {
    auto* code = new CodeView;
    QObject::connect(&context.setup, &RunSetup::chosen, code, [code](const Scenario& scenario) {
        code->showFile(QString::fromStdString(scenario.source));
    });
    QObject::connect(&context.run, &ShownRun::completed, code, [code, &run = context.run] {
        if (!run.isForeign())
            show_page_of(*code, run);
    });
    QObject::connect(&context.run, &ShownRun::figuresChanged, code, [code, &run = context.run] {
        if (run.isForeign() && !code->showsCode())
            show_page_of(*code, run);
    });
    QObject::connect(&context.run, &ShownRun::foreignChanged, code,
                     [code, &run = context.run, &setup = context.setup](bool foreign) {
                         if (foreign)
                             show_foreign(*code, run);
                         else if (setup.scenario() != nullptr)
                             code->showFile(QString::fromStdString(setup.scenario()->source));
                     });
    QObject::connect(&context.navigation, &Navigation::changed, code,
                     [code, &run = context.run, &navigation = context.navigation,
                      show_view = context.show_view](Navigation::Changes changes) {
                         const bool replays = (changes & Navigation::Cursor) && navigation.isReplaying();
                         if (replays || (changes & Navigation::Choice))
                             mark_place(*code, run, navigation);
                         if (changes &
                             Navigation::Owner) // whoever asks for the owner wants to see what it does
                             show_view("code");
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
