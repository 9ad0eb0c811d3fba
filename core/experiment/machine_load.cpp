// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/machine_load.h"

#include "core/event/clock.h"
#include "core/work/processor_quota.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <string>
#include <sys/resource.h>
#include <thread>
#include <unistd.h>

namespace interleave {

namespace {

constexpr double most_of_others = 0.2;   ///< share of the processors
constexpr double least_of_others = 0.05; ///< processors; a quiet machine's own services use less
constexpr double step_ms = 10;           ///< the resolution of /proc/stat

double used_ms(const timeval& time) {
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_usec) / 1e3;
}

double used_ms(int who) {
    rusage used{};
    getrusage(who, &used);
    return used_ms(used.ru_utime) + used_ms(used.ru_stime);
}

std::string words_on_others(double processors_of_others, int processors) {
    std::array<char, 96> words{};
    std::snprintf(words.data(), words.size(), "other work used %.2g of the %d processors meanwhile",
                  processors_of_others, processors);
    return words.data();
}

/// Returns whether a check would have held if its worker had not shared its processor with the others, all
/// of which may have run there.
bool explains(double processors_of_others, const Check& check) {
    const double share = std::min(processors_of_others, 1.0);
    return processors_of_others >= least_of_others && check.miss() * (1 - share) <= 1;
}

/// Returns an empty text if no quota held this control group back.
std::string words_on_quota(const MachineLoad& before, const MachineLoad& after) {
    const double throttled_ms = after.throttled_ms - before.throttled_ms;
    if (throttled_ms <= 0)
        return {};
    std::array<char, 128> words{};
    std::snprintf(words.data(), words.size(),
                  "the processor quota of this control group held the run back for %.0f ms", throttled_ms);
    return words.data();
}

} // namespace

MachineLoad read_machine_load(OwnTime own) {
    MachineLoad load;
    std::ifstream stat("/proc/stat");
    std::string name;
    // The columns are user nice system idle iowait irq softirq steal.
    std::array<double, 8> ticks{};
    if (stat >> name && name == "cpu") {
        for (double& tick : ticks)
            stat >> tick;
    }
    const double busy = ticks[0] + ticks[1] + ticks[2] + ticks[5] + ticks[6] + ticks[7];
    load.all_ms = busy * 1e3 / static_cast<double>(std::max(1L, sysconf(_SC_CLK_TCK)));
    load.own_ms = used_ms(RUSAGE_CHILDREN);
    if (own != OwnTime::none)
        load.own_ms += used_ms(own == OwnTime::this_thread ? RUSAGE_THREAD : RUSAGE_SELF);
    if (const auto quota = processor_quota())
        load.throttled_ms = quota->throttled_ms;
    load.at_ms = static_cast<double>(monotonic_raw_ns()) / 1e6;
    return load;
}

std::optional<double> processors_used_by_others(const MachineLoad& before, const MachineLoad& after) {
    const double between_ms = after.at_ms - before.at_ms;
    if (between_ms < 5 * step_ms)
        return std::nullopt;
    const double others = (after.all_ms - before.all_ms) - (after.own_ms - before.own_ms) - 2 * step_ms;
    return std::max(0.0, others / between_ms);
}

double processors_used_by_others_since(const MachineLoad& before, OwnTime own) {
    if (const auto others = processors_used_by_others(before, read_machine_load(own)))
        return *others;
    std::this_thread::sleep_for(std::chrono::duration<double, std::milli>(10 * step_ms));
    return processors_used_by_others(before, read_machine_load(own)).value_or(0);
}

bool may_be_missed_by_load(const Check& check) noexcept {
    return check.holds == false && check.depends_on_load;
}

void doubt_missed_check(Check& check, const std::string& why) {
    if (!may_be_missed_by_load(check))
        return;
    check.holds.reset();
    check.decidable = false;
    check.why = why;
}

void doubt_missed_checks(std::vector<Check>& checks, const std::string& why) {
    for (Check& check : checks)
        doubt_missed_check(check, why);
}

std::string doubt_of_times(const MachineLoad& before, const MachineLoad& after, int processors) {
    if (const std::string words = words_on_quota(before, after); !words.empty())
        return words;
    const double others = processors_used_by_others(before, after).value_or(0);
    return others >= most_of_others * processors ? words_on_others(others, processors) : std::string();
}

void doubt_throttled_checks(std::vector<Check>& checks, const MachineLoad& before, const MachineLoad& after) {
    if (const std::string words = words_on_quota(before, after); !words.empty())
        doubt_missed_checks(checks, words);
}

void doubt_disturbed_checks(std::vector<Check>& checks, double processors_of_others, int processors) {
    const std::string words = words_on_others(processors_of_others, processors);
    for (Check& check : checks) {
        if (processors_of_others >= most_of_others * processors || explains(processors_of_others, check))
            doubt_missed_check(check, words);
        if (check.holds == false && check.why.empty()) {
            check.why = check.depends_on_load ? words + ", which does not explain it"
                                              : "the program alone decides this, at any load";
        }
    }
}

} // namespace interleave
