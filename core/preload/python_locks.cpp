// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/preload/python_locks.h"

#include "core/preload/hook.h"
#include "core/preload/lock_wait.h"
#include "core/preload/object_table.h"
#include "core/preload/python_frames.h"
#include "core/preload/python_gil.h"
#include "core/preload/python_mutex.h"
#include "core/preload/python_source.h"
#include "core/preload/python_tasks.h"
#include "core/preload/session.h"

#include <array>
#include <string_view>

namespace interleave::preload {

namespace {

/// What this thread asks for, from the moment at which a lock could not be had to the end of the wait.
struct OfThread {
    const sem_t* semaphore = nullptr;
    PythonWait wait{};
    SiteId sleeps_at = 0;
    std::size_t semaphores = 0; ///< of one, made by the interpreter
};
thread_local constinit OfThread of_thread;

struct TypeOfPython {
    const char* name;
    ObjectKind kind;
};
/// The types of the standard library in whose calls a thread can wait. The first whose name is contained
/// counts.
constexpr std::array types{
    TypeOfPython{"BoundedSemaphore", ObjectKind::semaphore},
    TypeOfPython{"Semaphore", ObjectKind::semaphore},
    TypeOfPython{"Condition", ObjectKind::condition},
    TypeOfPython{"Event", ObjectKind::condition},
    TypeOfPython{"Barrier", ObjectKind::barrier},
    TypeOfPython{"SimpleQueue", ObjectKind::queue},
    TypeOfPython{"Queue", ObjectKind::queue},
    TypeOfPython{"Future", ObjectKind::future},
    TypeOfPython{"Waiter", ObjectKind::future},
    TypeOfPython{"Result", ObjectKind::future},
    TypeOfPython{"Executor", ObjectKind::pool},
    TypeOfPython{"Pool", ObjectKind::pool},
    TypeOfPython{"Thread", ObjectKind::worker},
    TypeOfPython{"Process", ObjectKind::worker},
    TypeOfPython{"RLock", ObjectKind::mutex},
    TypeOfPython{"Lock", ObjectKind::mutex},
};
constexpr TypeOfPython plain_lock{"Lock", ObjectKind::mutex};
/// What the interpreter makes for the time of one wait.
constexpr const char* of_one_wait = "wait";

TypeOfPython type_in(std::string_view text) noexcept {
    for (const TypeOfPython& type : types)
        if (text.find(type.name) != std::string_view::npos)
            return type;
    return plain_lock;
}

void describe(KnownObject& entry, const TypeOfPython& type, SiteId made_at) noexcept {
    entry.type.store(type.name, std::memory_order_relaxed);
    entry.kind.store(type.kind, std::memory_order_relaxed);
    entry.made_at.store(made_at, std::memory_order_relaxed);
    entry.is_of_python.store(true, std::memory_order_relaxed);
}

/// The function that makes a reentrant lock is of the library, the lock is the program's.
bool is_made_by_program(const PythonPlace& place) noexcept {
    return place.called.empty() || place.called.view() == "RLock";
}

/// Returns the object of the standard library that the thread waits in, which its address tells.
PythonWait wait_in_library(const PythonPlace& place) noexcept {
    const TypeOfPython type = type_in(place.type.view());
    KnownObject* const entry = entry_of(place.self);
    if (entry == nullptr)
        return {no_object, type.kind, place.site};
    // One that was not seen when it was made is told by where it is waited for first.
    if (!entry->is_of_python.load(std::memory_order_relaxed) && object_of(*entry) == no_object) {
        describe(*entry, type, place.site);
        entry->is_seen_in_use.store(true, std::memory_order_relaxed);
    }
    const auto* const address =
        reinterpret_cast<const void*>(place.self); // NOLINT(performance-no-int-to-ptr)
    return {object_at(address, type.kind, place.site), type.kind, place.site};
}

/// Returns what the interpreter waits for by itself: the end of a thread, an item of a queue that is written
/// in C, a module that another thread imports.
PythonWait wait_in_interpreter() noexcept {
    const PythonPlace place = python_place();
    if (place.self != 0)
        return wait_in_library(place);
    Text<name_capacity> name;
    Text<path_capacity> line;
    name.add("wait ");
    if (add_line(line, place.site))
        name.add("at ").add(last_part(line.view()));
    else
        name.add("in ").add(place.called.empty() ? std::string_view("Python") : place.called.view());
    const std::uint64_t key = key_of_text(name.view(), process_name());
    ObjectId object = session()->find_object(key);
    if (object == no_object)
        object = session()->claim_object(ObjectKind::condition, name.view(), key);
    return {object, ObjectKind::condition, place.site};
}

PythonWait wait_for_python_lock(PyObject lock) noexcept {
    KnownObject* const entry = entry_of_python_lock(lock);
    if (entry == nullptr)
        return {no_object, ObjectKind::mutex, 0};
    entry->was_waited_for.store(true, std::memory_order_relaxed);
    const PythonPlace place = python_place();
    if (entry->is_quiet.load(std::memory_order_relaxed))
        return place.self != 0 ? wait_in_library(place) : wait_in_interpreter();
    return {object_at(lock, ObjectKind::mutex, place.site), ObjectKind::mutex, place.site, lock};
}

} // namespace

SiteId line_of_holder(const KnownObject& lock) noexcept {
    return lock.was_waited_for.load(std::memory_order_relaxed) && is_python_ready() ? python_line() : 0;
}

KnownObject* entry_of_python_lock(PyObject lock) noexcept {
    KnownObject* const entry = entry_of(key_of(lock));
    if (entry == nullptr)
        return nullptr;
    const bool is_of_library = is_in_library();
    if (entry->is_of_python.load(std::memory_order_relaxed) &&
        entry->is_quiet.load(std::memory_order_relaxed) == is_of_library)
        return entry;
    // It is new, maybe at the place of one that is no more: nothing tells when a lock is made or ends.
    forget_object(lock);
    describe(*entry, plain_lock, is_of_library ? 0 : python_line());
    entry->is_seen_in_use.store(true, std::memory_order_relaxed);
    entry->is_quiet.store(is_of_library, std::memory_order_relaxed);
    return entry;
}

std::size_t semaphores_of_python() noexcept {
    return of_thread.semaphores;
}

void count_semaphore_of_one(const void* caller) noexcept {
    of_thread.semaphores += is_python_code(caller) ? 1 : 0;
}

void note_semaphore_of_none(const sem_t* semaphore, const void* caller) noexcept {
    if (!is_python_code(caller) || !is_python_ready())
        return;
    KnownObject* const entry = entry_of(key_of(semaphore));
    if (entry == nullptr)
        return;
    PyObject const lock = lock_to_wait_for();
    of_thread.wait = lock != nullptr ? wait_for_python_lock(lock) : wait_in_interpreter();
    of_thread.semaphore = semaphore;
    describe(*entry, {of_one_wait, of_thread.wait.kind}, 0);
    entry->is_quiet.store(true, std::memory_order_relaxed);
}

void note_semaphore_of_one(const sem_t* semaphore, const void* caller) noexcept {
    if (!is_python_code(caller))
        return;
    KnownObject* const entry = entry_of(key_of(semaphore));
    if (entry == nullptr)
        return;
    // A condition makes a lock for each wait, so what is known to be the library's own is not looked at
    // further.
    if (is_python_ready() && is_in_function("Condition.wait")) {
        describe(*entry, plain_lock, 0);
        entry->is_quiet.store(true, std::memory_order_relaxed);
        return;
    }
    // The interpreter's own locks are made when no code of Python runs.
    const PythonPlace place = is_python_ready() ? python_place() : PythonPlace();
    const bool is_of_program = place.site != 0 && is_made_by_program(place);
    describe(*entry, type_in(place.called.view()), place.site);
    entry->is_quiet.store(!is_of_program, std::memory_order_relaxed);
    // The object that gets this lock as a part of it has been made at that line, too.
    if (!is_of_program && place.made != 0)
        if (KnownObject* const whole = entry_of(place.made)) {
            if (whole->made_at.load(std::memory_order_relaxed) != place.site)
                whole->object.store(no_object, std::memory_order_relaxed);
            describe(*whole, type_in(place.made_type.view()), place.site);
        }
    note_lock_of_task(*entry, place);
}

ObjectId pool_in_call(const PythonPlace& place) noexcept {
    return place.self != 0 && type_in(place.type.view()).kind == ObjectKind::pool
               ? wait_in_library(place).object
               : no_object;
}

void note_named_semaphore(const sem_t* semaphore, const char* name) noexcept {
    KnownObject* const entry = entry_of(key_of(semaphore));
    if (entry == nullptr)
        return;
    // It is the same object in every process that opens it by its name, and in those that are forked from
    // them.
    const std::uint64_t key = key_of_text(name);
    const PythonPlace place = is_python_ready() ? python_place() : PythonPlace();
    const TypeOfPython type = type_in(place.made_type.empty() ? place.called.view() : place.made_type.view());
    const bool is_of_lock = place.site != 0 && is_lock(type_in(innermost_type().view()).kind);
    const ObjectKind kind = is_of_lock ? ObjectKind::mutex : ObjectKind::semaphore;
    if (place.site != 0)
        describe(*entry, {type.name, kind}, place.site);
    ObjectId object = session()->find_object(key);
    if (object == no_object) {
        Text<name_capacity> text;
        if (place.site == 0) {
            text.add("semaphore ").add(name);
        } else {
            text = assigned_at(place.site, type.name);
            if (text.empty())
                text.add(type.name);
            if (const Text<name_capacity> part = part_being_made(); !part.empty())
                text.add(".").add(part.view());
        }
        object = session()->claim_object(kind, text.view(), key);
    }
    set_object(*entry, object);
    entry->is_shared.store(true, std::memory_order_relaxed);
}

void note_semaphore_taken(const sem_t* semaphore, Where where) noexcept {
    const KnownObject* const entry = find_entry(key_of(semaphore));
    if (entry != nullptr)
        note_task_step(*entry);
    Lane& lane = Lane::of_this_thread();
    if (entry == nullptr || !entry->is_of_python.load(std::memory_order_relaxed)) {
        lane.event_after(EventKind::acquire, object_at(semaphore, ObjectKind::semaphore, where.site()), 0,
                         where.site());
    } else if (!entry->is_quiet.load(std::memory_order_relaxed)) {
        const ObjectKind kind = entry->kind.load(std::memory_order_relaxed);
        if (is_lock(kind))
            lane.held.acquired(semaphore, kind, line_of_holder(*entry));
        else
            lane.event_after(EventKind::acquire, object_at(semaphore, kind, where.site()), 0, 0);
    }
}

void note_semaphore_given(const sem_t* semaphore, Where where) noexcept {
    const KnownObject* const entry = find_entry(key_of(semaphore));
    if (entry != nullptr)
        note_task_fetched(*entry);
    Lane& lane = Lane::of_this_thread();
    if (entry == nullptr || !entry->is_of_python.load(std::memory_order_relaxed)) {
        lane.event(EventKind::release, object_at(semaphore, ObjectKind::semaphore, where.site()), 0,
                   where.site());
        return;
    }
    // Who waits for a lock of Python that is no semaphore goes on because of its release, which is recorded.
    const bool is_of_lock = entry->type.load(std::memory_order_relaxed) == of_one_wait &&
                            is_lock(entry->kind.load(std::memory_order_relaxed));
    if (const ObjectId waited = entry->waited_for.load(std::memory_order_relaxed);
        waited != no_object && !is_of_lock)
        lane.event(EventKind::notify, waited, 1);
    if (entry->is_quiet.load(std::memory_order_relaxed))
        return;
    const ObjectKind kind = entry->kind.load(std::memory_order_relaxed);
    if (is_lock(kind))
        note_release(semaphore, 0);
    else
        lane.event(EventKind::release, object_at(semaphore, kind, where.site()));
}

void note_python_asks(const sem_t* semaphore) noexcept {
    of_thread.semaphore = nullptr;
    KnownObject* const entry = find_entry(key_of(semaphore));
    if (entry == nullptr || !is_python_ready())
        return;
    note_task_step(*entry);
    if (!entry->is_of_python.load(std::memory_order_relaxed))
        return;
    // A condition asks in this way whether its lock is taken, and waits for nothing.
    if (is_in_function("Condition._is_owned"))
        return;
    entry->was_waited_for.store(true, std::memory_order_relaxed);
    const PythonPlace place = python_place();
    of_thread.semaphore = semaphore;
    const bool is_whole = is_part_of_python_object(semaphore) && place.self != 0;
    const ObjectKind kind = entry->kind.load(std::memory_order_relaxed);
    of_thread.wait = is_whole ? wait_in_library(place)
                              : PythonWait{object_at(semaphore, kind, place.site), kind, place.site};
}

std::optional<PythonWait> python_wait_for(const sem_t* semaphore) noexcept {
    if (of_thread.semaphore != semaphore)
        return std::nullopt;
    of_thread.semaphore = nullptr;
    return of_thread.wait;
}

void note_python_waits(const sem_t* semaphore, ObjectId object) noexcept {
    if (KnownObject* const entry = find_entry(key_of(semaphore)))
        if (entry->is_quiet.load(std::memory_order_relaxed))
            entry->waited_for.store(object, std::memory_order_relaxed);
}

void note_python_waited(const sem_t* semaphore) noexcept {
    if (KnownObject* const entry = find_entry(key_of(semaphore)))
        entry->waited_for.store(no_object, std::memory_order_relaxed);
}

bool is_part_of_python_object(const sem_t* semaphore) noexcept {
    const KnownObject* const entry = find_entry(key_of(semaphore));
    return entry != nullptr && entry->is_quiet.load(std::memory_order_relaxed);
}

void note_python_sleeps() noexcept {
    of_thread.sleeps_at = is_python_ready() ? python_place().site : 0;
}

SiteId python_site_of_blocking_call() noexcept {
    return std::exchange(of_thread.sleeps_at, 0);
}

} // namespace interleave::preload
