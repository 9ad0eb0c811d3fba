// SPDX-License-Identifier: GPL-3.0-or-later
// The objects of this process by their addresses, and which of them other lanes want.
#pragma once

#include "core/event/record.h"

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace interleave::preload {

/// What is known of the lock, thread or process with a key, for which its address or number serves. An entry
/// stays where it is; any thread may use it.
struct KnownObject {
    std::atomic<std::uintptr_t> key; ///< 0: free
    /// Its number in the session, 0 until it is first shown, and above it the process for which that holds:
    /// after a fork it is another object in each of the two.
    std::atomic<std::uint64_t> object;
    std::atomic<bool> is_shared; ///< it is the same object in all processes that come from this one by fork
    std::atomic<bool> is_quiet;  ///< it is no object that the program's author knows
    std::atomic<bool> was_waited_for; ///< so it matters where it is taken
    std::atomic<bool> is_seen_in_use; ///< an object of Python: `made_at` is where it was seen first
    std::atomic<bool> is_of_python;   ///< a lock that Python made of a semaphore, or an object of Python
    std::atomic<ObjectKind> kind;     ///< of an object of Python
    std::atomic<SiteId> made_at;      ///< of an object of Python the line of the program
    std::atomic<const char*> type;    ///< of an object of Python, "Lock"; a constant
    std::atomic<ObjectId> waited_for; ///< a quiet lock: the object for which a lane waits at it

    // Of the lock of a future; see python_tasks.h.
    std::atomic<std::uint32_t> task;   ///< the task's number in its process; 0: it is no lock of a future
    std::atomic<ObjectId> label;       ///< the name of what is called
    std::atomic<std::uintptr_t> whole; ///< the future's address
};

/// The task of a future that no executor has made.
inline constexpr std::uint32_t future_without_number = 0xffff'ffff;

/// Returns the entry of a key, which it enters if it is new; nullptr if the table is full. A key of 0 has
/// none.
KnownObject* entry_of(std::uintptr_t key) noexcept;
/// Returns the entry, or nullptr if there is none.
KnownObject* find_entry(std::uintptr_t key) noexcept;
/// Returns the entry's object; no_object if it was not shown yet, or only in the process that forked this
/// one.
ObjectId object_of(const KnownObject& entry) noexcept;
/// Gives the entry an object of the session.
void set_object(KnownObject& entry, ObjectId object) noexcept;

inline std::uintptr_t key_of(const void* address) noexcept {
    return reinterpret_cast<std::uintptr_t>(address);
}
/// The key of a child process. No address has its highest bit set.
inline std::uintptr_t key_of_process(std::int32_t pid) noexcept {
    return std::uintptr_t{1} << 63U | static_cast<std::uint32_t>(pid);
}

/// Returns the object at an address, which is entered into the session when it is first shown. Its name is
/// that of its kind and place: "mutex xz+0x12a4". `site` is where it is used. Returns no_object if a table is
/// full.
ObjectId object_at(const void* address, ObjectKind kind, SiteId site) noexcept;
/// Forgets what is at an address, because the program made it anew or destroyed it.
void forget_object(const void* address) noexcept;

/// Says for the time of a wait that a lane wants the lock, so that its holder writes down when it gives it
/// back.
class Wanted {
public:
    explicit Wanted(const void* address) noexcept : count_(count_of(address)) {
        count_.fetch_add(1, std::memory_order_seq_cst);
    }
    ~Wanted() { count_.fetch_sub(1, std::memory_order_relaxed); }
    Wanted(const Wanted&) = delete;
    Wanted& operator=(const Wanted&) = delete;

    /// Whether a lane wants the lock, or one that shares its place in the table.
    static bool is(const void* address) noexcept {
        return count_of(address).load(std::memory_order_relaxed) != 0;
    }

private:
    static constexpr std::size_t places = 4096;
    static std::atomic<std::uint32_t>& count_of(const void* address) noexcept {
        return counts_[(key_of(address) * 0x9E37'79B9'7F4A'7C15U) >> 52U];
    }
    static constinit std::array<std::atomic<std::uint32_t>, places> counts_;

    std::atomic<std::uint32_t>& count_;
};

} // namespace interleave::preload
