// SPDX-License-Identifier: GPL-3.0-or-later
// How much memory traces may take before they go on in files.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace interleave {

/// The environment variable that says how much: "512M", "4G", or "0" for as little as possible.
inline constexpr const char* trace_memory_variable = "INTERLEAVE_TRACE_MEMORY";

/// Returns the bytes of "512M", "4G", "100K" or "1000000". It is empty for anything else.
std::optional<std::uint64_t> bytes_of(std::string_view word) noexcept;

/// Sets where the traces of this process lie, once, before the first one: in memory up to what the variable
/// says, or a quarter of the machine's and half of what is available, and beyond that in files without a name
/// in the user's cache folder or /var/tmp. Where neither is on a disk that can be written, all lie in memory.
/// Throws UsageError for a variable that is no size.
void bound_trace_memory();

} // namespace interleave
