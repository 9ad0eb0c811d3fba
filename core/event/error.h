// SPDX-License-Identifier: GPL-3.0-or-later
// The two ways in which a request can fail. The command line turns them into its exit status.
#pragma once

#include <stdexcept>

namespace interleave {

/// The request was wrong (an unknown name, a value out of range). The exit status is 2. `what()` is one line
/// that says what, where and the remedy.
class UsageError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// The run or a file failed. The exit status is 1. `what()` is one line that says what, where and the remedy.
class RunError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

} // namespace interleave
