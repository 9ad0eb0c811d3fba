// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/file/byte_source.h"

#include "core/event/descriptor.h"
#include "core/event/printable_text.h"
#include "core/event/refused_call.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/stat.h>
#include <unistd.h>

namespace interleave {

namespace {

/// Reads a descriptor. It waits for bytes and for cancel() together.
class DescriptorBytes final : public ByteSource {
public:
    DescriptorBytes(Descriptor file, std::string name) : file_(std::move(file)), name_(std::move(name)) {
        if (!cancelled_)
            throw_refused_call("wait for " + name_, errno);
        struct stat status {};
        if (fstat(file_.get(), &status) != 0)
            throw_refused_call("read " + name_, errno);
        if (S_ISDIR(status.st_mode))
            throw RunError("cannot read " + name_ + ": it is a folder; name a file in it");
        if (S_ISREG(status.st_mode))
            size_ = status.st_size;
    }

    std::size_t read(std::span<char> bytes) override {
        for (;;) {
            wait();
            const ssize_t got = ::read(file_.get(), bytes.data(), bytes.size());
            if (got >= 0) {
                read_.fetch_add(got, std::memory_order_relaxed);
                return static_cast<std::size_t>(got);
            }
            if (errno != EINTR && errno != EAGAIN)
                throw_refused_call("read " + name_, errno);
        }
    }

    void cancel() noexcept override {
        const std::uint64_t one = 1;
        [[maybe_unused]] const ssize_t written = write(cancelled_.get(), &one, sizeof one);
    }

    std::optional<double> progress() const noexcept override {
        if (size_ <= 0)
            return std::nullopt;
        const auto read = static_cast<double>(read_.load(std::memory_order_relaxed));
        return std::min(1.0, read / static_cast<double>(size_));
    }

private:
    void wait() const {
        pollfd both[] = {{cancelled_.get(), POLLIN, 0}, {file_.get(), POLLIN, 0}};
        while (poll(both, 2, -1) < 0) {
            if (errno != EINTR)
                throw_refused_call("wait for " + name_, errno);
        }
        if (both[0].revents != 0)
            throw Cancelled();
    }

    Descriptor file_;
    Descriptor cancelled_{eventfd(0, EFD_CLOEXEC)};
    std::string name_;
    off_t size_ = 0; ///< 0 if it is not known
    std::atomic<off_t> read_{0};
};

} // namespace

std::unique_ptr<ByteSource> open_file_bytes(const std::string& path) {
    if (path == standard_input) {
        Descriptor file(fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0));
        if (!file)
            throw_refused_call("read standard input", errno);
        return std::make_unique<DescriptorBytes>(std::move(file), "standard input");
    }
    const std::string name = "'" + printable_text(path) + "'";
    Descriptor file(
        open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)); // a pipe may have no writer yet
    if (!file && errno == ENOENT)
        throw RunError("there is no file " + name);
    if (!file)
        throw_refused_call("open " + name, errno);
    return std::make_unique<DescriptorBytes>(std::move(file), name);
}

} // namespace interleave
