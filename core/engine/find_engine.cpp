// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/session.h"

#include "core/event/error.h"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <sys/statvfs.h>
#include <unistd.h>

namespace interleave {

namespace {

namespace fs = std::filesystem;

constexpr const char* program_name = "interleave-engine";

bool is_file(const fs::path& path) {
    std::error_code error;
    return fs::is_regular_file(path, error);
}

/// Throws RunError with the cause if the system would not execute this file.
void check_executable(const fs::path& path) {
    if (access(path.c_str(), X_OK) == 0)
        return;
    const int error = errno;
    struct statvfs mount {};
    const bool is_noexec = statvfs(path.c_str(), &mount) == 0 && (mount.f_flag & ST_NOEXEC) != 0;
    throw RunError("the engine '" + path.string() + "' cannot be executed: " +
                   (is_noexec ? "its file system is mounted with noexec; install Interleave elsewhere, or "
                                "remount that with exec"
                              : std::strerror(error) + std::string("; make it executable for you")));
}

} // namespace

std::string find_engine() {
    // NOLINTNEXTLINE(concurrency-mt-unsafe): this program does not change the environment
    const char* const named = std::getenv("INTERLEAVE_ENGINE");
    if (named != nullptr && *named != '\0') {
        if (is_file(named)) {
            check_executable(named);
            return named;
        }
        throw RunError("INTERLEAVE_ENGINE names '" + std::string(named) +
                       "', which is no program; correct it or unset it");
    }
    std::error_code error;
    const fs::path folder = fs::read_symlink("/proc/self/exe", error).parent_path();
    if (error)
        throw RunError("cannot look for the engine beside this program: there is no /proc; mount it, as by "
                       "'mount -t proc proc /proc'");
    const std::array places{folder / program_name,
                            folder.parent_path() / "libexec" / "interleave" / program_name};
    std::string looked_at;
    for (const fs::path& place : places) {
        if (is_file(place)) {
            check_executable(place);
            return place.string();
        }
        looked_at += (looked_at.empty() ? "" : " nor at ") + place.string();
    }
    throw RunError("no engine at " + looked_at +
                   "; install Interleave again, or set INTERLEAVE_ENGINE to it");
}

} // namespace interleave
