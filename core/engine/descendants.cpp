// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/descendants.h"

#include <charconv>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <unistd.h>
#include <unordered_map>

namespace interleave {

namespace {

struct ProcessStat {
    pid_t parent = 0;
    bool lives = false; ///< it has not ended; one that has ended stays until its parent reaps it
};

/// Reads "PID (NAME) STATE PPID …". The name may contain any character, so the last parenthesis counts.
ProcessStat read_stat(const std::filesystem::path& process) {
    std::ifstream file(process / "stat");
    std::string text;
    if (!std::getline(file, text, '\0'))
        return {};
    const std::size_t name_end = text.rfind(')');
    if (name_end == std::string::npos)
        return {};
    std::istringstream fields(text.substr(name_end + 1));
    char state = 'X';
    ProcessStat stat;
    fields >> state >> stat.parent;
    constexpr int between_parent_and_threads = 15;
    std::string skipped;
    for (int i = 0; i < between_parent_and_threads; ++i)
        fields >> skipped;
    int threads = 0;
    fields >> threads;
    // The state is that of the main thread. If only that has ended, others go on.
    stat.lives = (state != 'Z' && state != 'X') || threads > 1;
    return stat;
}

/// Calls `visit(pid, stat)` for each process.
template <typename Visit>
void for_each_process(Visit visit) {
    std::error_code error;
    std::filesystem::directory_iterator entry("/proc", error);
    for (; !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) {
        const std::string name = entry->path().filename().string();
        pid_t pid = 0;
        const auto [end, problem] = std::from_chars(name.data(), name.data() + name.size(), pid);
        if (problem == std::errc{} && end == name.data() + name.size())
            visit(pid, read_stat(entry->path()));
    }
}

} // namespace

std::vector<pid_t> children_of_this_process() {
    std::vector<pid_t> children;
    const pid_t self = getpid();
    for_each_process([&](pid_t pid, ProcessStat stat) {
        if (stat.parent == self)
            children.push_back(pid);
    });
    return children;
}

std::vector<pid_t> living_descendants_of(pid_t ancestor) {
    struct Child {
        pid_t pid;
        bool lives;
    };
    std::unordered_multimap<pid_t, Child> by_parent;
    for_each_process([&](pid_t pid, ProcessStat stat) {
        by_parent.emplace(stat.parent, Child{pid, stat.lives});
    });
    std::vector<pid_t> found;
    std::vector<pid_t> parents{ancestor};
    while (!parents.empty()) {
        const auto [first, last] = by_parent.equal_range(parents.back());
        parents.pop_back();
        for (auto child = first; child != last; ++child) {
            parents.push_back(child->second.pid);
            if (child->second.lives)
                found.push_back(child->second.pid);
        }
        // A process that was moved to another parent while /proc was read may be listed twice.
        by_parent.erase(first, last);
    }
    return found;
}

} // namespace interleave
