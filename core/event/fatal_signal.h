// SPDX-License-Identifier: GPL-3.0-or-later
// A signal that ends a process by a fault is noted on the lane of the thread that got it.
#pragma once

namespace interleave {

/// Makes this process, and those that it forks, note each signal of a fault or of abort() on the lane of the
/// thread that got it. The signal then ends the process as it always does, so whoever waits for the process
/// learns of the same signal. It is called once, before there are other threads. A signal that no handler
/// can take, such as SIGKILL or one for a stack without room, ends the process without a note.
void note_fatal_signals() noexcept;

} // namespace interleave
