// SPDX-License-Identifier: GPL-3.0-or-later
// The same messages go from one worker to another in three ways: through a pipe of the kernel, through a
// queue in shared memory, and by writing to memory that both share. Only a part of each message is new and is
// looked at; a pipe and a queue still move all of it. To record a small message costs about as much as to
// send it, so the costs are measured without records, and with them for comparison.
#include "core/scenario/catalogue_entry.h"
#include "core/sync/pipe.h"
#include "core/sync/queue.h"
#include "core/work/spin_until.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstring>
#include <numeric>

namespace interleave::catalogue::ipc_throughput {
namespace {

struct Settings {
    int messages;
    std::size_t used_percent;
};

constexpr int rounds = 7; ///< of which the median counts

/// Says what one message of `bytes` bytes costs in each way.
struct Costs {
    std::size_t bytes;
    double pipe_us, queue_us, shared_us;
};

using CostsBySize = std::array<Costs, 3>; ///< the largest messages last

struct Measured {
    CostsBySize unrecorded;
    CostsBySize recorded;
};

template <std::size_t bytes>
using Message = std::array<std::uint8_t, bytes>;

template <std::size_t bytes>
void write(Message<bytes>& message, std::size_t used, int number) {
    std::fill_n(message.begin(), used, static_cast<std::uint8_t>(number));
}

template <std::size_t bytes>
std::uint64_t read(const Message<bytes>& message, std::size_t used) {
    return std::accumulate(message.begin(), message.begin() + static_cast<std::ptrdiff_t>(used),
                           std::uint64_t{0});
}

/// Holds one message in memory that both workers see; they wait for it by spinning. With two mailboxes one
/// can be written while the other is read.
template <std::size_t bytes>
struct Mailbox {
    alignas(cache_line) std::atomic<bool> full{false};
    alignas(cache_line) Message<bytes> message;

    void wait_until(bool wanted, Worker& worker) {
        spin_until(worker, 2, [&] { return full.load(std::memory_order_acquire) == wanted; });
    }
};

/// Each message is one call of `send` by one worker and one of `receive` by the other.
template <typename Send, typename Receive>
double us_per_message(Stage& stage, const std::string& name, int messages, Send&& send, Receive&& receive) {
    Team team = stage.team({name + " sender", name + " receiver"});
    team.run_rounds(rounds, [&](Worker& worker) {
        for (int i = 0; i < messages; ++i)
            worker.index() == 0 ? send(worker, i) : receive(worker, i);
    });
    return 1e3 * team.wall_ms() / messages;
}

template <std::size_t bytes>
Costs measure(Stage& stage, const Settings& settings) {
    const int messages = settings.messages;
    const std::size_t used = std::max<std::size_t>(1, bytes * settings.used_percent / 100);
    const std::string size =
        bytes < 1024 ? std::to_string(bytes) + " B" : std::to_string(bytes / 1024) + " KiB";
    auto& sum = stage.share<std::atomic<std::uint64_t>>(0U); // keeps the compiler from leaving out a read
    Costs costs{bytes, 0, 0, 0};

    Pipe pipe("pipe " + size);
    Message<bytes> outgoing{};
    Message<bytes> incoming{};
    costs.pipe_us = us_per_message(
        stage, "pipe " + size, messages,
        [&](Worker&, int number) {
            write(outgoing, used, number);
            pipe.write(std::as_bytes(std::span(outgoing)));
        },
        [&](Worker&, int) {
            pipe.read(std::as_writable_bytes(std::span(incoming)));
            sum += read(incoming, used);
        });

    auto& queue = stage.share<Queue<Message<bytes>, 16>>("queue " + size);
    costs.queue_us = us_per_message(
        stage, "queue " + size, messages,
        [&](Worker&, int number) {
            write(outgoing, used, number);
            queue.send(outgoing);
        },
        [&](Worker&, int) { sum += read(*queue.receive(), used); });

    auto* const mailboxes = stage.share_array<Mailbox<bytes>>(2);
    costs.shared_us = us_per_message(
        stage, "shared " + size, messages,
        [&](Worker& worker, int number) {
            Mailbox<bytes>& mailbox = mailboxes[number % 2];
            mailbox.wait_until(false, worker);
            write(mailbox.message, used, number);
            mailbox.full.store(true, std::memory_order_release);
        },
        [&](Worker& worker, int number) {
            Mailbox<bytes>& mailbox = mailboxes[number % 2];
            mailbox.wait_until(true, worker);
            sum += read(mailbox.message, used);
            mailbox.full.store(false, std::memory_order_release);
        });
    return costs;
}

CostsBySize measure_all_sizes(Stage& stage, const Settings& settings) {
    return {measure<64>(stage, settings), measure<4096>(stage, settings), measure<65536>(stage, settings)};
}

Measured run(Stage& stage, const Settings& settings) {
    const Label unrecorded_label("all ways, not recorded");
    Measured measured{};
    {
        const UnrecordedStretch stretch = stage.unrecorded(unrecorded_label);
        measured.unrecorded = measure_all_sizes(stage, settings);
    }
    measured.recorded = measure_all_sizes(stage, settings);
    return measured;
}

Outcome check(const Settings&, const Measured& measured) {
    Value::List sizes;
    double least_ratio = 1e9;
    for (std::size_t i = 0; i < measured.unrecorded.size(); ++i) {
        const Costs& costs = measured.unrecorded[i];
        const Costs& recorded = measured.recorded[i];
        sizes.push_back({{"bytes", costs.bytes},
                         {"pipe_us", costs.pipe_us},
                         {"queue_us", costs.queue_us},
                         {"shared_us", costs.shared_us},
                         {"pipe_recorded_us", recorded.pipe_us},
                         {"queue_recorded_us", recorded.queue_us},
                         {"shared_recorded_us", recorded.shared_us}});
        least_ratio = std::min(least_ratio, costs.pipe_us / costs.shared_us);
    }
    const Costs& largest = measured.unrecorded.back();
    const bool parallel = Stage::usable_cpus() > 1;
    const std::string one_processor = "on one processor whoever waits keeps the other from working";

    Outcome outcome;
    outcome.value("sizes", sizes);
    outcome.check("ipc-costs-more")
        .claims("64 KiB through a pipe cost more than 64 KiB in shared memory, of which a part is used.")
        .expects(above(1, "×"))
        .measured(largest.pipe_us / largest.shared_us)
        .decidable_if(parallel, one_processor);
    outcome.check("pipe-slower-at-every-size")
        .claims(
            "The pipe is slower than shared memory at every size; measured at the size where it is least so.")
        .expects(above(1, "×"))
        .measured(least_ratio)
        .decidable_if(parallel, one_processor);
    return outcome;
}

const Registration registration = CatalogueEntry<Settings, Measured>{
    .name = "ipc-throughput",
    .title = "What it costs to share data",
    .group = Group::threads_and_processes,
    .order = 70,
    .about = "Messages of three sizes through a pipe, through a queue and in shared memory: µs for each.",
    .backends = {Backend::processes, Backend::threads},
    .parameters = {integer("messages", &Settings::messages, 500, 10, 20'000, "",
                           "messages of each size, each way; the median of seven rounds counts"),
                   integer("used", &Settings::used_percent, 1, 1, 100, "%",
                           "part of each message that is new and that the receiver looks at")},
    .most_lanes = 20,
    .expected_records =
        [](const Settings& settings) {
            constexpr std::uint64_t of_a_message = 4; // a send or a receive that has to wait
            return ExpectedRecords{19, of_a_message * rounds * static_cast<std::uint64_t>(settings.messages)};
        },
    .run = run,
    .check = check,
    .why_not_controlled = "it is about time: throughput",
};

} // namespace
} // namespace interleave::catalogue::ipc_throughput
