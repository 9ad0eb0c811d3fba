// SPDX-License-Identifier: GPL-3.0-or-later
// What the functions that stand before those of the C library have in common.
#pragma once

#include "core/preload/lane.h"
#include "core/preload/real.h"

#include <pthread.h>

/// Goes before the definition of a function that a program calls instead of the C library's.
#define INTERLEAVE_HOOK extern "C" __attribute__((visibility("default")))

namespace interleave::preload {

/// It lives as long as a function of this library is at work in a thread. It is true if that shall be
/// recorded: the thread has a lane, and no other function of this library is at work in it. What such a
/// function calls, and a signal handler that interrupts it, passes through unrecorded.
class Hook {
public:
    Hook() noexcept : records_(++Lane::of_this_thread().hooks == 1 && Lane::of_this_thread().attached()) {}
    ~Hook() { --Lane::of_this_thread().hooks; }
    Hook(const Hook&) = delete;
    Hook& operator=(const Hook&) = delete;

    explicit operator bool() const noexcept { return records_; }

private:
    bool records_;
};

/// Calls `wait()`, in which the thread may be cancelled. Then `cancelled()` is called before the program's
/// own handlers run, and the thread records again. No destructor runs on that way.
template <typename Wait, typename Cancelled>
auto cancellable(Wait&& wait, Cancelled&& cancelled) noexcept {
    struct Undo {
        static void run(void* of) {
            (*static_cast<Cancelled*>(of))();
            Lane::of_this_thread().hooks = 0;
        }
    };
    decltype(wait()) result{};
    pthread_cleanup_push(&Undo::run, &cancelled);
    result = wait();
    pthread_cleanup_pop(0);
    return result;
}

} // namespace interleave::preload
