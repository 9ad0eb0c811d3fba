// SPDX-License-Identifier: GPL-3.0-or-later
// The JSON library, and named values to and from JSON.
#pragma once

#include "core/event/error.h"
#include "core/trace/json_forward.h"
#include "core/trace/named_values.h"

#include <nlohmann/json.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

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

/// Returns a whole number of an untrusted writer. Throws RunError, whose message follows a subject, for
/// anything else and for a number that `Number` cannot hold. (The library converts such numbers, which is
/// undefined for fractions.)
template <std::integral Number>
Number whole_number_from(const Json& json) {
    if (json.is_number_unsigned()) {
        const auto number = json.get<std::uint64_t>();
        if (std::in_range<Number>(number))
            return static_cast<Number>(number);
    } else if (json.is_number_integer()) {
        const auto number = json.get<std::int64_t>();
        if (std::in_range<Number>(number))
            return static_cast<Number>(number);
    }
    throw RunError("has something else where a whole number of " + std::to_string(8 * sizeof(Number)) +
                   " bits is expected");
}

/// Without line breaks; bytes that are no UTF-8 are replaced.
std::string one_line(const Json& json);
/// As people read it, with a line break at the end; bytes that are no UTF-8 are replaced.
std::string document(const Json& json);

} // namespace interleave
