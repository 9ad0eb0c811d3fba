// SPDX-License-Identifier: GPL-3.0-or-later
// What a running scenario sees of its surroundings: parameters, backend, seed, shared memory and the wish to
// stop.
#pragma once

#include "core/event/session_region.h"
#include "core/scenario/scenario.h"
#include "core/work/team.h"

#include <cstdint>
#include <new>
#include <random>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace interleave {

/// Lives in the engine for the length of one run. Read by all workers; const functions may be called by any
/// of them.
class Stage {
public:
    Stage(const ParameterSet& parameters, Backend backend, std::uint64_t seed, SessionRegion& region) noexcept
        : parameters_(parameters)
        , backend_(backend)
        , seed_(seed)
        , region_(region) {}

    /// As they came from the command line. A page of the catalogue gets them as its `Settings` instead.
    const ParameterSet& parameters() const noexcept { return parameters_; }

    Backend backend() const noexcept { return backend_; }

    /// Each worker has a generator of its own; the same seed and number give the same sequence.
    std::mt19937_64 random(std::uint64_t worker) const {
        std::seed_seq sequence{seed_, worker};
        return std::mt19937_64(sequence);
    }

    /// Workers of this run's backend and seed, called "worker 1", "worker 2" … `gil` is for the gil backend.
    /// Throws UsageError for a count out of bounds.
    Team team(int workers, const GilSettings& gil = {}) const {
        return team(numbered_names("worker", workers), gil);
    }
    /// The same for workers with names of their own.
    Team team(std::vector<std::string> names, const GilSettings& gil = {}) const {
        return Team({std::move(names), backend_, seed_, gil});
    }

    bool stop_requested() const noexcept { return region_.writer().stop_requested(); }

    /// How many processors this run may use: those of its affinity mask.
    static int usable_cpus();

    /// An object in memory that all workers see, be they threads or processes; lives until the session ends
    /// and is never destroyed. Throws RunError when the workspace is used up.
    template <typename T, typename... Arguments>
    T& share(Arguments&&... arguments) {
        static_assert(std::is_trivially_destructible_v<T>, "nobody destroys what processes share");
        return *new (region_.allocate(sizeof(T), alignof(T))) T(std::forward<Arguments>(arguments)...);
    }
    /// Makes `count` objects, each from the same arguments.
    template <typename T, typename... Arguments>
    T* share_array(std::size_t count, const Arguments&... arguments) {
        static_assert(std::is_trivially_destructible_v<T>, "nobody destroys what processes share");
        auto* first = static_cast<T*>(region_.allocate(sizeof(T) * count, alignof(T)));
        for (std::size_t i = 0; i < count; ++i)
            new (first + i) T(arguments...);
        return first;
    }

private:
    const ParameterSet& parameters_;
    Backend backend_;
    std::uint64_t seed_;
    SessionRegion& region_;
};

} // namespace interleave
