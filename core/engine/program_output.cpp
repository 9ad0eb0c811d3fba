// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/program_output.h"

#include <algorithm>
#include <new>

namespace interleave {

namespace {

/// The least and the most bytes of a part, which takes more until it has the latter: so much at a time is
/// forgotten. A program may print single letters on both streams in turn.
constexpr std::size_t least_part = 64;
constexpr std::size_t most_of_part = 16'384;
constexpr std::size_t cost_of_part = sizeof(OutputPart) + 32;

std::size_t cost_of(const OutputPart& part) {
    return part.bytes.size() + cost_of_part;
}

} // namespace

void ProgramOutput::append(OutputStream stream, std::string_view bytes) noexcept {
    const std::lock_guard lock(mutex_);
    size_.store(size_.load(std::memory_order_relaxed) + bytes.size(), std::memory_order_release);
    try {
        add(stream, bytes);
    } catch (const std::bad_alloc&) {
        parts_.clear();
        cost_ = 0;
        begin_ = size_.load(std::memory_order_relaxed);
    }
}

void ProgramOutput::add(OutputStream stream, std::string_view bytes) {
    const std::size_t full = std::clamp(most_bytes_ / 8, least_part, most_of_part);
    while (!bytes.empty()) {
        if (parts_.empty() || parts_.back().stream != stream || parts_.back().bytes.size() >= full) {
            parts_.push_back({stream, {}});
            cost_ += cost_of_part;
        }
        std::string& last = parts_.back().bytes;
        const std::string_view next = bytes.substr(0, full - last.size());
        last += next;
        cost_ += next.size();
        bytes.remove_prefix(next.size());
        while (parts_.size() > 1 && cost_ > most_bytes_)
            forget_first();
    }
}

void ProgramOutput::forget_first() {
    begin_ += parts_.front().bytes.size();
    cost_ -= cost_of(parts_.front());
    parts_.pop_front();
}

ProgramOutput::Kept ProgramOutput::kept(std::uint64_t from) const {
    const std::lock_guard lock(mutex_);
    Kept kept{.begin = std::max(begin_, std::min(from, size_.load(std::memory_order_relaxed)))};
    std::uint64_t place = begin_;
    for (const OutputPart& part : parts_) {
        const std::uint64_t end = place + part.bytes.size();
        if (end > kept.begin) {
            const std::size_t skipped = kept.begin > place ? kept.begin - place : 0;
            kept.parts.push_back({part.stream, part.bytes.substr(skipped)});
        }
        place = end;
    }
    return kept;
}

} // namespace interleave
