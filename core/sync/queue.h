// SPDX-License-Identifier: GPL-3.0-or-later
// A bounded queue of messages from any workers to any workers, first in, first out.
#pragma once

#include "core/sync/hand_over.h"
#include "core/sync/robust_lock.h"
#include "core/sync/waiting.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>
#include <source_location>
#include <string_view>
#include <type_traits>

namespace interleave {

/// A sender waits for room, a receiver waits for a message. On the stack it works between threads, in
/// Stage::share memory also between processes. When a process is killed, at most the message that it was
/// receiving is lost. The length is recorded and drawn. Any worker may call any member.
template <typename T, std::uint32_t most_capacity = 64>
class alignas(cache_line) Queue {
    static_assert(std::is_trivially_copyable_v<T>, "messages are copied from process to process");

public:
    /// `capacity` is clamped to 1 to most_capacity.
    explicit Queue(std::string_view name, std::uint32_t capacity = most_capacity,
                   ObjectKind kind = ObjectKind::queue)
        : capacity_(std::clamp(capacity, 1U, most_capacity))
        , object_(register_object(kind, name)) {}
    Queue(const Queue&) = delete;
    Queue& operator=(const Queue&) = delete;

    /// Waits for room. Returns false if the queue is closed. Throws Stopped.
    bool send(const T& message, std::source_location where = std::source_location::current()) {
        return send_until(message, Deadline::never(), where);
    }
    /// Returns false if there was no room within the time, or it is closed. Throws Stopped.
    bool send_for(const T& message, std::chrono::nanoseconds limit,
                  std::source_location where = std::source_location::current()) {
        return send_until(message, Deadline::in(limit), where);
    }

    /// Waits for a message. Returns nothing if the queue is closed and empty. Throws Stopped.
    std::optional<T> receive(std::source_location where = std::source_location::current()) {
        return receive_until(Deadline::never(), where);
    }
    /// Returns nothing also if no message came within the time. Throws Stopped.
    std::optional<T> receive_for(std::chrono::nanoseconds limit,
                                 std::source_location where = std::source_location::current()) {
        return receive_until(Deadline::in(limit), where);
    }

    /// Closes the queue. From now on send() fails, and receive() returns the remaining messages, then
    /// nothing.
    void close(std::source_location where = std::source_location::current()) noexcept {
        hand_over_quietly(Operation::notify, object_, where);
        {
            const std::lock_guard hold(lock_);
            closed_.store(true, std::memory_order_relaxed);
            messages_.change();
            room_.change();
        }
        messages_.wake(all_sleepers);
        room_.wake(all_sleepers);
    }

    bool is_closed() const noexcept {
        const std::lock_guard hold(lock_);
        return says_closed();
    }
    /// Returns how many messages are in it now.
    std::uint64_t length() const noexcept {
        const std::lock_guard hold(lock_);
        return messages_now();
    }
    /// Returns the maximum of its length so far.
    std::uint64_t most_length() const noexcept {
        const std::lock_guard hold(lock_);
        return most_length_;
    }
    std::uint32_t capacity() const noexcept { return capacity_; }
    ObjectId object() const noexcept { return object_; }

private:
    enum class Attempt { succeeded, not_yet, closed };

    /// Counts the changes that one side waits for, and is the word on which that side sleeps. It changes
    /// under the lock, and a sleeper counts itself before it takes the lock and looks, so no sleeper is
    /// overlooked.
    struct ChangeCounter {
        std::atomic<std::uint32_t> changes{0};
        std::atomic<std::uint32_t> sleepers{0};

        void change() noexcept { changes.fetch_add(1, std::memory_order_relaxed); }
        bool has_sleepers() const noexcept { return sleepers.load(std::memory_order_relaxed) != 0; }
        void wake(int most) noexcept {
            if (has_sleepers())
                futex_wake(changes, most);
        }
    };
    struct Sleeper {
        explicit Sleeper(ChangeCounter& counter) noexcept : counter_(counter) {
            counter_.sleepers.fetch_add(1, std::memory_order_relaxed);
        }
        ~Sleeper() { counter_.sleepers.fetch_sub(1, std::memory_order_relaxed); }
        Sleeper(const Sleeper&) = delete;
        Sleeper& operator=(const Sleeper&) = delete;

    private:
        ChangeCounter& counter_;
    };

    // These say whether an attempt would end now; a closed queue ends it too. They need no lock.
    bool send_would_end() const noexcept { return says_closed() || messages_now() < capacity_; }
    bool receive_would_end() const noexcept { return says_closed() || messages_now() != 0; }
    bool says_closed() const noexcept { return closed_.load(std::memory_order_relaxed); }
    std::uint64_t messages_now() const noexcept {
        return sent_.load(std::memory_order_relaxed) - received_.load(std::memory_order_relaxed);
    }

    bool send_until(const T& message, Deadline deadline, const std::source_location& where) {
        hand_over(Operation::send, object_, where, Readiness::of<&Queue::send_would_end>(*this));
        std::uint32_t seen = 0;
        const SiteId site = Recorder::of_this_thread().site(where);
        Attempt result = put(message, site, seen);
        if (result == Attempt::not_yet) {
            const Sleeper sleeper(room_);
            wait_for_attempt({object_, where, deadline}, room_.changes, result,
                             [&](std::uint32_t& word) { return put(message, site, word); });
        }
        if (result == Attempt::succeeded)
            messages_.wake(1);
        return result == Attempt::succeeded;
    }

    std::optional<T> receive_until(Deadline deadline, const std::source_location& where) {
        hand_over(Operation::receive, object_, where, Readiness::of<&Queue::receive_would_end>(*this));
        std::optional<T> message;
        std::uint32_t seen = 0;
        const SiteId site = Recorder::of_this_thread().site(where);
        Attempt result = take(message, site, seen);
        if (result == Attempt::not_yet) {
            const Sleeper sleeper(messages_);
            wait_for_attempt({object_, where, deadline}, messages_.changes, result,
                             [&](std::uint32_t& word) { return take(message, site, word); });
        }
        if (result == Attempt::succeeded)
            room_.wake(1);
        return message;
    }

    /// Waits until an attempt succeeds or the queue is closed. The events `send` and `receive` end the wait
    /// in the trace; only a closed queue needs a wait_end.
    template <typename Try>
    static void wait_for_attempt(const Wait& wait, const std::atomic<std::uint32_t>& word, Attempt& result,
                                 Try&& try_once) {
        wait_until(
            wait, word,
            [&](std::uint32_t& seen) {
                result = try_once(seen);
                return result != Attempt::not_yet;
            },
            [&](Recorder& recorder, SiteId site) {
                if (result == Attempt::closed)
                    recorder.event(EventKind::wait_end, wait.object, 0, site, to_detail(WaitOutcome::failed));
            });
    }

    // Events are written under the lock, so that their times are in the order of the messages and the last
    // length recorded is the true one. The count is changed last, so that a worker that is killed before it
    // has changed nothing.

    Attempt put(const T& message, SiteId site, std::uint32_t& seen) {
        const std::lock_guard hold(lock_);
        seen = room_.changes.load(std::memory_order_relaxed);
        if (says_closed())
            return Attempt::closed;
        const std::uint64_t sent = sent_.load(std::memory_order_relaxed);
        const std::uint64_t length = sent - received_.load(std::memory_order_relaxed);
        if (length >= capacity_)
            return Attempt::not_yet;
        buffer_[sent % capacity_] = message;
        record(EventKind::send, sent + 1, length + 1, site, messages_);
        messages_.change();
        most_length_ = std::max(most_length_, length + 1);
        sent_.store(sent + 1, std::memory_order_relaxed);
        return Attempt::succeeded;
    }

    Attempt take(std::optional<T>& message, SiteId site, std::uint32_t& seen) {
        const std::lock_guard hold(lock_);
        seen = messages_.changes.load(std::memory_order_relaxed);
        const std::uint64_t received = received_.load(std::memory_order_relaxed);
        const std::uint64_t length = sent_.load(std::memory_order_relaxed) - received;
        if (length == 0)
            return says_closed() ? Attempt::closed : Attempt::not_yet;
        message = buffer_[received % capacity_];
        record(EventKind::receive, received + 1, length - 1, site, room_);
        room_.change();
        received_.store(received + 1, std::memory_order_relaxed);
        return Attempt::succeeded;
    }

    /// `others` are those that wait for this.
    void record(EventKind kind, std::uint64_t number, std::uint64_t length, SiteId site,
                const ChangeCounter& others) const noexcept {
        Recorder& recorder = Recorder::of_this_thread();
        recorder.event(kind, object_, number, site, others.has_sleepers() ? wakes_a_waiter : 0);
        recorder.event(EventKind::set_value, object_, length, site);
    }

    mutable RobustLock lock_; ///< guards all members below, except the sleepers
    // These are atomic only for the predicates of a Readiness, which run without the lock.
    std::atomic<std::uint64_t> sent_{0};
    std::atomic<std::uint64_t> received_{0};
    std::uint64_t most_length_ = 0;
    std::atomic<bool> closed_{false};
    std::uint32_t capacity_;
    ObjectId object_;
    ChangeCounter messages_; ///< messages added
    ChangeCounter room_;     ///< messages removed
    std::array<T, most_capacity> buffer_;
};

} // namespace interleave
