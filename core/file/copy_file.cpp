// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/file/copy_file.h"

#include "core/event/descriptor.h"
#include "core/event/error.h"
#include "core/event/printable_text.h"
#include "core/event/refused_call.h"
#include "core/event/write_all.h"
#include "core/file/byte_source.h"
#include "core/file/whole_file.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace interleave {

namespace {

constexpr std::size_t portion = std::size_t{4} << 20U;

/// A file that is copied, and how far that has come.
class Source {
public:
    Source(const std::string& path, const CopyProgress& progress)
        : name_("'" + printable_text(path) + "'")
        , file_(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK))
        , progress_(progress) {
        struct stat about {};
        if (!file_ && errno == ENOENT)
            throw RunError("there is no file " + name_ + " any more");
        if (!file_ || fstat(file_.get(), &about) != 0)
            throw_refused_call("read " + name_, errno);
        if (!S_ISREG(about.st_mode))
            throw RunError("cannot copy " + name_ + ": it is no file");
        size_ = about.st_size;
    }

    /// Returns 0, or the errno of what failed while writing. Throws for what fails while reading.
    int copy_to(int to) {
        done_ = 0;
        if (lseek(file_.get(), 0, SEEK_SET) < 0)
            throw_refused_call("read " + name_, errno);
        if (ioctl(to, FICLONE, file_.get()) == 0)
            return 0;
        return copy_by_kernel(to) ? 0 : copy_by_hand(to);
    }

private:
    /// Returns false where the kernel cannot, or stopped before the end.
    bool copy_by_kernel(int to) {
        for (;;) {
            tell();
            const ssize_t copied = copy_file_range(file_.get(), nullptr, to, nullptr, portion, 0);
            if (copied < 0)
                return false;
            if (copied == 0)
                return done_ >= size_; // some kernels copy nothing from some file systems
            done_ += copied;
        }
    }

    int copy_by_hand(int to) {
        std::vector<char> bytes(portion);
        for (;;) {
            tell();
            const ssize_t got = read(file_.get(), bytes.data(), bytes.size());
            if (got < 0 && errno == EINTR)
                continue;
            if (got < 0)
                throw_refused_call("read " + name_, errno);
            if (got == 0)
                return 0;
            if (const int error = write_all(to, {bytes.data(), static_cast<std::size_t>(got)}); error != 0)
                return error;
            done_ += got;
        }
    }

    void tell() const {
        const double share = size_ > 0 ? static_cast<double>(done_) / static_cast<double>(size_) : 0;
        if (!progress_(std::min(share, 1.0)))
            throw Cancelled();
    }

    std::string name_;
    Descriptor file_;
    const CopyProgress& progress_;
    off_t size_ = 0;
    off_t done_ = 0;
};

} // namespace

void copy_whole(const std::string& from, const std::string& to, std::string_view behind,
                const CopyProgress& progress) {
    Source source(from, progress);
    write_whole_with(to, [&](int file) {
        if (const int error = source.copy_to(file); error != 0)
            return error;
        return lseek(file, 0, SEEK_END) < 0 ? errno : write_all(file, behind);
    });
}

} // namespace interleave
