// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/lane.h"

#include "core/trace/gallop.h"

#include <algorithm>
#include <utility>

namespace interleave {

namespace {

constexpr std::uint64_t exit_known = std::uint64_t{1} << 63U;
constexpr std::uint64_t exit_with_run = std::uint64_t{1} << 62U;

std::int64_t& of_state(StateTimes& times, LaneState state) noexcept {
    return times[static_cast<std::size_t>(state)];
}

} // namespace

Lane::Lane(const LaneInfo& info, std::string given_name) : info_(info), pid_(info.pid) {
    set_names(info.name, std::move(given_name));
}

void Lane::set_names(std::string own, std::string given) {
    all_names_.push_back(std::make_unique<const Names>(std::move(own), std::move(given)));
    names_.store(all_names_.back().get(), std::memory_order_release);
}

bool Lane::set_earlier_names(const std::string& given) noexcept {
    const auto earlier =
        std::ranges::find_if(all_names_, [&](const auto& names) { return names->given == given; });
    if (earlier == all_names_.end())
        return false;
    names_.store(earlier->get(), std::memory_order_release);
    return true;
}

std::optional<LaneExit> Lane::exit() const noexcept {
    const std::uint64_t bits = exit_.load(std::memory_order_acquire);
    if ((bits & exit_known) == 0)
        return std::nullopt;
    return LaneExit{static_cast<std::int32_t>(bits & 0xffffffffU), static_cast<int>((bits >> 32U) & 0xffffU),
                    (bits & exit_with_run) != 0};
}

void Lane::set_exit(LaneExit exit) noexcept {
    exit_.store(exit_known | (exit.ended_with_run ? exit_with_run : 0) |
                    std::uint64_t{static_cast<std::uint32_t>(exit.signal) & 0xffffU} << 32U |
                    static_cast<std::uint32_t>(exit.code),
                std::memory_order_release);
}

LaneEndNote Lane::own_end() const noexcept {
    const std::uint32_t bits = own_end_.load(std::memory_order_acquire);
    return {static_cast<OwnEnd>(bits >> 16U), static_cast<std::uint16_t>(bits)};
}

void Lane::set_own_end(LaneEndNote note) noexcept {
    own_end_.store(static_cast<std::uint32_t>(note.how) << 16U | note.detail, std::memory_order_release);
}

void Lane::append_segment(std::int64_t time, LaneState state, std::uint16_t object, SiteId site,
                          std::uint8_t flags) {
    const std::size_t count = segments_.size();
    if (count > 0) {
        time = std::max(time, last_.begin);
        of_state(sums_, last_.state) += time - last_.begin;
        // The sums are stored before the segment, so that a reader who sees the segment also finds the sums
        // before it.
        if (count % block_size == 0) {
            checkpoints_.push_back(Checkpoint(sums_));
            blocks_.push_back(time);
        }
    }
    last_ = {time, site, object, state, flags};
    segments_.push_back(last_);
}

std::size_t Lane::segment_at(std::int64_t time, std::size_t hint) const noexcept {
    constexpr std::size_t near = 16;
    const std::size_t count = segments_.size();
    if (count == 0)
        return nowhere;
    hint = std::min(hint, count - 1);
    const std::size_t low = hint - std::min(hint, near);
    const std::size_t high = std::min(count, hint + near);
    if (segments_[low].begin <= time && (high == count || segments_[high].begin > time))
        return last_that_began(time, low, high);
    const std::size_t block = std::min(blocks_.block_at(time, hint / block_size), (count - 1) / block_size);
    return last_that_began(time, block * block_size, std::min(count, (block + 1) * block_size));
}

/// Returns the last segment of [low, high) that began by `time`, or the one before `low` if none did.
std::size_t Lane::last_that_began(std::int64_t time, std::size_t low, std::size_t high) const noexcept {
    while (low < high) {
        const std::size_t middle = low + (high - low) / 2;
        if (segments_[middle].begin <= time)
            low = middle + 1;
        else
            high = middle;
    }
    return low - 1; // nowhere before the first
}

std::size_t Lane::look_up_near(std::int64_t time, BlockGuess guess, StateTimes& out) const noexcept {
    const std::size_t count = segments_.size();
    out.fill(0);
    if (count == 0)
        return nowhere;
    const std::size_t block = std::min(guess.block, (count - 1) / block_size);
    const auto segments = segments_.contiguous(block * block_size, std::min(count, (block + 1) * block_size));
    // One walk from the stored sums that are probably nearer both finds the segment and adds up the states. A
    // search first would cost more in mispredicted branches than the steps that it saves.
    std::size_t i = 0;
    if (guess.is_nearer_to_end() && (block + 1) * block_size < count) {
        checkpoints_[block].unpack(out);
        std::int64_t end = blocks_.begin_of(block + 1);
        for (i = block_size; i > 0 && end > time;) {
            const Segment& segment = segments[--i];
            of_state(out, segment.state) -= end - segment.begin;
            end = segment.begin;
        }
    } else {
        if (block > 0)
            checkpoints_[block - 1].unpack(out);
        for (; i + 1 < segments.size() && segments[i + 1].begin <= time; ++i)
            of_state(out, segments[i].state) += segments[i + 1].begin - segments[i].begin;
    }
    const Segment& found = segments[i];
    of_state(out, found.state) += std::max<std::int64_t>(0, time - found.begin);
    of_state(out, LaneState::absent) = 0;
    return found.begin <= time ? block * block_size + i : nowhere;
}

void Lane::append_work(std::int64_t time, std::size_t row, std::uint16_t object, std::uint32_t number) {
    while (owned_work_rows_.size() <= row) {
        owned_work_rows_.push_back(std::make_unique<WorkRow>());
        work_rows_.push_back(owned_work_rows_.back().get());
    }
    owned_work_rows_[row]->append(time, object, number);
}

std::size_t Lane::first_mark_at(std::int64_t time) const noexcept {
    const std::size_t count = marks_.size();
    return gallop(count, count / 2, [&](std::size_t i) { return marks_[i].time < time; });
}

std::size_t Lane::innermost_work_row(std::int64_t time) const noexcept {
    for (std::size_t row = work_rows_.size(); row-- > 0;) {
        const WorkRow& work = *work_rows_[row];
        const std::size_t at = work.at(time, work.stretches().size() / 2);
        if (at != nowhere && work.stretches()[at].object != 0)
            return row;
    }
    return nowhere;
}

void Lane::prefetch(BlockGuess guess) const noexcept {
    const std::size_t first = guess.block * block_size;
    if (first >= segments_.size())
        return;
    // The look-up walks between the segment and the nearer of the stored sums, and the search for an object
    // goes on from the segment.
    constexpr std::size_t in_cache_line = 4; // segments
    constexpr std::size_t around = 5;
    const bool from_end = guess.is_nearer_to_end();
    const std::size_t low = from_end ? guess.offset - around : 0;
    const std::size_t high = from_end ? block_size : guess.offset + around;
    const Segment* const segments = segments_.contiguous(first, first + 1).data();
    for (std::size_t i = low / in_cache_line * in_cache_line; i < high; i += in_cache_line)
        __builtin_prefetch(segments + i);
    const std::size_t sums = from_end ? guess.block : std::max<std::size_t>(guess.block, 1) - 1;
    if (sums < checkpoints_.size()) {
        const char* const checkpoint = reinterpret_cast<const char*>(&checkpoints_[sums]);
        __builtin_prefetch(checkpoint);
        __builtin_prefetch(checkpoint + sizeof(Checkpoint) - 1);
    }
}

void Lane::add_lengths(std::size_t first, std::size_t last, StateTimes& times) const noexcept {
    LaneState state = segments_[first].state;
    std::int64_t begin = segments_[first].begin;
    for (std::size_t next = first + 1; next <= last;) {
        const auto run = segments_.contiguous(next, last + 1);
        for (const Segment& segment : run) {
            of_state(times, state) += segment.begin - begin;
            state = segment.state;
            begin = segment.begin;
        }
        next += run.size();
    }
}

void Lane::times_until(std::int64_t time, std::size_t segment, StateTimes& out) const noexcept {
    const std::size_t count = segments_.size();
    out.fill(0);
    if (segment >= count)
        return;
    // The nearer of the stored sums before and after is used. A block is contiguous in memory.
    const std::size_t block = segment / block_size;
    const std::size_t within = segment % block_size;
    const Segment* const segments = segments_.contiguous(block * block_size, segment + 1).data();
    if (within > block_size / 2 && (block + 1) * block_size < count) {
        checkpoints_[block].unpack(out);
        std::int64_t end = blocks_.begin_of(block + 1);
        for (std::size_t i = block_size; i-- > within;) {
            of_state(out, segments[i].state) -= end - segments[i].begin;
            end = segments[i].begin;
        }
    } else {
        if (block > 0)
            checkpoints_[block - 1].unpack(out);
        for (std::size_t i = 0; i < within; ++i)
            of_state(out, segments[i].state) += segments[i + 1].begin - segments[i].begin;
    }
    of_state(out, segments[within].state) += std::max<std::int64_t>(0, time - segments[within].begin);
    of_state(out, LaneState::absent) = 0;
}

Lane::Checkpoint::Checkpoint(const StateTimes& times) noexcept {
    for (std::size_t i = 0; i < low_.size(); ++i) {
        low_[i] = static_cast<std::uint32_t>(times[i + 1]);
        high_[i] = static_cast<std::uint16_t>(times[i + 1] >> 32U);
    }
}

std::int64_t Lane::Checkpoint::of(LaneState state) const noexcept {
    const std::size_t i = static_cast<std::size_t>(state) - 1;
    return static_cast<std::int64_t>(std::uint64_t{high_[i]} << 32U | low_[i]);
}

void Lane::Checkpoint::unpack(StateTimes& times) const noexcept {
    for (std::size_t i = 0; i < low_.size(); ++i)
        times[i + 1] = static_cast<std::int64_t>(std::uint64_t{high_[i]} << 32U | low_[i]);
}

std::size_t Lane::find_state(LaneState state, std::size_t segment, std::size_t last) const noexcept {
    last = std::min(last, segments_.size());
    const auto scan = [&](std::size_t from, std::size_t until) {
        while (from < until) {
            const auto run = segments_.contiguous(from, until);
            const auto found = std::find_if(
                run.begin(), run.end(), [&](const Segment& candidate) { return candidate.state == state; });
            from += static_cast<std::size_t>(found - run.begin());
            if (found != run.end())
                return from;
        }
        return until;
    };
    // The search scans up to the next stored sums, bisects these for the block in which the state's time
    // grows, and scans that block.
    const std::size_t first_block = segment / block_size + 1;
    const std::size_t last_block = last / block_size;
    if (first_block >= last_block)
        return scan(segment, last);
    const std::size_t near = scan(segment, first_block * block_size);
    if (near < first_block * block_size)
        return near;
    const auto time_before = [&](std::size_t block) { return checkpoints_[block - 1].of(state); };
    const std::int64_t none_yet = time_before(first_block);
    std::size_t low = first_block; // the state's time has not grown before this block
    std::size_t high = last_block; // the first block that might follow growth
    while (low < high) {
        const std::size_t middle = low + (high - low + 1) / 2;
        if (time_before(middle) == none_yet)
            low = middle;
        else
            high = middle - 1;
    }
    return scan(low * block_size, last);
}

StateTimes Lane::times_between(std::int64_t from, std::int64_t until) const noexcept {
    StateTimes first;
    StateTimes last;
    until = std::max(from, until);
    const std::size_t at_from = segment_at(from);
    times_until(from, at_from, first);
    times_until(until, segment_at(until, at_from), last);
    for (std::size_t i = 0; i < state_count; ++i)
        last[i] -= first[i];
    return last;
}

std::size_t Lane::bytes() const noexcept {
    std::size_t names = all_names_.capacity() * sizeof(all_names_.front());
    for (const auto& each : all_names_)
        names += sizeof(Names) + each->own.capacity() + each->given.capacity();
    std::size_t work = work_rows_.bytes();
    for (std::size_t row = 0; row < work_rows_.size(); ++row)
        work += work_rows_[row]->bytes();
    return sizeof(Lane) + names + segments_.bytes() + checkpoints_.bytes() + blocks_.bytes() +
           events_.bytes() + marks_.bytes() + switches_.bytes() + work + missing_.bytes();
}

} // namespace interleave
