// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/find_program.h"

#include "core/event/error.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <sys/statvfs.h>
#include <unistd.h>
#include <vector>

namespace interleave {

namespace fs = std::filesystem;

void check_executable(const OwnProgram& wanted, const std::string& path) {
    const bool is_allowed = access(path.c_str(), wanted.is_library ? R_OK : X_OK) == 0;
    const int error = errno;
    struct statvfs mount {};
    const bool is_noexec = statvfs(path.c_str(), &mount) == 0 && (mount.f_flag & ST_NOEXEC) != 0;
    if (is_allowed && !(wanted.is_library && is_noexec))
        return;
    throw RunError(
        wanted.without + "the " + wanted.what + " '" + path + "' cannot be " +
        (wanted.is_library ? "loaded: " : "executed: ") +
        (is_noexec ? "its file system is mounted with noexec; install Interleave elsewhere, or "
                     "remount that with exec"
                   : std::strerror(error) + std::string(wanted.is_library ? "; make it readable for you"
                                                                          : "; make it executable for you")));
}

std::string find_program(const OwnProgram& wanted) {
    std::error_code error;
    const fs::path folder = fs::read_symlink("/proc/self/exe", error).parent_path();
    if (error)
        throw RunError(wanted.without + "cannot look for the " + wanted.what +
                       " beside this program: there is no /proc; mount it, as by "
                       "'mount -t proc proc /proc'");
    // Programs that a user does not start are installed where this one already may be.
    const fs::path libexec("libexec/interleave");
    std::vector<fs::path> places{folder / wanted.file};
    if (folder.parent_path().filename() / folder.filename() != libexec)
        places.push_back(folder.parent_path() / libexec / wanted.file);
    std::string looked_at;
    for (const fs::path& place : places) {
        if (fs::is_regular_file(place, error)) {
            check_executable(wanted, place);
            return place.string();
        }
        looked_at += (looked_at.empty() ? "" : " nor at ") + place.string();
    }
    throw RunError(wanted.without + "no " + wanted.what + " at " + looked_at + "; " + wanted.remedy);
}

} // namespace interleave
