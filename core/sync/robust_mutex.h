// SPDX-License-Identifier: GPL-3.0-or-later
// A lock that outlives its holder: if the holder dies, the next one gets it and is told.
#pragma once

#include "core/event/recorder.h"
#include "core/sync/futex.h"

#include <chrono>
#include <optional>
#include <pthread.h>
#include <source_location>
#include <string_view>

namespace interleave {

/// In which condition a lock was found.
enum class Inherited {
    in_order,
    from_the_dead, ///< its holder ended without letting go: what it guards may be half done
};

/// As Mutex, at a higher price. Whether a holder lives is known to the kernel alone, and it tells only
/// through the list of robust locks that each thread keeps for it; this one is therefore built on the
/// system's own. On the stack or in Stage::share memory.
class alignas(cache_line) RobustMutex {
public:
    explicit RobustMutex(std::string_view name);
    RobustMutex(const RobustMutex&) = delete;
    RobustMutex& operator=(const RobustMutex&) = delete;

    /// Whoever is told of a dead holder mends what the lock guards. Throws Stopped.
    Inherited lock(std::source_location where = std::source_location::current());
    /// Nothing if it is held by somebody alive. Throws Stopped.
    std::optional<Inherited> try_lock(std::source_location where = std::source_location::current());
    /// Nothing if it could not be had within the time. Throws Stopped.
    std::optional<Inherited> try_lock_for(std::chrono::nanoseconds limit,
                                          std::source_location where = std::source_location::current());
    /// By its holder only.
    void unlock(std::source_location where = std::source_location::current()) noexcept;

    ObjectId object() const noexcept { return object_; }

private:
    std::optional<Inherited> lock_until(Deadline deadline, const std::source_location& where);
    std::optional<Inherited> obtain_free();
    std::optional<Inherited> settle(int answer);

    pthread_mutex_t mutex_;
    ObjectId object_;
};

} // namespace interleave
