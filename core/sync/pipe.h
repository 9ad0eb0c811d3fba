// SPDX-License-Identifier: GPL-3.0-or-later
// A pipe of the kernel, through which workers send bytes to each other.
#pragma once

#include "core/event/record.h"
#include "core/event/release_stamp.h"
#include "core/sync/deadline.h"

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <source_location>
#include <span>
#include <string_view>
#include <type_traits>

namespace interleave {

/// It works between threads, or between processes that were forked after it was created. Each process has
/// both ends. The pipe ends for its reader when every process has closed its writing end, so a process that
/// only reads closes that first. Any worker may write or read. What is at most `atomic_bytes` long is never
/// split.
class Pipe {
public:
    /// Throws RunError if the system gives no more descriptors. A pipe without a reader makes write() return
    /// false. SIGPIPE does to this process what it did before, except for that.
    explicit Pipe(std::string_view name);
    ~Pipe();
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;

    static constexpr std::size_t atomic_bytes = 4096;

    /// Writes all bytes, blocking while the pipe is full. Returns false if there is no reader any more, or if
    /// the deadline passed (some bytes may have been written). Throws Stopped, RunError.
    bool write(std::span<const std::byte> bytes, Deadline deadline = Deadline::never(),
               std::source_location where = std::source_location::current());

    /// Reads until `bytes` is full, blocking while the pipe is empty. Returns how many were read, which is
    /// less only at the end of the pipe or when the deadline passed. Throws Stopped, RunError.
    std::size_t read(std::span<std::byte> bytes, Deadline deadline = Deadline::never(),
                     std::source_location where = std::source_location::current());

    /// Sends one message. Its number is recorded by sender and receiver. Returns the same as write().
    template <typename T>
    bool send(const T& message, std::source_location where = std::source_location::current()) {
        return send_until(message, Deadline::never(), where);
    }
    template <typename T>
    bool send_for(const T& message, std::chrono::nanoseconds limit,
                  std::source_location where = std::source_location::current()) {
        return send_until(message, Deadline::in(limit), where);
    }

    /// Receives the next message. Returns nothing if the last writer is gone. Both ends must use the same
    /// type.
    template <typename T>
    std::optional<T> receive(std::source_location where = std::source_location::current()) {
        return receive_until<T>(Deadline::never(), where);
    }
    template <typename T>
    std::optional<T> receive_for(std::chrono::nanoseconds limit,
                                 std::source_location where = std::source_location::current()) {
        return receive_until<T>(Deadline::in(limit), where);
    }

    /// Closes this process's end. No worker of the process may be writing (or reading) at the time.
    void close_writing_end() noexcept;
    void close_reading_end() noexcept;

    ObjectId object() const noexcept { return object_; }

private:
    using Number = std::uint64_t;

    template <typename T>
    struct Message {
        static_assert(std::is_trivially_copyable_v<T>, "messages are copied from process to process");
        Number number;
        T content;
    };

    template <typename T>
    bool send_until(const T& content, Deadline deadline, const std::source_location& where) {
        static_assert(sizeof(Message<T>) <= atomic_bytes, "or two writers could mix their messages");
        const Message<T> message{next_number(), content};
        record_send(message.number, where);
        return write(std::as_bytes(std::span(&message, 1)), deadline, where);
    }
    template <typename T>
    std::optional<T> receive_until(Deadline deadline, const std::source_location& where) {
        Message<T> message;
        const auto bytes = std::as_writable_bytes(std::span(&message, 1));
        if (read(bytes, deadline, where) != bytes.size())
            return std::nullopt;
        record_receive(message.number, where);
        return message.content;
    }

    /// Lies in memory that forked processes share.
    struct BothEnds {
        std::atomic<Number> last_number{0};
        ReleaseStamp called; ///< of the calls of both ends: bytes and room are handed over in them
    };

    Number next_number() noexcept {
        return both_ends_->last_number.fetch_add(1, std::memory_order_relaxed) + 1;
    }
    void record_send(Number number, const std::source_location& where) const noexcept;
    void record_receive(Number number, const std::source_location& where) const noexcept;
    enum End : std::size_t { reading, writing };
    struct EndIsReady;
    bool wait_for(const EndIsReady& ready, Deadline deadline) const;
    void close_end(End end) noexcept;

    ObjectId object_;
    std::array<int, 2> descriptors_{-1, -1}; ///< by End
    BothEnds* both_ends_;
};

} // namespace interleave
