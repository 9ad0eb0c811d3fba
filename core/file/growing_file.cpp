// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/file/growing_file.h"

#include "core/event/write_all.h"
#include "core/file/byte_source.h"
#include "core/file/whole_file.h"
#include "core/file/write_error.h"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#include <utility>

namespace interleave {

namespace {

constexpr mode_t growing_permissions = 0666; // the kernel takes away what the user's mask says

/// Blocks SIGPIPE in this thread, so that a reader which has gone is an error and not this program's end. A
/// pipe's signal is sent to the thread that writes.
void block_broken_pipe_signal() noexcept {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

/// Takes the signal that a failed write left.
void take_broken_pipe_signal() noexcept {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGPIPE);
    const timespec at_once{};
    sigtimedwait(&signals, nullptr, &at_once);
}

} // namespace

GrowingFile::GrowingFile(std::string path) : path_(std::move(path)) {
    if (path_ == standard_input) { // the same word for standard output
        file_ = Descriptor(fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 0));
        path_ = "standard output";
        if (!file_)
            throw_write_error(path_, errno);
        return;
    }
    make();
}

void GrowingFile::make() {
    // To its end, because a user may add notes while the run goes on.
    constexpr int how = O_CREAT | O_EXCL | O_WRONLY | O_APPEND | O_CLOEXEC;
    const std::string target = written_path(path_);
    file_ = Descriptor(open(target.c_str(), how, growing_permissions));
    if (file_) {
        untouched_ = target;
        return;
    }
    if (errno != EEXIST)
        throw_write_error(path_, errno);
    check_writable(path_);
    temporary_ = temporary_path_beside(target);
    file_ = Descriptor(open(temporary_.c_str(), how, growing_permissions));
    if (!file_) {
        temporary_.clear();
        throw_write_error(path_, errno);
    }
    flock(file_.get(), LOCK_EX | LOCK_NB); // so that nobody takes it for one that was left behind
}

GrowingFile::~GrowingFile() {
    for (const std::string& name : {temporary_, untouched_}) {
        if (!name.empty())
            unlink(name.c_str());
    }
}

void GrowingFile::append(std::string_view bytes) {
    block_broken_pipe_signal();
    if (const int error = write_all(file_.get(), bytes); error != 0) {
        if (error == EPIPE)
            take_broken_pipe_signal();
        throw_write_error(path_, error);
    }
    untouched_.clear();
    if (temporary_.empty())
        return;
    if (std::rename(temporary_.c_str(), written_path(path_).c_str()) != 0)
        throw_write_error(path_, errno);
    temporary_.clear();
}

void GrowingFile::finish() {
    // A pipe cannot be waited for, and need not be.
    if (fsync(file_.get()) != 0 && errno != EINVAL && errno != EROFS)
        throw_write_error(path_, errno);
}

} // namespace interleave
