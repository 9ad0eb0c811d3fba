// SPDX-License-Identifier: GPL-3.0-or-later
// The buffer into which the kernel writes the records of one perf event.
#pragma once

#include "core/event/descriptor.h"

#include <cstddef>
#include <cstdint>
#include <linux/perf_event.h>
#include <span>
#include <vector>

namespace interleave {

/// One mapped perf event. Only one thread may use it.
class PerfRing {
public:
    /// Maps `data_pages` pages (a power of two) for the records. Check is_mapped(); if it is false, errno
    /// says why.
    PerfRing(Descriptor event, std::size_t data_pages) noexcept;
    ~PerfRing();
    PerfRing(PerfRing&& other) noexcept;
    PerfRing(const PerfRing&) = delete;
    PerfRing& operator=(const PerfRing&) = delete;
    PerfRing& operator=(PerfRing&&) = delete;

    bool is_mapped() const noexcept { return base_ != nullptr; }

    /// Lets the kernel write records or not, also those of threads that inherited the event.
    void set_enabled(bool enabled) const noexcept;

    /// Calls `take(type, misc, body)` for each record, oldest first, and frees its room. `body` is the part
    /// after the record's header. It is valid during the call.
    template <typename Take>
    void drain(Take&& take) {
        const std::uint64_t head = published();
        while (head - tail_ >= sizeof(perf_event_header)) {
            perf_event_header header{};
            copy_out(tail_, {reinterpret_cast<std::byte*>(&header), sizeof header});
            if (header.size < sizeof header || header.size > head - tail_) {
                tail_ = head; // the content is invalid up to here, so it is skipped
                break;
            }
            body_.resize(header.size - sizeof header);
            copy_out(tail_ + sizeof header, body_);
            tail_ += header.size;
            take(header.type, header.misc, std::span<const std::byte>(body_));
        }
        free_read_records();
    }

private:
    std::uint64_t published() noexcept;
    void copy_out(std::uint64_t position, std::span<std::byte> to) const noexcept;
    void free_read_records() noexcept;

    Descriptor event_;
    std::byte* base_ = nullptr; ///< the kernel's control page, then the data
    std::size_t data_bytes_;
    std::uint64_t tail_ = 0;
    std::vector<std::byte> body_;
};

} // namespace interleave
