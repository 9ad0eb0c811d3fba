// SPDX-License-Identifier: GPL-3.0-or-later
// Finds the lanes, objects and files that writers entered into a session, and announces them in order.
#pragma once

#include "core/event/record_sink.h"
#include "core/event/session_reader.h"

#include <cstdint>
#include <limits>
#include <unordered_map>

namespace interleave {

/// Only the collector's thread uses it.
class Discovery {
public:
    explicit Discovery(const SessionReader& reader) noexcept : reader_(reader) {}

    /// Announces the entries that are new, each table in the order of its numbers. `now` is in ns of any
    /// clock that stays the same between calls. The greatest value waits for no entry.
    void announce(RecordSink& sink, std::int64_t now);

    /// Returns the time up to which everything that records may name was announced, given that announce() was
    /// called at `now`.
    std::int64_t complete_until(std::int64_t now) noexcept;

    /// Returns the number of lanes announced so far.
    std::uint32_t lanes() const noexcept { return lanes_; }
    /// Returns whether a record may name the object: it was announced, or will be before the record is passed
    /// on.
    bool is_known_object(ObjectId object) const noexcept {
        return object < objects_ || object < reader_.object_count();
    }
    /// The same of a source file; 0 is unknown and may be named.
    bool is_known_file(std::uint32_t file) const noexcept {
        return file < files_ || file < reader_.file_count();
    }
    /// Returns the thread's lane, or no_lane if it has none yet, has none any more, or never had one.
    LaneId lane_of_thread(std::int32_t tid) const noexcept;

private:
    template <typename Read, typename Announce>
    void announce_new(std::uint32_t& announced, std::uint32_t count, std::int64_t now, Read&& read,
                      Announce&& announce);
    bool waits_for_entry(std::int64_t now) noexcept;

    static constexpr std::int64_t no_time = std::numeric_limits<std::int64_t>::min();

    SessionReader reader_;
    std::uint32_t lanes_ = 0;
    std::uint32_t objects_ = 1; ///< object 0 is none
    std::uint32_t files_ = 1;   ///< file 0 is unknown
    std::unordered_map<std::int32_t, LaneId> lane_of_thread_;
    bool all_ready_ = true;                ///< of the entries seen by this announce()
    std::int64_t unready_since_ = no_time; ///< when an entry was first found claimed but not filled in
    std::int64_t complete_until_ = no_time;
};

} // namespace interleave
