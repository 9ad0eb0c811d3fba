// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/blocking_call.h"

#include <cerrno>

namespace interleave {

void BlockingCall::begin(const KernelCall& call) noexcept {
    if (Scheduler* const scheduler = scheduler_of_this_process())
        scheduler->leaves(call);
}

void BlockingCall::end(Woken how) noexcept {
    const int error = errno;
    if (Scheduler* const scheduler = scheduler_of_this_process())
        scheduler->returns(how);
    errno = error;
}

} // namespace interleave
