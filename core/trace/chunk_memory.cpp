// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/chunk_memory.h"

#include "core/event/descriptor.h"

#include <atomic>
#include <cstdlib>
#include <fcntl.h>
#include <mutex>
#include <new>
#include <sys/mman.h>
#include <unordered_set>
#include <utility>

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

/// What all traces of the process share. Each trace has one writer, but there may be several.
struct Places {
    std::mutex mutex; ///< guards the members below but the last
    ChunkPlaces wanted{~std::uint64_t{0}, {}};
    std::unordered_set<const void*> files; ///< chunks that lie in files
    std::uint64_t in_files = 0;
    std::atomic<std::uint64_t> in_memory{0};
};

Places& places() {
    static Places shared;
    return shared;
}

/// Returns the memory of a new file without a name, whose room on the disk is reserved; nullptr if there can
/// be none.
void* map_file(const std::string& folder, std::size_t bytes) noexcept {
    const Descriptor file(open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600));
    // A page of a sparse file for which there is no room would end the process when it is written.
    if (!file || posix_fallocate(file.get(), 0, static_cast<off_t>(bytes)) != 0)
        return nullptr;
    void* const memory = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, file.get(), 0);
    return memory == MAP_FAILED ? nullptr : memory;
}

/// Returns nullptr if the chunk is to lie in memory.
void* allocate_in_file(std::size_t bytes) {
    Places& shared = places();
    const std::lock_guard lock(shared.mutex);
    if (shared.wanted.folder.empty() || shared.in_memory.load() + bytes <= shared.wanted.most_in_memory)
        return nullptr;
    void* const memory = map_file(shared.wanted.folder, bytes);
    if (memory == nullptr)
        return nullptr;
    shared.files.insert(memory);
    shared.in_files += bytes;
    return memory;
}

/// Returns whether the chunk lay in a file.
bool forget_file(const void* chunk, std::size_t bytes) noexcept {
    Places& shared = places();
    const std::lock_guard lock(shared.mutex);
    if (shared.files.erase(chunk) == 0)
        return false;
    shared.in_files -= bytes;
    return true;
}

} // namespace

void set_chunk_places(ChunkPlaces wanted) {
    Places& shared = places();
    const std::lock_guard lock(shared.mutex);
    shared.wanted = std::move(wanted);
}

ChunkBytes chunk_bytes() noexcept {
    Places& shared = places();
    const std::lock_guard lock(shared.mutex);
    return {shared.in_memory.load(), shared.in_files};
}

void* allocate_chunk(std::size_t bytes) {
    if (!has_pages_of_its_own(bytes)) {
        if (void* const memory = std::malloc(bytes))
            return memory;
        throw std::bad_alloc();
    }
    if (void* const memory = allocate_in_file(bytes))
        return memory;
    void* const memory = is_in_large_pages(bytes) ? map_large_pages(rounded(bytes)) : map(bytes);
    if (memory == nullptr)
        throw std::bad_alloc();
    places().in_memory += bytes;
    return memory;
}

void free_chunk(void* chunk, std::size_t bytes) noexcept {
    if (!has_pages_of_its_own(bytes)) {
        std::free(chunk);
    } else if (forget_file(chunk, bytes)) {
        munmap(chunk, bytes);
    } else {
        munmap(chunk, rounded(bytes));
        places().in_memory -= bytes;
    }
}

} // namespace interleave
