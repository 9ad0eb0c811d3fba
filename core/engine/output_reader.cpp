// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/output_reader.h"

#include "core/event/refused_call.h"

#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace interleave {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t bytes_at_once = 65'536; ///< as much as a pipe holds
constexpr auto longest_end = 200ms;

} // namespace

OutputReader::OutputReader(std::shared_ptr<ProgramOutput> output) : output_(std::move(output)) {
    const auto refused = [] { throw_refused_call("make a pipe for what the program prints", errno); };
    for (std::size_t stream = 0; stream < reading_.size(); ++stream) {
        std::array<int, 2> ends{};
        if (pipe2(ends.data(), O_CLOEXEC) != 0)
            refused();
        reading_[stream] = Descriptor(ends[0]);
        const Descriptor writing(ends[1]);
        // Only this end: the program's writes shall wait as they do at any pipe. Its ends get numbers above
        // those of the standard streams, of which this process may lack some.
        if (fcntl(ends[0], F_SETFL, O_NONBLOCK) != 0)
            refused();
        writing_[stream] = Descriptor(fcntl(ends[1], F_DUPFD_CLOEXEC, STDERR_FILENO + 1));
        if (!writing_[stream])
            refused();
    }
    finish_ = Descriptor(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    if (!finish_)
        refused();
    try {
        thread_ = std::thread([this] { read_all(); });
    } catch (const std::system_error& error) {
        throw_refused_start("start the thread that reads what the program prints", error.code().value());
    }
}

OutputReader::~OutputReader() {
    finish();
}

void OutputReader::close_ends_of_program() noexcept {
    for (Descriptor& end : writing_)
        end.close();
}

void OutputReader::finish() noexcept {
    if (!thread_.joinable())
        return;
    close_ends_of_program();
    eventfd_write(finish_.get(), 1);
    thread_.join();
}

/// Reads once from a pipe. Returns false if there is nothing in it now. A pipe that will have nothing more is
/// closed.
bool OutputReader::read_some(std::size_t stream) noexcept {
    if (!reading_[stream])
        return false;
    std::array<char, bytes_at_once> bytes; // NOLINT(cppcoreguidelines-pro-type-member-init): read() fills it
    const ssize_t got = read(reading_[stream].get(), bytes.data(), bytes.size());
    if (got > 0) {
        output_->append(static_cast<OutputStream>(stream), {bytes.data(), static_cast<std::size_t>(got)});
        return true;
    }
    if (got == 0 || (errno != EAGAIN && errno != EINTR))
        reading_[stream].close();
    return got < 0 && errno == EINTR;
}

void OutputReader::read_all() noexcept {
    bool is_asked_to_end = false;
    while (!is_asked_to_end) {
        std::array<pollfd, 3> ready{pollfd{reading_[0].get(), POLLIN, 0},
                                    pollfd{reading_[1].get(), POLLIN, 0}, pollfd{finish_.get(), POLLIN, 0}};
        if (poll(ready.data(), ready.size(), -1) < 0)
            continue;
        is_asked_to_end = ready[2].revents != 0;
        for (std::size_t stream = 0; stream < reading_.size(); ++stream)
            if (ready[stream].revents != 0)
                read_some(stream);
    }
    const auto until = std::chrono::steady_clock::now() + longest_end;
    bool is_any = true;
    while (is_any && std::chrono::steady_clock::now() < until) {
        const bool is_output = read_some(0);
        is_any = read_some(1) || is_output;
    }
    for (Descriptor& end : reading_)
        end.close();
}

} // namespace interleave
