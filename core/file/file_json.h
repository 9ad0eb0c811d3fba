// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the JSON blocks of a file. They are untrusted, and may be of an older program, which does not know
// all of what this one writes, or of a newer one, which writes more.
#pragma once

#include "core/event/error.h"
#include "core/trace/json.h"

#include <cmath>
#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

namespace interleave {

/// What a JSON block may hold: as long as a block can be; the names of as many lanes and objects as there can
/// be.
inline constexpr JsonLimits file_json_limits{std::size_t{4} << 20U, 20, 200'000};

[[noreturn]] inline void refuse_json(const char* key, const char* wanted) {
    throw RunError("has no " + std::string(wanted) + " as '" + key + "'");
}

/// Each take() sets the last argument to the member of this name, and leaves it as it is if there is none or
/// it is null. They throw RunError for a member of another type.
inline void take(const Json& json, const char* key, std::string& text) {
    const auto found = json.find(key);
    if (found == json.end() || found->is_null())
        return;
    if (!found->is_string())
        refuse_json(key, "text");
    text = found->get<std::string>();
}
inline void take(const Json& json, const char* key, bool& flag) {
    const auto found = json.find(key);
    if (found == json.end() || found->is_null())
        return;
    if (!found->is_boolean())
        refuse_json(key, "truth value");
    flag = found->get<bool>();
}
inline void take(const Json& json, const char* key, double& number) {
    const auto found = json.find(key);
    if (found == json.end() || found->is_null())
        return;
    if (!found->is_number())
        refuse_json(key, "number");
    number = found->get<double>();
}
template <WholeNumber Number>
void take(const Json& json, const char* key, Number& number) {
    const auto found = json.find(key);
    if (found == json.end() || found->is_null())
        return;
    try {
        number = whole_number_from<Number>(*found);
    } catch (const RunError&) {
        refuse_json(key, "whole number that fits");
    }
}

/// They return nullptr if there is none. They throw RunError for anything else of this name.
inline const Json* find_object(const Json& json, const char* key) {
    const auto found = json.find(key);
    if (found == json.end())
        return nullptr;
    if (!found->is_object())
        refuse_json(key, "object");
    return &*found;
}
inline const Json* find_list(const Json& json, const char* key) {
    const auto found = json.find(key);
    if (found == json.end())
        return nullptr;
    if (!found->is_array())
        refuse_json(key, "list");
    return &*found;
}

/// Returns what `read` makes of the JSON object in the text. Throws RunError, whose message follows "the
/// block", for what is none.
template <typename Read>
auto read_json(std::string_view text, Read&& read) {
    try {
        const Json json = parse_untrusted(text, file_json_limits);
        if (!json.is_object())
            throw RunError("is no JSON object");
        return read(json);
    } catch (const Json::parse_error&) {
        throw RunError("is no JSON");
    } catch (const Json::exception&) {
        throw RunError("has a member that is not what it should be");
    }
}

} // namespace interleave
