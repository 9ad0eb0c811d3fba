// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/hand_over.h"

#include "core/sync/stopped.h"

namespace interleave {

void detail::announce(Operation operation, ObjectId object, std::source_location where, Readiness ready) {
    announce_quietly(operation, object, where, ready);
    throw_if_stopped();
}

void detail::announce_quietly(Operation operation, ObjectId object, std::source_location where,
                              Readiness ready) noexcept {
    if (Scheduler* const active = scheduler_of_this_process())
        active->before({operation, object, ready, where});
}

} // namespace interleave
