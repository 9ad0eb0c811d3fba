// SPDX-License-Identifier: GPL-3.0-or-later
// Memory that a process shares with the children that it forks.
#pragma once

#include <cstddef>

namespace interleave {

/// The memory is zeroed and anonymous, and is freed with its last user. It can be moved, not copied.
class SharedMemory {
public:
    /// Throws RunError if the system gives no memory.
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
