// SPDX-License-Identifier: GPL-3.0-or-later
// Where a reader's bytes come from: a file or standard input, compressed or not.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

namespace interleave {

/// Bytes that come one after the other. One thread uses it, but any thread may call cancel().
class ByteSource {
public:
    ByteSource() = default;
    virtual ~ByteSource() = default;
    ByteSource(const ByteSource&) = delete;
    ByteSource& operator=(const ByteSource&) = delete;

    /// Fills the beginning of `bytes` and returns how many; 0 only at the end. It waits where they come
    /// through a pipe. Throws RunError with one line, and Cancelled after cancel().
    virtual std::size_t read(std::span<char> bytes) = 0;
    /// Ends a read() that waits, and all later ones.
    virtual void cancel() noexcept = 0;
    /// Returns which share of the file's bytes has been read, from 0 to 1, or nothing if its size is not
    /// known.
    virtual std::optional<double> progress() const noexcept = 0;
};

/// What read() throws after cancel().
struct Cancelled {};

/// The name of standard input as an operand.
inline constexpr const char* standard_input = "-";

/// Opens a file, or standard input for "-", to be read as it is. Throws RunError.
std::unique_ptr<ByteSource> open_file_bytes(const std::string& path);

/// Returns the bytes that gzip or zstd made those of `packed` from; several packed streams one behind the
/// other count as one, as the programs of these names have it. Of what is packed badly it throws RunError at
/// the place. Its memory is bounded whatever the bytes say.
std::unique_ptr<ByteSource> unpack_gzip(std::unique_ptr<ByteSource> packed);
std::unique_ptr<ByteSource> unpack_zstd(std::unique_ptr<ByteSource> packed);

} // namespace interleave
