// SPDX-License-Identifier: GPL-3.0-or-later
// A program that is recorded as it is, instead of a scenario.
#pragma once

#include <string>
#include <vector>

namespace interleave {

/// All texts are bytes as the system takes them, without a zero in them.
struct ProgramToRecord {
    std::vector<std::string>
        arguments;      ///< the first is its path, or a name that is looked for as a shell does
    std::string folder; ///< where it begins; empty: where the host is
    std::vector<std::string> environment; ///< NAME=VALUE, added to the host's; the last of a name counts
    std::string file{};                   ///< that is executed, as find_program_to_record() returns it
    /// Whether what it prints goes to the host through pipes. Then it has no terminal, nothing to read on its
    /// standard input, and a process group of its own, so that what it does to its group does not reach the
    /// host. Else it has the host's streams, terminal and process group.
    bool is_captured = false;
};

/// RunInfo::mode of a recording.
inline constexpr const char* mode_of_recording = "recorded program";

/// Returns "python3 script.py", each word as a shell would take it. Text for people.
std::string command_line_of(const ProgramToRecord& program);

/// Returns the path of the file that is to be executed. Throws RunError with the word, what is wrong and what
/// helps if there is no such file, or it cannot be executed, or the folder is none.
std::string find_program_to_record(const ProgramToRecord& program);

/// Returns why the system would not execute the file, if it is a program for other processors than this
/// machine's: one line that names the file. It is empty if nothing speaks against it. `file` is what
/// find_program_to_record() returned.
std::string why_not_on_this_machine(const std::string& file);

/// Returns why nothing of the program can be recorded from inside: "it is linked statically". It is empty if
/// nothing speaks against it. `file` is what find_program_to_record() returned.
std::string why_not_from_inside(const std::string& file);

/// Returns the path of the library that records a program from inside: it is where the engine is, or else
/// where programs of Interleave are looked for. Throws RunError that names the places searched.
std::string find_preload_library();

} // namespace interleave
