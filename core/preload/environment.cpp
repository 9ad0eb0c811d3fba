// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/preload/environment.h"

#include "core/event/preload_environment.h"
#include "core/event/recorder.h"
#include "core/preload/lane.h"
#include "core/preload/session.h"
#include "core/preload/text.h"

#include <cstdlib>
#include <cstring>
#include <string_view>
#include <unistd.h>

namespace interleave::preload {

namespace {

constexpr const char* preload_variable = "LD_PRELOAD";

bool has_name(const char* variable, const char* name) noexcept {
    const std::size_t length = std::strlen(name);
    return std::strncmp(variable, name, length) == 0 && variable[length] == '=';
}

/// Reads a whole number; returns `none` for anything else.
std::uint64_t number_in(const char* text, std::uint64_t none) noexcept {
    if (text == nullptr || *text < '0' || *text > '9')
        return none;
    std::uint64_t number = 0;
    for (; *text >= '0' && *text <= '9' && number < 1'000'000'000; ++text)
        number = number * 10 + static_cast<std::uint64_t>(*text - '0');
    return number;
}

/// Takes a variable that was meant for this image only out of the environment.
std::uint64_t take_number(const char* name, std::uint64_t none) noexcept {
    const std::uint64_t number = number_in(std::getenv(name), none); // NOLINT(concurrency-mt-unsafe)
    unsetenv(name);                                                  // NOLINT(concurrency-mt-unsafe)
    return number;
}

} // namespace

Environment::Environment(char* const* given, LaneId lane, ObjectId worker, std::string_view name) noexcept
    : result_(given) {
    if (session() == nullptr)
        return;
    constexpr std::size_t added = 6; // five variables and the end
    const char* preload = nullptr;
    for (char* const* variable = given; variable != nullptr && *variable != nullptr; ++variable) {
        if (has_name(*variable, preload_variable))
            preload = *variable + std::strlen(preload_variable) + 1;
        else if (!has_name(*variable, preload_session) && !has_name(*variable, preload_lane) &&
                 !has_name(*variable, preload_worker) && !has_name(*variable, preload_name))
            variables_[count_++] = *variable;
        if (count_ + added > most_variables)
            return;
    }
    Text<path_capacity * 4> libraries;
    const std::string_view others = preload != nullptr ? preload : "";
    if (others.find(library_path()) == std::string_view::npos)
        libraries.add(library_path()).add(others.empty() ? "" : ":");
    libraries.add(others);
    add(preload_variable, libraries.c_str());
    Text<path_capacity> text;
    text.add(session_path());
    add(preload_session, text.c_str());
    if (lane != no_lane) {
        text.clear();
        text.add_number(lane);
        add(preload_lane, text.c_str());
    }
    if (worker != no_object) {
        text.clear();
        text.add_number(worker);
        add(preload_worker, text.c_str());
    }
    if (!name.empty()) {
        text.clear();
        text.add(name);
        add(preload_name, text.c_str());
    }
    variables_[count_] = nullptr;
    result_ = variables_.data();
}

void Environment::add(const char* name, const char* value) noexcept {
    const std::size_t name_length = std::strlen(name);
    const std::size_t value_length = std::strlen(value);
    if (used_ + name_length + value_length + 2 > most_bytes)
        return;
    char* const text = texts_.data() + used_;
    std::memcpy(text, name, name_length);
    text[name_length] = '=';
    std::memcpy(text + name_length + 1, value, value_length + 1);
    used_ += name_length + value_length + 2;
    variables_[count_++] = text;
}

void begin_first_lane() noexcept {
    Lane& lane = Lane::of_this_thread();
    const std::uint64_t before = take_number(preload_lane, no_lane);
    const auto worker = static_cast<ObjectId>(take_number(preload_worker, no_object));
    Text<name_capacity> name;
    if (const char* const given = std::getenv(preload_name)) { // NOLINT(concurrency-mt-unsafe)
        name.add(given);
        unsetenv(preload_name); // NOLINT(concurrency-mt-unsafe)
    }
    if (before < no_lane && session()->is_lane_of_this_thread(static_cast<LaneId>(before)))
        lane.go_on(static_cast<LaneId>(before), program_name());
    else
        lane.begin(LaneKind::process, name.empty() ? program_name() : name.view(), worker);
    if (!name.empty())
        set_process_name(name.view());
}

} // namespace interleave::preload
