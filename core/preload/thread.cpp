// SPDX-License-Identifier: GPL-3.0-or-later
// pthread_create and what comes with it: a lane for each thread, named as the program names it.
#include "core/preload/hook.h"
#include "core/preload/lock_wait.h"
#include "core/preload/place.h"
#include "core/preload/python_names.h"
#include "core/preload/session.h"
#include "core/preload/text.h"

#include <array>
#include <atomic>
#include <sched.h>

using namespace interleave;
using namespace interleave::preload;

namespace {

/// What a new thread needs to begin. Its creator takes one, the thread gives it back as soon as it runs.
struct Start {
    std::atomic<bool> is_taken;
    void* (*function)(void*);
    void* argument;
    ObjectId worker;
    Text<name_capacity> name;
};
constexpr std::size_t most_starts = 1024;
constinit std::array<Start, most_starts> starts{};
constinit std::atomic<std::uint32_t> threads_started{0};

/// Returns nullptr if more threads than that have been created and did not run yet.
Start* take_start() noexcept {
    for (Start& start : starts) {
        bool free = false;
        if (!start.is_taken.load(std::memory_order_relaxed) &&
            start.is_taken.compare_exchange_strong(free, true, std::memory_order_acquire))
            return &start;
    }
    return nullptr;
}

void* run_thread(void* of_start) {
    auto& start = *static_cast<Start*>(of_start);
    void* (*const function)(void*) = start.function;
    void* const argument = start.argument;
    {
        const Hook hook;
        Lane::of_this_thread().begin(LaneKind::thread, start.name.view(), start.worker);
    }
    start.is_taken.store(false, std::memory_order_release);
    return function(argument);
}

/// The object by which others join a thread. A pthread_t is the address of what the C library knows of it.
std::uintptr_t key_of_thread(pthread_t thread) noexcept {
    return static_cast<std::uintptr_t>(thread);
}

template <typename Join>
int join_thread(pthread_t thread, bool is_timed, SiteId site, Join&& join) noexcept {
    Lane& lane = Lane::of_this_thread();
    const KnownObject* const entry = find_entry(key_of_thread(thread));
    const ObjectId worker = entry != nullptr ? object_of(*entry) : no_object;
    if (worker == no_object)
        return join();
    lane.event(EventKind::wait_begin, worker, 0, site, detail_of(WaitDetail::plain, is_timed));
    const int result = cancellable(join, [&] {
        lane.event_after(EventKind::wait_end, worker, 0, site, to_detail(WaitOutcome::failed));
    });
    if (result == 0)
        lane.event_after(EventKind::joined, worker, 0, site);
    else
        lane.event_after(EventKind::wait_end, worker, 0, site, to_detail(outcome_of(result)));
    return result;
}

} // namespace

INTERLEAVE_HOOK int pthread_create(pthread_t* thread, const pthread_attr_t* attributes,
                                   void* (*function)(void*), void* argument) {
    const Hook hook;
    Start* const start = hook ? take_start() : nullptr;
    if (start == nullptr) {
        if (hook)
            session()->count_refusal();
        return real().create(thread, attributes, function, argument);
    }
    const SiteId site = INTERLEAVE_CALLERS;
    start->function = function;
    start->argument = argument;
    start->name.clear();
    std::uintptr_t of_python = 0;
    if (!add_name_of_python_thread(start->name, of_python))
        start->name.add("thread ").add_number(threads_started.fetch_add(1, std::memory_order_relaxed) + 1);
    const ObjectId worker = session()->claim_object(ObjectKind::worker, start->name.view());
    start->worker = worker;
    // Who joins it in Python waits for that object.
    if (KnownObject* const entry = entry_of(of_python))
        set_object(*entry, worker);
    Lane::of_this_thread().event(EventKind::start, worker, 0, site);
    const int result = real().create(thread, attributes, run_thread, start);
    if (result != 0)
        start->is_taken.store(false, std::memory_order_release);
    else if (KnownObject* const entry = entry_of(key_of_thread(*thread)))
        set_object(*entry, worker);
    return result;
}

INTERLEAVE_HOOK int pthread_join(pthread_t thread, void** result) {
    const Hook hook;
    const auto join = [&] { return real().join(thread, result); };
    return hook ? join_thread(thread, false, INTERLEAVE_CALLERS, join) : join();
}

INTERLEAVE_HOOK int pthread_timedjoin_np(pthread_t thread, void** result, const timespec* until) {
    const Hook hook;
    const auto join = [&] { return real().timedjoin(thread, result, until); };
    return hook ? join_thread(thread, true, INTERLEAVE_CALLERS, join) : join();
}

INTERLEAVE_HOOK int pthread_clockjoin_np(pthread_t thread, void** result, clockid_t clock,
                                         const timespec* until) {
    const Hook hook;
    const auto join = [&] { return real().clockjoin(thread, result, clock, until); };
    return hook ? join_thread(thread, true, INTERLEAVE_CALLERS, join) : join();
}

INTERLEAVE_HOOK int pthread_setname_np(pthread_t thread, const char* name) {
    const Hook hook;
    const int result = real().setname(thread, name);
    // Only a lane's own thread writes into it.
    if (hook && result == 0 && pthread_equal(thread, pthread_self()) != 0)
        Lane::of_this_thread().rename(name);
    return result;
}
