// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/machine.h"

#include "core/event/median.h"
#include "core/event/recorder.h"
#include "core/event/release_stamp.h"
#include "core/event/ring_writer.h"
#include "core/work/processor_quota.h"

#include <algorithm>
#include <fstream>
#include <memory>
#include <string_view>
#include <sys/utsname.h>
#include <utility>
#include <vector>

namespace interleave {

namespace {

constexpr std::uint64_t records_of_probe =
    16'384; // 0.5 MiB, which stays in the processor's cache as a drained ring does
/// All turns together go once round the ring. That takes 0.6 ms where a record takes 30 ns, and each command
/// that starts runs waits for it twice.
constexpr std::uint64_t records_per_turn = 2'048;
constexpr std::size_t turns = 9;

std::string processor_model() {
    std::ifstream file("/proc/cpuinfo");
    std::string line;
    while (std::getline(file, line)) {
        // The key is "model name" on x86, "Model" or "Hardware" on ARM boards, "cpu" on POWER.
        for (const std::string_view key : {"model name", "Model", "Hardware", "cpu\t"}) {
            const std::size_t colon = line.find(": ");
            if (line.starts_with(key) && colon != std::string::npos)
                return line.substr(colon + 2);
        }
    }
    return "unknown processor";
}

utsname kernel_names() {
    utsname names{};
    uname(&names);
    return names;
}

/// Returns the ns for writing one record into an empty ring whose pages are in memory, as the median of
/// several turns.
template <typename Write>
double measure_record(const ClockDescription& clock, Write write) {
    auto control = std::make_unique<RingControl>();
    std::vector<Record> records(records_of_probe);
    Recorder recorder;
    recorder.resume(RingWriter(*control, records.data(), records.size()));
    std::vector<double> results(turns);
    for (double& result : results) {
        const std::uint64_t begin = Clock::now_ordered();
        for (std::uint64_t i = 0; i < records_per_turn; ++i)
            write(recorder, i);
        const std::uint64_t end = Clock::now_ordered();
        result =
            static_cast<double>(end - begin) / clock.ticks_per_ns / static_cast<double>(records_per_turn);
        control->tail.store(control->head.load(std::memory_order_relaxed), std::memory_order_release);
    }
    return median(std::move(results));
}

Machine measure_machine() {
    Clock::use(best_clock_source());
    Machine machine{};
    machine.cpus = usable_processors();
    if (const auto quota = processor_quota())
        machine.quota = quota->processors;
    machine.model = processor_model();
    machine.kernel = kernel_names().release;
    machine.clock = describe_clock(best_clock_source());
    const auto write = [](Recorder& recorder, std::uint64_t i) {
        recorder.event(EventKind::mark, no_object, i, 0);
    };
    machine.ns_per_event = measure_record(machine.clock, write);
    ReleaseStamp released;
    machine.ns_per_ordered_event = measure_record(machine.clock, [&](Recorder& recorder, std::uint64_t i) {
        recorder.follow(released);
        write(recorder, i);
        recorder.publish(released);
    });
    return machine;
}

} // namespace

const Machine& this_machine() {
    static const Machine machine = measure_machine();
    return machine;
}

} // namespace interleave
