// SPDX-License-Identifier: GPL-3.0-or-later
// The environment of a program that this one executes: what makes it load this library and find the session,
// even where the caller left that out.
#pragma once

#include "core/event/record.h"

#include <array>
#include <cstddef>
#include <string_view>

namespace interleave::preload {

/// Makes an environment from that which a caller gives. It copies pointers, not texts, so that environment
/// must outlive it. It allocates on the stack only: with more variables than it has room for, the given one
/// is used as it is.
class Environment {
public:
    /// `lane` is where the new program goes on, or no_lane. `worker` is how its parent will join it, or
    /// no_object; `name` is that of its lane, or empty.
    Environment(char* const* given, LaneId lane, ObjectId worker, std::string_view name = {}) noexcept;

    char* const* get() const noexcept { return result_; }

private:
    static constexpr std::size_t most_variables = 4096;
    static constexpr std::size_t most_bytes = 2048;

    void add(const char* name, const char* value) noexcept;

    std::array<char*, most_variables> variables_;
    std::size_t count_ = 0;
    std::array<char, most_bytes> texts_;
    std::size_t used_ = 0;
    char* const* result_;
};

/// Begins the lane of this process's first thread: that of the program which it took the place of, or
/// another.
void begin_first_lane() noexcept;

} // namespace interleave::preload
