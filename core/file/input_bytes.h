// SPDX-License-Identifier: GPL-3.0-or-later
// The bytes of a file with a look ahead, by which a reader for them is chosen and a text is cut into lines.
#pragma once

#include "core/file/byte_source.h"

#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace interleave {

/// One thread uses it, but any thread may call cancel() and progress().
class InputBytes {
public:
    /// The most bytes that look() shows at once, and the longest line that is not cut.
    static constexpr std::size_t capacity = std::size_t{5} << 20U;

    explicit InputBytes(std::unique_ptr<ByteSource> source);

    /// Opens a file, or standard input for "-"; what gzip or zstd packed is unpacked. Throws RunError.
    static std::unique_ptr<InputBytes> open(const std::string& path);
    /// The same of bytes that are open already.
    static std::unique_ptr<InputBytes> of(std::unique_ptr<ByteSource> source);

    /// Shows the next bytes, at least `least` of them unless the end comes before; `least` is at most
    /// `capacity`. They stay valid until the next call. Throws as ByteSource::read() does, but what came
    /// before an error is shown first.
    std::string_view look(std::size_t least);
    /// Goes on behind the first `count` bytes of what look() showed.
    void take(std::size_t count) noexcept;
    /// Returns how many bytes were taken, counted as unpacked.
    std::uint64_t offset() const noexcept { return offset_; }

    /// Returns the next line without its end ("\n" or "\r\n"), or nothing at the end. Of a line that is
    /// longer than `capacity` it returns the beginning and skips the rest. It stays valid until the next
    /// call.
    std::optional<std::string_view> line();
    /// Returns the number of the line that line() returned last, from 1.
    std::uint64_t line_number() const noexcept { return line_number_; }

    void cancel() noexcept { source_->cancel(); }
    std::optional<double> progress() const noexcept { return source_->progress(); }

private:
    void skip_rest_of_line();

    std::unique_ptr<ByteSource> source_;
    std::vector<char> buffer_;
    std::size_t begin_ = 0; ///< of what is not yet taken
    std::size_t end_ = 0;
    bool over_ = false;            ///< the source has no more
    std::exception_ptr failure_{}; ///< of the source, to be thrown when what came before is taken
    bool cut_line_ = false;        ///< line() returned only the beginning of its last line
    std::uint64_t offset_ = 0;
    std::uint64_t line_number_ = 0;
};

} // namespace interleave
