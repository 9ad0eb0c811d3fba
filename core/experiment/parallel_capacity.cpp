// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/parallel_capacity.h"

#include "core/event/median.h"
#include "core/experiment/machine_load.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <string>
#include <thread>
#include <vector>

namespace interleave {

namespace {

constexpr double least_capacity = 0.85; ///< of the expected capacity
constexpr int most_threads = 16;

/// Computes for some milliseconds without using memory.
void compute() {
    std::uint64_t number = 1;
    for (int i = 0; i < 3'000'000; ++i) {
        number = number * 6364136223846793005U + 1442695040888963407U; // Knuth's multiplier for 64 bits
        asm volatile("" : "+r"(number));
    }
}

/// Returns the seconds until `count` threads, which begin together, have finished compute().
double seconds_together(int count) {
    std::atomic<int> ready{0};
    std::vector<std::thread> threads;
    threads.reserve(static_cast<std::size_t>(count));
    const auto work = [&] {
        ++ready;
        while (ready < count) {
        }
        compute();
    };
    for (int i = 1; i < count; ++i)
        threads.emplace_back(work);
    while (ready < count - 1) {
    }
    const auto begin = std::chrono::steady_clock::now();
    work();
    for (std::thread& thread : threads)
        thread.join();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

double median_of_three(int count) {
    return median(std::vector{seconds_together(count), seconds_together(count), seconds_together(count)});
}

} // namespace

double measure_parallel_capacity(int processors) {
    const int threads = std::clamp(processors, 1, most_threads);
    if (threads == 1)
        return 1;
    const double alone = median_of_three(1);
    return processors * alone / median_of_three(threads);
}

std::string doubt_of_capacity(double capacity, double expected, int processors) {
    if (capacity >= least_capacity * expected)
        return {};
    std::array<char, 160> words{};
    std::snprintf(
        words.data(), words.size(),
        "right afterwards this machine's %d processors together computed only %.1f times as fast as one",
        processors, capacity);
    return words.data();
}

void doubt_checks_without_capacity(std::vector<Check>& checks, int processors, double (*measure)(int)) {
    if (processors < 2 || std::none_of(checks.begin(), checks.end(), may_be_missed_by_load))
        return;
    const std::string doubt = doubt_of_capacity(measure(processors), processors, processors);
    if (!doubt.empty())
        doubt_missed_checks(checks, doubt);
}

} // namespace interleave
