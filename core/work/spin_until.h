// SPDX-License-Identifier: GPL-3.0-or-later
// A busy wait, for waits that are far shorter than waking a sleeper.
#pragma once

#include "core/sync/hand_over.h"
#include "core/work/own_processor.h"
#include "core/work/processor_quota.h"
#include "core/work/worker.h"

#include <cstdint>
#include <source_location>
#include <thread>

namespace interleave {

/// Returns the usable processors, read once by each process because that takes some files.
inline int processors_to_spin_on() {
    static const int processors = usable_processors();
    return processors;
}

/// Returns when ready() is true; `spinners` is how many workers wait for each other in this way. A scheduler
/// may call ready() as well (Readiness). The wait is not recorded, because the worker is busy all the time.
/// Throws Stopped.
template <typename Ready>
void spin_until(Worker& worker, int spinners, Ready&& ready,
                std::source_location where = std::source_location::current()) {
    // The short spin takes some µs, longer than the others need when all have a processor. The long spin
    // takes some ms, longer than another program keeps one of them from its processor. A worker that yields
    // its processor too soon is not running when the other returns, and then they never run at the same time.
    // On a single processor no spin helps. Beside other programs the kernel may think two spinners on one
    // processor and two programs on the other well balanced; then one must leave, or they wait for minutes.
    constexpr unsigned short_spin = 2'000;
    constexpr unsigned long_spin = 2'000'000;
    const int processors = processors_to_spin_on();
    const unsigned look_every = processors > 1 ? short_spin : 1;
    const unsigned turns_before_yield = spinners <= processors ? long_spin : look_every;
    if (ready())
        return;
    hand_over(Operation::spin, no_object, where, Readiness::of(ready));
    for (unsigned turns = 1; !ready(); ++turns) {
        if (turns % look_every != 0)
            continue;
        worker.safe_point(); // the run may be stopped, or the others may need the GIL
        hand_over(Operation::spin, no_object, where, Readiness::of(ready));
        if (turns < turns_before_yield)
            continue;
        if (turns % long_spin == 0)
            go_to_own_processor(static_cast<std::uint32_t>(worker.index()),
                                static_cast<std::uint32_t>(spinners));
        std::this_thread::yield();
    }
}

} // namespace interleave
