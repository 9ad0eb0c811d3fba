// SPDX-License-Identifier: GPL-3.0-or-later
// Writes to a descriptor until everything is written.
#pragma once

#include <string_view>

namespace interleave {

/// Goes on after a part and after a signal. 0, or the error that kept the rest from being written. Any thread
/// may call it.
int write_all(int descriptor, std::string_view bytes) noexcept;

} // namespace interleave
