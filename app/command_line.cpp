// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/command_line.h"

#include "core/event/error.h"
#include "core/scenario/nearest_name.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <sstream>

namespace interleave {

namespace {

const Option help_option{.name = "--help", .about = "show this and do nothing else"};

const Option* find_option(const Command& command, std::string_view name) {
    if (name == "--help" || name == "-h")
        return &help_option;
    const auto found = std::find_if(command.options.begin(), command.options.end(),
                                    [&](const Option& option) { return option.name == name; });
    return found == command.options.end() ? nullptr : &*found;
}

[[noreturn]] void refuse_option(const Command& command, std::string_view word) {
    std::vector<std::string> names{help_option.name};
    for (const Option& option : command.options)
        names.push_back(option.name);
    std::string line = "no option '" + std::string(word) + "' for '" + command.name + "'; ";
    const std::string near = nearest_name(word, names);
    line += near.empty() ? "'interleave " + command.name + " --help' shows its options"
                         : "did you mean '" + near + "'?";
    throw UsageError(line);
}

void take_operand(const Command& command, std::string_view word, Arguments& arguments) {
    if (word.empty())
        throw UsageError("an empty word was given to '" + command.name + "'");
    if (command.operand.empty())
        throw UsageError("'" + command.name + "' takes options only, not '" + std::string(word) + "'");
    if (!arguments.operand.empty() && !command.takes_many_operands)
        throw UsageError("'" + command.name + "' takes one " + command.operand + "; '" + std::string(word) +
                         "' is one too many");
    if (arguments.operand.empty())
        arguments.operand = word;
    arguments.operands.emplace_back(word);
}

/// Writes a row like "  --seed N        about", with the second column at `column`.
void write_row(std::ostream& out, const std::string& words, const std::string& about, std::size_t column) {
    out << "  " << words << std::string(column - words.size(), ' ') << about << '\n';
}

std::string words_of(const Option& option) {
    return option.value.empty() ? option.name : option.name + " " + option.value;
}

std::string refusal(std::string_view option, const std::string& wanted, std::string_view word) {
    return std::string(option) + " takes " + wanted + ", not '" + std::string(word) + "'";
}

} // namespace

std::optional<std::string> Arguments::value(std::string_view option) const {
    const auto found = options.find(option);
    return found == options.end() ? std::nullopt : std::optional(found->second.back());
}

std::vector<std::string> Arguments::values(std::string_view option) const {
    const auto found = options.find(option);
    return found == options.end() ? std::vector<std::string>{} : found->second;
}

Arguments read_arguments(const Command& command, std::span<const std::string_view> words) {
    Arguments arguments;
    bool options_over = false;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string_view word = words[i];
        const bool is_operand = options_over || word.size() < 2 || word.front() != '-';
        if (is_operand && command.takes_program && !word.empty()) {
            arguments.operand = word;
            arguments.operands.assign(words.begin() + static_cast<std::ptrdiff_t>(i), words.end());
            return arguments;
        }
        if (is_operand) {
            take_operand(command, word, arguments);
            continue;
        }
        if (word == "--") {
            options_over = true;
            continue;
        }
        const std::size_t equals = word.find('=');
        const std::string_view name = word.substr(0, equals);
        const Option* option = find_option(command, name);
        if (option == nullptr)
            refuse_option(command, name);
        auto& given = arguments.options[option->name];
        if (option == &help_option)
            return arguments;
        if (!given.empty() && !option->repeatable)
            throw UsageError("'" + option->name + "' is given twice; once is enough");
        if (option->value.empty()) {
            if (equals != std::string_view::npos)
                throw UsageError("'" + option->name + "' takes no value");
            given.emplace_back();
        } else if (equals != std::string_view::npos) {
            given.emplace_back(word.substr(equals + 1));
        } else if (i + 1 < words.size()) {
            given.emplace_back(words[++i]);
        } else {
            throw UsageError("'" + option->name + "' needs a value: " + words_of(*option));
        }
    }
    return arguments;
}

std::string help_of(const Command& command) {
    std::ostringstream out;
    out << "interleave " << command.name;
    if (command.takes_program)
        out << " [options] " << command.operand << " [ARGUMENTS]\n";
    else
        out << (command.operand.empty() ? "" : " ") << command.operand << " [options]\n";
    out << command.about << "\n\n";
    std::size_t column = 0;
    for (const Option& option : command.options)
        column = std::max(column, words_of(option).size());
    column = std::max(column, help_option.name.size()) + 3;
    for (const Option& option : command.options)
        write_row(out, words_of(option), option.about + (option.repeatable ? "; may be repeated" : ""),
                  column);
    write_row(out, help_option.name, help_option.about, column);
    if (!command.more.empty())
        out << '\n' << command.more;
    return out.str();
}

std::string help_of_all(std::span<const Command* const> commands) {
    std::ostringstream out;
    out << "Interleave: see what threads and processes really do.\n\n";
    const auto words_of_command = [](const Command& command) {
        return "interleave " + command.name + (command.operand.empty() ? "" : " " + command.operand);
    };
    std::size_t column = 0;
    for (const Command* command : commands)
        column = std::max(column, words_of_command(*command).size());
    column += 3;
    write_row(out, "interleave", "open the window", column);
    for (const Command* command : commands)
        write_row(out, words_of_command(*command), command->about, column);
    out << "\n'interleave COMMAND --help' shows the options of a command, 'interleave --version' the "
           "version.\n"
           "Exit status: 0 done; 1 the run or a file failed; 2 the words were wrong; 130 or 143 stopped by a "
           "signal.\n";
    return out.str();
}

std::uint64_t whole_number(std::string_view option, std::string_view word, std::uint64_t least,
                           std::uint64_t most) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
    if (error != std::errc{} || end != word.data() + word.size() || value < least || value > most)
        throw UsageError(refusal(
            option, "a whole number from " + std::to_string(least) + " to " + std::to_string(most), word));
    return value;
}

double number(std::string_view option, std::string_view word, double least, double most,
              std::string_view unit) {
    double value = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
    if (error != std::errc{} || end != word.data() + word.size() || !std::isfinite(value) || value < least ||
        value > most) {
        std::ostringstream wanted;
        wanted << "a number" << unit << " from " << least << " to " << most;
        throw UsageError(refusal(option, wanted.str(), word));
    }
    return value;
}

} // namespace interleave
