// SPDX-License-Identifier: GPL-3.0-or-later
// The names in a recorded program's environment by which its processes find their session.
#pragma once

namespace interleave {

/// The path behind which the session's memory can be opened: /proc/PID/fd/NUMBER of the host.
inline constexpr const char* preload_session = "INTERLEAVE_SESSION";
/// The lane in which the program goes on that a process has just executed, and its id: "LANE:TID".
inline constexpr const char* preload_lane = "INTERLEAVE_LANE";
/// The name of the lane, where the program's own says less.
inline constexpr const char* preload_name = "INTERLEAVE_NAME";
/// The object by which its parent will join a process that was spawned.
inline constexpr const char* preload_worker = "INTERLEAVE_WORKER";

} // namespace interleave
