// SPDX-License-Identifier: GPL-3.0-or-later
// A team of workers that begin together, on any backend.
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

/// The description of a team.
struct TeamPlan {
    std::vector<std::string> names; ///< of the workers and their lanes
    Backend backend = Backend::threads;
    std::uint64_t seed = 1;
    GilSettings gil{}; ///< of the gil backend
};

/// The limit of workers, so that no parameter can overload the machine.
inline constexpr int most_workers = 256;

/// Returns "worker 1", "worker 2", …
std::vector<std::string> numbered_names(std::string_view name, int count);

/// One thread owns it.
class Team {
public:
    using Body = std::function<void(Worker&)>;

    /// Throws UsageError if there are none or too many workers.
    explicit Team(TeamPlan plan);

    /// Starts the workers, lets them begin together when all have arrived, and waits for all of them. With
    /// the gil backend each holds the GIL from its begin to its end, except during calls that block. With the
    /// processes backend each has a copy of what the body refers to, and shares only memory from
    /// Stage::share. If workers failed, throws what the first of them threw, or RunError with how it died.
    /// Throws Stopped.
    void run(const Body& body, std::source_location where = std::source_location::current()) {
        run_rounds(1, body, where);
    }

    /// Does the same without waiting for anybody: each worker begins as soon as it is started, one after the
    /// other.
    void run_as_started(const Body& body, std::source_location where = std::source_location::current());

    /// Does the same several times with the same workers, which begin each round together. It is for
    /// measuring.
    void run_rounds(int rounds, const Body& body,
                    std::source_location where = std::source_location::current());

    struct Round {
        double wall_ms = 0;      ///< from the begin of the first worker to the end of the last
        double processor_ms = 0; ///< that all workers together used in that time
        double least_share =
            1; ///< of its own time that a worker ran; those that ended within 1 ms do not count
    };
    /// Returns the rounds of the last run, in their order.
    const std::vector<Round>& rounds() const noexcept { return rounds_; }
    /// Returns the round whose wall_ms is the median, or zeros if there was none.
    Round median_round() const;
    double wall_ms() const { return median_round().wall_ms; }
    /// Returns the median round's processor time as a share of what one processor for each worker could have
    /// given. If it is far below 1 although no worker waited, other programs used the processors, and the
    /// time means little.
    double processor_share() const;

private:
    struct SharedState;
    int size() const noexcept { return static_cast<int>(plan_.names.size()); }
    void work(int index, int rounds, SharedState& shared, const Body& body,
              const std::source_location& where);
    template <typename Member>
    void run_as(int rounds, const Body& body, const std::source_location& where);
    void run_with_backend(int rounds, const Body& body, const std::source_location& where);
    void end_round(const SharedState& shared);

    TeamPlan plan_;
    std::deque<Gil> gils_; ///< none, one, or one for each
    std::vector<Round> rounds_;
    bool begins_together_ = true;
};

} // namespace interleave
