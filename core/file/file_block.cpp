// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/file/file_block.h"

#include "core/event/error.h"

#include <bit>
#include <cstring>
#include <memory>
#include <new>
#include <zlib.h>
#include <zstd.h>

namespace interleave {

namespace {

static_assert(std::endian::native == std::endian::little, "numbers in the file begin with their lowest byte");

constexpr std::string_view block_mark = "ILVB";
constexpr std::uint16_t flag_packed = 1;
constexpr std::uint16_t flag_essential = 2;

/// Fast enough to be hidden behind the run: the next level takes twice as long for a tenth less.
constexpr int packing_level = 1;

std::uint32_t checksum_of(std::string_view bytes) noexcept {
    return static_cast<std::uint32_t>(
        crc32_z(0, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()));
}

template <typename Number>
void put(std::string& out, Number number) {
    char bytes[sizeof number];
    std::memcpy(bytes, &number, sizeof number);
    out.append(bytes, sizeof number);
}

/// Takes numbers from bytes of which there are enough.
class Taker {
public:
    explicit Taker(std::string_view bytes) noexcept : bytes_(bytes) {}
    template <typename Number>
    Number take() noexcept {
        Number number;
        std::memcpy(&number, bytes_.data(), sizeof number);
        bytes_.remove_prefix(sizeof number);
        return number;
    }

private:
    std::string_view bytes_;
};

/// Whether the last four of so many first bytes are the checksum of those before.
bool is_whole(std::string_view bytes, std::size_t count) noexcept {
    const std::size_t checked = count - sizeof(std::uint32_t);
    return Taker(bytes.substr(checked)).take<std::uint32_t>() == checksum_of(bytes.substr(0, checked));
}

struct FreePacker {
    void operator()(ZSTD_CCtx* packer) const noexcept { ZSTD_freeCCtx(packer); }
};
struct FreeUnpacker {
    void operator()(ZSTD_DCtx* unpacker) const noexcept { ZSTD_freeDCtx(unpacker); }
};

std::string packed(std::string_view content) {
    thread_local const std::unique_ptr<ZSTD_CCtx, FreePacker> packer(ZSTD_createCCtx());
    std::string bytes(ZSTD_compressBound(content.size()), '\0');
    const std::size_t count = packer == nullptr
                                  ? 0
                                  : ZSTD_compressCCtx(packer.get(), bytes.data(), bytes.size(),
                                                      content.data(), content.size(), packing_level);
    if (packer == nullptr || ZSTD_isError(count) != 0U)
        throw std::bad_alloc();
    bytes.resize(count);
    return bytes;
}

} // namespace

std::string file_head(FileHead head) {
    std::string bytes(file_magic);
    put(bytes, head.version);
    put(bytes, head.revision);
    put(bytes, checksum_of(bytes));
    return bytes;
}

std::optional<FileHead> read_file_head(std::string_view bytes) noexcept {
    if (bytes.size() < file_head_bytes || !bytes.starts_with(file_magic) || !is_whole(bytes, file_head_bytes))
        return std::nullopt;
    Taker numbers(bytes.substr(file_magic.size()));
    FileHead head{};
    head.version = numbers.take<std::uint16_t>();
    head.revision = numbers.take<std::uint16_t>();
    return head;
}

std::string make_block(BlockHead head, std::string_view content) {
    const std::string shorter = packed(content);
    head.packed = shorter.size() < content.size();
    const std::string_view stored = head.packed ? std::string_view(shorter) : content;
    std::string block(block_mark);
    block.reserve(block_head_bytes + stored.size());
    put(block, static_cast<std::uint16_t>(head.kind));
    put(block,
        static_cast<std::uint16_t>((head.packed ? flag_packed : 0) | (head.essential ? flag_essential : 0)));
    put(block, static_cast<std::uint32_t>(stored.size()));
    put(block, static_cast<std::uint32_t>(content.size()));
    put(block, head.begin);
    put(block, head.end);
    put(block, head.records);
    put(block, checksum_of(stored));
    put(block, std::uint32_t{0});
    put(block, checksum_of(block));
    block += stored;
    return block;
}

std::optional<BlockHead> read_block_head(std::string_view bytes) noexcept {
    if (bytes.size() < block_head_bytes || !bytes.starts_with(block_mark) ||
        !is_whole(bytes, block_head_bytes))
        return std::nullopt;
    Taker numbers(bytes.substr(block_mark.size()));
    BlockHead head{};
    head.kind = static_cast<BlockKind>(numbers.take<std::uint16_t>());
    const auto flags = numbers.take<std::uint16_t>();
    head.packed = (flags & flag_packed) != 0;
    head.essential = (flags & flag_essential) != 0;
    head.stored = numbers.take<std::uint32_t>();
    head.plain = numbers.take<std::uint32_t>();
    head.begin = numbers.take<std::int64_t>();
    head.end = numbers.take<std::int64_t>();
    head.records = numbers.take<std::uint32_t>();
    head.checksum = numbers.take<std::uint32_t>();
    if (head.stored > longest_block || head.plain > longest_block)
        return std::nullopt;
    return head;
}

std::size_t find_block_mark(std::string_view bytes, std::size_t from) noexcept {
    return bytes.find(block_mark, from);
}

std::string content_of(const BlockHead& head, std::string_view stored) {
    if (stored.size() != head.stored || checksum_of(stored) != head.checksum)
        throw RunError("is damaged");
    if (!head.packed) {
        if (head.plain != head.stored)
            throw RunError("does not have the length that it says");
        return std::string(stored);
    }
    thread_local const std::unique_ptr<ZSTD_DCtx, FreeUnpacker> unpacker(ZSTD_createDCtx());
    if (unpacker == nullptr)
        throw std::bad_alloc();
    std::string content(head.plain, '\0');
    const std::size_t count =
        ZSTD_decompressDCtx(unpacker.get(), content.data(), content.size(), stored.data(), stored.size());
    if (ZSTD_isError(count) != 0U || count != content.size())
        throw RunError("cannot be unpacked");
    return content;
}

} // namespace interleave
