// SPDX-License-Identifier: GPL-3.0-or-later
// Whether the file of a name is still the one that was read.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace interleave {

/// Differs from that of any other file, and from that of the same file once it has been written. Two writes
/// within one tick of the file system's clock (some ms) that leave the size as it was are not told apart.
struct FileIdentity {
    std::uint64_t device = 0;
    std::uint64_t inode = 0;
    std::int64_t size = 0;        ///< bytes
    std::int64_t modified_ns = 0; ///< since 1970

    bool operator==(const FileIdentity&) const = default;
};

/// Returns nothing if there is no such file, or it cannot be asked. Any thread may call it.
std::optional<FileIdentity> identity_of_file(const std::string& path) noexcept;

} // namespace interleave
