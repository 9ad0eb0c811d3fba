// SPDX-License-Identifier: GPL-3.0-or-later
// The JSON library, and named values to and from JSON.
#pragma once

#include "core/trace/json_forward.h"
#include "core/trace/named_values.h"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <string_view>

namespace interleave {

/// What is not finite becomes null, as JSON has no word for it.
Json to_json(const Value& value);
Json to_json(const NamedValues& values);

/// Throws nlohmann::json::exception for binary values, which no text has.
Value value_from(const Json& json);
/// Throws nlohmann::json::exception for anything but an object.
NamedValues named_values_from(const Json& json);

/// How much the JSON text of an untrusted writer may hold.
struct JsonLimits {
    std::size_t bytes;
    std::size_t depth; ///< of lists and objects within each other
    std::size_t keys;  ///< of all objects together; adding one to an object takes time for each it has
};

/// Parses the text of an untrusted writer. The limits bound the time, the memory and the depth of every
/// function that walks the result. Throws RunError for a text beyond them, whose message follows a subject:
/// "is nested more than 16 deep". Throws nlohmann::json::exception for a text that is no JSON.
Json parse_untrusted(std::string_view text, const JsonLimits& limits);

/// Without line breaks; bytes that are no UTF-8 are replaced.
std::string one_line(const Json& json);
/// As people read it, with a line break at the end; bytes that are no UTF-8 are replaced.
std::string document(const Json& json);

} // namespace interleave
