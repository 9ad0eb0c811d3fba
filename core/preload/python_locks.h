// SPDX-License-Identifier: GPL-3.0-or-later
// Locks of Python up to 3.13.0, each of which is a semaphore of one, and what is built of them: conditions,
// events, queues, barriers, futures. A thread that finds a lock taken waits for what the program asked for:
// the lock, or the object of the standard library in which the lock is.
#pragma once

#include "core/event/record.h"
#include "core/preload/object_table.h"
#include "core/preload/place.h"
#include "core/preload/python_api.h"
#include "core/preload/python_frames.h"

#include <cstddef>
#include <optional>
#include <semaphore.h>

namespace interleave::preload {

/// What the calling thread asks for.
struct PythonWait {
    ObjectId object;
    ObjectKind kind;
    SiteId site;
    const void* lock =
        nullptr; ///< a lock of Python that is no semaphore; what it waits on is of this wait only
};

/// Returns what is known of a lock of Python that is no semaphore, or nullptr if there is no room for it.
KnownObject* entry_of_python_lock(PyObject lock) noexcept;
/// Returns the line at which the calling thread has just taken a lock of Python, 0 where nobody has waited
/// for it: to look for the line costs more than the lock.
SiteId line_of_holder(const KnownObject& lock) noexcept;

/// Is called when a semaphore of one was made that is private to its process, by a call that returns to
/// `caller`.
void note_semaphore_of_one(const sem_t* semaphore, const void* caller) noexcept;
/// Is called when a semaphore of none was made, which the interpreter does for the time of one wait: for a
/// lock of its own, for the end of a thread.
void note_semaphore_of_none(const sem_t* semaphore, const void* caller) noexcept;
/// Counts a semaphore of one, also one that is not recorded, and returns how many of them the interpreter has
/// made for the calling thread.
void count_semaphore_of_one(const void* caller) noexcept;
std::size_t semaphores_of_python() noexcept;
/// Is called when a named semaphore was opened: a lock, a semaphore or a part of a queue of
/// `multiprocessing`.
void note_named_semaphore(const sem_t* semaphore, const char* name) noexcept;
/// Are called when a semaphore was taken without a wait, and before it is given back.
void note_semaphore_taken(const sem_t* semaphore, Where where) noexcept;
void note_semaphore_given(const sem_t* semaphore, Where where) noexcept;
/// Is called when a semaphore could not be had at once. A Python thread still holds its interpreter's lock
/// then, and is about to let go of it and wait.
void note_python_asks(const sem_t* semaphore) noexcept;
/// Returns what the thread asked for at that moment; nothing if it asked for nothing of Python.
std::optional<PythonWait> python_wait_for(const sem_t* semaphore) noexcept;
/// Is called when the wait has begun and has ended.
void note_python_waits(const sem_t* semaphore, ObjectId object) noexcept;
void note_python_waited(const sem_t* semaphore) noexcept;
/// Whether the semaphore is a lock inside of an object of the standard library. Who has it owns nothing that
/// the program knows.
bool is_part_of_python_object(const sem_t* semaphore) noexcept;

/// Returns the executor or the pool that the program has called; no_object if it called none.
ObjectId pool_in_call(const PythonPlace& place) noexcept;

/// Is called when Python is about to sleep.
void note_python_sleeps() noexcept;
/// Returns the line at which it does, 0 if that is not known.
SiteId python_site_of_blocking_call() noexcept;

} // namespace interleave::preload
