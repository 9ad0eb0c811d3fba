// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/program_signals.h"

#include <atomic>
#include <cstddef>

namespace interleave {

namespace {

std::atomic<int> interrupt_count{0};
std::atomic<bool> end_asked{false};
static_assert(std::atomic<int>::is_always_lock_free && std::atomic<bool>::is_always_lock_free,
              "a signal handler may touch nothing else");

void note(int number) {
    if (number == SIGINT)
        interrupt_count.fetch_add(1, std::memory_order_relaxed);
    else if (number != SIGQUIT)
        end_asked.store(true, std::memory_order_relaxed);
}

} // namespace

ProgramSignals::ProgramSignals() noexcept {
    interrupt_count.store(0, std::memory_order_relaxed);
    end_asked.store(false, std::memory_order_relaxed);
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        sigaction(numbers[i], nullptr, &before_[i]);
        if (before_[i].sa_handler == SIG_IGN)
            continue; // as by nohup; the program ignores it, too
        struct sigaction noted {};
        noted.sa_handler = note;
        noted.sa_flags = SA_RESTART;
        sigemptyset(&noted.sa_mask);
        sigaction(numbers[i], &noted, nullptr);
    }
}

ProgramSignals::~ProgramSignals() {
    end_at_once();
}

int ProgramSignals::interrupts() const noexcept {
    return interrupt_count.load(std::memory_order_relaxed);
}

bool ProgramSignals::asked_to_end() const noexcept {
    return end_asked.load(std::memory_order_relaxed);
}

void ProgramSignals::end_at_once() noexcept {
    for (std::size_t i = 0; i < numbers.size(); ++i)
        sigaction(numbers[i], &before_[i], nullptr);
}

} // namespace interleave
