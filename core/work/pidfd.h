// SPDX-License-Identifier: GPL-3.0-or-later
// Descriptors of processes, which unlike their ids never mean another process. Only core/work includes it.
#pragma once

#include <csignal>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

namespace interleave {

// These are system calls, because the header of Debian 12 declares the functions for C only.

/// Returns -1 and sets errno if the system refuses.
inline int open_pidfd(pid_t pid) noexcept {
    return static_cast<int>(syscall(SYS_pidfd_open, pid, 0));
}

inline void kill_process(int pidfd) noexcept {
    syscall(SYS_pidfd_send_signal, pidfd, SIGKILL, nullptr, 0); // fails harmlessly if the process has ended
}

} // namespace interleave
