// SPDX-License-Identifier: GPL-3.0-or-later
// Writes a file whole or not at all.
#pragma once

#include "core/file/output.h"

#include <functional>
#include <string>
#include <string_view>

namespace interleave {

/// Replaces the file at `path` by `bytes` after they are safely on the disk, by means of a temporary file in
/// the same folder. That has no name until the end where the file system allows it; what a killed program
/// left in the folder all the same is removed. A symbolic link stays, and what it leads to is written. On any
/// error throws RunError with one line, and leaves neither the temporary file nor a changed `path`.
void write_whole(const std::string& path, std::string_view bytes);

/// The same for bytes that `write` makes, which is called once. An error of the file, as of a full disk, ends
/// `write` with RunError at once. What `write` throws passes on, and nothing is left then either.
void write_whole(const std::string& path, const std::function<void(Output& output)>& write);
/// The same of bytes that `write` writes into a descriptor. It returns 0, or the errno of the write that
/// failed; it is called once, with an empty file, and what it throws is passed on.
void write_whole_with(const std::string& path, const std::function<int(int descriptor)>& write);

/// Throws RunError if write_whole could not make or replace the file: no such folder, no right to write in
/// it, or a folder, pipe, socket or device of that name.
void check_writable(const std::string& path);

/// Returns the path of the file that is written for `path`: what a symbolic link leads to. It need not exist.
/// Throws RunError for links in a circle.
std::string written_path(const std::string& path);

/// Returns a new name for a temporary file in the folder of `target`. If its program is killed, the next
/// write_whole() in that folder removes it.
std::string temporary_path_beside(const std::string& target);

} // namespace interleave
