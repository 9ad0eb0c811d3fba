// SPDX-License-Identifier: GPL-3.0-or-later
// Several workers say through a queue who they are; their parent reads what they say.
#include "core/scenario/stage.h"
#include "core/sync/queue.h"
#include "core/work/process.h"
#include "core/work/sleep.h"
#include "core/work/thread.h"

#include <chrono>
#include <random>
#include <unistd.h>

namespace interleave {
namespace {

using namespace std::chrono_literals;

struct Hello {
    int worker;
    int number; ///< which of the worker's messages
    pid_t pid;
};

template <typename WorkerKind>
Outcome say_hello(Stage& stage) {
    const int workers = stage.count("workers");
    const int messages = stage.count("messages");
    auto& queue = stage.share<Queue<Hello>>("queue", static_cast<std::uint32_t>(stage.integer("capacity")));

    std::vector<WorkerKind> senders;
    for (int worker = 0; worker < workers; ++worker)
        senders.emplace_back("worker " + std::to_string(worker + 1), [&queue, &stage, worker, messages] {
            auto random = stage.random(static_cast<std::uint64_t>(worker));
            std::uniform_int_distribution<int> pause_ms(5, 40);
            for (int number = 0; number < messages; ++number) {
                sleep_for(std::chrono::milliseconds(pause_ms(random)));
                queue.send({worker, number, getpid()});
            }
        });

    std::vector<int> times_seen(static_cast<std::size_t>(workers * messages), 0);
    std::vector<pid_t> said_pid(static_cast<std::size_t>(workers), 0);
    const auto read = [&](const Hello& hello) {
        ++times_seen.at(static_cast<std::size_t>(hello.worker * messages + hello.number));
        said_pid.at(static_cast<std::size_t>(hello.worker)) = hello.pid;
    };
    for (int i = 0; i < workers * messages; ++i) {
        const auto hello = queue.receive_for(5s);
        if (!hello)
            break; // one was lost
        read(*hello);
    }
    for (WorkerKind& sender : senders)
        sender.join();
    while (const auto hello = queue.receive_for(0s)) // one that came twice
        read(*hello);

    int once = 0;
    int lost = 0;
    int doubled = 0;
    for (const int times : times_seen)
        ++(times == 1 ? once : times == 0 ? lost : doubled);
    Outcome outcome;
    outcome.values = {{"sent", workers * messages}, {"received", once + doubled}, {"lost", lost},
                      {"doubled", doubled},         {"said_pid", said_pid},       {"parent_pid", getpid()}};
    outcome.checks.push_back({.name = "queue-delivers-once",
                              .claim = "Each message that is sent is received exactly once.",
                              .expected = static_cast<double>(workers * messages),
                              .measured = static_cast<double>(once),
                              .unit = "messages"});
    return outcome;
}

Outcome run(Stage& stage) {
    return stage.backend() == Backend::processes ? say_hello<Process>(stage) : say_hello<Thread>(stage);
}

const Registration registration{{
    .name = "queue-hello",
    .title = "Hello through a queue",
    .group = Group::threads_and_processes,
    .order = 40,
    .about = "Four processes send messages to their parent through a queue and say who they are. Each "
             "message arrives exactly once.",
    .backends = {Backend::processes, Backend::threads},
    .parameters = {integer("workers", 4, 1, 32, "", "workers that send"),
                   integer("messages", 5, 1, 200, "", "messages of each worker"),
                   integer("capacity", 4, 1, 64, "", "messages that the queue has room for")},
    .most_lanes = 33,
    .run = run,
}};

} // namespace
} // namespace interleave
