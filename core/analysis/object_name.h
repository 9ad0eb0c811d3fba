// SPDX-License-Identifier: GPL-3.0-or-later
// What an object of a trace is called, also where the trace does not know it.
#pragma once

#include "core/event/record.h"

#include <string>

namespace interleave {

class Trace;

/// Returns the object's name, or `unknown` where the trace has no such object.
std::string object_name(const Trace& trace, ObjectId id, const char* unknown = "");

} // namespace interleave
