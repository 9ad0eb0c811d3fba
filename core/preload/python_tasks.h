// SPDX-License-Identifier: GPL-3.0-or-later
// Tasks of `concurrent.futures` and `multiprocessing.Pool`. Nothing of Python is changed to see them: each
// step of a task takes or gives back a lock of the library, and the functions in which that happens say what
// it means.
//
// A future has a lock of its own. A thread of a pool takes it in Future.set_running_or_notify_cancel() before
// the task and in Future.set_result() or set_exception() behind it. A process of a pool gives back the lock
// of its queue when it has the next task, loads the task, which tells the function's name, and takes the lock
// of the other queue for the result.
#pragma once

#include "core/preload/object_table.h"
#include "core/preload/python_api.h"
#include "core/preload/python_frames.h"

namespace interleave::preload {

/// Is called when a lock was made, of which `place` tells. That of a future is remembered, and what is
/// submitted to an executor is recorded.
void note_lock_of_task(KnownObject& lock, const PythonPlace& place) noexcept;

/// Is called when a lock was taken at once, or could not be had at once. A thread that waits for it does not
/// hold the interpreter's lock when it gets it, so each step is seen once.
void note_task_step(const KnownObject& lock) noexcept;

/// Is called when a lock is given back.
void note_task_fetched(const KnownObject& lock) noexcept;

/// Is called when the thread loads a class or a function, whose module and name the arguments are.
void note_loaded_name(PyObject arguments) noexcept;

} // namespace interleave::preload
