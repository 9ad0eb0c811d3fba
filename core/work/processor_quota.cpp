// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/work/processor_quota.h"

#include <algorithm>
#include <fstream>
#include <memory>
#include <sched.h>
#include <sstream>
#include <thread>

namespace interleave {

namespace {

using std::filesystem::path;

/// Returns the quota of one group of version 2: cpu.max is "150000 100000", or "max 100000" for none.
std::optional<double> quota_of_version_2(const path& group) {
    std::ifstream file(group / "cpu.max");
    double quota_us = 0;
    double period_us = 0;
    if (file >> quota_us >> period_us && period_us > 0)
        return quota_us / period_us;
    return std::nullopt;
}

/// Returns the quota of one group of version 1; cpu.cfs_quota_us is -1 for none.
std::optional<double> quota_of_version_1(const path& group) {
    double quota_us = 0;
    double period_us = 0;
    if (std::ifstream(group / "cpu.cfs_quota_us") >> quota_us && quota_us > 0 &&
        std::ifstream(group / "cpu.cfs_period_us") >> period_us && period_us > 0)
        return quota_us / period_us;
    return std::nullopt;
}

double throttled_ms(const path& group) {
    std::ifstream file(group / "cpu.stat");
    std::string key;
    double value = 0;
    while (file >> key >> value) {
        if (key == "throttled_usec") // version 2
            return value / 1e3;
        if (key == "throttled_time") // version 1, in ns
            return value / 1e6;
    }
    return 0;
}

/// Looks at a group and at all around it, up to where they are mounted. The names in a container begin at its
/// own group, or at one that is not mounted there, so the mounted folder is looked at in any case.
void look_upwards(const path& mounted, const path& member, std::optional<double> (*quota_of)(const path&),
                  std::optional<ProcessorQuota>& least) {
    const auto look = [&](const path& group) {
        const auto quota = quota_of(group);
        if (quota && (!least || *quota < least->processors))
            least = ProcessorQuota{*quota, throttled_ms(group)};
    };
    for (path group = member.relative_path(); !group.empty(); group = group.parent_path())
        look(mounted / group);
    look(mounted);
}

bool contains_word(const std::string& list, const std::string& word) {
    return ("," + list + ",").find("," + word + ",") != std::string::npos;
}

std::string text_of(const path& file) {
    std::ostringstream text;
    text << std::ifstream(file).rdbuf();
    return text.str();
}

int processors_of_affinity() {
    // This is large enough for any machine. sched_getaffinity refuses a set smaller than the kernel's.
    constexpr int most_processors = 8192;
    const std::unique_ptr<cpu_set_t, void (*)(cpu_set_t*)> set(CPU_ALLOC(most_processors),
                                                               [](cpu_set_t* given) { CPU_FREE(given); });
    const std::size_t bytes = CPU_ALLOC_SIZE(most_processors);
    if (set && sched_getaffinity(0, bytes, set.get()) == 0)
        return CPU_COUNT_S(bytes, set.get());
    return static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
}

} // namespace

std::optional<ProcessorQuota> processor_quota(const std::string& membership, const path& mounted) {
    std::optional<ProcessorQuota> least;
    std::istringstream lines(membership);
    std::string line;
    while (
        std::getline(lines, line)) { // "number:controllers:path"; version 2 has number 0 and no controllers
        const std::size_t first = line.find(':');
        const std::size_t second = line.find(':', first + 1);
        if (first == std::string::npos || second == std::string::npos)
            continue;
        const std::string controllers = line.substr(first + 1, second - first - 1);
        const path member = line.substr(second + 1);
        if (controllers.empty()) {
            look_upwards(mounted, member, quota_of_version_2, least);
            look_upwards(mounted / "unified", member, quota_of_version_2, least);
        } else if (contains_word(controllers, "cpu")) {
            look_upwards(mounted / "cpu", member, quota_of_version_1, least);
        }
    }
    return least;
}

std::optional<ProcessorQuota> processor_quota() {
    return processor_quota(text_of("/proc/self/cgroup"), "/sys/fs/cgroup");
}

int usable_processors() {
    const int processors = processors_of_affinity();
    const auto quota = processor_quota();
    return quota
               ? std::clamp(static_cast<int>(std::min<double>(quota->processors, processors)), 1, processors)
               : processors;
}

} // namespace interleave
