// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/work/shared_memory.h"

#include "core/event/refused_call.h"

#include <cerrno>
#include <string>
#include <sys/mman.h>
#include <utility>

namespace interleave {

SharedMemory::SharedMemory(std::size_t bytes)
    : data_(mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0))
    , bytes_(bytes) {
    if (data_ == MAP_FAILED)
        throw_refused_call("share " + std::to_string(bytes) + " bytes with worker processes", errno);
}

SharedMemory::SharedMemory(SharedMemory&& other) noexcept
    : data_(std::exchange(other.data_, nullptr))
    , bytes_(other.bytes_) {}

SharedMemory::~SharedMemory() {
    if (data_ != nullptr)
        munmap(data_, bytes_);
}

} // namespace interleave
