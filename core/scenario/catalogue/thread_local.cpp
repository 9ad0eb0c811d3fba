// SPDX-License-Identifier: GPL-3.0-or-later
// Each worker notes in a variable whose request it serves, and looks there again a little later. If all
// threads have one variable, another worker has noted its own user meanwhile.
#include "core/scenario/catalogue_entry.h"
#include "core/sync/shared.h"
#include "core/work/sleep.h"
#include "core/work/work.h"

#include <atomic>
#include <chrono>
#include <random>
#include <string>

namespace interleave::catalogue::thread_locals {
namespace {

struct Settings {
    bool local;
    int workers;
    int requests; ///< of each worker
    double pause_ms;
};

struct Measured {
    std::int64_t mixed_up; ///< requests that found another worker's user
    double wall_ms;
};

using User = Shared<std::int64_t>; // the number of a user

std::string name_of_own(int worker) {
    return "user of worker " + std::to_string(worker + 1);
}

/// Returns the calling thread's own variable, which is made when the thread comes here first.
User& own_user(int worker) {
    thread_local User user(name_of_own(worker));
    return user;
}

/// Serves a request of `user`. Returns whom it takes for the user when it comes to the answer.
std::int64_t serve(User& current_user, std::int64_t user, std::chrono::nanoseconds pause,
                   const Label& request) {
    const Work work(request);
    current_user.write(user);
    sleep_for(pause); // a question to the database; meanwhile the others go on
    return current_user.read();
}

Measured run(Stage& stage, const Settings& settings) {
    User current_user("current user"); // threads share it; a forked process has a copy
    auto& mixed_up = stage.share<std::atomic<std::int64_t>>(0);
    const Label request("request");
    const Label wrong_user("wrong user");

    Team team = stage.team(settings.workers);
    team.run([&](Worker& worker) {
        if (stage.backend() == Backend::processes && !settings.local)
            current_user.register_forked_copy(name_of_own(worker.index()));
        User& variable = settings.local ? own_user(worker.index()) : current_user;
        const std::int64_t user = worker.index() + 1;
        // Each pause takes another time, or the workers would move in step.
        std::uniform_real_distribution<double> pause_ms(0.5 * settings.pause_ms, 1.5 * settings.pause_ms);
        for (int i = 0; i < settings.requests; ++i) {
            const std::chrono::nanoseconds pause(static_cast<std::int64_t>(1e6 * pause_ms(worker.random())));
            const std::int64_t served = serve(variable, user, pause, request);
            if (served != user) {
                mark(wrong_user, static_cast<std::uint64_t>(served));
                ++mixed_up;
            }
        }
    });
    return {mixed_up, team.wall_ms()};
}

Outcome check(const Settings& settings, const Measured& measured, Backend backend) {
    Outcome outcome;
    outcome.value("requests", settings.workers * settings.requests);
    outcome.value("mixed_up", measured.mixed_up);
    outcome.value("work_ms", measured.wall_ms);
    if (settings.local || backend == Backend::processes) {
        outcome.check("kept-apart")
            .claims(settings.local
                        ? "Whoever has the variable for itself finds there what it noted."
                        : "Each process has the variable for itself, whether it is meant so or not.")
            .at_any_load()
            .expects(exactly(0, "requests"))
            .measured(measured.mixed_up);
        return outcome;
    }
    outcome.check("shared-state-is-mixed-up")
        .claims("In a variable of all threads, a thread finds what another one noted meanwhile.")
        .expects(above(0, "requests"))
        .measured(measured.mixed_up)
        .decidable_if(measured.mixed_up > 0 || settings.pause_ms > 0,
                      "without a pause it is luck whether another worker comes in between");
    return outcome;
}

const Registration registration = CatalogueEntry<Settings, Measured>{
    .name = "thread-local",
    .title = "One variable for all threads, or one for each",
    .group = Group::races_and_locks,
    .order = 35,
    .about =
        "Workers note in a variable whose request they serve, and find another one's user there. With a variable for each thread all is kept apart; processes have their own in any case.",
    .backends = {Backend::threads, Backend::processes, Backend::gil},
    .parameters = {flag("local", &Settings::local, false, "give each thread a variable of its own"),
                   worker_count("workers", &Settings::workers, 3, 2, 32, "", "workers, each with a user"),
                   integer("requests", &Settings::requests, 6, 1, 1000, "", "requests that each serves"),
                   real("pause", &Settings::pause_ms, 5, 0, 100, "ms",
                        "time between noting the user and looking again, on average")},
    .most_lanes = 33,
    .run = run,
    .check = check,
};

} // namespace
} // namespace interleave::catalogue::thread_locals
