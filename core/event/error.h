// SPDX-License-Identifier: GPL-3.0-or-later
// The two ways in which a request can fail; the command line turns them into its exit status.
#pragma once

#include <stdexcept>

namespace interleave {

/// The words were wrong (unknown name, value out of range): exit status 2. `what()` is one line: what, where,
/// the remedy.
class UsageError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// The run or a file failed: exit status 1. `what()` is one line: what, where, the remedy.
class RunError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

} // namespace interleave
