// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/preload/held_locks.h"

#include "core/event/recorder.h"

#include <array>
#include <atomic>

namespace interleave::preload {

namespace {

/// A hold that is shorter is summed up. In ticks of a TSC of 2 to 4 GHz these are 20 to 10 µs, and 1 to 0.5
/// ms; in ns 40 µs and 2 ms.
constexpr std::uint64_t short_hold = 40'000;
constexpr std::uint64_t sum_length = 2'000'000;

/// After that time a record of the acquisition would come too late for its place among those of other lanes:
/// in ns half of the collector's patience or less.
constexpr std::uint64_t too_late = 10'000'000;
/// In ns 2 ms, in ticks 0.5 ms and more.
constexpr std::uint64_t long_hold = 2'000'000;

/// Which locks were held for long lately. Their acquisitions are written at once, so that who holds them is
/// known while they are held. Locks that share a place in the table share that.
class LongHolds {
public:
    static bool are_usual(const void* address) noexcept {
        return place_of(address).load(std::memory_order_relaxed) > 0;
    }
    static void note(const void* address, std::uint64_t held) noexcept {
        std::atomic<std::uint8_t>& place = place_of(address);
        if (held >= long_hold)
            place.store(short_ones_to_forget, std::memory_order_relaxed);
        else if (const std::uint8_t left = place.load(std::memory_order_relaxed); left > 0)
            place.store(static_cast<std::uint8_t>(left - 1), std::memory_order_relaxed);
    }

private:
    static constexpr std::uint8_t short_ones_to_forget = 16;
    static constexpr std::size_t places = 4096;
    static std::atomic<std::uint8_t>& place_of(const void* address) noexcept {
        return table[(key_of(address) * 0x9E37'79B9'7F4A'7C15U) >> 52U];
    }
    static constinit std::array<std::atomic<std::uint8_t>, places> table;
};
constinit std::array<std::atomic<std::uint8_t>, LongHolds::places> LongHolds::table{};

} // namespace

HeldLocks::Hold* HeldLocks::find(const void* address) noexcept {
    for (std::size_t i = count_; i > 0; --i)
        if (holds_[i - 1].address == address)
            return &holds_[i - 1];
    return nullptr;
}

void HeldLocks::add(const void* address, ObjectKind kind, Where where, std::uint64_t since,
                    bool is_written) noexcept {
    if (count_ == most_holds)
        return; // the program's deepest locks are written when they are given back, if their object is known
    holds_[count_++] = {address, since, where, kind, 1, is_written};
    unwritten_ += is_written ? 0 : 1;
}

void HeldLocks::acquired(const void* address, ObjectKind kind, Where where) noexcept {
    if (Hold* const known = find(address)) {
        ++known->depth; // a recursive lock
        return;
    }
    const std::uint64_t now = clock_.now();
    const bool is_written = count_ == most_holds || LongHolds::are_usual(address);
    if (is_written) {
        write_open();
        write({.address = address, .since = now, .where = where, .kind = kind});
    }
    add(address, kind, where, now, is_written);
}

void HeldLocks::acquired_and_written(const void* address, ObjectKind kind, Where where) noexcept {
    if (Hold* const known = find(address))
        ++known->depth; // a recursive lock
    else
        add(address, kind, where, 0, true);
}

bool HeldLocks::released(const void* address) noexcept {
    Hold* const hold = find(address);
    if (hold == nullptr)
        return false;
    if (--hold->depth > 0)
        return true;
    const std::uint64_t now = clock_.now_before();
    // Of a wait for it the begin is not known here, and need not be.
    const std::uint64_t held = hold->since != 0 ? now - hold->since : 0;
    const bool is_short = held < short_hold;
    const bool is_summed_up = !hold->is_written && !Wanted::is(address) && (is_short || held > too_late);
    if (hold->since != 0)
        LongHolds::note(address, held);
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
    Recorder& recorder = Recorder::of_this_thread();
    const std::uint64_t now = clock_.now();
    const std::uint64_t since = now - hold.since > too_late ? now : hold.since;
    if (const ObjectId object = object_at(hold.address, hold.kind, hold.where.site()); object != no_object)
        recorder.event_at(since, EventKind::acquire, object, 0, hold.where.site());
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
