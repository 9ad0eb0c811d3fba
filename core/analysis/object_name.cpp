// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/object_name.h"

#include "core/trace/object.h"
#include "core/trace/trace.h"

namespace interleave {

std::string object_name(const Trace& trace, ObjectId id, const char* unknown) {
    const Object* const object = trace.find_object(id);
    return object != nullptr ? object->name() : std::string(unknown);
}

} // namespace interleave
