// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/stop_signals.h"

#include <atomic>
#include <cstring>
#include <unistd.h>

namespace interleave {

namespace {

std::atomic<int> signal_received{0};
static_assert(std::atomic<int>::is_always_lock_free, "a signal handler may touch nothing else");

std::atomic<const char*> last_line{nullptr};
static_assert(std::atomic<const char*>::is_always_lock_free);

[[noreturn]] void end(const char* line, int number) noexcept {
    [[maybe_unused]] const ssize_t written = write(STDERR_FILENO, line, std::strlen(line));
    _exit(128 + number);
}

void remember(int number) {
    if (const char* const line = last_line.load())
        end(line, number);
    signal_received.store(number);
}

/// Catches the signal, unless the program was started with it ignored (as by nohup).
void catch_once(int number, const struct sigaction& before) noexcept {
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
    last_line.store(nullptr, std::memory_order_relaxed);
    sigaction(SIGINT, nullptr, &interrupt_before_);
    sigaction(SIGTERM, nullptr, &terminate_before_);
    catch_once(SIGINT, interrupt_before_);
    catch_once(SIGTERM, terminate_before_);
}

StopSignals::~StopSignals() {
    sigaction(SIGINT, &interrupt_before_, nullptr);
    sigaction(SIGTERM, &terminate_before_, nullptr);
}

void StopSignals::end_at_once(const char* line, int known) noexcept {
    last_line.store(line);
    if (const int number = received(); number != known)
        end(line, number);
    catch_once(SIGINT, interrupt_before_); // again, as the one that came is not caught any more
    catch_once(SIGTERM, terminate_before_);
}

int StopSignals::received() const noexcept {
    return signal_received.load(std::memory_order_relaxed);
}

} // namespace interleave
