// SPDX-License-Identifier: GPL-3.0-or-later
// Several workers tell their parent through a queue who they are; the parent reads all messages.
#include "core/scenario/catalogue_entry.h"
#include "core/sync/queue.h"
#include "core/work/process.h"
#include "core/work/sleep.h"
#include "core/work/thread.h"

#include <chrono>
#include <random>
#include <string>
#include <unistd.h>
#include <vector>

namespace interleave::catalogue::queue_hello {
namespace {

struct Settings {
    int workers;
    int messages; ///< of each worker
    std::uint32_t capacity;
};

struct Hello {
    int worker;
    int number; ///< which of the worker's messages
    pid_t pid;
};

struct Measured {
    std::vector<int> times_received; ///< of each message
    std::vector<pid_t> worker_pids;  ///< as each worker sent it
    pid_t parent_pid;
};

template <typename WorkerKind>
Measured say_hello(Stage& stage, const Settings& settings) {
    auto& queue = stage.share<Queue<Hello>>("queue", settings.capacity);

    std::vector<WorkerKind> senders;
    for (int worker = 0; worker < settings.workers; ++worker)
        senders.emplace_back("worker " + std::to_string(worker + 1), [&queue, &stage, worker, settings] {
            auto random = stage.random(static_cast<std::uint64_t>(worker));
            std::uniform_int_distribution<int> pause_ms(5, 40);
            for (int number = 0; number < settings.messages; ++number) {
                sleep_for(std::chrono::milliseconds(pause_ms(random)));
                queue.send({worker, number, getpid()});
            }
        });

    const int sent = settings.workers * settings.messages;
    std::vector<int> times_received(static_cast<std::size_t>(sent), 0);
    std::vector<pid_t> worker_pids(static_cast<std::size_t>(settings.workers), 0);
    const auto record = [&](const Hello& hello) {
        ++times_received.at(static_cast<std::size_t>(hello.worker * settings.messages + hello.number));
        worker_pids.at(static_cast<std::size_t>(hello.worker)) = hello.pid;
    };
    for (int i = 0; i < sent; ++i) {
        const auto hello = queue.receive_for(std::chrono::seconds(5));
        if (!hello)
            break; // a message was lost
        record(*hello);
    }
    for (WorkerKind& sender : senders)
        sender.join();
    while (const auto hello = queue.receive_for(std::chrono::seconds(0))) // a message that came twice
        record(*hello);
    return {times_received, worker_pids, getpid()};
}

Measured run(Stage& stage, const Settings& settings) {
    return stage.backend() == Backend::processes ? say_hello<Process>(stage, settings)
                                                 : say_hello<Thread>(stage, settings);
}

Outcome check(const Settings& settings, const Measured& measured) {
    const int sent = settings.workers * settings.messages;
    int once = 0;
    int lost = 0;
    int doubled = 0;
    for (const int times : measured.times_received)
        ++(times == 1 ? once : times == 0 ? lost : doubled);

    Outcome outcome;
    outcome.value("sent", sent);
    outcome.value("received", once + doubled);
    outcome.value("lost", lost);
    outcome.value("doubled", doubled);
    outcome.value("said_pid", measured.worker_pids);
    outcome.value("parent_pid", measured.parent_pid);
    outcome.check("queue-delivers-once")
        .claims("Each message that is sent is received exactly once.")
        .at_any_load()
        .expects(exactly(sent, "messages"))
        .measured(once);
    return outcome;
}

const Registration registration = CatalogueEntry<Settings, Measured>{
    .name = "queue-hello",
    .title = "Hello through a queue",
    .group = Group::threads_and_processes,
    .order = 40,
    .about =
        "Four processes send messages to their parent through a queue and say who they are. Each message arrives exactly once.",
    .backends = {Backend::processes, Backend::threads},
    .parameters = {worker_count("workers", &Settings::workers, 4, 1, 32, "", "workers that send"),
                   integer("messages", &Settings::messages, 5, 1, 200, "", "messages of each worker"),
                   integer("capacity", &Settings::capacity, 4, 1, 64, "",
                           "messages that the queue has room for")},
    .most_lanes = 33,
    .run = run,
    .check = check,
};

} // namespace
} // namespace interleave::catalogue::queue_hello
