// SPDX-License-Identifier: GPL-3.0-or-later
// A run in words, for a caption on the screen, in a picture or before a class: what ran, with which
// parameters, what came out, and how it was recorded. All are pure functions; numbers follow the locale.
#pragma once

#include "core/scenario/scenario.h"
#include "core/trace/run_info.h"

#include <QString>

namespace interleave {

/// Returns the scenario of that run, which knows units and defaults of its parameters; nullptr if this
/// program has none of that name. The functions below take either.
const Scenario* scenario_of(const RunInfo& info);

/// Whether it is a recording of a program by this program.
bool is_of_program(const RunInfo& info);

/// Returns what the backend is called in the window and in pictures: "threads", "GIL", "processes".
QString backend_text(Backend backend);
/// Returns the scenario's title, or its name if it has none.
QString title_text(const RunInfo& info);
/// Returns what worked, and how many if a parameter says so: "3 threads", "threads with a GIL"; of a
/// recording of other programs what it is: "kernel schedule".
QString workers_text(const RunInfo& info, const Scenario* scenario);

/// Which of a run's parameters are named.
enum class NamedParameters { changed, all };

/// Returns parameters with their units: "critical 400 µs, lock on". `changed` are those that differ from
/// their default, without the number of workers, which workers_text() has. Without a scenario all are
/// `changed`.
QString parameters_text(const RunInfo& info, const Scenario* scenario, NamedParameters which);
/// Returns workers and changed parameters: "3 threads · critical 50 µs".
QString conditions_text(const RunInfo& info, const Scenario* scenario);

/// Returns a name for the run's file, of letters, digits and dashes: of a recording what its command line
/// says.
QString file_name_text(const RunInfo& info);

/// Returns when the run began, as the clock on the wall said: "14:03:27".
QString time_of_day_text(const RunInfo& info);

/// Returns how the run ended and when: "finished after 654 ms". Of a run that goes on it says so, of a
/// recording of other programs how long it is.
QString end_text(const RunInfo& info);
/// Returns why the run did not go well, in one line; empty if it did, or goes on.
QString reason_text(const RunInfo& info);
/// Returns how the recorded program itself ended: "The program ended with status 1.". It is empty if that is
/// not known.
QString program_end_text(const RunInfo& info);
/// Returns the end, and its reason if there is one.
QString result_text(const RunInfo& info);
/// Returns the first single values that the scenario gave as its outcome, at most `most`: "expected 5,000,
/// lost updates 1,204". Values that repeat a parameter are left out. It is empty while the run goes on.
QString outcome_text(const RunInfo& info, int most = 4);
/// Returns how many claims of theory hold: "all 4 claims hold", "3 of 4 claims hold, 1 cannot be told here".
/// It is empty if there are none.
QString claims_text(const RunInfo& info);

/// Returns "2 processors, their model, Linux 6.1", as far as that is known.
QString machine_text(const RunInfo& info);
/// Returns what was recorded, at which cost, and what is missing: "2,180 events of 9.5 ns, none lost · switch
/// records on".
QString recording_text(const RunInfo& info);

} // namespace interleave
