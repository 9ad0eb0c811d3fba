// SPDX-License-Identifier: GPL-3.0-or-later
// A program in plain C++ to be recorded: a thread waits for a lock that main holds, then main for the thread.
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <fstream>
#include <mutex>
#include <string>
#include <thread>
#include <unistd.h>

namespace {

std::mutex gate;
std::mutex door;
std::condition_variable opened;
bool is_open = false;
std::atomic<pid_t> waiter{0};
std::atomic<bool> has_passed{false};

/// Whether the waiter sleeps in the kernel, as who waits for a lock does.
bool waits() {
    if (waiter == 0)
        return false;
    std::ifstream file("/proc/self/task/" + std::to_string(waiter) + "/stat");
    std::string text;
    std::getline(file, text, '\0');
    const std::size_t name_end = text.rfind(')');
    return name_end != std::string::npos && text.compare(name_end + 1, 2, " S") == 0;
}

void await_wait() {
    while (!waits())
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
}

void pass() {
    waiter = gettid();
    {
        const std::lock_guard guard(gate); // the lock is waited for here
    }
    has_passed = true;
    std::unique_lock lock(door);
    opened.wait(lock, [] { return is_open; }); // the condition is waited for here
}

} // namespace

int main() {
    gate.lock();
    std::thread thread(pass);
    await_wait();
    gate.unlock();
    while (!has_passed)
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    await_wait();
    {
        const std::scoped_lock lock(door);
        is_open = true;
    }
    opened.notify_one();
    thread.join(); // the thread is waited for here
    return 0;
}
