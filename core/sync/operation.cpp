// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/operation.h"

#include <array>
#include <cstddef>

namespace interleave {

namespace {

constexpr std::array operation_names{
    "start",   "join", "acquire", "try_acquire", "release",       "wait",  "notify", "send",
    "receive", "read", "write",   "safe_point",  "blocking_call", "sleep", "print",  "spin"};
static_assert(operation_names.size() == static_cast<std::size_t>(Operation::spin) + 1);

} // namespace

const char* name_of(Operation operation) noexcept {
    const auto number = static_cast<std::size_t>(operation);
    return number < operation_names.size() ? operation_names[number] : "?";
}

} // namespace interleave
