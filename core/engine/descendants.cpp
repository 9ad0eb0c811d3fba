// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/descendants.h"

#include <charconv>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <unistd.h>

namespace interleave {

namespace {

/// Reads the parent's id from "PID (NAME) STATE PPID …". The name may contain any character, so the last
/// parenthesis counts. Returns 0 if the process has ended.
pid_t parent_of(const std::filesystem::path& process) {
    std::ifstream file(process / "stat");
    std::string text;
    if (!std::getline(file, text, '\0'))
        return 0;
    const std::size_t name_end = text.rfind(')');
    if (name_end == std::string::npos || text.size() < name_end + 4)
        return 0;
    pid_t parent = 0;
    std::from_chars(text.data() + name_end + 4, text.data() + text.size(), parent);
    return parent;
}

} // namespace

std::vector<pid_t> children_of_this_process() {
    std::vector<pid_t> children;
    std::error_code error;
    const pid_t self = getpid();
    std::filesystem::directory_iterator entry("/proc", error);
    for (; !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) {
        const std::string name = entry->path().filename().string();
        pid_t pid = 0;
        const auto [end, problem] = std::from_chars(name.data(), name.data() + name.size(), pid);
        if (problem == std::errc{} && end == name.data() + name.size() && parent_of(entry->path()) == self)
            children.push_back(pid);
    }
    return children;
}

} // namespace interleave
