// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/append_only.h"

#include <sys/mman.h>

namespace interleave {

void* allocate_chunk(std::size_t bytes) {
    constexpr std::size_t large_page = std::size_t{2} << 20U;
    // A smaller chunk would waste too much of its last page.
    const bool in_large_pages = bytes >= 2 * large_page;
    const std::size_t rounded = (bytes + large_page - 1) / large_page * large_page;
    void* const memory = in_large_pages ? std::aligned_alloc(large_page, rounded) : std::malloc(bytes);
    if (memory == nullptr)
        throw std::bad_alloc();
    if (in_large_pages)
        madvise(memory, rounded, MADV_HUGEPAGE); // only a hint; small pages work as well
    return memory;
}

} // namespace interleave
