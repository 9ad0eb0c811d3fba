// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/output.h"

#include "core/event/error.h"
#include "core/event/printable_text.h"
#include "core/event/process_limits.h"
#include "core/event/write_all.h"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace interleave {

namespace {

/// Turns SIGPIPE into an error for as long as it lives. It is not done for the whole program, because an
/// ignored signal stays ignored in the programs it starts, and a scenario must meet the system as it is.
class BrokenPipeIsAnError {
public:
    BrokenPipeIsAnError() noexcept {
        struct sigaction ignore {};
        ignore.sa_handler = SIG_IGN;
        sigaction(SIGPIPE, &ignore, &before_);
    }
    ~BrokenPipeIsAnError() { sigaction(SIGPIPE, &before_, nullptr); }
    BrokenPipeIsAnError(const BrokenPipeIsAnError&) = delete;
    BrokenPipeIsAnError& operator=(const BrokenPipeIsAnError&) = delete;

private:
    struct sigaction before_ {};
};

/// Returns 0, or the error because of which the text could not be written.
int write_text(int descriptor, std::string_view text) noexcept {
    const BrokenPipeIsAnError guard;
    return write_all(descriptor, text);
}

} // namespace

void open_standard_descriptors() {
    for (int descriptor = STDIN_FILENO; descriptor <= STDERR_FILENO; ++descriptor) {
        // The direction is wrong on purpose: a write to a closed descriptor must still fail. open() returns
        // the lowest free number, which is this one, since those below it are open.
        if (::fcntl(descriptor, F_GETFD) == -1 && errno == EBADF)
            ::open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY);
    }
}

void print(std::string_view text) {
    const int error = write_text(STDOUT_FILENO, text);
    if (error != 0 && error != EPIPE)
        throw RunError(
            std::string("standard output cannot be written: ") + std::strerror(error) +
            (error == EFBIG && limit_of(Limit::file_size) ? "; " + limit_and_remedy(Limit::file_size) : ""));
}

void print_error(std::string_view line) noexcept {
    try {
        write_text(STDERR_FILENO, error_line(line) + "\n");
    } catch (...) {
        write_text(STDERR_FILENO, "out of memory\n");
    }
}

void write_to_terminal(std::string_view text) noexcept {
    write_text(STDERR_FILENO, text);
}

} // namespace interleave
