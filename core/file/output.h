// SPDX-License-Identifier: GPL-3.0-or-later
// Where the bytes of a file go while they are made, so that a large file is never held in memory.
#pragma once

#include <string_view>

namespace interleave {

/// One thread uses it.
class Output {
public:
    Output() = default;
    virtual ~Output() = default;
    Output(const Output&) = delete;
    Output& operator=(const Output&) = delete;

    /// Writes all of the bytes, after those before. Throws RunError with one line if that fails.
    virtual void write(std::string_view bytes) = 0;
};

} // namespace interleave
