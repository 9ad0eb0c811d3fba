// SPDX-License-Identifier: GPL-3.0-or-later
// Writes the file of a run that lasts to standard output, as it would be written while the run goes on:
//   soak_stream EVENTS_PER_SECOND SECONDS [--at-once]     --at-once: as fast as the reader takes it
#include "tests/bench/lock_heavy_run.h"

#include "core/event/write_all.h"
#include "core/file/run_file_writer.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <thread>
#include <unistd.h>

using namespace interleave;

int main(int argc, char** argv) {
    using namespace std::chrono_literals;
    const long rate = argc > 1 ? std::atol(argv[1]) : 0;
    const long seconds = argc > 2 ? std::atol(argv[2]) : 0;
    const bool at_once = argc > 3 && std::string_view(argv[3]) == "--at-once";
    if (rate < 1000 || rate > 50'000'000 || seconds < 1) {
        std::fputs("soak_stream EVENTS_PER_SECOND SECONDS [--at-once]\n", stderr);
        return 2;
    }
    const auto write = [](std::string_view bytes) {
        if (write_all(STDOUT_FILENO, bytes) != 0)
            std::exit(1); // the reader has ended
    };
    RunInfo info;
    info.scenario = "lock-contention";
    info.title = "A run that lasts";
    info.switch_records = "on";
    RunFileWriter writer(write, info);
    bench::LockHeavyRun::introduce(writer);
    bench::LockHeavyRun run(1'000'000'000 / rate);
    const auto begin = std::chrono::steady_clock::now();
    constexpr long parts = 10; // of a second
    std::uint64_t written = 0;
    for (long part = 1; part <= seconds * parts; ++part) {
        const auto records = run.next(static_cast<std::size_t>(rate / parts));
        writer.records(records);
        writer.time_reached(run.time());
        writer.flush();
        written += records.size();
        if (!at_once)
            std::this_thread::sleep_until(begin + part * 100ms);
    }
    info.ended = Ended::finished;
    info.counts.events = written / 5 * 3; // of each five records the kernel reports two
    info.counts.kernel = written - info.counts.events;
    info.wall_ns = run.time();
    writer.write_end(info, {run.time()});
    return 0;
}
