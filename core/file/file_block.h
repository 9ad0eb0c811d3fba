// SPDX-License-Identifier: GPL-3.0-or-later
// The frame of Interleave's own file: a head, then blocks, each with its length and checksums, so that a file
// is readable up to where it was cut, and beyond what was damaged. docs/file-format.md describes every byte.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace interleave {

inline constexpr std::string_view file_magic{"\x89ILV\r\n\x1a\n", 8};
inline constexpr std::uint16_t file_version = 1;  ///< grows when older programs cannot read the file any more
inline constexpr std::uint16_t file_revision = 1; ///< grows with what older programs can leave out

/// Bytes of the head, and of what stands before each block.
inline constexpr std::size_t file_head_bytes = 16;
inline constexpr std::size_t block_head_bytes = 48;

/// A block is at most that long, packed and unpacked.
inline constexpr std::size_t longest_block = std::size_t{4} << 20U;

enum class BlockKind : std::uint16_t {
    info = 1,    ///< what is known of the run by then, as JSON; the last one counts
    names = 2,   ///< lanes, objects and files that appeared, as JSON
    records = 3, ///< events and switches in order of time; see record_block.h
    sources = 4, ///< texts of source files, as JSON
    notes = 5,   ///< what the user noted, as JSON; the last one counts
    end = 6,     ///< how the run was closed, as JSON; only later notes may follow
};

/// What stands before a block.
struct BlockHead {
    BlockKind kind;             ///< may be one that this program does not know
    bool packed = false;        ///< by zstd
    bool essential = true;      ///< who does not know the kind cannot show the run
    std::uint32_t stored = 0;   ///< bytes that follow in the file
    std::uint32_t plain = 0;    ///< bytes when unpacked
    std::int64_t begin = 0;     ///< ns: of the first record; 0 if it has none
    std::int64_t end = 0;       ///< ns: everything before this time is complete
    std::uint32_t records = 0;  ///< how many
    std::uint32_t checksum = 0; ///< of the bytes that follow
};

/// What a file's head says.
struct FileHead {
    std::uint16_t version = file_version;
    std::uint16_t revision = file_revision;
};
std::string file_head(FileHead head = {});
/// Returns nothing if the first bytes are not those of such a file, or are damaged.
std::optional<FileHead> read_file_head(std::string_view bytes) noexcept;

/// Returns the head and the bytes of a block with this content, packed if that makes it shorter. `head` says
/// the kind, the times and the number of records; the rest is filled in.
/// `content` must not be longer than longest_block.
std::string make_block(BlockHead head, std::string_view content);

/// Returns nothing if the bytes, block_head_bytes or more, do not begin with the head of a block that can be.
std::optional<BlockHead> read_block_head(std::string_view bytes) noexcept;
/// Returns the first place at or after `from` where the head of a block may begin, for who searches the next
/// one behind damaged bytes; npos if there is none.
std::size_t find_block_mark(std::string_view bytes, std::size_t from) noexcept;

/// Returns a block's content. `stored` are the bytes behind its head, as many as that says. Throws RunError,
/// whose message follows "the block": "is damaged".
std::string content_of(const BlockHead& head, std::string_view stored);

} // namespace interleave
