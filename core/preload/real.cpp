// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/preload/real.h"

#include <atomic>
#include <cstdlib>
#include <dlfcn.h>

// Other names of these functions, under the C library's first version for this machine: they can be had
// without looking them up.
#if defined(__x86_64__)
#define INTERLEAVE_FIRST_VERSION "GLIBC_2.2.5"
#else
#define INTERLEAVE_FIRST_VERSION "GLIBC_2.17"
#endif
#define INTERLEAVE_FIRST(name)                                                                               \
    __asm__(".symver interleave_first_" #name ", __pthread_" #name "@" INTERLEAVE_FIRST_VERSION)
INTERLEAVE_FIRST(mutex_init);
INTERLEAVE_FIRST(mutex_destroy);
INTERLEAVE_FIRST(mutex_lock);
INTERLEAVE_FIRST(mutex_trylock);
INTERLEAVE_FIRST(mutex_unlock);

extern "C" {
int interleave_first_mutex_init(pthread_mutex_t* mutex, const pthread_mutexattr_t* attributes) noexcept;
int interleave_first_mutex_destroy(pthread_mutex_t* mutex) noexcept;
int interleave_first_mutex_lock(pthread_mutex_t* mutex) noexcept;
int interleave_first_mutex_trylock(pthread_mutex_t* mutex) noexcept;
int interleave_first_mutex_unlock(pthread_mutex_t* mutex) noexcept;
}

namespace interleave::preload {

namespace {

/// A memory allocator that is preloaded, too, may lock a mutex while the functions are looked up, because
/// that allocates.
constexpr RealFunctions known_without() noexcept {
    RealFunctions functions{};
    functions.mutex_init = &interleave_first_mutex_init;
    functions.mutex_destroy = &interleave_first_mutex_destroy;
    functions.mutex_lock = &interleave_first_mutex_lock;
    functions.mutex_trylock = &interleave_first_mutex_trylock;
    functions.mutex_unlock = &interleave_first_mutex_unlock;
    return functions;
}
constinit RealFunctions functions = known_without();

enum : int { unknown, looked_up_now, known };
constinit std::atomic<int> state{unknown};

/// Looks a function up behind this library. A function that the C library does not have stays as it was.
template <typename Function>
void find(Function& function, const char* name, const char* version = nullptr) noexcept {
    void* found = version != nullptr ? dlvsym(RTLD_NEXT, name, version) : nullptr;
    if (found == nullptr)
        found = dlsym(RTLD_NEXT, name);
    if (found != nullptr)
        function = reinterpret_cast<Function>(found);
}

/// The condition variables of before 2003 have the same names and another layout (glibc,
/// nptl/old_pthread_cond_*).
#if defined(__x86_64__)
constexpr const char* condition_version = "GLIBC_2.3.2";
#else
constexpr const char* condition_version = nullptr;
#endif

void find_all() noexcept {
    RealFunctions& f = functions;
    find(f.mutex_init, "pthread_mutex_init");
    find(f.mutex_destroy, "pthread_mutex_destroy");
    find(f.mutex_lock, "pthread_mutex_lock");
    find(f.mutex_trylock, "pthread_mutex_trylock");
    find(f.mutex_timedlock, "pthread_mutex_timedlock");
    find(f.mutex_clocklock, "pthread_mutex_clocklock");
    find(f.mutex_unlock, "pthread_mutex_unlock");
    find(f.cond_init, "pthread_cond_init", condition_version);
    find(f.cond_destroy, "pthread_cond_destroy", condition_version);
    find(f.cond_wait, "pthread_cond_wait", condition_version);
    find(f.cond_timedwait, "pthread_cond_timedwait", condition_version);
    find(f.cond_clockwait, "pthread_cond_clockwait");
    find(f.cond_signal, "pthread_cond_signal", condition_version);
    find(f.cond_broadcast, "pthread_cond_broadcast", condition_version);
    find(f.rwlock_rdlock, "pthread_rwlock_rdlock");
    find(f.rwlock_tryrdlock, "pthread_rwlock_tryrdlock");
    find(f.rwlock_timedrdlock, "pthread_rwlock_timedrdlock");
    find(f.rwlock_clockrdlock, "pthread_rwlock_clockrdlock");
    find(f.rwlock_wrlock, "pthread_rwlock_wrlock");
    find(f.rwlock_trywrlock, "pthread_rwlock_trywrlock");
    find(f.rwlock_timedwrlock, "pthread_rwlock_timedwrlock");
    find(f.rwlock_clockwrlock, "pthread_rwlock_clockwrlock");
    find(f.rwlock_unlock, "pthread_rwlock_unlock");
    find(f.rwlock_destroy, "pthread_rwlock_destroy");
    find(f.barrier_init, "pthread_barrier_init");
    find(f.barrier_wait, "pthread_barrier_wait");
    find(f.barrier_destroy, "pthread_barrier_destroy");
    find(f.spin_init, "pthread_spin_init");
    find(f.spin_lock, "pthread_spin_lock");
    find(f.spin_trylock, "pthread_spin_trylock");
    find(f.spin_unlock, "pthread_spin_unlock");
    find(f.spin_destroy, "pthread_spin_destroy");
    find(f.sem_init, "sem_init");
    find(f.sem_open, "sem_open");
    find(f.sem_wait, "sem_wait");
    find(f.sem_trywait, "sem_trywait");
    find(f.sem_timedwait, "sem_timedwait");
    find(f.sem_clockwait, "sem_clockwait");
    find(f.sem_post, "sem_post");
    find(f.sem_destroy, "sem_destroy");
    find(f.sem_close, "sem_close");
    find(f.create, "pthread_create");
    find(f.join, "pthread_join");
    find(f.tryjoin, "pthread_tryjoin_np");
    find(f.timedjoin, "pthread_timedjoin_np");
    find(f.clockjoin, "pthread_clockjoin_np");
    find(f.setname, "pthread_setname_np");
    find(f.fork, "fork");
    find(f.waitpid, "waitpid");
    find(f.wait, "wait");
    find(f.wait4, "wait4");
    find(f.waitid, "waitid");
    find(f.execve, "execve");
    find(f.execvpe, "execvpe");
    find(f.fexecve, "fexecve");
    find(f.spawn, "posix_spawn");
    find(f.spawnp, "posix_spawnp");
    find(f.exit_now, "_exit");
    find(f.nanosleep, "nanosleep");
    find(f.clock_nanosleep, "clock_nanosleep");
    find(f.usleep, "usleep");
    find(f.sleep, "sleep");
    find(f.close, "close");
    find(f.read, "read");
    find(f.write, "write");
    find(f.recv, "recv");
    find(f.send, "send");
    find(f.recvfrom, "recvfrom");
    find(f.sendto, "sendto");
    find(f.recvmsg, "recvmsg");
    find(f.sendmsg, "sendmsg");
    find(f.accept, "accept");
    find(f.accept4, "accept4");
    find(f.connect, "connect");
    find(f.poll, "poll");
    find(f.ppoll, "ppoll");
    find(f.select, "select");
    find(f.pselect, "pselect");
    find(f.epoll_wait, "epoll_wait");
    find(f.epoll_pwait, "epoll_pwait");
    find(f.syscall, "syscall");
}

} // namespace

const RealFunctions& real() noexcept {
    if (state.load(std::memory_order_acquire) != known) [[unlikely]] {
        int before = unknown;
        if (state.compare_exchange_strong(before, looked_up_now, std::memory_order_acq_rel)) {
            find_all();
            state.store(known, std::memory_order_release);
        }
    }
    return functions;
}

} // namespace interleave::preload
