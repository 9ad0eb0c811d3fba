// SPDX-License-Identifier: GPL-3.0-or-later
// Three threads share one processor by priority. The low one holds a lock, the high one waits for it, and the
// middle one, which does not even know of the lock, keeps the low one from letting go of it.
#include "core/event/clock.h"
#include "core/scenario/catalogue_entry.h"
#include "core/sync/barrier.h"
#include "core/sync/mutex.h"
#include "core/sync/robust_mutex.h"
#include "core/work/compute.h"
#include "core/work/fixed_priority.h"
#include "core/work/sleep.h"
#include "core/work/thread.h"
#include "core/work/work.h"

#include <atomic>
#include <chrono>

namespace interleave::catalogue::priority_inversion {
namespace {

struct Settings {
    HolderPriority holder;
    double hold_ms;
    double middle_ms;
};

struct Measured {
    bool priorities_granted;
    bool middle_was_first; ///< it began before the high one had the lock
    double waited_ms;      ///< the high one, for the lock
    double middle_ms;      ///< processor time that the middle one used
};

/// Low is inside the lock when high comes, and still when middle comes.
constexpr std::chrono::milliseconds high_comes_after(5);
constexpr std::chrono::milliseconds middle_comes_after(10);

double processor_ms() {
    return 1e-6 * static_cast<double>(thread_processor_ns());
}

Measured run(Stage&, const Settings& settings) {
    units_per_ms(); // measured now, before anybody has a priority
    RobustMutex lock("the lock", settings.holder);
    Barrier begin("all are ready", 3);
    const Label inside("inside");
    std::atomic<int> granted{0};
    std::atomic<bool> middle_began{false};
    Measured measured{};

    const auto compete = [&](int priority) {
        granted += compete_with_fixed_priority(priority) ? 1 : 0;
        begin.arrive_and_wait();
    };
    Thread high("high", [&] {
        compete(3);
        sleep_for(high_comes_after);
        const std::uint64_t asked = monotonic_raw_ns();
        const Guard guard(lock);
        measured.waited_ms = 1e-6 * static_cast<double>(monotonic_raw_ns() - asked);
        measured.middle_was_first = middle_began;
        const Work work(inside);
        compute_ms(2);
    });
    Thread middle("middle", [&] {
        compete(2);
        sleep_for(middle_comes_after);
        middle_began = true;
        const double before = processor_ms();
        compute_ms(settings.middle_ms); // knows nothing of the lock
        measured.middle_ms = processor_ms() - before;
    });
    Thread low("low", [&] {
        compete(1);
        const Guard guard(lock);
        const Work work(inside);
        compute_ms(settings.hold_ms);
    });
    for (Thread* const thread : {&low, &middle, &high})
        thread->join();
    measured.priorities_granted = granted == 3;
    return measured;
}

Outcome check(const Settings& settings, const Measured& measured) {
    const std::string refused =
        "this machine refuses fixed priorities to this user; root may set them, or a user who has a limit for them (ulimit -r)";

    Outcome outcome;
    outcome.value("priorities_granted", measured.priorities_granted);
    outcome.value("waited_ms", measured.waited_ms);
    outcome.value("middle_ms", measured.middle_ms);
    outcome.value("middle_was_first", measured.middle_was_first);
    if (settings.holder == HolderPriority::its_own)
        outcome.check("high-waits-for-middle")
            .claims("The high one waits at least as long as the middle one computes.")
            .expects(at_least(measured.middle_ms, "ms"))
            .measured(measured.waited_ms)
            .decidable_if(measured.priorities_granted, refused)
            .decidable_if(settings.hold_ms >= 1.5 * middle_comes_after.count(),
                          "the low one may let go of the lock before the middle one comes");
    else
        outcome.check("middle-comes-after")
            .claims("A holder that inherits the priority lets go before the middle one begins.")
            .expects(exactly(0, "(begun before)"))
            .measured(measured.middle_was_first)
            .decidable_if(measured.priorities_granted, refused);
    return outcome;
}

const Registration registration = CatalogueEntry<Settings, Measured>{
    .name = "priority-inversion",
    .title = "Priority inversion",
    .group = Group::races_and_locks,
    .order = 80,
    .about =
        "A thread of high priority waits for a lock that one of low priority holds, and so for as long as one of middle priority computes. With priority inheritance it does not.",
    .backends = {Backend::threads},
    .parameters = {choice("holder", &Settings::holder, HolderPriority::its_own,
                          {{"its-own", HolderPriority::its_own}, {"inherited", HolderPriority::inherited}},
                          "the priority of the lock's holder while others wait"),
                   real("hold", &Settings::hold_ms, 20, 0, 100, "ms",
                        "how long the low one computes while it holds the lock"),
                   real("middle", &Settings::middle_ms, 60, 0, 300, "ms",
                        "how long the middle one computes")},
    .most_lanes = 4,
    .run = run,
    .check = check,
    .why_not_controlled = "it is about time: how long a priority waits",
};

} // namespace
} // namespace interleave::catalogue::priority_inversion
