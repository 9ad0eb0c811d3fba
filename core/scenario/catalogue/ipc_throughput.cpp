// The same messages from one worker to another by three ways: through a pipe of the kernel, through a queue
// in shared memory, and by writing to memory that both share. The receiver reads every byte each time.
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
std::uint64_t read_all(const Message<bytes>& message) {
    return std::accumulate(message.begin(), message.end(), std::uint64_t{0});
}

/// One message at a time in memory that both see; whoever waits does so busily.
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
    team.run_rounds(3, [&](Worker& me) {
        for (int i = 0; i < messages; ++i)
            me.index() == 0 ? send(me, static_cast<std::uint8_t>(i)) : receive(me);
    });
    return 1e3 * team.wall_ms() / messages;
}

struct Costs {
    std::size_t bytes;
    double pipe_us, queue_us, shared_us;
};

template <std::size_t bytes>
Costs measure(Stage& stage, int messages) {
    const std::string size =
        bytes < 1024 ? std::to_string(bytes) + " B" : std::to_string(bytes / 1024) + " KiB";
    auto& sum = stage.share<std::atomic<std::uint64_t>>(0U); // so that no read can be left out
    Costs costs{bytes, 0, 0, 0};

    Pipe pipe("pipe " + size);
    Message<bytes> outgoing{};
    Message<bytes> incoming{};
    costs.pipe_us = us_per_message(
        stage, "pipe " + size, messages,
        [&](Worker&, std::uint8_t content) {
            outgoing.fill(content);
            pipe.write(std::as_bytes(std::span(outgoing)));
        },
        [&](Worker&) {
            pipe.read(std::as_writable_bytes(std::span(incoming)));
            sum += read_all(incoming);
        });

    auto& queue = stage.share<Queue<Message<bytes>, 16>>("queue " + size);
    costs.queue_us = us_per_message(
        stage, "queue " + size, messages,
        [&](Worker&, std::uint8_t content) {
            outgoing.fill(content);
            queue.send(outgoing);
        },
        [&](Worker&) { sum += read_all(*queue.receive()); });

    auto& mailbox = stage.share<Mailbox<bytes>>();
    costs.shared_us = us_per_message(
        stage, "shared " + size, messages,
        [&](Worker& me, std::uint8_t content) {
            mailbox.wait_until(false, me);
            mailbox.message.fill(content);
            mailbox.full.store(true, std::memory_order_release);
        },
        [&](Worker& me) {
            mailbox.wait_until(true, me);
            sum += read_all(mailbox.message);
            mailbox.full.store(false, std::memory_order_release);
        });
    return costs;
}

Outcome ipc_throughput(Stage& stage) {
    const int messages = stage.count("messages");
    const std::array<Costs, 3> all{measure<64>(stage, messages), measure<4096>(stage, messages),
                                   measure<65536>(stage, messages)};
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
    outcome.checks.push_back({.name = "ipc-costs-more",
                              .claim = "64 KiB through a pipe cost more than 64 KiB in shared memory.",
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
                           "messages of each size, each way; the median of three rounds counts")},
    .most_lanes = 20,
    .run = ipc_throughput,
});

} // namespace
