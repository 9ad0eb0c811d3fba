// SPDX-License-Identifier: GPL-3.0-or-later
// A worker fails before it has a permit of the gate, and its clean-up gives one back all the same. From then
// on the gate lets in one more than it was made for. A bounded semaphore refuses to have more than it began
// with.
#include "core/scenario/catalogue_entry.h"
#include "core/sync/barrier.h"
#include "core/sync/semaphore.h"
#include "core/work/headcount.h"
#include "core/work/sleep.h"
#include "core/work/work.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <exception>
#include <string>
#include <vector>

namespace interleave::catalogue::over_release {
namespace {

struct Settings {
    bool bounded;
    bool busy;
    int failures;
    int workers;
    std::uint32_t permits;
    int rounds;
    std::chrono::milliseconds stay;
};

// The indexes of the workers; those that visit the gate come after the first one.
constexpr int careless = 0;
constexpr int nobody = -1;

struct Measured {
    int most_inside; ///< at the same time
    int refused;     ///< releases
    int refused_at;  ///< the index of the worker whose release was the first to be refused, or nobody
};

struct Gate {
    Gate(std::uint32_t permits, std::uint32_t most) : semaphore("gate", permits, most) {}
    Semaphore semaphore;
    Headcount headcount; // counts the workers inside without asking the semaphore
    std::atomic<int> refused{0};
    std::atomic<int> refused_at{nobody};
};

struct Labels {
    Label inside{"inside"};
    Label failed{"failed"};
    Label refused{"release refused"};
};

class VisitFailed final : public std::exception {};

/// Gives a permit back at the end of its block, however that ends, as `finally` does.
class Finally {
public:
    Finally(Gate& gate, int worker, const Labels& labels) : gate_(gate), worker_(worker), labels_(labels) {}
    ~Finally() {
        if (gate_.semaphore.release())
            return;
        mark(labels_.refused);
        ++gate_.refused;
        int first = nobody;
        gate_.refused_at.compare_exchange_strong(first, worker_);
    }
    Finally(const Finally&) = delete;
    Finally& operator=(const Finally&) = delete;

private:
    Gate& gate_;
    int worker_;
    const Labels& labels_;
};

/// The mistake: `finally` is there before the permit is.
void visit(Gate& gate, int worker, const Settings& settings, const Labels& labels, bool fails) {
    const Finally finally(gate, worker, labels);
    if (fails) {
        mark(labels.failed);
        throw VisitFailed();
    }
    gate.semaphore.acquire();
    const Work work(labels.inside);
    gate.headcount.enter();
    sleep_for(settings.stay);
    gate.headcount.leave();
}

/// The careless worker fails before it has a permit, and goes on.
void fail(Gate& gate, const Settings& settings, const Labels& labels) {
    for (int i = 0; i < settings.failures; ++i) {
        try {
            visit(gate, careless, settings, labels, true);
        } catch (const VisitFailed&) { // NOLINT(bugprone-empty-catch): handled, as it seems
        }
    }
}

Measured run(Stage& stage, const Settings& settings) {
    auto& gate =
        stage.share<Gate>(settings.permits, settings.bounded ? settings.permits : Semaphore::unbounded);
    auto& all_there = stage.share<Barrier>("all there", static_cast<std::uint32_t>(settings.workers) + 1);
    const Labels labels;

    std::vector<std::string> names = numbered_names("worker", settings.workers);
    names.insert(names.begin() + careless, "careless");
    Team team = stage.team(names);
    team.run([&](Worker& worker) {
        const bool is_careless = worker.index() == careless;
        if (is_careless && !settings.busy) {
            fail(gate, settings, labels);
            sleep_for(settings.stay);
        }
        all_there.arrive_and_wait();
        if (is_careless && settings.busy) {
            sleep_for(settings.stay / 2); // now others are inside
            fail(gate, settings, labels);
        }
        for (int round = 0; round < settings.rounds && !is_careless; ++round)
            visit(gate, worker.index(), settings, labels, false);
    });
    return {gate.headcount.most(), gate.refused, gate.refused_at};
}

std::string worker_name(int worker) {
    return worker == nobody ? "nobody" : worker == careless ? "careless" : "worker " + std::to_string(worker);
}

Outcome check(const Settings& settings, const Measured& measured) {
    const int permits = static_cast<int>(settings.permits);

    Outcome outcome;
    outcome.value("permits", permits);
    outcome.value("most_inside", measured.most_inside);
    if (!settings.bounded) {
        outcome.check("each-lets-in-one-more")
            .claims("Each release without an acquire lets in one more than the gate was made for.")
            .expects(exactly(std::min(permits + settings.failures, settings.workers), "workers"))
            .measured(measured.most_inside);
        return outcome;
    }
    outcome.value("refused", measured.refused);
    outcome.value("refused_at", worker_name(measured.refused_at));
    outcome.check("each-is-refused")
        .claims("A bounded semaphore refuses as many releases as there were too many.")
        .at_any_load()
        .expects(exactly(settings.failures, "releases"))
        .measured(measured.refused);
    outcome.check("never-more-than-permits")
        .claims("If the release too many is refused, never more are inside than there are permits.")
        .at_any_load()
        .expects(at_most(permits, "workers"))
        .measured(measured.most_inside)
        .decidable_if(!settings.busy,
                      "while others are inside, one release too many is not above the bound and not refused");
    return outcome;
}

const Registration registration = CatalogueEntry<Settings, Measured>{
    .name = "over-release",
    .title = "A semaphore released too often",
    .group = Group::coordination,
    .order = 15,
    .about =
        "A worker fails before it has a permit, and gives one back all the same. From then on three are inside where two were meant. A bounded semaphore refuses.",
    .backends = {Backend::threads, Backend::processes, Backend::gil},
    .parameters = {flag("bounded", &Settings::bounded, false,
                        "a semaphore that refuses to have more permits than it began with"),
                   flag("busy", &Settings::busy, false,
                        "the careless worker fails while others are inside, not before"),
                   integer("failures", &Settings::failures, 1, 0, 8, "",
                           "how often the careless worker fails and releases"),
                   worker_count("workers", &Settings::workers, 6, 1, 32, "", "workers that want in"),
                   integer("permits", &Settings::permits, 2, 1, 32, "", "how many the gate is to let in"),
                   integer("rounds", &Settings::rounds, 3, 1, 500, "", "how often each of them goes in"),
                   integer("stay", &Settings::stay, 20, 1, 1000, "ms", "how long each stays inside")},
    .most_lanes = 34,
    .run = run,
    .check = check,
};

} // namespace
} // namespace interleave::catalogue::over_release
