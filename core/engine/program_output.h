// SPDX-License-Identifier: GPL-3.0-or-later
// What a recorded program has printed, as far as it is kept.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace interleave {

/// Where a program prints.
enum class OutputStream : unsigned char {
    output, ///< standard output
    errors  ///< standard error
};

/// Bytes that came one after another, as the program wrote them.
struct OutputPart {
    OutputStream stream;
    std::string bytes;
};

/// The last bytes that a program printed on both streams, in the order in which they arrived: of what is
/// written to both at nearly the same time, either may be first. One thread appends; any thread may read
/// while it grows.
class ProgramOutput {
public:
    static constexpr std::size_t usual_bytes = std::size_t{1} << 20U;

    /// So many bytes are kept at most, what keeping them costs included.
    explicit ProgramOutput(std::size_t most_bytes = usual_bytes) : most_bytes_(most_bytes) {}

    /// Adds bytes, and forgets the oldest if there are too many. Where no memory is left they are forgotten.
    void append(OutputStream stream, std::string_view bytes) noexcept;

    /// Returns how many bytes were printed so far. It takes no lock.
    std::uint64_t size() const noexcept { return size_.load(std::memory_order_acquire); }

    struct Kept {
        std::uint64_t begin = 0; ///< how many bytes were printed before the first of these
        std::vector<OutputPart> parts{};
    };
    /// Returns a copy of what is kept, without what was printed before the byte `from`.
    Kept kept(std::uint64_t from = 0) const;

private:
    void add(OutputStream stream, std::string_view bytes);
    void forget_first();

    const std::size_t most_bytes_;
    mutable std::mutex mutex_; ///< guards all that follows; size_ is only written with it
    std::deque<OutputPart> parts_;
    std::size_t cost_ = 0;    ///< of parts_, in bytes
    std::uint64_t begin_ = 0; ///< how many bytes were printed before the first part
    std::atomic<std::uint64_t> size_{0};
};

} // namespace interleave
