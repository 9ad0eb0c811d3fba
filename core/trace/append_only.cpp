// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/append_only.h"

#include <cstdint>
#include <cstdlib>
#include <sys/mman.h>

namespace interleave {

namespace {

constexpr std::size_t large_page = std::size_t{2} << 20U;

/// A smaller one may share its pages with others.
bool has_pages_of_its_own(std::size_t bytes) noexcept {
    return bytes >= std::size_t{128} << 10U;
}

/// A smaller one would waste too much of its last page.
bool is_in_large_pages(std::size_t bytes) noexcept {
    return bytes >= 2 * large_page;
}

std::size_t rounded(std::size_t bytes) noexcept {
    return is_in_large_pages(bytes) ? (bytes + large_page - 1) / large_page * large_page : bytes;
}

/// Returns nullptr if there is no memory.
void* map(std::size_t bytes) noexcept {
    void* const memory = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return memory == MAP_FAILED ? nullptr : memory;
}

/// The same, at an address where large pages can begin. `bytes` is a multiple of their size.
void* map_large_pages(std::size_t bytes) noexcept {
    auto* const memory = static_cast<std::byte*>(map(bytes + large_page));
    if (memory == nullptr)
        return nullptr;
    const std::size_t before =
        (large_page - reinterpret_cast<std::uintptr_t>(memory) % large_page) % large_page;
    std::byte* const chunk = memory + before;
    if (before > 0)
        munmap(memory, before);
    munmap(chunk + bytes, large_page - before);
    madvise(chunk, bytes, MADV_HUGEPAGE); // only a hint; small pages work as well
    return chunk;
}

} // namespace

void* allocate_chunk(std::size_t bytes) {
    void* const memory = is_in_large_pages(bytes)      ? map_large_pages(rounded(bytes))
                         : has_pages_of_its_own(bytes) ? map(bytes)
                                                       : std::malloc(bytes);
    if (memory == nullptr)
        throw std::bad_alloc();
    return memory;
}

void free_chunk(void* chunk, std::size_t bytes) noexcept {
    if (has_pages_of_its_own(bytes))
        munmap(chunk, rounded(bytes));
    else
        std::free(chunk);
}

} // namespace interleave
