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

void PrintedLines::print(std::string_view line, std::source_location where) {
    hand_over(Operation::print, no_object, where);
    std::uint64_t first_bytes = 0;
    for (std::size_t i = 0; i < std::min<std::size_t>(line.size(), 8); ++i)
        first_bytes |= std::uint64_t{static_cast<unsigned char>(line[i])} << (8 * i);
    const std::uint32_t index = count_.fetch_add(1, std::memory_order_relaxed);
    Recorder& recorder = Recorder::of_this_thread();
    recorder.event(EventKind::print, no_object, first_bytes, recorder.site(where));
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
