// SPDX-License-Identifier: GPL-3.0-or-later
// Copies a file whole or not at all, also one of gigabytes.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace interleave {

/// Gets the share that is copied, from 0 to 1, many times a second. Returns false to end the copying.
using CopyProgress = std::function<bool(double share)>;

/// Replaces the file at `to` by a copy of `from` with `behind` after it, as write_whole() does; both may be
/// the same file. Where the file system can share the bytes of both it takes no time. Throws RunError with
/// one line, and Cancelled if `progress` said so; then `to` is as it was.
void copy_whole(const std::string& from, const std::string& to, std::string_view behind,
                const CopyProgress& progress);

} // namespace interleave
