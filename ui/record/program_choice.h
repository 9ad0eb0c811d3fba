// SPDX-License-Identifier: GPL-3.0-or-later
// What a person types to have a program recorded, and the last of these.
#pragma once

#include "core/engine/program_to_record.h"

#include <QList>
#include <QString>

#include <optional>
#include <string>

namespace interleave {

class WindowSettings;

struct ProgramChoice {
    QString command;     ///< as for a shell: "python3 'my script.py'"
    QString folder;      ///< where the program begins; empty: where the window began
    QString environment; ///< a NAME=VALUE in each line, added to the window's own
    bool operator==(const ProgramChoice&) const = default;
};

/// Returns the program, whose output is captured. Throws UsageError or RunError with one line if nothing can
/// be recorded: there are no words, a quote is not closed, there is no such program or folder, the file is
/// not executable or for another machine, a line of the environment is no NAME=VALUE.
ProgramToRecord program_from(const ProgramChoice& choice);

/// Returns the programs that were recorded last, the last one first.
QList<ProgramChoice> recent_programs(const WindowSettings& settings);
/// Returns that of them which has this command line, as command_line_of() writes it, and can still be
/// recorded; nothing if there is none.
std::optional<ProgramToRecord> recent_program(const WindowSettings& settings,
                                              const std::string& command_line);
/// Puts a program to the front of them; the last ten are kept.
void remember_program(WindowSettings& settings, const ProgramChoice& choice);

} // namespace interleave
