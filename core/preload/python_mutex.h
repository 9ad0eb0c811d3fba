// SPDX-License-Identifier: GPL-3.0-or-later
// Locks of Python from 3.13.1 on, which the interpreter makes of its own bits. A free one calls nothing of
// the C library, so the methods of the lock's type are made to call this library on their way: the
// interpreter calls them through a table of function pointers (PyMethodDef), whatever the program writes.
// Only a lock that is not free waits on a semaphore, a new one for each wait; see note_semaphore_of_none().
#pragma once

#include "core/preload/python_api.h"

namespace interleave::preload {

/// Begins that, if this interpreter's locks are such ones. It is called before the program's first line, by a
/// thread for which is_python_ready().
void watch_lock_methods() noexcept;

/// The lock that the calling thread asks for by one of its methods, and is about to wait for; nullptr if it
/// asks for none. Whoever calls it says that the thread waits.
PyObject lock_to_wait_for() noexcept;

} // namespace interleave::preload
