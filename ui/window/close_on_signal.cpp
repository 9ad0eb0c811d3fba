// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/close_on_signal.h"

#include <QApplication>

#include <atomic>
#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace interleave {

namespace {

std::atomic<int> signal_received{0};
std::atomic<int> wake_up{-1}; ///< the end of a pipe by which the handler wakes the event loop
static_assert(std::atomic<int>::is_always_lock_free, "a signal handler may touch nothing else");

void remember(int number) {
    const int error = errno;
    signal_received.store(number, std::memory_order_relaxed);
    [[maybe_unused]] const ssize_t written = write(wake_up.load(std::memory_order_relaxed), "s", 1);
    errno = error;
}

} // namespace

CloseOnSignal::CloseOnSignal(QObject* parent) : QObject(parent) {
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0)
        return;
    signal_received.store(0);
    wake_up.store(ends[1]);
    notifier_ = new QSocketNotifier(ends[0], QSocketNotifier::Read, this);
    connect(notifier_, &QSocketNotifier::activated, this, &CloseOnSignal::closeWindows);
    for (std::size_t i = 0; i < signals_.size(); ++i) {
        sigaction(signals_[i], nullptr, &before_[i]);
        if (before_[i].sa_handler == SIG_IGN)
            continue;
        struct sigaction once {};
        once.sa_handler = remember;
        once.sa_flags = static_cast<int>(SA_RESETHAND) | SA_RESTART;
        sigemptyset(&once.sa_mask);
        sigaction(signals_[i], &once, nullptr);
    }
}

CloseOnSignal::~CloseOnSignal() {
    if (notifier_ == nullptr)
        return;
    for (std::size_t i = 0; i < signals_.size(); ++i)
        sigaction(signals_[i], &before_[i], nullptr);
    notifier_->setEnabled(false);
    close(static_cast<int>(notifier_->socket()));
    close(wake_up.exchange(-1));
}

int CloseOnSignal::received() {
    return signal_received.load(std::memory_order_relaxed);
}

void CloseOnSignal::closeWindows() {
    notifier_->setEnabled(false);
    QApplication::closeAllWindows(); // dialogs first
    QCoreApplication::exit(128 + received());
}

} // namespace interleave
