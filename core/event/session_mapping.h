// SPDX-License-Identifier: GPL-3.0-or-later
// Maps the memory that a session's writers and its reader share, as a process finds it behind a descriptor.
// It is part of what a foreign program gets preloaded: it allocates nothing, throws nothing and needs the C
// library only.
#pragma once

#include "core/event/clock.h"
#include "core/event/session_layout.h"

#include <cstddef>

namespace interleave {

/// Where to map it. A pointer into the workspace holds in all processes that map it at the common address,
/// which the first of them chooses.
enum class MapAt { anywhere, common_address };

struct SessionMapping {
    enum class Refusal { none, inspect, not_a_session, map, map_at_common_address };

    std::byte* base = nullptr; ///< nullptr if it was refused
    SessionLayout layout{};
    ClockSource clock = ClockSource::monotonic_raw;
    Refusal refusal = Refusal::none;
    int error = 0; ///< errno, where the system refused

    SessionView view() const noexcept { return {base, layout}; }
};

/// Maps the session behind the descriptor, which stays open and the caller's. Any thread may call it. The
/// mapping is the caller's, and lasts until munmap() or the end of the program.
SessionMapping map_session(int descriptor, MapAt where) noexcept;

/// Maps memory that is shared with all who have the descriptor. Returns nullptr and sets errno if the system
/// refuses.
std::byte* map_shared(int descriptor, std::size_t bytes, void* address, int more_flags) noexcept;

} // namespace interleave
