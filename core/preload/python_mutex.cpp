// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/preload/python_mutex.h"

#include "core/preload/hook.h"
#include "core/preload/lock_wait.h"
#include "core/preload/python_gil.h"
#include "core/preload/python_locks.h"

#include <array>
#include <cstddef>
#include <cstring>
#include <dlfcn.h>
#include <link.h>
#include <utility>

namespace interleave::preload {

namespace {

/// What the methods get depends on how they take their arguments, and is passed on as it is: each is a
/// pointer or as long as one, and a function that takes fewer does not look at the others.
using Method = PyObject (*)(PyObject self, void*, void*, void*);

/// As in Include/methodobject.h.
struct MethodDefinition {
    const char* name;
    Method function;
    int flags;
    const char* documentation;
};
/// As in Include/cpython/descrobject.h, in builds that have a GIL.
struct MethodDescriptor {
    std::ptrdiff_t references;
    void* type;
    void* of_type;
    PyObject name;
    PyObject qualified_name;
    MethodDefinition* definition;
};

struct OfThread {
    PyObject asked = nullptr;
    bool waits = false;
};
thread_local constinit OfThread of_thread;

constinit PyObject true_object = nullptr;

constexpr std::array taking{"acquire", "acquire_lock", "__enter__"};
constexpr std::array giving{"release", "release_lock", "__exit__"};
constinit std::array<Method, taking.size()> real_taking{};
constinit std::array<Method, giving.size()> real_giving{};

/// The thread has got the lock.
void note_taken(PyObject lock, bool waited) noexcept {
    const KnownObject* const entry = entry_of_python_lock(lock);
    if (entry == nullptr || entry->is_quiet.load(std::memory_order_relaxed))
        return;
    Lane& lane = Lane::of_this_thread();
    const SiteId line = line_of_holder(*entry);
    if (!waited) {
        lane.held.acquired(lock, ObjectKind::mutex, line);
        return;
    }
    lane.event_after(EventKind::acquire, object_at(lock, ObjectKind::mutex, line), 0, line);
    lane.held.acquired_and_written(lock, ObjectKind::mutex, line);
}

template <std::size_t number>
PyObject take(PyObject lock, void* first, void* second, void* third) {
    OfThread before;
    {
        const Hook hook;
        if (hook && holds_gil()) // the interpreter works, as it calls this
            before = std::exchange(of_thread, {lock, false});
    }
    PyObject const result = real_taking[number](lock, first, second, third);
    const Hook hook;
    if (hook && of_thread.asked == lock) {
        // A handler of a signal, which may run during the wait, may have asked for another one.
        const bool waited = std::exchange(of_thread, before).waits;
        if (result == true_object && holds_gil())
            note_taken(lock, waited);
    }
    return result;
}

template <std::size_t number>
PyObject give(PyObject lock, void* first, void* second, void* third) {
    {
        const Hook hook;
        const KnownObject* const entry = hook ? find_entry(key_of(lock)) : nullptr;
        if (entry != nullptr && !entry->is_quiet.load(std::memory_order_relaxed))
            note_release(lock, 0);
    }
    PyObject const result = real_giving[number](lock, first, second, third);
    const Hook hook;
    if (hook)
        Lane::of_this_thread().held.after_release();
    return result;
}

/// Returns where the interpreter keeps the function of a method, or nullptr if that cannot be told.
MethodDefinition* definition_of(PyObject type, const char* name) noexcept {
    const PyReference method(python().attribute(type, name));
    if (!method) {
        python().clear_error();
        return nullptr;
    }
    const PyReference of_method(python().attribute(method.get(), "__class__"));
    const PyReference kind(of_method ? python().attribute(of_method.get(), "__name__") : nullptr);
    const char* const text = kind ? python().as_utf8(kind.get()) : nullptr;
    if (text == nullptr || std::strcmp(text, "method_descriptor") != 0) {
        python().clear_error();
        return nullptr;
    }
    MethodDefinition* const definition = static_cast<const MethodDescriptor*>(method.get())->definition;
    return is_python_code(definition) && std::strcmp(definition->name, name) == 0 ? definition : nullptr;
}

template <std::size_t... numbers>
void replace(PyObject type, std::index_sequence<numbers...>) noexcept {
    const auto exchange = [type](const char* name, Method& real, Method ours) {
        MethodDefinition* const definition = definition_of(type, name);
        if (definition == nullptr || definition->function == ours)
            return;
        real = definition->function;
        definition->function = ours;
    };
    (exchange(taking[numbers], real_taking[numbers], &take<numbers>), ...);
    (exchange(giving[numbers], real_giving[numbers], &give<numbers>), ...);
}

} // namespace

void watch_lock_methods() noexcept {
    if (true_object != nullptr || python().import_module == nullptr || python().call == nullptr)
        return;
    const UnseenByPython unseen;
    const PyReference module(python().import_module("_thread"));
    const PyReference make(module ? python().attribute(module.get(), "allocate_lock") : nullptr);
    const std::size_t before = semaphores_of_python();
    const PyReference lock(make ? python().call(make.get(), nullptr) : nullptr);
    const PyReference type(lock ? python().attribute(lock.get(), "__class__") : nullptr);
    if (!type) {
        python().clear_error();
        return;
    }
    true_object = dlsym(RTLD_DEFAULT, "_Py_TrueStruct");
    if (true_object != nullptr && semaphores_of_python() == before)
        replace(type.get(), std::make_index_sequence<taking.size()>());
}

PyObject lock_to_wait_for() noexcept {
    of_thread.waits = of_thread.asked != nullptr;
    return of_thread.asked;
}

} // namespace interleave::preload
