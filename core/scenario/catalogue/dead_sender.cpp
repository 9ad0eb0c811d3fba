// SPDX-License-Identifier: GPL-3.0-or-later
// Two senders put messages into a queue, and one of them dies half-way. A queue does not know who sends, so
// the receiver goes on waiting for the rest, unless it has a time-out or looks whether the senders still
// live.
#include "core/scenario/catalogue_entry.h"
#include "core/sync/queue.h"
#include "core/work/process.h"
#include "core/work/sleep.h"
#include "core/work/thread.h"
#include "core/work/work.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <concepts>
#include <csignal>
#include <optional>
#include <stdexcept>
#include <string>
#include <unistd.h>
#include <utility>
#include <vector>

namespace interleave::catalogue::dead_sender {
namespace {

enum class Cure { none, time_out, watch };

struct Settings {
    Cure cure;
    int messages; ///< that each sender was to send
    std::chrono::milliseconds pause;
    std::chrono::milliseconds patience;
    std::chrono::milliseconds limit;
};

struct Measured {
    int sent;
    int received;
    double last_wait_ms; ///< how long the receiver waited for the message that did not come
    int found_dead;      ///< senders that the receiver found to have ended too early
};

constexpr int senders = 2;
constexpr int victim = 0;

struct Message {
    int sender;
    int number; ///< which of the sender's messages
};

/// Ends the calling worker: a process as the kernel does it when memory runs out, a thread by an exception.
[[noreturn]] void die(Backend backend) {
    if (backend == Backend::processes)
        kill(getpid(), SIGKILL);
    throw std::runtime_error("no more data");
}

/// What sender and receiver share.
struct Post {
    Queue<Message> queue{"queue"};
    std::atomic<int> sent{0};
};

void send_all(Post& post, int sender, const Settings& settings, const Label& dies, Backend backend) {
    for (int number = 0; number < settings.messages; ++number) {
        sleep_for(settings.pause);
        if (sender == victim && number == settings.messages / 2) {
            mark(dies); // the last that is seen of it
            die(backend);
        }
        post.queue.send({sender, number});
        ++post.sent;
    }
}

/// The receiver looks at the senders so often while it waits.
constexpr std::chrono::milliseconds between_looks(10);

template <typename WorkerKind>
bool have_all_ended(std::vector<WorkerKind>& workers) {
    return std::ranges::all_of(workers, [](WorkerKind& worker) { return worker.has_ended(); });
}

/// Waits for a message in the way of the cure. Returns nothing if it gave up.
template <typename WorkerKind>
std::optional<Message> receive(Queue<Message>& queue, const Settings& settings,
                               std::vector<WorkerKind>& workers) {
    switch (settings.cure) {
    case Cure::none: // would be a wait without a limit, and the run without an end
        return queue.receive_for(settings.limit);
    case Cure::time_out:
        return queue.receive_for(settings.patience);
    case Cure::watch:
        break;
    }
    while (!have_all_ended(workers)) {
        if (const auto message = queue.receive_for(between_looks))
            return message;
    }
    return queue.receive_for(std::chrono::milliseconds(0)); // what they had sent before they ended
}

/// Starts a worker. An exception that leaves its body ends a thread alone, and nobody is told, as in Python.
template <typename WorkerKind, typename Body>
WorkerKind start(const std::string& name, Body body) {
    if constexpr (std::same_as<WorkerKind, Thread>)
        return Thread(name, std::move(body), Uncaught::ends_thread);
    else
        return Process(name, std::move(body));
}

template <typename WorkerKind>
Measured receive_all(Stage& stage, const Settings& settings) {
    auto& post = stage.share<Post>();
    const Label dies("dies");
    std::vector<WorkerKind> workers;
    for (int sender = 0; sender < senders; ++sender)
        workers.push_back(start<WorkerKind>("sender " + std::to_string(sender + 1),
                                            [&post, &dies, sender, settings, backend = stage.backend()] {
                                                send_all(post, sender, settings, dies, backend);
                                            }));

    Measured measured{0, 0, 0, 0};
    std::vector<int> received(senders, 0);
    while (measured.received < senders * settings.messages) {
        const auto begin = std::chrono::steady_clock::now();
        const auto message = receive(post.queue, settings, workers);
        const std::chrono::duration<double, std::milli> waited = std::chrono::steady_clock::now() - begin;
        measured.last_wait_ms = waited.count();
        if (!message)
            break;
        ++received.at(static_cast<std::size_t>(message->sender));
        ++measured.received;
    }
    if (settings.cure == Cure::watch)
        measured.found_dead = static_cast<int>(
            std::ranges::count_if(received, [&](int count) { return count < settings.messages; }));
    for (WorkerKind& worker : workers)
        worker.join();
    measured.sent = post.sent;
    return measured;
}

Measured run(Stage& stage, const Settings& settings) {
    return stage.backend() == Backend::processes ? receive_all<Process>(stage, settings)
                                                 : receive_all<Thread>(stage, settings);
}

Outcome check(const Settings& settings, const Measured& measured) {
    Outcome outcome;
    outcome.value("expected", senders * settings.messages);
    outcome.value("sent", measured.sent);
    outcome.value("received", measured.received);
    outcome.value("last_wait_ms", measured.last_wait_ms);
    outcome.value("found_dead", measured.found_dead);
    outcome.check("nothing-sent-is-lost")
        .claims("What was sent before the death is received.")
        .expects(exactly(measured.sent, "messages"))
        .measured(measured.received)
        .decidable_if(settings.cure != Cure::time_out || settings.patience >= 4 * settings.pause,
                      "with so short a time-out a slow sender is taken for a dead one");
    switch (settings.cure) {
    case Cure::none:
        outcome.check("nobody-tells-the-receiver")
            .claims("The receiver waits for ever for a sender that died; here the limit ends it.")
            .at_any_load()
            .expects(at_least(settings.limit.count(), "ms"))
            .measured(measured.last_wait_ms);
        break;
    case Cure::time_out:
        outcome.check("time-out-ends-the-wait")
            .claims("With a time-out the receiver goes on after it, without knowing why nothing came.")
            .expects(exactly(settings.patience.count(), "ms"))
            .tolerance(0.25)
            .measured(measured.last_wait_ms);
        break;
    case Cure::watch:
        outcome.check("watching-tells-it")
            .claims("A receiver that looks after its senders finds the one that ended too early.")
            .at_any_load()
            .expects(exactly(1, "senders"))
            .measured(measured.found_dead);
        break;
    }
    return outcome;
}

const Registration registration = CatalogueEntry<Settings, Measured>{
    .name = "dead-sender",
    .title = "A receiver whose sender died",
    .group = Group::threads_and_processes,
    .order = 55,
    .about =
        "One of two senders dies half-way. The receiver goes on waiting at the queue, which does not know who sends. A time-out or a look at the senders tells it.",
    .backends = {Backend::processes, Backend::threads},
    .parameters = {choice("cure", &Settings::cure, Cure::none,
                          {{"none", Cure::none}, {"time-out", Cure::time_out}, {"watch", Cure::watch}},
                          "how the receiver notices that nothing more will come, if it does"),
                   integer("messages", &Settings::messages, 6, 1, 200, "",
                           "messages of each sender; the first one dies half-way"),
                   integer("pause", &Settings::pause, 10, 0, 100, "ms", "pause before each message"),
                   integer("patience", &Settings::patience, 100, 10, 1000, "ms",
                           "how long the cure 'time-out' waits for a message"),
                   integer("limit", &Settings::limit, 300, 50, 5000, "ms",
                           "how long the receiver without a cure waits at most")},
    .most_lanes = 3,
    .run = run,
    .check = check,
};

} // namespace
} // namespace interleave::catalogue::dead_sender
