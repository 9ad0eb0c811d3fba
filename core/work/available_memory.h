// SPDX-License-Identifier: GPL-3.0-or-later
// How much memory this process can still get.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace interleave {

/// Returns the bytes that the kernel can give without swapping, caches that it would drop included, and no
/// more than the control groups of this process leave. It is empty if the kernel does not tell. It takes some
/// ten microseconds. Any thread may call it.
std::optional<std::uint64_t> available_memory();

/// Does the same for the texts of a /proc/meminfo and a /proc/PID/cgroup, and a folder where the control
/// groups are mounted. Their files are described in the kernel's Documentation/admin-guide/cgroup-v2.rst and
/// Documentation/admin-guide/cgroup-v1/memory.rst.
std::optional<std::uint64_t> available_memory(const std::string& meminfo, const std::string& membership,
                                              const std::filesystem::path& mounted);

} // namespace interleave
