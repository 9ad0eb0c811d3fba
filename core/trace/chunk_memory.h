// SPDX-License-Identifier: GPL-3.0-or-later
// The memory of long sequences: pages of the kernel, and files for what goes beyond a bound, so that a run
// may be longer than memory is large.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace interleave {

/// Where large chunks of all traces of this process lie.
struct ChunkPlaces {
    std::uint64_t most_in_memory; ///< bytes; chunks that would exceed it lie in files
    std::string folder;           ///< of these files, which have no name and vanish with the process
};

/// Sets it for the chunks that are allocated from now on. Before the first call all of them lie in memory.
/// Any thread may call it.
void set_chunk_places(ChunkPlaces places);

/// How many bytes the chunks take that are in use now. Of a chunk in a file the whole counts, because the
/// disk's room is reserved at once.
struct ChunkBytes {
    std::uint64_t in_memory;
    std::uint64_t in_files;
};
ChunkBytes chunk_bytes() noexcept;

/// Returns memory for a part of a sequence. One that is not small is in large pages where possible, because
/// cache misses are most of the cost of a look-up in a long sequence. What is not small comes from the kernel
/// itself, as malloc() keeps up to 64 MiB of freed memory for each of its arenas. A chunk for which a file is
/// wanted lies in memory if there can be no file, as on a full disk. Throws std::bad_alloc.
void* allocate_chunk(std::size_t bytes);
/// Frees it. The kernel has the memory of a chunk that is not small back at once.
void free_chunk(void* chunk, std::size_t bytes) noexcept;

} // namespace interleave
