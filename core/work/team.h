// Several workers that do the same, on any backend, and begin together.
#pragma once

#include "core/sync/gil.h"
#include "core/work/backend.h"
#include "core/work/worker.h"

#include <cstdint>
#include <deque>
#include <functional>
#include <source_location>
#include <string>
#include <vector>

namespace interleave {

/// What a team is made of.
struct TeamPlan {
    int workers = 2; ///< 1 to most_workers
    Backend backend = Backend::threads;
    std::uint64_t seed = 1;
    std::string name = "worker"; ///< lanes are called "worker 1", "worker 2" …
    GilSettings gil{};           ///< of the gil backend
};

/// Bounded, so that no parameter can bring the machine to its knees.
inline constexpr int most_workers = 256;

/// Owner: one thread.
class Team {
public:
    using Body = std::function<void(Worker&)>;

    /// Throws UsageError if there are too few or too many workers.
    explicit Team(TeamPlan plan);

    /// Starts the workers, lets them begin together once all are there, and waits for all of them. With the
    /// gil backend each holds the GIL from its begin to its end, but for calls that block; in a process each
    /// has a copy of what the body refers to, and shares only what Stage::share gave. If workers failed,
    /// throws what the first of them threw, or RunError with how it died. Throws Stopped.
    void run(const Body& body, std::source_location where = std::source_location::current());

    /// From the opening of the gate to the end of the last worker in the last run().
    double wall_ms() const noexcept { return wall_ms_; }

private:
    struct Board;
    void work(int index, Board& board, const Body& body, const std::source_location& where);
    template <typename Member>
    void run_as(const Body& body, const std::source_location& where);
    std::string name_of_member(int index) const;

    TeamPlan plan_;
    std::deque<Gil> gils_; ///< none, one, or one for each
    double wall_ms_ = 0;
};

} // namespace interleave
