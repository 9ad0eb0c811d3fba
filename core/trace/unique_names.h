// SPDX-License-Identifier: GPL-3.0-or-later
// Gives each lane and each object of a run a name of its own, so that a sentence or a row can be about only
// one.
#pragma once

#include <cstddef>
#include <string>
#include <unordered_map>

namespace interleave {

/// Only one thread uses it.
class UniqueNames {
public:
    /// Returns `name`, or "name (2)", "name (3)" … if it was returned before. Each result is returned once.
    std::string unique(const std::string& name);
    /// Returns about how many bytes the names take.
    std::size_t bytes() const noexcept;

private:
    std::unordered_map<std::string, std::size_t> times_; ///< how often each name was asked for
    std::size_t characters_ = 0;
};

} // namespace interleave
