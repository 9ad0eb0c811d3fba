// SPDX-License-Identifier: GPL-3.0-or-later
// Around every call that blocks in the kernel: the scheduler, if there is one, knows when the lane is away.
#pragma once

#include "core/sync/scheduler.h"

namespace interleave {

/// From here to the end of the block the lane may block in the kernel. The time that is left until a deadline
/// is computed within the block, because a scheduler may keep the lane at its begin. errno is kept at the
/// end.
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

    /// Says how the call came back where that is not Woken::woken.
    void came_back(Woken how) noexcept { how_ = how; }

private:
    static void begin(const KernelCall& call) noexcept;
    static void end(Woken how) noexcept;

    Woken how_ = Woken::woken;
};

} // namespace interleave
