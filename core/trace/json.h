// SPDX-License-Identifier: GPL-3.0-or-later
// The JSON library, and named values to and from JSON.
#pragma once

#include "core/trace/json_forward.h"
#include "core/trace/named_values.h"

#include <nlohmann/json.hpp>

namespace interleave {

/// What is not finite becomes null, as JSON has no word for it.
Json to_json(const Value& value);
Json to_json(const NamedValues& values);

/// Throws nlohmann::json::exception for binary values, which no text has.
Value value_from(const Json& json);
/// Throws nlohmann::json::exception for anything but an object.
NamedValues named_values_from(const Json& json);

/// Without line breaks; bytes that are no UTF-8 are replaced.
std::string one_line(const Json& json);
/// As people read it, with a line break at the end; bytes that are no UTF-8 are replaced.
std::string document(const Json& json);

} // namespace interleave
