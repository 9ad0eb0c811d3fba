// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes in memory as the source of a reader, for tests, fuzz targets and benchmarks.
#pragma once

#include "core/file/byte_source.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace interleave::test {

/// Bytes that somebody else owns, in parts of at most `part` bytes, as a pipe gives them.
class BorrowedBytes : public ByteSource {
public:
    explicit BorrowedBytes(std::string_view bytes, std::size_t part = std::size_t{1} << 16U) noexcept
        : left_(bytes)
        , part_(part) {}
    std::size_t read(std::span<char> to) override {
        const std::size_t count = left_.copy(to.data(), std::min(to.size(), part_));
        left_.remove_prefix(count);
        return count;
    }
    void cancel() noexcept override {}
    std::optional<double> progress() const noexcept override { return std::nullopt; }

protected:
    void borrow(std::string_view bytes) noexcept { left_ = bytes; }

private:
    std::string_view left_;
    std::size_t part_;
};

/// The same for bytes of its own.
class MemoryBytes final : public BorrowedBytes {
public:
    explicit MemoryBytes(std::string bytes, std::size_t part = std::size_t{1} << 16U)
        : BorrowedBytes({}, part)
        , bytes_(std::move(bytes)) {
        borrow(bytes_);
    }

private:
    std::string bytes_;
};

} // namespace interleave::test
