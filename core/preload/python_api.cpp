// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/preload/python_api.h"

#include "core/preload/python_gil.h"

#include <dlfcn.h>

namespace interleave::preload {

namespace {

constinit PythonApi api{};
constinit bool is_complete = false;

template <typename Function>
bool find(Function& function, const char* name) noexcept {
    function = reinterpret_cast<Function>(dlsym(RTLD_DEFAULT, name));
    return function != nullptr;
}

// Before 3.9 a frame is asked by its attributes, as a program does.

constinit PyObject none = nullptr;
using AsNumber = long (*)(PyObject);
constinit AsNumber as_number = nullptr;

PyObject back_by_attribute(PyObject frame) {
    PyObject const back = api.attribute(frame, "f_back");
    if (back != none)
        return back;
    api.forget(back);
    return nullptr;
}

PyObject code_by_attribute(PyObject frame) {
    return api.attribute(frame, "f_code");
}

int line_by_attribute(PyObject frame) {
    PyObject const line = api.attribute(frame, "f_lineno");
    if (line == nullptr)
        return 0;
    const long number = as_number(line);
    api.forget(line);
    return static_cast<int>(number);
}

bool find_frame_functions() noexcept {
    if (find(api.frame_back, "PyFrame_GetBack") && find(api.frame_code, "PyFrame_GetCode"))
        return find(api.frame_line, "PyFrame_GetLineNumber") &&
               find(api.interpreter, "PyInterpreterState_Get");
    api.frame_back = back_by_attribute;
    api.frame_code = code_by_attribute;
    api.frame_line = line_by_attribute;
    none = dlsym(RTLD_DEFAULT, "_Py_NoneStruct");
    return none != nullptr && find(as_number, "PyLong_AsLong") &&
           find(api.interpreter, "_PyInterpreterState_Get");
}

} // namespace

bool find_python_api() noexcept {
    if (!find(api.is_initialized, "Py_IsInitialized"))
        return false;
    // Since 3.13 it has a public name.
    if (!find(api.current_thread_state, "PyThreadState_GetUnchecked"))
        find(api.current_thread_state, "_PyThreadState_UncheckedGet");
    find(api.frame_variable, "PyFrame_GetVarString");
    find(api.frame_locals, "PyFrame_GetLocals");
    find(api.add_audit_hook, "PySys_AddAuditHook");
    find(api.import_module, "PyImport_ImportModule");
    find(api.call, "PyObject_CallObject");
    find(api.disable_collector, "PyGC_Disable");
    find(api.enable_collector, "PyGC_Enable");
    is_complete = api.current_thread_state != nullptr &&
                  find(api.main_interpreter, "PyInterpreterState_Main") &&
                  find(api.get_frame, "PyEval_GetFrame") && find(api.attribute, "PyObject_GetAttrString") &&
                  find(api.item_by_name, "PyMapping_GetItemString") &&
                  find(api.tuple_item, "PyTuple_GetItem") && find(api.as_utf8, "PyUnicode_AsUTF8") &&
                  find(api.keep, "Py_IncRef") && find(api.forget, "Py_DecRef") &&
                  find(api.clear_error, "PyErr_Clear") && find(api.fetch_error, "PyErr_Fetch") &&
                  find(api.restore_error, "PyErr_Restore") && find_frame_functions();
    return true;
}

bool is_python() noexcept {
    return api.is_initialized != nullptr;
}

const PythonApi& python() noexcept {
    return api;
}

bool is_python_code(const void* address) noexcept {
    dl_find_object of_address{};
    dl_find_object of_python{};
    return is_complete && _dl_find_object(const_cast<void*>(address), &of_address) == 0 &&
           _dl_find_object(reinterpret_cast<void*>(api.is_initialized), &of_python) == 0 &&
           of_address.dlfo_link_map == of_python.dlfo_link_map;
}

bool is_in_main_interpreter() noexcept {
    return api.interpreter() == api.main_interpreter();
}

bool is_python_ready() noexcept {
    // PyGILState_Check() says yes to anyone once there was a second interpreter, so what was recorded counts.
    return is_complete && holds_gil() && api.is_initialized() != 0 && api.current_thread_state() != nullptr;
}

UnseenByPython::UnseenByPython() noexcept
    : collects_(api.disable_collector != nullptr && api.enable_collector != nullptr &&
                api.disable_collector() != 0) {
    api.fetch_error(&type_, &value_, &traceback_);
}

UnseenByPython::~UnseenByPython() {
    api.restore_error(type_, value_, traceback_);
    if (collects_)
        api.enable_collector();
}

} // namespace interleave::preload
