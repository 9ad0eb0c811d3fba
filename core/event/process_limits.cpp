// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event/process_limits.h"

#include <fstream>
#include <sys/resource.h>
#include <unistd.h>

namespace interleave {

namespace {

struct Words {
    __rlimit_resource resource;
    const char* before; ///< the number
    bool in_bytes;
    const char* after;  ///< the number
    const char* option; ///< of ulimit
    const char* remedy;
};

const Words& words_of(Limit limit) noexcept {
    static constexpr Words addresses{RLIMIT_AS, "a process may map ", true, "", "-v", "ulimit -v unlimited"};
    static constexpr Words file_size{RLIMIT_FSIZE, "a file may have ", true, "", "-f", "ulimit -f unlimited"};
    static constexpr Words open_files{RLIMIT_NOFILE, "a process may open ", false, " files",
                                      "-n",          "ulimit -n 1024"};
    static constexpr Words tasks{RLIMIT_NPROC, "this user may have ", false, " processes and threads",
                                 "-u",         "ulimit -u 1024"};
    switch (limit) {
    case Limit::addresses:
        return addresses;
    case Limit::file_size:
        return file_size;
    case Limit::open_files:
        return open_files;
    case Limit::tasks:
        break;
    }
    return tasks;
}

std::string bytes_text(std::uint64_t bytes) {
    return bytes >= 10U << 20U ? std::to_string(bytes >> 20U) + " MiB"
                               : std::to_string(bytes >> 10U) + " KiB";
}

} // namespace

std::optional<std::uint64_t> limit_of(Limit limit) noexcept {
    rlimit found{};
    if (getrlimit(words_of(limit).resource, &found) != 0 || found.rlim_cur == RLIM_INFINITY)
        return std::nullopt;
    return found.rlim_cur;
}

std::string limit_text(Limit limit) {
    const auto found = limit_of(limit);
    if (!found)
        return {};
    const Words& words = words_of(limit);
    return words.before + (words.in_bytes ? bytes_text(*found) : std::to_string(*found)) + words.after +
           " (ulimit " + words.option + ")";
}

std::string limit_remedy(Limit limit) {
    return words_of(limit).remedy;
}

std::string limit_and_remedy(Limit limit) {
    return limit_text(limit) + ": allow more, as by '" + limit_remedy(limit) + "'";
}

std::optional<std::uint64_t> addresses_left() {
    const auto all = limit_of(Limit::addresses);
    if (!all)
        return std::nullopt;
    std::ifstream file("/proc/self/statm");
    std::uint64_t pages = 0;
    file >> pages; // where there is no /proc, all counts as left, and what is mapped then may be refused
    const std::uint64_t used = pages * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
    return *all > used ? *all - used : 0;
}

} // namespace interleave
