// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/stop_signals.h"

#include <atomic>

namespace interleave {

namespace {

std::atomic<int> signal_received{0};
static_assert(std::atomic<int>::is_always_lock_free, "a signal handler may touch nothing else");

void remember(int number) {
    signal_received.store(number, std::memory_order_relaxed);
}

/// Catches the signal, unless the program was started with it ignored (as by nohup).
void catch_once(int number, struct sigaction& before) noexcept {
    sigaction(number, nullptr, &before);
    if (before.sa_handler == SIG_IGN)
        return;
    struct sigaction once {};
    once.sa_handler = remember;
    once.sa_flags = static_cast<int>(SA_RESETHAND) | SA_RESTART;
    sigemptyset(&once.sa_mask);
    sigaction(number, &once, nullptr);
}

} // namespace

StopSignals::StopSignals() noexcept {
    signal_received.store(0, std::memory_order_relaxed);
    catch_once(SIGINT, interrupt_before_);
    catch_once(SIGTERM, terminate_before_);
}

StopSignals::~StopSignals() {
    sigaction(SIGINT, &interrupt_before_, nullptr);
    sigaction(SIGTERM, &terminate_before_, nullptr);
}

int StopSignals::received() const noexcept {
    return signal_received.load(std::memory_order_relaxed);
}

} // namespace interleave
