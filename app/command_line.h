// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a command line by a table of the options that each command has. This is no packaged parser, because
// the answer to a wrong word must be one line that names the nearest right one, which none of them gives. The
// help is made from the same table.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace interleave {

struct Option {
    std::string name;    ///< with its dashes: "--seed"
    std::string value{}; ///< name of the value in the help; empty for an option that takes none
    std::string about;
    bool repeatable = false;
};

/// The arguments of one command, already checked against its table.
struct Arguments {
    std::string operand;               ///< the first one; empty if none was given
    std::vector<std::string> operands; ///< all of them, of a command that takes many
    std::map<std::string, std::vector<std::string>, std::less<>> options;

    bool has(std::string_view option) const { return options.find(option) != options.end(); }
    /// Returns the value of an option that may be given once.
    std::optional<std::string> value(std::string_view option) const;
    /// Returns the values of an option in the order given; empty if it was not given.
    std::vector<std::string> values(std::string_view option) const;
};

class Graphics;

struct Command {
    std::string name;
    std::string operand{}; ///< name of the operand in the help; empty if the command takes none
    std::string about;     ///< one line
    std::vector<Option> options;
    bool takes_many_operands = false;
    bool takes_program = false; ///< the operand is a program, and all words behind it are that program's
    std::string more{};         ///< further lines of its help, each ending in a newline
    /// Returns the exit status. Throws UsageError and RunError.
    int (*run)(const Arguments& arguments, const Graphics& graphics);
};

/// Reads the words after the command's name. Throws UsageError. Every command has `--help`; the words after
/// it are not checked.
Arguments read_arguments(const Command& command, std::span<const std::string_view> words);

std::string help_of(const Command& command);
std::string help_of_all(std::span<const Command* const> commands);

/// Convert values of options. They throw UsageError: "--seed takes a whole number from 0 to 9, not 'ten'".
std::uint64_t whole_number(std::string_view option, std::string_view word, std::uint64_t least,
                           std::uint64_t most);
double number(std::string_view option, std::string_view word, double least, double most,
              std::string_view unit);

} // namespace interleave
