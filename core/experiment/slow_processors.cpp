// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/slow_processors.h"

#include "core/experiment/machine_load.h"

#include <array>
#include <cstdio>

namespace interleave {

namespace {

constexpr std::uint64_t least_asked_ns = 5'000'000; ///< the clock of a thread and its switches cost time too
constexpr double clear_slowdown = 1.15;

} // namespace

std::optional<double> processor_slowdown(const ComputingTime& time) noexcept {
    if (time.asked_ns < least_asked_ns)
        return std::nullopt;
    return static_cast<double>(time.used_ns) / static_cast<double>(time.asked_ns);
}

void doubt_checks_on_slow_processors(std::vector<Check>& checks, const std::optional<double>& slowdown) {
    if (!slowdown)
        return;
    std::array<char, 192> words{};
    std::snprintf(words.data(), words.size(),
                  "computing took %.2f times as much processor time as this machine needs undisturbed: a "
                  "processor here is not always a whole one",
                  *slowdown);
    for (Check& check : checks) {
        if (*slowdown >= clear_slowdown || *slowdown >= check.miss())
            doubt_missed_check(check, words.data());
    }
}

} // namespace interleave
