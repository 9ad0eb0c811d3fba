// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/work/compute.h"

#include "core/event/recorder.h"
#include "core/sync/gil.h"
#include "core/sync/scheduler.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <ctime>

namespace interleave {

namespace {

constexpr int steps_per_unit = 64;

double measure_units_per_ms() noexcept {
    constexpr std::uint64_t units = 5000;
    double best = 0;
    std::uint64_t number = compute_units(units, 1); // warms up the clock of the processor
    for (int i = 0; i < 8; ++i) {
        const std::int64_t begin = thread_processor_ns();
        number = compute_units(units, number);
        const double spent = 1e-6 * static_cast<double>(thread_processor_ns() - begin);
        if (spent > 0)
            best = std::max(best, static_cast<double>(units) / spent);
    }
    return best > 0 && number != 0 ? best : 10'000.0; // if the clock did not advance: assume 0.1 µs a unit
}

/// Tells where a long piece of computing begins and ends, also one that the end of the run cuts short.
class RecordedComputing {
public:
    RecordedComputing(std::uint64_t units, std::source_location where) noexcept {
        const double us = 1e3 * static_cast<double>(units) / units_per_ms();
        if (records_of_computing(us) == 0)
            return;
        is_recorded_ = true;
        Recorder& recorder = Recorder::of_this_thread();
        site_ = recorder.site(where);
        recorder.event(EventKind::compute_begin, no_object, static_cast<std::uint64_t>(1e3 * us), site_);
    }
    ~RecordedComputing() {
        if (is_recorded_)
            Recorder::of_this_thread().event(EventKind::compute_end, no_object, 0, site_);
    }
    RecordedComputing(const RecordedComputing&) = delete;
    RecordedComputing& operator=(const RecordedComputing&) = delete;

private:
    bool is_recorded_ = false;
    SiteId site_ = 0;
};

} // namespace

std::uint64_t compute_units(std::uint64_t units, std::uint64_t start) noexcept {
    std::uint64_t number = start | 1U;
    for (std::uint64_t unit = 0; unit < units; ++unit) {
        for (int step = 0; step < steps_per_unit; ++step)
            number = (number ^ (number >> 29U)) * 0xbf58476d1ce4e5b9ULL + 1U;
    }
    return number | 1U;
}

std::int64_t thread_processor_ns() noexcept {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return 1'000'000'000LL * time.tv_sec + time.tv_nsec;
}

double units_per_ms() noexcept {
    static const double measured = measure_units_per_ms();
    return measured;
}

std::uint64_t units_for_ms(double ms) noexcept {
    if (!(ms > 0))
        return 0; // and nothing is measured for it
    return static_cast<std::uint64_t>(ms * units_per_ms());
}

void compute(std::uint64_t units, std::source_location where) {
    // CPython looks for a request to drop the GIL at every backward jump. A holder that looks only every 5 µs
    // is let go so much later that a thread which exchanges messages is served two to three times as often.
    constexpr std::uint64_t units_between_safe_points = 1;
    const RecordedComputing recorded(units, where);
    std::uint64_t number = 1;
    while (units > 0) {
        const std::uint64_t now = std::min(units, units_between_safe_points);
        number = compute_units(now, number);
        asm volatile("" : : "r"(number)); // else the compiler may leave out work whose result nobody uses
        units -= now;
        safe_point(where);
    }
}

void compute_ms(double ms, std::source_location where) {
    if (Scheduler* const scheduler = scheduler_of_this_process()) [[unlikely]] {
        if (scheduler->computes(std::chrono::nanoseconds(std::llround(1e6 * std::max(ms, 0.0))))) {
            safe_point(where);
            return;
        }
    }
    // To read the clock of a thread takes a system call, which would slow short pieces of work down.
    constexpr double between_timings_ms = 0.5;
    thread_local double untimed_ms = 0;
    const std::uint64_t units = units_for_ms(ms);
    SessionWriter* const session = Recorder::session();
    untimed_ms += ms;
    if (session == nullptr || !(untimed_ms >= between_timings_ms)) {
        compute(units, where);
        return;
    }
    untimed_ms = 0;
    const std::int64_t before = thread_processor_ns();
    compute(units, where);
    session->add_computing(
        {static_cast<std::uint64_t>(ms * 1e6), static_cast<std::uint64_t>(thread_processor_ns() - before)});
}

void safe_point(std::source_location where) {
    if (Gil* const gil = Gil::of_this_thread()) {
        gil->safe_point(where);
    } else {
        hand_over(Operation::safe_point, no_object, where);
        throw_if_stopped();
    }
}

} // namespace interleave
