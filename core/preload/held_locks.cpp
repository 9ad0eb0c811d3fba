// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/preload/held_locks.h"

#include "core/event/recorder.h"

namespace interleave::preload {

namespace {

/// A hold that is shorter is summed up. In ticks of a TSC of 2 to 4 GHz these are 20 to 10 µs, and 1 to 0.5
/// ms; in ns 40 µs and 2 ms.
constexpr std::uint64_t short_hold = 40'000;
constexpr std::uint64_t sum_length = 2'000'000;

} // namespace

HeldLocks::Hold* HeldLocks::find(const void* address) noexcept {
    for (std::size_t i = count_; i > 0; --i)
        if (holds_[i - 1].address == address)
            return &holds_[i - 1];
    return nullptr;
}

void HeldLocks::add(const void* address, ObjectKind kind, Where where, std::uint64_t since,
                    bool is_written) noexcept {
    if (Hold* const known = find(address)) {
        ++known->depth; // a recursive lock
        return;
    }
    if (count_ == most_holds)
        return; // the program's deepest locks are written when they are given back, if their object is known
    holds_[count_++] = {address, since, where, kind, 1, is_written};
    unwritten_ += is_written ? 0 : 1;
}

void HeldLocks::acquired(const void* address, ObjectKind kind, Where where) noexcept {
    if (count_ == most_holds) {
        write_open();
        Recorder::of_this_thread().event_at(Clock::now_ordered(), EventKind::acquire,
                                            object_at(address, kind, where.site()), 0, where.site());
        return;
    }
    add(address, kind, where, clock_.now(), false);
}

void HeldLocks::acquired_and_written(const void* address, ObjectKind kind, Where where) noexcept {
    add(address, kind, where, 0, true);
}

bool HeldLocks::released(const void* address) noexcept {
    Hold* const hold = find(address);
    if (hold == nullptr)
        return false;
    if (--hold->depth > 0)
        return true;
    const std::uint64_t now = clock_.now();
    const bool is_summed_up = !hold->is_written && now - hold->since < short_hold && !Wanted::is(address);
    if (is_summed_up)
        --unwritten_;
    else
        write_open(); // this one in its place among the others
    const Hold ended = *hold;
    // The order of those that remain is that of their acquisitions.
    for (Hold* at = hold; at + 1 < holds_.data() + count_; ++at)
        *at = *(at + 1);
    --count_;
    if (is_summed_up)
        add_to_sum(ended, now);
    else
        write_release(ended);
    return true;
}

void HeldLocks::add_to_sum(const Hold& hold, std::uint64_t now) noexcept {
    Sum& sum = sums_[(key_of(hold.address) * 0x9E37'79B9'7F4A'7C15U) >> 61U];
    if (sum.address != hold.address) {
        if (sum.count > 0)
            write(sum);
        sum = {.address = hold.address, .since = hold.since, .where = hold.where, .kind = hold.kind};
    } else if (sum.count == 0) {
        sum.since = hold.since;
    }
    sum.held += now - hold.since;
    sum.last = now;
    ++sum.count;
    if (now - sum.since > sum_length)
        sum_is_due_ = &sum;
}

void HeldLocks::write_open_holds() noexcept {
    for (std::size_t i = 0; i < count_; ++i) {
        if (holds_[i].is_written)
            continue;
        holds_[i].is_written = true;
        write(holds_[i]);
    }
    unwritten_ = 0;
}

void HeldLocks::write_due_sum() noexcept {
    Sum& sum = *sum_is_due_;
    sum_is_due_ = nullptr;
    if (sum.count > 0)
        write(sum);
}

void HeldLocks::write_all() noexcept {
    write_open();
    for (Sum& sum : sums_)
        if (sum.count > 0)
            write(sum);
    sum_is_due_ = nullptr;
}

void HeldLocks::write_release(const Hold& hold) noexcept {
    if (const ObjectId object = object_at(hold.address, hold.kind, hold.where.site()); object != no_object)
        Recorder::of_this_thread().event(EventKind::release, object, 0, hold.where.site());
}

void HeldLocks::write(const Hold& hold) noexcept {
    if (const ObjectId object = object_at(hold.address, hold.kind, hold.where.site()); object != no_object)
        Recorder::of_this_thread().event_at(hold.since, EventKind::acquire, object, 0, hold.where.site());
}

void HeldLocks::write(Sum& sum) noexcept {
    // The record has no room for when they began; what it says is of the time since the lane's record before.
    if (const ObjectId object = object_at(sum.address, sum.kind, sum.where.site()); object != no_object)
        Recorder::of_this_thread().event_at(sum.last, EventKind::holds, object,
                                            value_of_held_often(HeldOften{sum.count, sum.held}),
                                            sum.where.site());
    sum.count = 0;
    sum.held = 0;
}

} // namespace interleave::preload
