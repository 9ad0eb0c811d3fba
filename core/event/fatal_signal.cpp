// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event/fatal_signal.h"

#include "core/event/recorder.h"

#include <csignal>

namespace interleave {

namespace {

void on_fatal_signal(int signal, siginfo_t* info, void*) {
    Recorder::of_this_thread().note_fatal_signal(signal);
    // The default action is in force again. A fault recurs when this returns, because its instruction is
    // repeated; what a process sent must be sent again, and arrives when this returns.
    const bool was_sent = info->si_code <= 0;
    if (was_sent)
        raise(signal);
}

} // namespace

void note_fatal_signals() noexcept {
    for (const int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGSYS}) {
        struct sigaction action {};
        action.sa_sigaction = on_fatal_signal;
        sigemptyset(&action.sa_mask);
        action.sa_flags = static_cast<int>(SA_SIGINFO | SA_RESETHAND); // the latter is the sign bit
        sigaction(signal, &action, nullptr);
    }
}

} // namespace interleave
