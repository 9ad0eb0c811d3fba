// SPDX-License-Identifier: GPL-3.0-or-later
// The functions of CPython that this library calls, where the program has them (docs.python.org/3/c-api).
// They are called only by a thread that holds its interpreter's lock.
#pragma once

namespace interleave::preload {

using PyObject = void*;

struct PythonApi {
    int (*is_initialized)();
    PyObject (*current_thread_state)(); ///< nullptr if the calling thread has none
    void* (*interpreter)();             ///< 3.9 and later
    void* (*main_interpreter)();        ///< 3.7 and later
    PyObject (*get_frame)();            ///< borrowed
    PyObject (*frame_back)(PyObject);
    PyObject (*frame_code)(PyObject);
    int (*frame_line)(PyObject);
    PyObject (*frame_variable)(PyObject, const char*); ///< 3.12 and later
    PyObject (*frame_locals)(PyObject);                ///< 3.11 and later
    PyObject (*attribute)(PyObject, const char*);
    PyObject (*item_by_name)(PyObject, const char*);
    PyObject (*tuple_item)(PyObject, long); ///< borrowed
    const char* (*as_utf8)(PyObject);
    void (*keep)(PyObject);
    void (*forget)(PyObject);
    void (*clear_error)();
    void (*fetch_error)(PyObject*, PyObject*, PyObject*);
    void (*restore_error)(PyObject, PyObject, PyObject);
    PyObject (*import_module)(const char*);
    PyObject (*call)(PyObject, PyObject); ///< with a tuple of arguments, or nullptr for none
    int (*add_audit_hook)(int (*)(const char*, PyObject, void*), void*); ///< 3.8 and later
    int (*disable_collector)(); ///< 3.10 and later; returns whether it was enabled
    int (*enable_collector)();
};

/// Looks the functions up. Returns whether this program is an interpreter, or has one in it.
bool find_python_api() noexcept;
/// Returns whether it has found them.
bool is_python() noexcept;
/// Returns them. Only where is_python_ready() they may be called.
const PythonApi& python() noexcept;
/// Whether the address lies in the code or the data of the interpreter itself. It takes no lock.
bool is_python_code(const void* address) noexcept;
/// Whether the calling thread is in the first interpreter of its process. What is kept from one call to the
/// next is of that only: another one may have a lock of its own, and takes its objects' memory with it when
/// it ends, whoever has references to them.
bool is_in_main_interpreter() noexcept;
/// Whether the calling thread holds the lock of an interpreter that works.
bool is_python_ready() noexcept;

/// A reference that is given back at the end of the scope.
class PyReference {
public:
    explicit PyReference(PyObject object) noexcept : object_(object) {}
    ~PyReference() {
        if (object_ != nullptr)
            python().forget(object_);
    }
    PyReference(const PyReference&) = delete;
    PyReference& operator=(const PyReference&) = delete;

    PyObject get() const noexcept { return object_; }
    explicit operator bool() const noexcept { return object_ != nullptr; }
    /// Gives back what it has and takes another one over.
    void reset(PyObject object) noexcept {
        if (object_ != nullptr)
            python().forget(object_);
        object_ = object;
    }

private:
    PyObject object_;
};

/// Keeps what this library does from being seen: the error that the program is about to raise stays, and
/// objects that it makes begin no garbage collection, in which the program's code would run.
class UnseenByPython {
public:
    UnseenByPython() noexcept;
    ~UnseenByPython();
    UnseenByPython(const UnseenByPython&) = delete;
    UnseenByPython& operator=(const UnseenByPython&) = delete;

private:
    PyObject type_ = nullptr;
    PyObject value_ = nullptr;
    PyObject traceback_ = nullptr;
    bool collects_;
};

} // namespace interleave::preload
