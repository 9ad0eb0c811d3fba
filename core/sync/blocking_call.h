// SPDX-License-Identifier: GPL-3.0-or-later
// Brackets every call that blocks in the kernel, so that the scheduler, if there is one, knows when the lane
// is in the kernel.
#pragma once

#include "core/sync/scheduler.h"

namespace interleave {

/// From its construction to the end of the block the lane may block in the kernel. The time that is left
/// until a deadline must be computed within the block, because a scheduler may hold the lane in the
/// constructor. The destructor preserves errno.
class [[nodiscard]] BlockingCall {
public:
    explicit BlockingCall(const KernelCall& call = {}) noexcept {
        if (detail::scheduler.load(std::memory_order_relaxed) != nullptr) [[unlikely]]
            begin(call);
    }
    ~BlockingCall() {
        if (detail::scheduler.load(std::memory_order_relaxed) != nullptr) [[unlikely]]
            end(how_);
    }
    BlockingCall(const BlockingCall&) = delete;
    BlockingCall& operator=(const BlockingCall&) = delete;

    /// Sets how the call returned, if that is not Woken::woken.
    void came_back(Woken how) noexcept { how_ = how; }

private:
    static void begin(const KernelCall& call) noexcept;
    static void end(Woken how) noexcept;

    Woken how_ = Woken::woken;
};

} // namespace interleave
