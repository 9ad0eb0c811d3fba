// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/work/available_memory.h"

#include "core/work/control_groups.h"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string_view>
#include <vector>

namespace interleave {

namespace {

using std::filesystem::path;

/// Returns the number behind a word at the beginning of a line.
std::optional<std::uint64_t> number_behind(std::istream& text, std::string_view word) {
    std::string line;
    while (std::getline(text, line)) {
        std::istringstream words(line);
        std::string first;
        std::uint64_t number = 0;
        if (words >> first >> number && first == word)
            return number;
    }
    return std::nullopt;
}

std::optional<std::uint64_t> number_in(const path& file) {
    std::uint64_t number = 0;
    if (std::ifstream(file) >> number)
        return number;
    return std::nullopt; // "max" is no limit
}

/// Returns what a group leaves: its limit without what it uses. Of that the file pages that were not used
/// lately are dropped first.
std::optional<std::uint64_t> left_in(const ControlGroup& group) {
    const bool new_version = group.version == 2;
    const auto limit = number_in(group.folder / (new_version ? "memory.max" : "memory.limit_in_bytes"));
    const auto used = number_in(group.folder / (new_version ? "memory.current" : "memory.usage_in_bytes"));
    if (!limit || !used)
        return std::nullopt;
    std::ifstream statistics(group.folder / "memory.stat");
    const std::uint64_t dropped =
        number_behind(statistics, new_version ? "inactive_file" : "total_inactive_file").value_or(0);
    const std::uint64_t needed = *used - std::min(*used, dropped);
    return *limit - std::min(*limit, needed);
}

std::optional<std::uint64_t> least(std::istream& meminfo, const std::vector<ControlGroup>& groups) {
    std::optional<std::uint64_t> bytes;
    if (const auto kib = number_behind(meminfo, "MemAvailable:"))
        bytes = *kib << 10U;
    for (const ControlGroup& group : groups) {
        if (const auto left = left_in(group))
            bytes = std::min(bytes.value_or(*left), *left);
    }
    return bytes;
}

} // namespace

std::optional<std::uint64_t> available_memory(const std::string& meminfo, const std::string& membership,
                                              const path& mounted) {
    std::istringstream text(meminfo);
    return least(text, control_groups("memory", membership, mounted));
}

std::optional<std::uint64_t> available_memory() {
    std::ifstream meminfo("/proc/meminfo");
    return least(meminfo, control_groups("memory"));
}

} // namespace interleave
