// SPDX-License-Identifier: GPL-3.0-or-later
// The environment of a running scenario: parameters, backend, seed, shared memory and the request to stop.
#pragma once

#include "core/event/session_region.h"
#include "core/scenario/scenario.h"
#include "core/scenario/unrecorded_stretch.h"
#include "core/work/team.h"

#include <cstdint>
#include <new>
#include <random>
#include <source_location>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace interleave {

/// It exists in the engine during one run. Any worker may call the const functions.
class Stage {
public:
    Stage(const ParameterSet& parameters, Backend backend, std::uint64_t seed, SessionRegion& region) noexcept
        : parameters_(parameters)
        , backend_(backend)
        , seed_(seed)
        , region_(region) {}

    /// Returns the parameters of the run. A page of the catalogue gets them as its `Settings` instead.
    const ParameterSet& parameters() const noexcept { return parameters_; }

    Backend backend() const noexcept { return backend_; }

    /// Returns a generator for one worker; the same seed and number give the same sequence.
    std::mt19937_64 random(std::uint64_t worker) const {
        std::seed_seq sequence{seed_, worker};
        return std::mt19937_64(sequence);
    }

    /// Makes a team of this run's backend and seed, with the names "worker 1", "worker 2" … `gil` is for the
    /// gil backend. Throws UsageError for a count out of bounds.
    Team team(int workers, const GilSettings& gil = {}) const {
        return team(numbered_names("worker", workers), gil);
    }
    /// Does the same for workers with the given names.
    Team team(std::vector<std::string> names, const GilSettings& gil = {}) const {
        return Team({std::move(names), backend_, seed_, gil});
    }

    /// Begins a stretch in which nothing is recorded, which ends with the returned object. `name` is what the
    /// calling lane is shown to do meanwhile.
    [[nodiscard]] UnrecordedStretch
    unrecorded(const Label& name, std::source_location where = std::source_location::current()) const {
        return UnrecordedStretch(region_.writer(), name, where);
    }

    bool stop_requested() const noexcept { return region_.writer().stop_requested(); }

    /// Returns how many processors this run may use, as usable_processors() said at the first call.
    static int usable_cpus();

    /// Makes an object in memory that all workers share, whether they are threads or processes. It exists
    /// until the session ends and is never destroyed. Throws RunError if the workspace is full.
    template <typename T, typename... Arguments>
    T& share(Arguments&&... arguments) {
        static_assert(std::is_trivially_destructible_v<T>, "nobody destroys what processes share");
        return *new (region_.allocate(sizeof(T), alignof(T))) T(std::forward<Arguments>(arguments)...);
    }
    /// Makes `count` such objects, each from the same arguments.
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
