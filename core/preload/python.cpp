// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/preload/python.h"

#include "core/preload/hook.h"
#include "core/preload/python_api.h"
#include "core/preload/python_names.h"

namespace interleave::preload {

namespace {

int audit(const char* event, PyObject arguments, void*) {
    const Hook hook;
    if (hook)
        note_audit_event(event, arguments);
    return 0;
}

} // namespace

void find_python() noexcept {
    if (find_python_api() && python().add_audit_hook != nullptr)
        python().add_audit_hook(audit, nullptr);
}

} // namespace interleave::preload
