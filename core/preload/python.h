// SPDX-License-Identifier: GPL-3.0-or-later
// The beginning of what is done for a program that is CPython.
#pragma once

namespace interleave::preload {

/// Is called once, before the program's first line.
void find_python() noexcept;

} // namespace interleave::preload
