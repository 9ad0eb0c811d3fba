// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/work/print.h"

#include "core/event/recorder.h"
#include "core/sync/hand_over.h"

#include <algorithm>
#include <cstring>
#include <type_traits>

namespace interleave {

static_assert(std::is_standard_layout_v<PrintedLines> && std::is_trivially_destructible_v<PrintedLines>,
              "lies in shared memory");

namespace {

constexpr std::size_t bytes_of_record = 8;

/// Returns as many bytes from `at` on as a record holds, the first in the lowest byte.
std::uint64_t bytes_at(std::string_view line, std::size_t at) {
    std::uint64_t bytes = 0;
    for (std::size_t i = 0; i < bytes_of_record && at + i < line.size(); ++i)
        bytes |= std::uint64_t{static_cast<unsigned char>(line[at + i])} << (8 * i);
    return bytes;
}

} // namespace

void PrintedLines::print(std::string_view line, std::source_location where) {
    hand_over(Operation::print, no_object, where);
    const std::uint32_t index = count_.fetch_add(1, std::memory_order_relaxed);
    Recorder& recorder = Recorder::of_this_thread();
    const SiteId site = recorder.site(where);
    const std::string_view recorded = line.substr(0, most_characters);
    recorder.event(EventKind::print, no_object, bytes_at(recorded, 0), site);
    for (std::size_t at = bytes_of_record; at < recorded.size(); at += bytes_of_record)
        recorder.event(EventKind::print_more, no_object, bytes_at(recorded, at), site);
    if (index >= most_lines)
        return;
    Line& kept = lines_[index];
    const std::size_t length = std::min(line.size(), most_characters);
    std::memcpy(kept.text.data(), line.data(), length);
    kept.length.store(static_cast<std::uint32_t>(length) + 1, std::memory_order_release);
}

std::vector<std::string> PrintedLines::lines() const {
    std::vector<std::string> result;
    const std::size_t count = std::min<std::size_t>(count_.load(std::memory_order_relaxed), most_lines);
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint32_t length = lines_[i].length.load(std::memory_order_acquire);
        if (length > 0) // a worker may have been killed in the middle of a line
            result.emplace_back(lines_[i].text.data(), length - 1);
    }
    return result;
}

} // namespace interleave
