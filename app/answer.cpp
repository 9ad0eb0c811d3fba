// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/answer.h"

#include "app/commands.h"
#include "app/output.h"

#include "core/event/error.h"
#include "core/event/refused_call.h"
#include "core/experiment/trace_memory.h"
#include "core/scenario/nearest_name.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <exception>
#include <new>
#include <span>
#include <string_view>
#include <vector>

namespace interleave {

namespace {

const std::array<const Command*, 13> commands{
    &list_command,   &run_command,   &explore_command, &record_command, &open_command,
    &export_command, &sweep_command, &compare_command, &claims_command, &course_command,
    &check_command,  &read_command,  &doctor_command};

const Command& find_command(std::string_view name) {
    const auto found = std::find_if(commands.begin(), commands.end(),
                                    [&](const Command* command) { return command->name == name; });
    if (found != commands.end())
        return **found;
    std::vector<std::string> names;
    for (const Command* command : commands)
        names.push_back(command->name);
    throw UsageError(unknown_name("command", name, names));
}

/// Whether this is an option for the window that every Qt program takes: "-platform xcb", "-style=fusion".
bool is_option_of_qt(std::string_view word) {
    if (!word.starts_with('-'))
        return false;
    constexpr std::array<std::string_view, 8> known{"platform",   "platformtheme",   "style",
                                                    "stylesheet", "qwindowgeometry", "display",
                                                    "session",    "reverse"};
    word.remove_prefix(std::min(word.find_first_not_of('-'), word.size()));
    return std::find(known.begin(), known.end(), word.substr(0, word.find('='))) != known.end();
}

int answer_option(std::string_view option) {
    if (option == "--help" || option == "-h") {
        print(help_of_all(commands));
        return 0;
    }
    if (option == "--version") {
        print("interleave " INTERLEAVE_VERSION "\n");
        return 0;
    }
    const std::array<std::string, 2> known{"--help", "--version"};
    const std::string near = nearest_name(option, known);
    throw UsageError(
        "no option '" + std::string(option) + "'; " +
        (near.empty() ? "'interleave --help' shows what there is" : "did you mean '" + near + "'?"));
}

int answer_words(std::span<const std::string_view> words, const Graphics& graphics) {
    if (words.empty() || is_option_of_qt(words.front()))
        return graphics.open_window();
    if (words.front().starts_with('-'))
        return answer_option(words.front());
    const Command& command = find_command(words.front());
    const Arguments arguments = read_arguments(command, words.subspan(1));
    if (arguments.has("--help")) {
        print(help_of(command));
        return 0;
    }
    return command.run(arguments, graphics);
}

} // namespace

int answer(int argc, char** argv, const Graphics& graphics) {
    open_standard_descriptors();
    // A write beyond the limit of a file's size (ulimit -f) then fails and is reported, instead of ending the
    // program without a word. The engine is started with the default again.
    std::signal(SIGXFSZ, SIG_IGN);
    try {
        bound_trace_memory();
        const std::vector<std::string_view> words(argv + std::min(argc, 1), argv + argc);
        return answer_words(words, graphics);
    } catch (const UsageError& error) {
        print_error(error.what());
        return 2;
    } catch (const std::bad_alloc&) {
        print_error(refused_call_text("get the memory for that", ENOMEM));
        return 1;
    } catch (const std::exception& error) {
        print_error(error.what());
        return 1;
    }
}

} // namespace interleave
