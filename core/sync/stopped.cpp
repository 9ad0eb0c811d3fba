// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/stopped.h"

#include "core/event/recorder.h"
#include "core/sync/hand_over.h"

#include <cerrno>
#include <system_error>

namespace interleave {

namespace {

void on_stop_signal(int) {
    if (stop_requested())
        end_at_next_hand_over(); // a store to an atomic: allowed in a signal handler
}

} // namespace

void listen_for_stop() {
    struct sigaction action {};
    action.sa_handler = on_stop_signal;
    sigemptyset(&action.sa_mask);
    action.sa_flags = 0; // no SA_RESTART: waits in the kernel must return
    if (sigaction(stop_signal, &action, nullptr) != 0)
        throw std::system_error(errno, std::generic_category(), "listening for the stop signal");
}

bool stop_requested() noexcept {
    const SessionWriter* const session = Recorder::session();
    return session != nullptr && session->stop_requested();
}

void throw_if_stopped() {
    if (stop_requested())
        throw Stopped();
}

} // namespace interleave
