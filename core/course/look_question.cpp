// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/course/look_question.h"

#include "core/event/error.h"

#include <fnmatch.h>

#include <algorithm>
#include <charconv>

namespace interleave {

const std::string& LookQuestion::where(const char* word) const {
    const auto found = look_.where.find(word);
    if (found == look_.where.end())
        throw UsageError("'" + look_.text + "' lacks '" + word + " NAME'; add it");
    return found->second;
}

std::vector<const Lane*> LookQuestion::lanes_called(const std::string& pattern) const {
    std::vector<const Lane*> found;
    for (std::size_t i = 0; i < trace_.lane_count(); ++i)
        if (is_called(trace_.lane(i), pattern))
            found.push_back(&trace_.lane(i));
    if (found.empty())
        throw UsageError("no lane is called '" + pattern + "'");
    return found;
}

std::vector<const Lane*> LookQuestion::lanes_where(const char* word) const {
    return lanes_called(has(word) ? where(word) : "*");
}

std::vector<const Object*> LookQuestion::objects_called(const std::string& pattern) const {
    std::vector<const Object*> found;
    for (std::size_t i = 0; i < trace_.object_count(); ++i)
        if (is_called(trace_.object(i), pattern))
            found.push_back(&trace_.object(i));
    if (found.empty())
        throw UsageError("nothing is called '" + pattern + "'");
    return found;
}

std::vector<const Object*> LookQuestion::objects_used(const std::string& pattern) const {
    std::vector<const Object*> found = objects_called(pattern);
    std::erase_if(found, [](const Object* object) { return object->changes().size() == 0; });
    return found;
}

void LookQuestion::require_object(const char* word) const {
    if (has(word))
        objects_called(where(word));
}

bool LookQuestion::is_meant(const char* word, std::uint16_t object) const {
    if (!has(word))
        return true;
    const Object* const found = trace_.find_object(ObjectId{object});
    return found != nullptr && is_called(*found, where(word));
}

std::int64_t LookQuestion::until(std::int64_t time) const noexcept {
    return std::min(time, trace_.time_end());
}

bool fits(const std::string& pattern, const std::string& name) {
    return fnmatch(pattern.c_str(), name.c_str(), 0) == 0;
}

std::int64_t whole_number_in(const std::string& word) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
    if (error != std::errc() || end != word.data() + word.size())
        throw UsageError("'" + word + "' is no number; write a whole number");
    return number;
}

} // namespace interleave
