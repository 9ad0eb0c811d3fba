// SPDX-License-Identifier: GPL-3.0-or-later
// Writes all bytes to a descriptor.
#pragma once

#include <string_view>

namespace interleave {

/// Continues after a partial write and after a signal. Returns 0, or the errno of the write that failed. Any
/// thread may call it.
int write_all(int descriptor, std::string_view bytes) noexcept;

} // namespace interleave
