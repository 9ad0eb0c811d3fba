// SPDX-License-Identifier: GPL-3.0-or-later
// A lock that survives the death of its holder: the next worker gets it and learns of the death.
#pragma once

#include "core/event/recorder.h"
#include "core/sync/robust_lock.h"

#include <chrono>
#include <optional>
#include <source_location>
#include <string_view>

namespace interleave {

/// It is a RobustLock that is recorded. It works like Mutex but costs more. It lies on the stack or in
/// Stage::share memory.
class alignas(cache_line) RobustMutex {
public:
    explicit RobustMutex(std::string_view name, HolderPriority priority = HolderPriority::its_own)
        : lock_(priority)
        , object_(register_object(ObjectKind::mutex, name)) {}
    RobustMutex(const RobustMutex&) = delete;
    RobustMutex& operator=(const RobustMutex&) = delete;

    /// A caller that gets holder_died repairs what the lock guards. Throws Stopped.
    LockResult lock(std::source_location where = std::source_location::current());
    /// Returns nothing if a live worker holds it. Throws Stopped.
    std::optional<LockResult> try_lock(std::source_location where = std::source_location::current());
    /// Returns nothing if it could not be obtained within the time. Throws Stopped.
    std::optional<LockResult> try_lock_for(std::chrono::nanoseconds limit,
                                           std::source_location where = std::source_location::current());
    /// Only its holder may call it.
    void unlock(std::source_location where = std::source_location::current()) noexcept;

    ObjectId object() const noexcept { return object_; }

private:
    std::optional<LockResult> lock_until(Deadline deadline, const std::source_location& where);
    Readiness when_free() const noexcept { return Readiness::of<&RobustLock::is_free>(lock_); }

    RobustLock lock_;
    ObjectId object_;
};

} // namespace interleave
