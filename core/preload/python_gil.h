// SPDX-License-Identifier: GPL-3.0-or-later
// The lock of a Python interpreter, found by how it is made and followed by the calls that it is made of.
//
// CPython up to 3.13 makes it of two mutexes and two condition variables that lie in one structure
// (Include/internal/pycore_gil.h): the condition `cond` on which threads wait for the lock, its mutex, and a
// pair `switch_cond`, `switch_mutex` on which a thread that was asked to let go waits until another one has
// the lock. One thread initialises them in the order mutex, cond, switch_mutex, switch_cond, with nothing
// between; no other structure does. No symbol and no table of versions is needed.
#pragma once

#include "core/event/record.h"

#include <pthread.h>

namespace interleave::preload {

/// One interpreter's lock.
struct Gil;

/// Are called when the program has initialised a mutex or a condition variable.
void note_mutex_init(const pthread_mutex_t* mutex) noexcept;
void note_condition_init(const pthread_cond_t* condition) noexcept;

/// Return the lock that a mutex or a condition variable is a part of, or nullptr. Any thread may call them.
Gil* gil_of_mutex(const pthread_mutex_t* mutex) noexcept;
Gil* gil_of_condition(const pthread_cond_t* condition) noexcept;

/// Lock and unlock one of the two mutexes, and record what that means.
int lock_mutex_of_gil(Gil& gil, pthread_mutex_t* mutex) noexcept;
int unlock_mutex_of_gil(Gil& gil, pthread_mutex_t* mutex) noexcept;
/// Is called before one of the two conditions is signalled.
void note_signal_of_gil(Gil& gil, const pthread_cond_t* condition) noexcept;

/// The beginning and the end of a wait on one of the two conditions.
class GilWait {
public:
    GilWait(Gil& gil, const pthread_cond_t* condition) noexcept;
    void ended(int result) noexcept;

private:
    Gil& gil_;
    bool is_forced_; ///< the wait of a thread that was made to let go
    std::uint64_t switches_before_;
};

template <typename Wait>
int wait_for_gil_condition(Gil& gil, const pthread_cond_t* condition, Wait&& wait) noexcept {
    GilWait recorded(gil, condition);
    const int result = wait();
    recorded.ended(result);
    return result;
}

/// Whether the calling thread holds an interpreter's lock.
bool holds_gil() noexcept;
/// Is called when the calling thread ends its process: an interpreter's lock that it holds ends with that.
void note_end_of_gil() noexcept;

} // namespace interleave::preload
