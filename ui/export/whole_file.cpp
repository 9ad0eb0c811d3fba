// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/whole_file.h"

#include "core/event/error.h"
#include "core/event/write_all.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

namespace interleave {

namespace {

[[noreturn]] void fail(const std::string& path, int error) {
    std::string remedy;
    if (error == ENOSPC || error == EDQUOT)
        remedy = "; free some space or choose another folder";
    else if (error == EACCES || error == EPERM || error == EROFS)
        remedy = "; choose a folder that you may write in";
    throw RunError("cannot write '" + path + "': " + std::strerror(error) + remedy);
}

std::filesystem::path folder_of(const std::filesystem::path& path) {
    return path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
}

/// Resolves a symbolic link, so that its target is written, as by an ordinary open.
std::filesystem::path target_of(const std::string& path) {
    std::error_code error;
    if (std::filesystem::is_symlink(path, error)) {
        auto target = std::filesystem::weakly_canonical(path, error);
        if (!error)
            return target;
    }
    return path;
}

/// The temporary file. It is removed with this object unless it got its final name.
class TemporaryFile {
public:
    explicit TemporaryFile(const std::filesystem::path& target)
        : name_((folder_of(target) / ".interleave-XXXXXX").string()) {
        descriptor_ = mkostemp(name_.data(), O_CLOEXEC);
        error_ = descriptor_ < 0 ? errno : 0;
    }
    ~TemporaryFile() {
        if (descriptor_ < 0)
            return;
        close(descriptor_);
        if (!kept_)
            unlink(name_.c_str());
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;

    /// Returns errno of the first step that failed, or 0.
    int error() const noexcept { return error_; }

    void write(std::string_view bytes) {
        if (error_ == 0)
            error_ = write_all(descriptor_, bytes);
    }

    void rename_to(const std::filesystem::path& target) {
        // mkostemp makes a private file; a picture gets the permissions of any new file.
        const mode_t mask = umask(0);
        umask(mask);
        if (error_ == 0 && (fchmod(descriptor_, 0666 & ~mask) != 0 || fsync(descriptor_) != 0 ||
                            rename(name_.c_str(), target.c_str()) != 0))
            error_ = errno;
        kept_ = error_ == 0;
    }

private:
    std::string name_;
    int descriptor_ = -1;
    int error_ = 0;
    bool kept_ = false;
};

} // namespace

void write_whole(const std::string& path, std::string_view bytes) {
    const std::filesystem::path target = target_of(path);
    TemporaryFile file(target);
    file.write(bytes);
    file.rename_to(target);
    if (file.error() != 0)
        fail(path, file.error());
}

void check_writable(const std::string& path) {
    const std::filesystem::path target = target_of(path);
    const std::filesystem::path folder = folder_of(target);
    struct stat about {};
    if (stat(folder.c_str(), &about) != 0) {
        if (errno == ENOENT)
            throw RunError("cannot write '" + path + "': there is no folder '" + folder.string() +
                           "'; make it first");
        fail(path, errno);
    }
    if (!S_ISDIR(about.st_mode))
        throw RunError("cannot write '" + path + "': '" + folder.string() + "' is not a folder");
    if (stat(target.c_str(), &about) == 0 && S_ISDIR(about.st_mode))
        throw RunError("cannot write '" + path + "': it is a folder; add a file name");
    // A trial is better than access(), which does not know quotas, read-only mounts and other rules.
    const TemporaryFile trial(target);
    if (trial.error() != 0)
        fail(path, trial.error());
}

} // namespace interleave
