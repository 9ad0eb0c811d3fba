// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/work/processor_quota.h"

#include "core/work/control_groups.h"

#include <algorithm>
#include <fstream>
#include <memory>
#include <sched.h>
#include <thread>
#include <vector>

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

std::optional<ProcessorQuota> least_quota(const std::vector<ControlGroup>& groups) {
    std::optional<ProcessorQuota> least;
    for (const ControlGroup& group : groups) {
        const auto quota =
            group.version == 2 ? quota_of_version_2(group.folder) : quota_of_version_1(group.folder);
        if (quota && (!least || *quota < least->processors))
            least = ProcessorQuota{*quota, throttled_ms(group.folder)};
    }
    return least;
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
    return least_quota(control_groups("cpu", membership, mounted));
}

std::optional<ProcessorQuota> processor_quota() {
    return least_quota(control_groups("cpu"));
}

int usable_processors() {
    const int processors = processors_of_affinity();
    const auto quota = processor_quota();
    return quota
               ? std::clamp(static_cast<int>(std::min<double>(quota->processors, processors)), 1, processors)
               : processors;
}

} // namespace interleave
