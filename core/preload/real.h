// SPDX-License-Identifier: GPL-3.0-or-later
// The functions of the C library, or of another library between it and this one, that the functions of the
// same name in this library call.
#pragma once

#include <ctime>
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <spawn.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include <threads.h>

namespace interleave::preload {

/// The names are those of the functions, without `pthread_`.
struct RealFunctions {
    decltype(&::pthread_mutex_init) mutex_init;
    decltype(&::pthread_mutex_destroy) mutex_destroy;
    decltype(&::pthread_mutex_lock) mutex_lock;
    decltype(&::pthread_mutex_trylock) mutex_trylock;
    decltype(&::pthread_mutex_timedlock) mutex_timedlock;
    decltype(&::pthread_mutex_clocklock) mutex_clocklock;
    decltype(&::pthread_mutex_unlock) mutex_unlock;
    decltype(&::pthread_cond_init) cond_init;
    decltype(&::pthread_cond_destroy) cond_destroy;
    decltype(&::pthread_cond_wait) cond_wait;
    decltype(&::pthread_cond_timedwait) cond_timedwait;
    decltype(&::pthread_cond_clockwait) cond_clockwait;
    decltype(&::pthread_cond_signal) cond_signal;
    decltype(&::pthread_cond_broadcast) cond_broadcast;
    decltype(&::pthread_rwlock_rdlock) rwlock_rdlock;
    decltype(&::pthread_rwlock_tryrdlock) rwlock_tryrdlock;
    decltype(&::pthread_rwlock_timedrdlock) rwlock_timedrdlock;
    decltype(&::pthread_rwlock_clockrdlock) rwlock_clockrdlock;
    decltype(&::pthread_rwlock_wrlock) rwlock_wrlock;
    decltype(&::pthread_rwlock_trywrlock) rwlock_trywrlock;
    decltype(&::pthread_rwlock_timedwrlock) rwlock_timedwrlock;
    decltype(&::pthread_rwlock_clockwrlock) rwlock_clockwrlock;
    decltype(&::pthread_rwlock_unlock) rwlock_unlock;
    decltype(&::pthread_rwlock_destroy) rwlock_destroy;
    decltype(&::pthread_barrier_init) barrier_init;
    decltype(&::pthread_barrier_wait) barrier_wait;
    decltype(&::pthread_barrier_destroy) barrier_destroy;
    decltype(&::pthread_spin_init) spin_init;
    decltype(&::pthread_spin_lock) spin_lock;
    decltype(&::pthread_spin_trylock) spin_trylock;
    decltype(&::pthread_spin_unlock) spin_unlock;
    decltype(&::pthread_spin_destroy) spin_destroy;
    decltype(&::sem_init) sem_init;
    decltype(&::sem_open) sem_open;
    decltype(&::sem_wait) sem_wait;
    decltype(&::sem_trywait) sem_trywait;
    decltype(&::sem_timedwait) sem_timedwait;
    decltype(&::sem_clockwait) sem_clockwait;
    decltype(&::sem_post) sem_post;
    decltype(&::sem_destroy) sem_destroy;
    decltype(&::sem_close) sem_close;
    decltype(&::pthread_create) create;
    decltype(&::pthread_join) join;
    decltype(&::pthread_tryjoin_np) tryjoin;
    decltype(&::pthread_timedjoin_np) timedjoin;
    decltype(&::pthread_clockjoin_np) clockjoin;
    decltype(&::pthread_setname_np) setname;
    decltype(&::fork) fork;
    decltype(&::waitpid) waitpid;
    decltype(&::wait) wait;
    decltype(&::wait4) wait4;
    decltype(&::waitid) waitid;
    decltype(&::execve) execve;
    decltype(&::execvpe) execvpe;
    decltype(&::fexecve) fexecve;
    decltype(&::posix_spawn) spawn;
    decltype(&::posix_spawnp) spawnp;
    decltype(&::_exit) exit_now;
    decltype(&::nanosleep) nanosleep;
    decltype(&::clock_nanosleep) clock_nanosleep;
    decltype(&::usleep) usleep;
    decltype(&::sleep) sleep;
    decltype(&::close) close;
    decltype(&::read) read;
    decltype(&::write) write;
    decltype(&::recv) recv;
    decltype(&::send) send;
    decltype(&::recvfrom) recvfrom;
    decltype(&::sendto) sendto;
    decltype(&::recvmsg) recvmsg;
    decltype(&::sendmsg) sendmsg;
    decltype(&::accept) accept;
    decltype(&::accept4) accept4;
    decltype(&::connect) connect;
    decltype(&::poll) poll;
    decltype(&::ppoll) ppoll;
    decltype(&::select) select;
    decltype(&::pselect) pselect;
    decltype(&::epoll_wait) epoll_wait;
    decltype(&::epoll_pwait) epoll_pwait;
    decltype(&::syscall) syscall;
};

/// Returns them. They are looked up at the first call, which comes before the program's first line; what the
/// look-up itself calls gets those that are known without.
const RealFunctions& real() noexcept;

} // namespace interleave::preload
