// SPDX-License-Identifier: GPL-3.0-or-later
// Lets threads compete for one processor by priorities that the kernel obeys strictly.
#pragma once

namespace interleave {

/// Moves the calling thread to the last usable processor, where all that call this compete, and gives it the
/// fixed (real-time) priority `level`; 1 is the lowest. Of the threads with such a priority that could run
/// the kernel always runs the highest, and ordinary threads only when none of them can. So callers must have
/// little to compute. Returns false if the system refuses priorities; the thread is then only moved. Threads
/// and processes that the caller starts are ordinary ones.
bool compete_with_fixed_priority(int level) noexcept;

} // namespace interleave
