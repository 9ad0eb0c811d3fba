// SPDX-License-Identifier: GPL-3.0-or-later
// A lock that many readers or one writer can hold.
#pragma once

#include "core/sync/queued_lock.h"

#include <chrono>
#include <cstdint>
#include <source_location>
#include <string_view>

namespace interleave {

/// Who goes first where readers and writers meet. Each but the last can starve the others.
enum class Preference {
    readers,  ///< a reader never waits for a writer that only waits
    writers,  ///< no reader goes in while a writer waits
    in_order, ///< as they came; readers that stand one behind the other go in together
};

/// Who is inside a SharedMutex: readers, or one writer.
class ReadersAndWriters {
public:
    enum Role : WaitQueue::Tag { reader, writer };

    explicit ReadersAndWriters(Preference preference) noexcept : preference_(preference) {}

    bool admits(WaitQueue::Tag role, const WaitQueue& queue) const noexcept {
        return fits(role) && !has_to_queue(role, queue);
    }
    WaitQueue::Place next(const WaitQueue& queue) const noexcept;
    void enter(WaitQueue::Tag role) noexcept { ++count(role); }
    void reserve(WaitQueue::Tag role) noexcept { ++count(role); }
    void use_reservation(WaitQueue::Tag) noexcept {}
    void cancel_reservation(WaitQueue::Tag role) noexcept { --count(role); }
    void leave(WaitQueue::Tag role) noexcept { --count(role); }
    void record(Recorder&, ObjectId, SiteId) const noexcept {}

private:
    bool fits(WaitQueue::Tag role) const noexcept;
    bool has_to_queue(WaitQueue::Tag role, const WaitQueue& queue) const noexcept;
    std::uint32_t& count(WaitQueue::Tag role) noexcept { return role == reader ? readers_ : writers_; }

    std::uint32_t readers_ = 0; ///< inside, or called and on their way
    std::uint32_t writers_ = 0; ///< the same: 0 or 1
    Preference preference_;
};

/// It lies on the stack or in Stage::share memory. Not recursive: a reader that locks it again can wait for a
/// writer that waits for it.
class alignas(cache_line) SharedMutex : public QueuedLock<ReadersAndWriters> {
public:
    explicit SharedMutex(std::string_view name, Preference preference = Preference::readers)
        : QueuedLock(ObjectKind::shared_mutex, name, ReadersAndWriters(preference)) {}

    /// For writing. Throws Stopped.
    void lock(std::source_location where = std::source_location::current());
    /// Returns false if somebody is inside. Throws Stopped.
    bool try_lock(std::source_location where = std::source_location::current());
    /// Returns false if it could not be obtained within the time. Throws Stopped.
    bool try_lock_for(std::chrono::nanoseconds limit,
                      std::source_location where = std::source_location::current());
    /// By the writer inside only.
    void unlock(std::source_location where = std::source_location::current()) noexcept;

    /// For reading, beside other readers. Throws Stopped.
    void lock_shared(std::source_location where = std::source_location::current());
    /// Returns false if a reader would have to wait. Throws Stopped.
    bool try_lock_shared(std::source_location where = std::source_location::current());
    /// Returns false if it could not be obtained within the time. Throws Stopped.
    bool try_lock_shared_for(std::chrono::nanoseconds limit,
                             std::source_location where = std::source_location::current());
    /// By a reader inside only.
    void unlock_shared(std::source_location where = std::source_location::current()) noexcept;
};

/// Reads for a block.
class [[nodiscard]] SharedGuard {
public:
    explicit SharedGuard(SharedMutex& mutex, std::source_location where = std::source_location::current())
        : mutex_(mutex)
        , where_(where) {
        mutex_.lock_shared(where_);
    }
    ~SharedGuard() { mutex_.unlock_shared(where_); }
    SharedGuard(const SharedGuard&) = delete;
    SharedGuard& operator=(const SharedGuard&) = delete;

private:
    SharedMutex& mutex_;
    std::source_location where_;
};

} // namespace interleave
