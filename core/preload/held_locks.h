// SPDX-License-Identifier: GPL-3.0-or-later
// The locks that a thread holds, and those that it held for so short a time that they are summed up.
//
// Most locks are taken when they are free and given back at once, and two records for each would cost more
// than the lock. So the acquisition of a free lock is only remembered. It is written, at its true time, as
// soon as the thread writes anything else, and when it gives the lock back after long, or while another lane
// wants it. What remains is written as a sum for each lock and millisecond (EventKind::holds).
//
// A lock that was held for long is written at once the next time. A first long hold that nobody wanted, and
// in which nothing else happened, is told as a sum, too, because the record of its acquisition would come too
// late.
#pragma once

#include "core/event/record.h"
#include "core/preload/near_clock.h"
#include "core/preload/object_table.h"
#include "core/preload/place.h"

#include <array>
#include <cstddef>
#include <cstdint>

namespace interleave::preload {

/// Only its thread uses it.
class HeldLocks {
public:
    constexpr HeldLocks() noexcept = default;

    /// Notes that the thread has just got a lock that was free.
    void acquired(const void* address, ObjectKind kind, Where where) noexcept;
    /// Notes that the thread has a lock whose acquisition is written.
    void acquired_and_written(const void* address, ObjectKind kind, Where where) noexcept;
    /// Is called before a lock is given back. Returns false if the thread is not known to hold it.
    bool released(const void* address) noexcept;
    /// Is called after the lock was given back, for what need not be done while others wait for it.
    void after_release() noexcept {
        if (sum_is_due_ != nullptr) [[unlikely]]
            write_due_sum();
    }

    /// Writes the acquisitions that are only remembered.
    void write_open() noexcept {
        if (unwritten_ > 0) [[unlikely]]
            write_open_holds();
    }
    /// Writes all that is remembered, sums too.
    void write_all() noexcept;
    /// Forgets all, as in the child of a fork.
    void forget() noexcept { *this = HeldLocks(); }

private:
    struct Hold {
        const void* address = nullptr;
        std::uint64_t since = 0; ///< ticks
        Where where{};
        ObjectKind kind = ObjectKind::none;
        std::uint16_t depth = 0; ///< of a recursive lock
        bool is_written = false;
    };
    /// Holds of one lock that are written together.
    struct Sum {
        const void* address = nullptr;
        std::uint64_t since = 0; ///< ticks, the begin of the first
        std::uint64_t held = 0;  ///< ticks
        std::uint64_t last = 0;  ///< ticks, the end of the last
        std::uint32_t count = 0;
        Where where{};
        ObjectKind kind = ObjectKind::none;
    };

    Hold* find(const void* address) noexcept;
    void add(const void* address, ObjectKind kind, Where where, std::uint64_t since,
             bool is_written) noexcept;
    void add_to_sum(const Hold& hold, std::uint64_t now) noexcept;
    void write_open_holds() noexcept;
    void write_due_sum() noexcept;
    void write(const Hold& hold) noexcept;
    static void write_release(const Hold& hold) noexcept;
    static void write(Sum& sum) noexcept;

    static constexpr std::size_t most_holds = 16;
    static constexpr std::size_t sums = 8;

    std::array<Hold, most_holds> holds_{};
    std::size_t count_ = 0;
    std::size_t unwritten_ = 0;
    std::array<Sum, sums> sums_{};
    Sum* sum_is_due_ = nullptr;
    NearClock clock_;
};

} // namespace interleave::preload
