// SPDX-License-Identifier: GPL-3.0-or-later
// What a reader knows of lanes and objects. The text is copied, bounded and printable.
#pragma once

#include "core/event/record.h"

#include <cstdint>
#include <string>

namespace interleave {

struct LaneInfo {
    LaneId id;
    LaneKind kind;
    std::int32_t pid;
    std::int32_t tid;
    ObjectId worker; ///< the object others join, no_object for the main lane
    std::string name;
};

struct ObjectInfo {
    ObjectId id;
    ObjectKind kind;
    std::string name;
};

} // namespace interleave
