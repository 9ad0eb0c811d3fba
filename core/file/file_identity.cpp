// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/file/file_identity.h"

#include <sys/stat.h>

namespace interleave {

std::optional<FileIdentity> identity_of_file(const std::string& path) noexcept {
    struct stat file {};
    if (stat(path.c_str(), &file) != 0)
        return std::nullopt;
    return FileIdentity{.device = file.st_dev,
                        .inode = file.st_ino,
                        .size = file.st_size,
                        .modified_ns = file.st_mtim.tv_sec * 1'000'000'000 + file.st_mtim.tv_nsec};
}

} // namespace interleave
