// SPDX-License-Identifier: GPL-3.0-or-later
// The session that this process records into.
#pragma once

#include "core/event/session_writer.h"

#include <cstdint>
#include <string_view>

namespace interleave::preload {

/// Returns the session, or nullptr if this process is not recorded. Any thread may call it.
SessionWriter* session() noexcept;

/// Waits for a free ring if all are used and the reader may be about to give some back: a program that starts
/// thousands of threads one after another is quicker than a reader that has to wait for a processor. It waits
/// 0.2 s at most, and not again before there was a free one: more threads at once than there are rings are
/// refused.
void await_free_ring() noexcept;

/// Returns the path of the session, for the programs that this one executes; empty if there is none.
std::string_view session_path() noexcept;
/// Returns the path of this library.
std::string_view library_path() noexcept;

/// Returns a number that is another one in the child of a fork: the id of this process.
std::uint32_t process_number() noexcept;
/// Is called in the child of a fork, which has one thread.
void note_fork() noexcept;
/// Whether this process, or one that it came from, was forked since the program began.
bool is_forked() noexcept;

/// Returns the name that this process has now: that which Python gives it, or that of its program. Only its
/// threads that know nobody renames it may keep the result.
std::string_view process_name() noexcept;
void set_process_name(std::string_view name) noexcept;

/// Returns the name of the program that this process runs, without folders.
std::string_view program_name() noexcept;
/// Returns the path of its file.
std::string_view program_path() noexcept;

} // namespace interleave::preload
