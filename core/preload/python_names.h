// SPDX-License-Identifier: GPL-3.0-or-later
// The names that a Python program gives its threads and processes.
#pragma once

#include "core/event/session_layout.h"
#include "core/preload/python_api.h"
#include "core/preload/text.h"

#include <cstdint>

namespace interleave::preload {

/// Adds the name of the thread that is being started, or of the process. They return false if Python starts
/// none. `thread` gets the address of the
/// Thread.
bool add_name_of_python_thread(Text<name_capacity>& name, std::uintptr_t& thread) noexcept;
bool add_name_of_python_process(Text<name_capacity>& name) noexcept;

/// Is called by the interpreter when it does something that it reports
/// (docs.python.org/3/library/audit_events). A process that `multiprocessing` started by another way than
/// fork learns its name only after it runs.
void note_audit_event(const char* event, PyObject arguments) noexcept;

} // namespace interleave::preload
