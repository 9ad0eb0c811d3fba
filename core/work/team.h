// SPDX-License-Identifier: GPL-3.0-or-later
// Several workers that begin together, on any backend.
#pragma once

#include "core/sync/gil.h"
#include "core/work/backend.h"
#include "core/work/worker.h"

#include <cstdint>
#include <deque>
#include <functional>
#include <source_location>
#include <string>
#include <string_view>
#include <vector>

namespace interleave {

/// What a team is made of.
struct TeamPlan {
    std::vector<std::string> names; ///< of the workers: their lanes are called so
    Backend backend = Backend::threads;
    std::uint64_t seed = 1;
    GilSettings gil{}; ///< of the gil backend
};

/// Bounded, so that no parameter can bring the machine to its knees.
inline constexpr int most_workers = 256;

/// "worker 1", "worker 2", …
std::vector<std::string> numbered_names(std::string_view name, int count);

/// One thread owns it.
class Team {
public:
    using Body = std::function<void(Worker&)>;

    /// Throws UsageError if there are no or too many workers.
    explicit Team(TeamPlan plan);

    /// Starts the workers, lets them begin together once all are there, and waits for all of them. With the
    /// gil backend each holds the GIL from its begin to its end, but for calls that block; in a process each
    /// has a copy of what the body refers to, and shares only what Stage::share gave. If workers failed,
    /// throws what the first of them threw, or RunError with how it died. Throws Stopped.
    void run(const Body& body, std::source_location where = std::source_location::current()) {
        run_rounds(1, body, where);
    }

    /// The same several times over by the same workers, who begin each round together: for measuring.
    void run_rounds(int rounds, const Body& body,
                    std::source_location where = std::source_location::current());

    struct Round {
        double wall_ms = 0;      ///< from the begin of the first worker to the end of the last
        double processor_ms = 0; ///< that all workers together got in that time
    };
    /// Of the last run, in their order.
    const std::vector<Round>& rounds() const noexcept { return rounds_; }
    /// The one whose wall_ms is the median; zeros if there was none.
    Round median_round() const;
    double wall_ms() const { return median_round().wall_ms; }
    /// Its processor time as a part of what so many processors could have given. Far below 1 where nobody
    /// waited, others used the processors, and the time says little.
    double processor_share() const;

private:
    struct SharedState;
    int size() const noexcept { return static_cast<int>(plan_.names.size()); }
    void work(int index, int rounds, SharedState& shared, const Body& body,
              const std::source_location& where);
    template <typename Member>
    void run_as(int rounds, const Body& body, const std::source_location& where);
    void end_round(const SharedState& shared);

    TeamPlan plan_;
    std::deque<Gil> gils_; ///< none, one, or one for each
    std::vector<Round> rounds_;
};

} // namespace interleave
