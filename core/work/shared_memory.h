// SPDX-License-Identifier: GPL-3.0-or-later
// A few pages that a process shares with the children it forks.
#pragma once

#include <cstddef>

namespace interleave {

/// Zeroed, anonymous, gone with its last user. Move-only.
class SharedMemory {
public:
    /// Throws RunError if there is none.
    explicit SharedMemory(std::size_t bytes);
    ~SharedMemory();
    SharedMemory(SharedMemory&& other) noexcept;
    SharedMemory& operator=(SharedMemory&&) = delete;

    void* data() const noexcept { return data_; }

private:
    void* data_;
    std::size_t bytes_;
};

} // namespace interleave
