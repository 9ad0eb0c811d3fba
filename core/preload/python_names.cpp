// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/preload/python_names.h"

#include "core/preload/lane.h"
#include "core/preload/python_frames.h"
#include "core/preload/python_locks.h"
#include "core/preload/python_mutex.h"
#include "core/preload/python_tasks.h"
#include "core/preload/session.h"

#include <cstring>

namespace interleave::preload {

namespace {

/// Whether this process may still learn its name from Python. It is asked only by who holds the interpreter's
/// lock.
constinit bool is_name_open = true;

void look_for_own_name() noexcept {
    Text<name_capacity> name;
    if (!add_attribute_of_local(name, "BaseProcess._bootstrap", "self", "_name"))
        return;
    is_name_open = false;
    set_process_name(name.view());
    Lane::of_this_thread().rename(name.view());
}

void name_after_script(PyObject arguments) noexcept {
    if (!is_python_ready())
        return;
    const UnseenByPython unseen;
    PyObject const name = python().tuple_item(arguments, 0);
    const char* const text = name != nullptr ? python().as_utf8(name) : nullptr;
    if (text == nullptr)
        python().clear_error();
    else {
        set_process_name(last_part(text));
        Lane& lane = Lane::of_this_thread();
        lane.rename(last_part(text));
        lane.event(EventKind::mark, register_object(ObjectKind::label, "first line"), 0, 0,
                   to_detail(MarkDetail::first_line));
    }
}

} // namespace

bool add_name_of_python_thread(Text<name_capacity>& name, std::uintptr_t& thread) noexcept {
    return is_python_ready() && add_attribute_of_local(name, "Thread.start", "self", "_name", &thread);
}

bool add_name_of_python_process(Text<name_capacity>& name) noexcept {
    if (!is_python_ready())
        return false;
    // The helpers of `multiprocessing` are started on the way to the first process. Before 3.11 their
    // functions have the names of others, so it is the module that tells.
    const auto is_in = [](const char* function, std::string_view module) {
        Text<name_capacity> found;
        return add_attribute_of_local(found, function, "self", "__module__") && found.view() == module;
    };
    constexpr std::string_view tracker = "multiprocessing.resource_tracker";
    if (is_in("ResourceTracker.ensure_running", tracker) || is_in("ResourceTracker._launch", tracker)) {
        name.add("resource tracker");
        return true;
    }
    if (is_in("ForkServer.ensure_running", "multiprocessing.forkserver")) {
        name.add("fork server");
        return true;
    }
    if (!add_attribute_of_local(name, "Popen._launch", "process_obj", "_name"))
        return false;
    return true;
}

void note_audit_event(const char* event, PyObject arguments) noexcept {
    // Some of these come just before the program's first line, and name it better than the interpreter does.
    if (std::strncmp(event, "cpython.run_", 12) == 0) {
        if (is_python_ready())
            watch_lock_methods();
        if (std::strcmp(event, "cpython.run_file") == 0 || std::strcmp(event, "cpython.run_module") == 0)
            name_after_script(arguments);
    } else if (std::strcmp(event, "time.sleep") == 0)
        note_python_sleeps();
    else if (std::strcmp(event, "cpython._PySys_ClearAuditHooks") == 0)
        forget_codes();
    else if (std::strcmp(event, "pickle.find_class") == 0)
        note_loaded_name(arguments);
    else if (is_name_open && std::strcmp(event, "open") == 0 && is_python_ready())
        look_for_own_name();
}

} // namespace interleave::preload
