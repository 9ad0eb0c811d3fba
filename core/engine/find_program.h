// SPDX-License-Identifier: GPL-3.0-or-later
// Looks for the programs and the library that are installed together with this one and that it starts.
#pragma once

#include <string>

namespace interleave {

/// Another program of Interleave and what to say where it is missing.
struct OwnProgram {
    std::string file;        ///< its name
    std::string what;        ///< what it is, in a sentence: "engine"
    std::string without{};   ///< begins the line of an error: what cannot be had without it
    std::string remedy;      ///< ends the line of an error
    bool is_library = false; ///< it is loaded into another program, for which it need not be executable
};

/// Returns the path of the program: in the folder of this program, or else in the libexec folder of the
/// installation. Throws RunError that names the places searched, or why the file cannot be executed.
std::string find_program(const OwnProgram& wanted);

/// Throws RunError with the cause if the system would not execute the file at this path.
void check_executable(const OwnProgram& wanted, const std::string& path);

} // namespace interleave
