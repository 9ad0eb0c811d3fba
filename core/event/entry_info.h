// SPDX-License-Identifier: GPL-3.0-or-later
// What a reader was told of lanes and objects: copied, bounded, printable.
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
