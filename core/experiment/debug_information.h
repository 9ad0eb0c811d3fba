// SPDX-License-Identifier: GPL-3.0-or-later
// The source lines and variables behind places in machine code, from a program's debugging information
// (DWARF, which libdw reads) and its table of symbols.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace interleave {

struct SourceLine {
    std::string path;
    int line = 0; ///< from 1 on

    bool operator==(const SourceLine&) const = default;
};

/// Reads each program and library once, when it is first asked about it. Debugging information is looked for
/// in the file itself, and by its build ID below /usr/lib/debug; nothing is fetched from elsewhere. One
/// thread uses it.
class DebugInformation {
public:
    DebugInformation();
    ~DebugInformation();
    DebugInformation(const DebugInformation&) = delete;
    DebugInformation& operator=(const DebugInformation&) = delete;

    /// Returns the line at an address of the file, as the file's own sections count addresses. What the
    /// standard library has in its headers and the compiler put there stands for the line that called it.
    /// Empty if the file says nothing of it, cannot be read or is no ELF file.
    std::optional<SourceLine> line_at(const std::string& file, std::uint64_t address);
    /// Returns the variable that lies at an address of the file, with the distance from its begin if that is
    /// not 0: "gate", "forks+0x28"; empty as above.
    std::string variable_at(const std::string& file, std::uint64_t address);

private:
    class Module;
    Module* module_of(const std::string& file);

    std::map<std::string, std::unique_ptr<Module>> modules_;
};

} // namespace interleave
