// SPDX-License-Identifier: GPL-3.0-or-later
// Finds the limits of this process with which runs would be refused something.
#pragma once

#include <string>
#include <vector>

namespace interleave {

struct TightLimit {
    std::string what;
    std::string remedy;
};

/// Looks at each limit, and plans the memory of every scenario with its default parameters.
std::vector<TightLimit> tight_limits();

/// Returns the limits that are set, in words and separated by commas; empty if none is.
std::string limits_text();

} // namespace interleave
