// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/object.h"

#include "core/trace/gallop.h"
#include "core/trace/state.h"
#include "core/trace/time_bounds.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace interleave {

namespace {

bool obtains(EventKind kind) noexcept {
    return kind == EventKind::acquire || kind == EventKind::receive || kind == EventKind::joined;
}

/// Adds (sign 1) or subtracts (sign -1) what `change` counts, given that it lasted `duration`.
void count(ObjectTimes& times, const ObjectChange& change, std::int64_t duration,
           std::int64_t sign) noexcept {
    duration *= sign;
    times.held += change.held() ? duration : 0;
    times.contended_held += change.held() && change.waiters > 0 ? duration : 0;
    times.handing_off += change.handing_off() ? duration : 0;
    times.waited += duration * change.waiters;
    const bool obtained = obtains(change.kind());
    times.obtained += obtained ? sign : 0;
    times.contended += obtained && change.ended_wait() ? sign : 0;
}

/// Returns the total of the sums that were written before `time`.
HeldOftenTotal held_often_until(const AppendOnly<HeldOftenTotal, 8>& totals, std::int64_t time) noexcept {
    const std::size_t upto = gallop(totals.size(), 0, [&](std::size_t i) { return totals[i].time < time; });
    return upto == 0 ? HeldOftenTotal{} : totals[upto - 1];
}

} // namespace

bool can_be_waited_for(ObjectKind kind) noexcept {
    return is_wait(wait_state(kind));
}

Object::Object(ObjectInfo info, std::string given_name)
    : info_(std::move(info))
    , given_name_(std::move(given_name)) {}

std::size_t Object::change_at(std::int64_t time, std::size_t hint) const noexcept {
    const std::size_t size = changes_.size();
    const std::size_t upto = gallop(size, hint, [&](std::size_t i) { return changes_[i].time() <= time; });
    return upto == 0 ? nowhere : upto - 1;
}

ObjectTimes Object::times_until(std::int64_t time, std::size_t change) const noexcept {
    const std::size_t size = changes_.size();
    if (change >= size)
        return {};
    // The nearer of the stored sums before and after is used.
    ObjectTimes times;
    const std::size_t before = change / block_size;
    const std::size_t after = before + 1;
    if (change % block_size > block_size / 2 && after * block_size < size) {
        times = checkpoints_[after - 1].times;
        std::int64_t end = changes_[after * block_size].time();
        for (std::size_t i = after * block_size; i-- > change;) {
            const ObjectChange& earlier = changes_[i];
            count(times, earlier, end - earlier.time(), -1);
            end = earlier.time();
        }
    } else {
        if (before > 0)
            times = checkpoints_[before - 1].times;
        for (std::size_t i = before * block_size; i < change; ++i)
            count(times, changes_[i], changes_[i + 1].time() - changes_[i].time(), 1);
    }
    // Within the bounds the products with numbers of waiters cannot overflow.
    const ObjectChange& last = changes_[change];
    count(times, last, std::max<std::int64_t>(0, std::min(time, latest_time) - last.time()), 1);
    return times;
}

std::size_t Object::look_up_near(std::int64_t time, BlockGuess guess, ObjectTimes& out) const noexcept {
    const std::size_t size = changes_.size();
    out = {};
    if (size == 0)
        return nowhere;
    const std::size_t block = std::min(guess.block, (size - 1) / block_size);
    const std::size_t first = block * block_size;
    const auto changes = changes_.contiguous(first, std::min(size, first + block_size));
    // One walk from the stored sums that are probably nearer both finds the change and adds up the times.
    std::size_t i = 0;
    if (guess.is_nearer_to_end() && first + block_size < size) {
        out = checkpoints_[block].times;
        std::int64_t end = blocks_.begin_of(block + 1);
        for (i = block_size; i > 0 && end > time;) {
            const ObjectChange& change = changes[--i];
            count(out, change, end - change.time(), -1);
            end = change.time();
        }
    } else {
        if (block > 0)
            out = checkpoints_[block - 1].times;
        for (; i + 1 < changes.size() && changes[i + 1].time() <= time; ++i)
            count(out, changes[i], changes[i + 1].time() - changes[i].time(), 1);
    }
    const ObjectChange& found = changes[i];
    count(out, found, std::max<std::int64_t>(0, std::min(time, latest_time) - found.time()), 1);
    return found.time() <= time ? first + i : nowhere;
}

void Object::prefetch(BlockGuess guess) const noexcept {
    const std::size_t first = guess.block * block_size;
    const bool from_end = guess.is_nearer_to_end();
    prefetch_changes(from_end ? guess.element() : first, from_end ? first + block_size : guess.element());
    const std::size_t sums = from_end ? guess.block : std::max<std::size_t>(guess.block, 1) - 1;
    if (sums < checkpoints_.size())
        __builtin_prefetch(&checkpoints_[sums]);
}

void Object::prefetch_changes(std::size_t first, std::size_t last) const noexcept {
    constexpr std::size_t in_cache_line = 4;
    last = std::min(last, changes_.size());
    for (std::size_t i = first / in_cache_line * in_cache_line; i < last; i += in_cache_line)
        __builtin_prefetch(&changes_[i]);
}

ObjectTimes Object::times_between(std::int64_t from, std::int64_t until) const noexcept {
    until = std::max(from, until);
    // A change at `from` itself belongs to the interval, so the sums are those of the moment before.
    const std::size_t at_from = change_at(from - 1);
    const std::size_t at_until = change_at(until - 1, at_from);
    ObjectTimes times = times_until(until, at_until);
    const ObjectTimes first = times_until(from, at_from);
    times.held -= first.held;
    times.contended_held -= first.contended_held;
    times.handing_off -= first.handing_off;
    times.waited -= first.waited;
    times.obtained -= first.obtained;
    times.contended -= first.contended;
    const HeldOftenTotal often = held_often_until(held_often_, until);
    const HeldOftenTotal often_before = held_often_until(held_often_, from);
    times.summed_up = often.count - often_before.count;
    times.obtained += times.summed_up;
    times.held += often.ns - often_before.ns;
    return times;
}

std::size_t Object::bytes() const noexcept {
    return sizeof(Object) + info_.name.capacity() + changes_.bytes() + checkpoints_.bytes() +
           blocks_.bytes() + samples_.bytes() + held_often_.bytes();
}

std::uint16_t Object::most_waiters(std::int64_t from, std::int64_t until) const noexcept {
    const std::size_t last = change_at(until - 1);
    if (last == nowhere || from >= until)
        return 0;
    const std::size_t at_from = change_at(from, last);
    std::uint16_t most = 0;
    for (std::size_t i = at_from == nowhere ? 0 : at_from; i <= last;) {
        // The maximum between two checkpoints is stored.
        if (i % block_size == 0 && i + block_size <= last) {
            most = std::max(most, checkpoints_[i / block_size].most_waiters);
            i += block_size;
        } else {
            most = std::max(most, changes_[i++].waiters);
        }
    }
    return most;
}

void Object::append_sample(std::int64_t time, std::int64_t ns) {
    const std::int64_t total = samples_.empty() ? 0 : samples_.back().total_ns;
    // The collector refuses a sample that is longer than the run so far. A file could still hold any.
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    ns = std::max<std::int64_t>(ns, 0);
    samples_.push_back({time, total > most - ns ? most : total + ns});
}

void Object::append_held_often(std::int64_t time, const HeldOften& held) {
    const HeldOftenTotal before = held_often_.empty() ? HeldOftenTotal{} : held_often_.back();
    held_often_.push_back({std::max(time, before.time), before.count + static_cast<std::int64_t>(held.count),
                           before.ns + static_cast<std::int64_t>(held.time)});
}

void Object::append_change(std::int64_t time, EventKind kind, bool ended_wait, ObjectCondition condition) {
    const std::size_t size = changes_.size();
    time = std::clamp(time, -latest_time, latest_time);
    if (size > 0) {
        time = std::max(time, last_.time());
        count(sums_, last_, time - last_.time(), 1);
        // The sums are stored before the change, so that a reader who sees the change also finds the sums
        // before it.
        if (size % block_size == 0) {
            checkpoints_.push_back({sums_, most_waiters_});
            blocks_.push_back(time);
            most_waiters_ = 0;
        }
    }
    last_.time_and_kind = static_cast<std::uint64_t>(time) << 16U | static_cast<std::uint64_t>(kind);
    if (condition.holders > 1)
        last_.time_and_kind |= ObjectChange::several;
    if (condition.handing_off)
        last_.time_and_kind |= ObjectChange::free_but_wanted;
    if (ended_wait)
        last_.time_and_kind |= ObjectChange::wait_ended;
    last_.holder = condition.holder;
    last_.waiters = condition.waiters;
    most_waiters_ = std::max(most_waiters_, condition.waiters);
    last_.value = condition.value;
    if (condition.holders > most_holders_.load(std::memory_order_relaxed))
        most_holders_.store(condition.holders, std::memory_order_relaxed);
    changes_.push_back(last_);
}

} // namespace interleave
