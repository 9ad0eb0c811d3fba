// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/file/whole_file.h"

#include "core/event/error.h"
#include "core/event/write_all.h"
#include "core/file/write_error.h"

#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <random>
#include <string>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace interleave {

namespace {

std::filesystem::path folder_of(const std::filesystem::path& path) {
    return path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
}

/// Follows symbolic links, so that what they lead to is written, as by an ordinary open. It need not exist
/// yet.
std::filesystem::path target_of(const std::string& path) {
    constexpr int most_links = 40; // as many as the kernel follows
    std::filesystem::path target = path;
    std::error_code error;
    for (int links = 0; std::filesystem::is_symlink(target, error); ++links) {
        if (links == most_links)
            throw_write_error(path, ELOOP);
        const std::filesystem::path next = std::filesystem::read_symlink(target, error);
        if (error)
            throw_write_error(path, error.value());
        target = folder_of(target) / next; // `next` alone if it is absolute
    }
    return target;
}

/// Throws RunError for what is there under that name and cannot be replaced by a file, or must not be.
void refuse_what_is_no_file(const std::string& path, const std::filesystem::path& target) {
    struct stat about {};
    if (stat(target.c_str(), &about) != 0 || S_ISREG(about.st_mode))
        return;
    if (S_ISDIR(about.st_mode))
        throw RunError("cannot write '" + path + "': it is a folder; add a file name");
    const char* const kind = S_ISFIFO(about.st_mode)   ? "a pipe"
                             : S_ISSOCK(about.st_mode) ? "a socket"
                                                       : "a device";
    throw RunError("cannot write '" + path + "': it is " + kind +
                   ", which a file would replace; choose the name of a file");
}

constexpr std::string_view temporary_prefix = ".interleave-";
constexpr std::size_t random_letters = 6;
constexpr mode_t permissions = 0666; // the kernel takes away what the user's mask says

std::string temporary_name() {
    static constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz0123456789";
    std::random_device random;
    std::string name(temporary_prefix);
    for (std::size_t i = 0; i < random_letters; ++i)
        name += letters[random() % letters.size()];
    return name;
}

bool is_temporary_name(const std::string& name) {
    return name.starts_with(temporary_prefix) && name.size() == temporary_prefix.size() + random_letters;
}

/// Removes the temporary files that a program left in the folder because it was killed while it saved. One
/// that still saves has its file locked.
void remove_left_files(const std::filesystem::path& folder) {
    std::error_code error;
    std::filesystem::directory_iterator entry(folder, error);
    for (; !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) {
        if (!is_temporary_name(entry->path().filename().string()))
            continue;
        const int file = open(entry->path().c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
        if (file < 0)
            continue;
        struct stat about {};
        if (fstat(file, &about) == 0 && S_ISREG(about.st_mode) && about.st_uid == geteuid() &&
            flock(file, LOCK_EX | LOCK_NB) == 0)
            unlink(entry->path().c_str());
        close(file);
    }
}

/// When the temporary file gets a name.
enum class Naming { at_the_end, at_once };

/// The temporary file. If it has no name until the end, nothing is left of it if this program is killed.
/// Otherwise it is removed with this object unless it got its final name.
class TemporaryFile {
public:
    TemporaryFile(const std::filesystem::path& target, Naming naming) : folder_(folder_of(target)) {
        if (naming == Naming::at_the_end)
            descriptor_ = open(folder_.c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, permissions);
        if (descriptor_ < 0) { // wanted, or the file system knows no files without a name
            name_ = folder_ / temporary_name();
            descriptor_ = open(name_.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, permissions);
        }
        error_ = descriptor_ < 0 ? errno : 0;
        if (descriptor_ >= 0)
            flock(descriptor_, LOCK_EX | LOCK_NB); // nobody else knows it yet
    }
    ~TemporaryFile() {
        if (descriptor_ < 0)
            return;
        if (!kept_ && !name_.empty())
            unlink(name_.c_str());
        close(descriptor_);
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;

    /// Returns errno of the first step that failed, or 0.
    int error() const noexcept { return error_; }

    void write(std::string_view bytes) {
        if (error_ == 0)
            error_ = write_all(descriptor_, bytes);
    }
    void fill(const std::function<int(int descriptor)>& write) {
        if (error_ == 0)
            error_ = write(descriptor_);
    }

    /// Gives it a name of its own if it has none.
    void give_name() {
        if (error_ != 0 || !name_.empty())
            return;
        const std::filesystem::path name = folder_ / temporary_name();
        const std::string number = "/proc/self/fd/" + std::to_string(descriptor_);
        if (linkat(AT_FDCWD, number.c_str(), AT_FDCWD, name.c_str(), AT_SYMLINK_FOLLOW) == 0)
            name_ = name;
        else
            error_ = errno;
    }

    void rename_to(const std::filesystem::path& target) {
        if (error_ == 0 && fsync(descriptor_) != 0)
            error_ = errno;
        give_name(); // only rename() replaces a file, and it needs a name to begin with
        if (error_ == 0 && rename(name_.c_str(), target.c_str()) != 0)
            error_ = errno;
        kept_ = error_ == 0;
    }

private:
    std::filesystem::path folder_;
    std::filesystem::path name_; ///< empty while it has none
    int descriptor_ = -1;
    int error_ = 0;
    bool kept_ = false;
};

/// Returns how the temporary file can be named, which is tried, as before a long writing: without /proc no
/// name can be given later.
Naming naming_at(const std::filesystem::path& target) {
    TemporaryFile trial(target, Naming::at_the_end);
    trial.give_name();
    return trial.error() == 0 ? Naming::at_the_end : Naming::at_once;
}

class FileOutput final : public Output {
public:
    FileOutput(const std::string& path, TemporaryFile& file) noexcept : path_(path), file_(file) {}
    void write(std::string_view bytes) override {
        file_.write(bytes);
        if (file_.error() != 0)
            throw_write_error(path_, file_.error());
    }

private:
    const std::string& path_;
    TemporaryFile& file_;
};

} // namespace

void write_whole(const std::string& path, std::string_view bytes) {
    write_whole(path, [bytes](Output& output) { output.write(bytes); });
}

void write_whole(const std::string& path, const std::function<void(Output& output)>& write) {
    const std::filesystem::path target = target_of(path);
    refuse_what_is_no_file(path, target);
    remove_left_files(folder_of(target));
    TemporaryFile file(target, naming_at(target));
    if (file.error() != 0)
        throw_write_error(path, file.error());
    FileOutput output(path, file);
    write(output);
    file.rename_to(target);
    if (file.error() != 0)
        throw_write_error(path, file.error());
}

void write_whole_with(const std::string& path, const std::function<int(int descriptor)>& write) {
    const std::filesystem::path target = target_of(path);
    refuse_what_is_no_file(path, target);
    remove_left_files(folder_of(target));
    TemporaryFile file(target, naming_at(target));
    file.fill(write);
    file.rename_to(target);
    if (file.error() != 0)
        throw_write_error(path, file.error());
}

void check_writable(const std::string& path) {
    const std::filesystem::path target = target_of(path);
    const std::filesystem::path folder = folder_of(target);
    struct stat about {};
    if (stat(folder.c_str(), &about) != 0) {
        if (errno == ENOENT)
            throw RunError("cannot write '" + path + "': there is no folder '" + folder.string() +
                           "'; make it first");
        throw_write_error(path, errno);
    }
    if (!S_ISDIR(about.st_mode))
        throw RunError("cannot write '" + path + "': '" + folder.string() + "' is not a folder");
    refuse_what_is_no_file(path, target);
    // A trial is better than access(), which does not know quotas, read-only mounts and other rules.
    const TemporaryFile trial(target, Naming::at_the_end);
    if (trial.error() != 0)
        throw_write_error(path, trial.error());
}

std::string written_path(const std::string& path) {
    return target_of(path).string();
}

std::string temporary_path_beside(const std::string& target) {
    return (folder_of(target) / temporary_name()).string();
}

} // namespace interleave
