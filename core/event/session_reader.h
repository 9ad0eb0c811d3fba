// SPDX-License-Identifier: GPL-3.0-or-later
// A session's memory as its reader sees it. Everything is bounded and nothing is trusted, because writers may
// change any byte at any time.
#pragma once

#include "core/event/computing_time.h"
#include "core/event/entry_info.h"
#include "core/event/ring_reader.h"
#include "core/event/session_layout.h"

#include <cstdint>
#include <optional>
#include <string>

namespace interleave {

/// A signal that a lane's thread got, as its handler noted. Both are any numbers of an untrusted writer.
struct FatalSignal {
    std::uint32_t signal; ///< 0: none
    std::uint64_t ticks;
};

/// Any thread may call its functions, but each ring has only one reader. It can be copied, because it keeps
/// nothing of what it read. The region must outlive it.
class SessionReader {
public:
    explicit SessionReader(const SessionView& view) noexcept : view_(view) {}

    /// Returns how many lanes can be read, never more than there can be, whatever the region says.
    std::uint32_t lane_count() const noexcept;
    /// The same of objects; number 0 is "no object" and has no entry.
    std::uint32_t object_count() const noexcept;
    /// The same of files; number 0 is "unknown" and has no entry.
    std::uint32_t file_count() const noexcept;
    /// Returns false while the entry's writer has not finished it; `info` then stays as it was. `number` must
    /// be below lane_count(), and so on.
    bool read_lane(std::uint32_t number, LaneInfo& info) const;
    bool read_object(std::uint32_t number, ObjectInfo& info) const;
    bool read_file(std::uint32_t number, std::string& path) const;
    /// Returns what the handler of the lane's thread noted. What the thread recorded before can be read then.
    FatalSignal fatal_signal(std::uint32_t lane) const noexcept;
    /// Returns how many lanes and objects found no room in their tables.
    std::uint64_t refused() const noexcept;
    /// Returns the sums of what writers added, which may be any numbers.
    ComputingTime computing() const noexcept;
    /// Whether writers ask that the records of switches be paused.
    bool unrecorded() const noexcept;
    /// Tells writers whether the kernel's switches are recorded now.
    void set_switch_records(bool recorded) const noexcept;
    /// Returns whether a worker said that it failed.
    bool has_failure() const noexcept;
    /// Returns why, in one line; empty if none did.
    std::string failure() const;
    /// Returns the number of a lane's ring; nothing for one that there is not.
    std::optional<std::uint32_t> ring_of(std::uint32_t lane) const noexcept;
    /// Returns the reader's end of a ring, below the layout's ring_count(). It frees the room of what it
    /// reads, so there must be only one.
    RingReader ring_reader(std::uint32_t ring) const noexcept;
    /// Whether the lane's thread says that it writes no more.
    bool has_ended(std::uint32_t lane) const noexcept;
    /// Gives the ring to whoever claims it next. All that its lane wrote must have been read, and its
    /// RingReader is not used afterwards.
    void give_back_ring(std::uint32_t ring) const noexcept;

private:
    SessionView view_;
};

} // namespace interleave
