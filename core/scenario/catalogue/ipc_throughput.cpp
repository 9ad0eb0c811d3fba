// SPDX-License-Identifier: GPL-3.0-or-later
// The same messages from one worker to another by three ways: through a pipe of the kernel, through a queue
// in shared memory, and by writing to memory that both share. Of each message only a part is new and looked
// at; a pipe and a queue move all of it all the same.
#include "core/scenario/stage.h"
#include "core/sync/pipe.h"
#include "core/sync/queue.h"
#include "core/work/spin_until.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstring>
#include <numeric>

using namespace interleave;

namespace {

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

/// Room for a message in memory that both see; whoever waits for it does so busily. With two of them one can
/// be written while the other is read.
template <std::size_t bytes>
struct Mailbox {
    alignas(cache_line) std::atomic<bool> full{false};
    alignas(cache_line) Message<bytes> message;

    void wait_until(bool wanted, Worker& me) {
        spin_until(me, 2, [&] { return full.load(std::memory_order_acquire) == wanted; });
    }
};

/// What each of the two does for one message.
template <typename Send, typename Receive>
double us_per_message(Stage& stage, const std::string& name, int messages, Send&& send, Receive&& receive) {
    Team team = stage.team({name + " sender", name + " receiver"});
    team.run_rounds(7, [&](Worker& me) {
        for (int i = 0; i < messages; ++i)
            me.index() == 0 ? send(me, i) : receive(me, i);
    });
    return 1e3 * team.wall_ms() / messages;
}

struct Costs {
    std::size_t bytes;
    double pipe_us, queue_us, shared_us;
};

template <std::size_t bytes>
Costs measure(Stage& stage) {
    const int messages = stage.count("messages");
    const std::size_t used =
        std::max<std::size_t>(1, bytes * static_cast<std::size_t>(stage.count("used")) / 100);
    const std::string size =
        bytes < 1024 ? std::to_string(bytes) + " B" : std::to_string(bytes / 1024) + " KiB";
    auto& sum = stage.share<std::atomic<std::uint64_t>>(0U); // so that no read can be left out
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
        [&](Worker& me, int number) {
            Mailbox<bytes>& mailbox = mailboxes[number % 2];
            mailbox.wait_until(false, me);
            write(mailbox.message, used, number);
            mailbox.full.store(true, std::memory_order_release);
        },
        [&](Worker& me, int number) {
            Mailbox<bytes>& mailbox = mailboxes[number % 2];
            mailbox.wait_until(true, me);
            sum += read(mailbox.message, used);
            mailbox.full.store(false, std::memory_order_release);
        });
    return costs;
}

Outcome ipc_throughput(Stage& stage) {
    const std::array<Costs, 3> all{measure<64>(stage), measure<4096>(stage), measure<65536>(stage)};
    Outcome outcome;
    outcome.values["sizes"] = Json::array();
    double least_ratio = 1e9;
    for (const Costs& costs : all) {
        outcome.values["sizes"].push_back({{"bytes", costs.bytes},
                                           {"pipe_us", costs.pipe_us},
                                           {"queue_us", costs.queue_us},
                                           {"shared_us", costs.shared_us}});
        least_ratio = std::min(least_ratio, costs.pipe_us / costs.shared_us);
    }
    const bool parallel = Stage::usable_cpus() > 1;
    const std::string why = parallel ? "" : "on one processor whoever waits keeps the other from working";
    outcome.checks.push_back(
        {.name = "ipc-costs-more",
         .claim = "64 KiB through a pipe cost more than 64 KiB in shared memory, of which a part is used.",
         .expected = 1,
         .measured = all.back().pipe_us / all.back().shared_us,
         .unit = "×",
         .comparison = Comparison::above,
         .decidable = parallel,
         .why = why});
    outcome.checks.push_back({.name = "pipe-slower-at-every-size",
                              .claim =
                                  "The pipe is slower than shared memory at every size; measured where it "
                                  "is least so.",
                              .expected = 1,
                              .measured = least_ratio,
                              .unit = "×",
                              .comparison = Comparison::above,
                              .decidable = parallel,
                              .why = why});
    return outcome;
}

const Registration registration({
    .name = "ipc-throughput",
    .title = "What it costs to share data",
    .group = Group::threads_and_processes,
    .order = 70,
    .about = "Messages of three sizes through a pipe, through a queue and in shared memory: µs for each.",
    .backends = {Backend::processes, Backend::threads},
    .parameters = {integer("messages", 500, 10, 20'000, "",
                           "messages of each size, each way; the median of seven rounds counts"),
                   integer("used", 1, 1, 100, "%",
                           "part of each message that is new and that the receiver looks at")},
    .most_lanes = 20,
    .run = ipc_throughput,
});

} // namespace
