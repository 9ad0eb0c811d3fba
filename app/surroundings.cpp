// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/surroundings.h"

#include "app/window_program.h"

#include "core/event/descriptor.h"
#include "core/event/printable_text.h"
#include "core/event/refused_call.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <poll.h>
#include <spawn.h>
#include <string_view>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

extern char** environ;

namespace interleave {

namespace fs = std::filesystem;

namespace {

std::string variable(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? std::string() : std::string(value);
}

constexpr auto longest_wait = std::chrono::seconds(10);

/// Returns what the child wrote until it ended or the time was over.
std::string read_until_the_end(int descriptor) {
    const auto until = std::chrono::steady_clock::now() + longest_wait;
    std::string text;
    std::array<char, 4096> part{};
    while (text.size() < 16 * part.size()) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
        pollfd ready{descriptor, POLLIN, 0};
        if (left.count() <= 0 || poll(&ready, 1, static_cast<int>(left.count())) <= 0)
            return text + "the display does not answer";
        const ssize_t got = read(descriptor, part.data(), part.size());
        if (got <= 0)
            break;
        text.append(part.data(), static_cast<std::size_t>(got));
    }
    return text;
}

/// Starts interleave-window, which writes to this pipe how it got on with the display.
pid_t start_to_try_display(std::string program, int output) {
    std::string word = try_display_word;
    const std::array<char*, 3> arguments{program.data(), word.data(), nullptr};
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, output, STDERR_FILENO);
    pid_t child = -1;
    const int error = posix_spawn(&child, program.c_str(), &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (error != 0)
        throw_refused_start("start '" + program + "'", error);
    return child;
}

/// Returns what interleave-window wrote about the display.
std::string answer_of_display(const std::string& window_program) {
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0)
        throw_refused_call("make a pipe", errno);
    const Descriptor read_end(ends[0]);
    Descriptor write_end(ends[1]);
    const pid_t child = start_to_try_display(window_program, write_end.get());
    write_end.close();
    std::string text = read_until_the_end(read_end.get());
    kill(child, SIGKILL); // a server that does not answer holds it for ever
    while (waitpid(child, nullptr, 0) < 0 && errno == EINTR) {
    }
    return text;
}

/// Returns the lines of the text in one line.
std::string in_one_line(std::string text) {
    while (!text.empty() && text.back() == '\n')
        text.pop_back();
    for (std::size_t end = 0; (end = text.find('\n', end)) != std::string::npos;)
        text.replace(end, 1, "; ");
    return printable_text(text);
}

DisplayFound found_on(const std::string& platform) {
    const std::string named = variable("QT_QPA_PLATFORM");
    for (const char* const unseen : {"offscreen", "minimal", "minimalegl"}) {
        if (platform == unseen)
            return {false, "none: QT_QPA_PLATFORM is " + named + ", which shows nothing",
                    "unset QT_QPA_PLATFORM"};
    }
    if (platform == "xcb")
        return {true, "X server " + variable("DISPLAY")};
    if (platform.starts_with("wayland"))
        return {true, "Wayland " + variable("WAYLAND_DISPLAY")};
    return {true, platform};
}

DisplayFound not_found(const std::string& text) {
    const std::size_t remedy = text.rfind(display_remedy);
    const std::string words = in_one_line(text.substr(0, remedy));
    return {false, "none: " + (words.empty() ? "Qt ended without a word" : words),
            remedy != std::string::npos ? in_one_line(text.substr(remedy + std::strlen(display_remedy)))
                                        : "set DISPLAY or WAYLAND_DISPLAY to a display that answers"};
}

} // namespace

DisplayFound find_display(const std::string& window_program) {
    const auto is_set = [](const char* name) { return !variable(name).empty(); };
    if (!is_set("DISPLAY") && !is_set("WAYLAND_DISPLAY") && !is_set("QT_QPA_PLATFORM"))
        return {false, "none: neither DISPLAY nor WAYLAND_DISPLAY is set",
                "start it in a desktop session, or with ssh -X"};
    if (window_program.empty())
        return {false, "unknown: only the window's program can look for it", {}};
    try {
        const std::string text = answer_of_display(window_program);
        const std::size_t platform = text.find(display_connected);
        if (platform != std::string::npos)
            return found_on(in_one_line(text.substr(platform + std::strlen(display_connected))));
        return not_found(text);
    } catch (const RunError& error) {
        return {false, std::string("unknown: ") + error.what(), "lift the limit"};
    }
}

std::string find_font() {
    const std::string home = variable("HOME");
    std::vector<fs::path> folders{"/usr/share/fonts", "/usr/local/share/fonts"};
    if (!home.empty()) {
        folders.push_back(fs::path(home) / ".local/share/fonts");
        folders.push_back(fs::path(home) / ".fonts");
    }
    constexpr std::array<std::string_view, 4> endings{".ttf", ".otf", ".ttc", ".pfb"};
    for (const fs::path& folder : folders) {
        std::error_code error;
        fs::recursive_directory_iterator entry(folder, fs::directory_options::skip_permission_denied, error);
        for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
            const std::string ending = entry->path().extension().string();
            if (std::find(endings.begin(), endings.end(), ending) != endings.end())
                return entry->path().string();
        }
    }
    return {};
}

} // namespace interleave
