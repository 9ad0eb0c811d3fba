// SPDX-License-Identifier: GPL-3.0-or-later
// The limits of this process that a shell, a login or a service sets and that a run can meet.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace interleave {

enum class Limit {
    addresses, ///< bytes that a process may map (RLIMIT_AS)
    file_size, ///< bytes of a file that it writes, and of memory that is shared as a file (RLIMIT_FSIZE)
    open_files,
    tasks, ///< processes and threads of the user, who is not root (RLIMIT_NPROC)
};

/// Returns the limit in bytes or as a number; none if there is none. Any thread may call it.
std::optional<std::uint64_t> limit_of(Limit limit) noexcept;

/// Returns "a process may map 900 MiB (ulimit -v)" or "a process may open 12 files (ulimit -n)"; empty if
/// there is no such limit.
std::string limit_text(Limit limit);

/// Returns the command of a shell that lifts the limit: "ulimit -v unlimited". A limit that root has set can
/// be lifted by root only.
std::string limit_remedy(Limit limit);

/// Returns both: "a process may open 12 files (ulimit -n): allow more, as by 'ulimit -n 1024'". The limit
/// must exist.
std::string limit_and_remedy(Limit limit);

/// Returns the bytes of addresses that this process may still map; none if they are not limited.
std::optional<std::uint64_t> addresses_left();

} // namespace interleave
