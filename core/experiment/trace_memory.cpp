// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/trace_memory.h"

#include "core/event/descriptor.h"
#include "core/event/error.h"
#include "core/event/printable_text.h"
#include "core/trace/chunk_memory.h"
#include "core/work/available_memory.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <limits>
#include <linux/magic.h>
#include <sys/statfs.h>
#include <unistd.h>
#include <vector>

namespace interleave {

namespace {

/// Whether a file without a name can be made there, on a disk: what lies in such a file shall not lie in
/// memory.
bool can_hold_chunks(const std::string& folder) noexcept {
    struct statfs about {};
    if (statfs(folder.c_str(), &about) != 0 || about.f_type == TMPFS_MAGIC || about.f_type == RAMFS_MAGIC)
        return false;
    const Descriptor trial(open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600));
    return static_cast<bool>(trial);
}

std::vector<std::string> possible_folders() {
    std::vector<std::string> folders;
    if (const char* const cache = std::getenv("XDG_CACHE_HOME"); cache != nullptr && *cache == '/')
        folders.emplace_back(cache);
    if (const char* const home = std::getenv("HOME"); home != nullptr && *home == '/')
        folders.push_back(std::string(home) + "/.cache");
    folders.emplace_back("/var/tmp");
    return folders;
}

std::uint64_t usual_bytes() {
    const auto pages = static_cast<std::uint64_t>(std::max(0L, sysconf(_SC_PHYS_PAGES)));
    const auto quarter = pages * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE)) / 4;
    const auto available = available_memory();
    return available ? std::min(quarter, *available / 2) : quarter;
}

} // namespace

std::optional<std::uint64_t> bytes_of(std::string_view word) noexcept {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
    const std::string_view unit = word.substr(static_cast<std::size_t>(end - word.data()));
    const unsigned shift = unit == "G" ? 30U : unit == "M" ? 20U : unit == "K" ? 10U : 0U;
    if (error != std::errc{} || (shift == 0 && !unit.empty()) ||
        number > std::numeric_limits<std::uint64_t>::max() >> shift)
        return std::nullopt;
    return number << shift;
}

void bound_trace_memory() {
    std::uint64_t most = 0;
    if (const char* const word = std::getenv(trace_memory_variable); word != nullptr && *word != '\0') {
        const auto bytes = bytes_of(word);
        if (!bytes)
            throw UsageError(std::string(trace_memory_variable) + " is no size: '" + printable_text(word) +
                             "'; set it to something like 512M or 4G");
        most = *bytes;
    } else {
        most = usual_bytes();
    }
    for (const std::string& folder : possible_folders()) {
        if (!can_hold_chunks(folder))
            continue;
        set_chunk_places({most, folder});
        return;
    }
}

} // namespace interleave
