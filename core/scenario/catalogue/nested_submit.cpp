// SPDX-License-Identifier: GPL-3.0-or-later
// The tasks of a pool give it more tasks, and wait for them. When every worker waits in this way, nobody is
// left to run what they all wait for.
#include "core/event/clock.h"
#include "core/scenario/catalogue_entry.h"
#include "core/work/sleep.h"
#include "core/work/thread_pool.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace interleave::catalogue::nested_submit {
namespace {

struct Settings {
    int workers;
    int pages;
    std::chrono::milliseconds fetch;
    std::chrono::milliseconds limit;
    bool wait_inside;
};

struct Measured {
    int in_time; ///< pages that got their picture within the limit
    int pictures_fetched;
    double wall_ms;
};

/// Fetches pages, each with its picture, by one pool for both.
class Fetcher {
public:
    Fetcher(const Settings& settings, Gil* gil) : settings_(settings), pool_("pool", settings.workers, gil) {}

    /// A task of the pool. The page says which picture it needs, so that is submitted afterwards.
    Future<int> fetch_page(int page) {
        sleep_for(settings_.fetch); // like a task that waits for a server
        return pool_.submit("picture " + std::to_string(page), [this] {
            sleep_for(settings_.fetch);
            return ++pictures_fetched_;
        });
    }
    bool is_in_time(const Future<int>& picture) const { return picture.wait_for(settings_.limit); }

    /// Each page's task waits for its picture itself. It keeps its worker meanwhile.
    int wait_inside() {
        std::vector<Future<bool>> pages;
        for (int page = 1; page <= settings_.pages; ++page)
            pages.push_back(pool_.submit("page " + std::to_string(page),
                                         [this, page] { return is_in_time(fetch_page(page)); }));
        return static_cast<int>(
            std::ranges::count_if(pages, [](const Future<bool>& page) { return page.result(); }));
    }
    /// Each page's task returns the picture's future and ends. Whoever wants the pictures waits, outside.
    int wait_outside() {
        std::vector<Future<Future<int>>> pages;
        for (int page = 1; page <= settings_.pages; ++page)
            pages.push_back(
                pool_.submit("page " + std::to_string(page), [this, page] { return fetch_page(page); }));
        return static_cast<int>(std::ranges::count_if(
            pages, [this](const Future<Future<int>>& page) { return is_in_time(page.result()); }));
    }
    /// Runs what is still pending: the pictures that nobody waits for any more. Returns how many there were
    /// in all.
    int finish() {
        pool_.shutdown();
        return pictures_fetched_;
    }

private:
    const Settings& settings_;
    std::atomic<int> pictures_fetched_{0};
    ThreadPool pool_; ///< the last one, so that it is destroyed first: its tasks use the others
};

Measured run(Stage& stage, const Settings& settings) {
    std::optional<Gil> gil;
    if (stage.backend() == Backend::gil)
        gil.emplace("GIL");

    Fetcher fetcher(settings, gil ? &*gil : nullptr);
    const std::uint64_t began = monotonic_raw_ns();
    const int in_time = settings.wait_inside ? fetcher.wait_inside() : fetcher.wait_outside();
    const double wall_ms = 1e-6 * static_cast<double>(monotonic_raw_ns() - began);
    return {in_time, fetcher.finish(), wall_ms};
}

Outcome check(const Settings& settings, const Measured& measured) {
    Outcome outcome;
    outcome.value("pages", settings.pages);
    outcome.value("in_time", measured.in_time);
    outcome.value("too_late", settings.pages - measured.in_time);
    outcome.value("pictures_fetched", measured.pictures_fetched);
    outcome.value("work_ms", measured.wall_ms);
    // Pages come in turns of as many as there are workers; only a last turn that is not full leaves a worker.
    const bool every_turn_is_full = settings.pages % settings.workers == 0;
    const bool one_is_left = settings.pages < settings.workers;
    const bool is_patient = settings.limit > (settings.pages + 1) * settings.fetch;
    const std::string impatient = "the limit is hardly longer than all fetches one after the other";
    if (settings.wait_inside && !one_is_left)
        outcome.check("all-workers-wait")
            .claims("When each worker waits for a task of its own pool, none of these tasks is run.")
            .expects(exactly(0, "pictures in time"))
            .measured(measured.in_time)
            .decidable_if(every_turn_is_full, "the last pages leave a worker free for their pictures");
    else
        outcome.check("a-free-worker-is-enough")
            .claims("While one worker does not wait, every task gets its turn.")
            .expects(exactly(settings.pages, "pictures in time"))
            .measured(measured.in_time)
            .decidable_if(is_patient, impatient);
    outcome.check("pictures-come-in-the-end")
        .claims("No task is lost: as soon as a worker is free, it is run.")
        .at_any_load()
        .expects(exactly(settings.pages, "pictures"))
        .measured(measured.pictures_fetched);
    return outcome;
}

const Registration registration = CatalogueEntry<Settings, Measured>{
    .name = "nested-submit",
    .title = "A task that waits for its own pool",
    .group = Group::pools,
    .order = 45,
    .about =
        "Two tasks of a pool with two workers submit a task each and wait for it. Both workers wait, so nobody runs what they wait for. A third worker cures it, or not waiting inside a task.",
    .backends = {Backend::threads, Backend::gil},
    .parameters = {worker_count("workers", &Settings::workers, 2, 1, 32, "", "threads in the pool"),
                   integer("pages", &Settings::pages, 2, 1, 8, "", "pages to fetch, each with a picture"),
                   integer("fetch", &Settings::fetch, 30, 1, 500, "ms",
                           "how long a page takes, and then its picture"),
                   integer("limit", &Settings::limit, 400, 1, 2000, "ms",
                           "how long one waits for a picture at most"),
                   choice("wait", &Settings::wait_inside, true, {{"inside", true}, {"outside", false}},
                          "inside: the page's task waits for its picture; outside: the main lane does")},
    .most_lanes = 33,
    .run = run,
    .check = check,
};

} // namespace
} // namespace interleave::catalogue::nested_submit
