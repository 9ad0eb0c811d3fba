// SPDX-License-Identifier: GPL-3.0-or-later
// A reader-writer lock, which many readers or one writer can hold.
#pragma once

#include "core/sync/queued_lock.h"

#include <chrono>
#include <cstdint>
#include <source_location>
#include <string_view>

namespace interleave {

/// Which of waiting readers and writers go first. Each preference but the last can starve the others.
enum class Preference {
    readers,  ///< a reader never waits for a writer that itself waits
    writers,  ///< no reader enters while a writer waits
    in_order, ///< in the order of arrival; readers that are adjacent in the queue enter together
};

/// The holders of a SharedMutex: readers, or one writer.
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
    AcquireDetail role(WaitQueue::Tag tag) const noexcept {
        return tag == reader ? AcquireDetail::as_reader : AcquireDetail::as_writer;
    }

private:
    bool fits(WaitQueue::Tag role) const noexcept;
    bool has_to_queue(WaitQueue::Tag role, const WaitQueue& queue) const noexcept;
    std::uint32_t& count(WaitQueue::Tag role) noexcept { return role == reader ? readers_ : writers_; }

    std::uint32_t readers_ = 0; ///< holders, or called waiters that have not entered yet
    std::uint32_t writers_ = 0; ///< the same, 0 or 1
    Preference preference_;
};

/// It lies on the stack or in Stage::share memory. It is not recursive: a reader that locks it again can
/// deadlock with a writer that waits for it.
class alignas(cache_line) SharedMutex : public QueuedLock<ReadersAndWriters> {
public:
    explicit SharedMutex(std::string_view name, Preference preference = Preference::readers)
        : QueuedLock(ObjectKind::shared_mutex, name, ReadersAndWriters(preference)) {}

    /// Locks it for writing. Throws Stopped.
    void lock(std::source_location where = std::source_location::current());
    /// Returns false if a reader or a writer holds it. Throws Stopped.
    bool try_lock(std::source_location where = std::source_location::current());
    /// Returns false if it could not be obtained within the time. Throws Stopped.
    bool try_lock_for(std::chrono::nanoseconds limit,
                      std::source_location where = std::source_location::current());
    /// Only the writer that holds it may call it.
    void unlock(std::source_location where = std::source_location::current()) noexcept;

    /// Locks it for reading, together with other readers. Throws Stopped.
    void lock_shared(std::source_location where = std::source_location::current());
    /// Returns false if a reader would have to wait. Throws Stopped.
    bool try_lock_shared(std::source_location where = std::source_location::current());
    /// Returns false if it could not be obtained within the time. Throws Stopped.
    bool try_lock_shared_for(std::chrono::nanoseconds limit,
                             std::source_location where = std::source_location::current());
    /// Only a reader that holds it may call it.
    void unlock_shared(std::source_location where = std::source_location::current()) noexcept;
};

/// Holds it for reading for a block.
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
