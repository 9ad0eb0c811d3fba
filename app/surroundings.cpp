// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/surroundings.h"

#include "core/event/printable_text.h"
#include "core/event/refused_call.h"
#include "core/event/write_all.h"
#include "ui/window/start_messages.h"

#include <QGuiApplication>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <optional>
#include <poll.h>
#include <string_view>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace interleave {

namespace fs = std::filesystem;

namespace {

std::string variable(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? std::string() : std::string(value);
}

constexpr auto longest_wait = std::chrono::seconds(10);

/// The first line of what the child writes if it could connect. Whatever else it writes is a complaint.
constexpr std::string_view connected = "connected to ";

[[noreturn]] void write_and_exit(const std::string& text) {
    write_all(STDERR_FILENO, text + "\n");
    _exit(0);
}

/// Connects to the display and writes the platform's name, or what Qt says instead.
[[noreturn]] void try_display(int output) {
    dup2(output, STDERR_FILENO);
    std::optional<StartMessages> messages(write_and_exit);
    int argc = 1;
    std::array<char, 11> name{"interleave"};
    std::array<char*, 2> argv{name.data(), nullptr};
    const QGuiApplication application(argc, argv.data());
    messages.reset();
    write_and_exit(std::string(connected) + QGuiApplication::platformName().toStdString());
}

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

/// Returns what try_display() wrote in a child process.
std::string answer_of_display() {
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0)
        throw_refused_call("make a pipe", errno);
    const pid_t child = fork();
    if (child == 0) {
        close(ends[0]);
        try_display(ends[1]);
    }
    const int error = errno;
    close(ends[1]);
    if (child < 0) {
        close(ends[0]);
        throw_refused_start("start a process that looks for the display", error);
    }
    std::string text = read_until_the_end(ends[0]);
    close(ends[0]);
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

} // namespace

DisplayFound find_display() {
    const auto is_set = [](const char* name) { return !variable(name).empty(); };
    if (!is_set("DISPLAY") && !is_set("WAYLAND_DISPLAY") && !is_set("QT_QPA_PLATFORM"))
        return {false, "none: neither DISPLAY nor WAYLAND_DISPLAY is set",
                "start it in a desktop session, or with ssh -X"};
    try {
        const std::string text = answer_of_display();
        const std::size_t begin = text.find(connected);
        if (begin != std::string::npos)
            return found_on(in_one_line(text.substr(begin + connected.size())));
        const std::string words = in_one_line(text);
        return {false, "none: " + (words.empty() ? "Qt ended without a word" : words), start_remedy(words)};
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
