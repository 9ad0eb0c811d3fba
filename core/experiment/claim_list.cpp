// SPDX-License-Identifier: GPL-3.0-or-later
// The list of claims with their sentences. Scripts and lessons refer to the ids, so these must not change.
#include "core/experiment/claims.h"

namespace interleave {

std::span<const Claim> all_claims() {
    using enum Backend;
    static const std::vector<Claim> claims{
        {"threads-share-memory", "Threads of one process share its memory.", {"memory", threads}},
        {"processes-own-memory", "Each process has memory of its own.", {"memory", processes}},
        {"threads-start-cheaper",
         "Starting a thread takes less time than starting a process.",
         {"start-cost", processes}},
        {"threads-use-less-memory", "A thread takes less memory than a process.", {"start-cost", processes}},
        {"threads-switch-faster",
         "Switching between threads is faster than between processes.",
         {"switch-cost", processes}},
        {"gil-one-runs", "Under the GIL one thread executes at a time.", {"cpu-bound", gil}},
        {"processes-run-in-parallel", "Processes run truly in parallel.", {"cpu-bound", processes}},
        {"io-suits-threads",
         "Work that waits for input and output suits threads, even with the GIL.",
         {"io-bound", gil}},
        {.id = "cpu-suits-processes",
         .sentence = "Work that computes suits processes: they beat threads under the GIL.",
         .run = {"cpu-bound", gil},
         .compared_with = {{"cpu-bound", processes}},
         .quotient_of = "work_ms",
         .expected_per_cpu = 0.85},
        {"crash-stays-inside",
         "A crash in one process leaves the others unharmed.",
         {"crash-isolation", processes}},
        {"crash-takes-threads",
         "A crash in one thread ends all threads of its process.",
         {"crash-isolation", threads}},
        {"race-loses-updates",
         "Threads that write without a lock can lose updates.",
         {"lost-update", threads}},
        {"race-depends-on-order",
         "The outcome of a race depends on the order of the steps.",
         {"lost-update", threads}},
        {"lock-prevents-race", "A lock prevents the race.", {"lost-update", threads, {{"lock", "addition"}}}},
        {"semaphore-limits", "A semaphore bounds how many are inside at once.", {"semaphore-gate", threads}},
        {"processes-race-less",
         "Processes do not race on data by accident: each has its own.",
         {"lost-update", processes}},
        {"ipc-costs-more",
         "Sharing data between processes costs more than between threads.",
         {"ipc-throughput", processes}},
        {"queue-delivers-once",
         "A queue passes data between workers safely: each message once.",
         {"queue-hello", processes}},
        {"pool-keeps-order",
         "A pool maps a function over a list and returns the results in order.",
         {"pool-map", processes}},
        {"executor-bounds-workers",
         "An executor runs at most as many tasks at once as it has workers.",
         {"thread-pool", threads}},
        {"join-waits", "A join returns only after the worker has ended.", {"hello-thread", threads}},
        {"processes-cost-more",
         "A process costs more processor time than a thread for the same task.",
         {"start-cost", processes}},
    };
    return claims;
}

} // namespace interleave
