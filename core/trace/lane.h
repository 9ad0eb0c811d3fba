// SPDX-License-Identifier: GPL-3.0-or-later
// One lane of a trace holds what a thread or process did, as segments of states with exact running sums.
#pragma once

#include "core/event/entry_info.h"
#include "core/event/record.h"
#include "core/trace/append_only.h"
#include "core/trace/block_index.h"
#include "core/trace/event_sequence.h"
#include "core/trace/lane_state.h"
#include "core/trace/missing_sequence.h"
#include "core/trace/state.h"
#include "core/trace/switch_sequence.h"
#include "core/trace/work_row.h"

#include <array>
#include <atomic>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace interleave {

/// An interval of one state; it lasts until the next segment begins. Adjacent segments differ in state,
/// object or flags. The lane's end is a segment of state absent.
struct Segment {
    std::int64_t begin;   ///< ns since the session's origin
    SiteId site;          ///< where in the source the lane was as it began; later places are in the events
    std::uint16_t object; ///< what it waits for (or, running, what it is in wait for), else 0
    LaneState state;
    std::uint8_t flags; ///< SegmentFlag
};
static_assert(sizeof(Segment) == 16);

enum SegmentFlag : std::uint8_t {
    in_wait = 1, ///< on a CPU or ready while it waits for `object`: about to block, spinning, or just woken
};

/// Where a lane has a mark.
struct MarkPlace {
    std::int64_t time;
    std::size_t event; ///< index among the lane's events
};

/// How the process of a lane ended, or the thread if it returned.
struct LaneExit {
    int code;
    int signal;                  ///< 0 if it ended by itself
    bool ended_with_run = false; ///< see ProcessExit
};

/// Written by the trace's writer thread; read by any thread.
class Lane {
public:
    /// `info.name` is a name of its own in the trace, `given_name` what the scenario calls it.
    Lane(const LaneInfo& info, std::string given_name);

    // --- any thread
    // ------------------------------------------------------------------------------------------------

    LaneId id() const noexcept { return info_.id; }
    LaneKind kind() const noexcept { return info_.kind; }
    /// Returns its process, 0 if that is not known.
    std::int32_t pid() const noexcept { return pid_.load(std::memory_order_acquire); }
    std::int32_t tid() const noexcept { return info_.tid; }
    ObjectId worker() const noexcept { return info_.worker; }
    /// Return its name, and the name that the scenario gave it, which other lanes may have too. The reference
    /// stays valid when the thread gets another name.
    const std::string& name() const noexcept { return names_.load(std::memory_order_acquire)->own; }
    const std::string& given_name() const noexcept { return names_.load(std::memory_order_acquire)->given; }

    const AppendOnly<Segment>& segments() const noexcept { return segments_; }
    const EventSequence& events() const noexcept { return events_; }
    /// Returns the events that are marks, which can be few among many.
    const AppendOnly<MarkPlace, 8>& marks() const noexcept { return marks_; }
    /// Returns the first of them at or after `time`, or their number.
    std::size_t first_mark_at(std::int64_t time) const noexcept;
    /// Returns where its thread ran, as far as the kernel reported. It can start before the lane's begin, if
    /// the thread existed, and lasts until the thread's exit, which may come after the lane's end.
    const SwitchSequence& switches() const noexcept { return switches_; }
    /// Returns how many rows its tasks and its named work need; 0 for a lane that never was in any. Row 0 is
    /// the outermost.
    std::size_t work_row_count() const noexcept { return work_rows_.size(); }
    /// `row` must be below work_row_count().
    const WorkRow& work_row(std::size_t row) const noexcept { return *work_rows_[row]; }

    /// Returns where records of its worker are missing. Its segments are then what the kernel reported alone.
    const MissingSequence& missing() const noexcept { return missing_; }

    /// Returns the time of the first event, or of the kernel's first record of a lane that has no events of
    /// its own; the greatest time if there is none yet.
    std::int64_t begin() const noexcept { return begin_.load(std::memory_order_acquire); }
    /// Returns the time of the lane's end, or the greatest time while it has not ended.
    std::int64_t end() const noexcept { return end_.load(std::memory_order_acquire); }
    std::optional<LaneExit> exit() const noexcept;
    /// Returns what the lane's own records say of its end.
    LaneEndNote own_end() const noexcept;

    /// Returns the index of the segment that holds `time`, or nowhere before the first one. `hint` is where
    /// the search starts: pass the last result for nearby times. Of segments that begin at the same time it
    /// returns the last.
    std::size_t segment_at(std::int64_t time, std::size_t hint = 0) const noexcept;

    /// Returns the innermost row in which the lane is at work at `time`, or nowhere if it is in none.
    std::size_t innermost_work_row(std::int64_t time) const noexcept;

    /// Sets `out` to the exact ns in each state, except absent, from the lane's begin until `time`. The last
    /// segment counts up to `time`. `segment` must be segment_at(time).
    void times_until(std::int64_t time, std::size_t segment, StateTimes& out) const noexcept;
    /// Guesses where segment_at(time) is without a look at the segments. `block_hint` is a block that is
    /// probably near.
    BlockGuess guess_at(std::int64_t time, std::size_t block_hint) const noexcept {
        return blocks_.guess_at(time, block_hint);
    }
    /// Returns segment_at(time) and sets `out` as times_until() does. `guess` must be guess_at(time). Where
    /// it is right, this is quicker than the two.
    std::size_t look_up_near(std::int64_t time, BlockGuess guess, StateTimes& out) const noexcept;
    /// Prefetches what a look-up near the guess needs, because cache misses are most of its cost in a long
    /// lane.
    void prefetch(BlockGuess guess) const noexcept;
    /// Adds the lengths of the segments [first, last) to `times`; `last` must be a segment.
    void add_lengths(std::size_t first, std::size_t last, StateTimes& times) const noexcept;
    /// Returns the first segment at or after `segment` of this state, or `last`. It is quick however far the
    /// segment is, because the stored sums show in which block the state's time grows.
    std::size_t find_state(LaneState state, std::size_t segment, std::size_t last) const noexcept;
    /// Returns the ns in each state within [from, until).
    StateTimes times_between(std::int64_t from, std::int64_t until) const noexcept;

    /// Returns the bytes used by the lane's sequences.
    std::size_t bytes() const noexcept;

    // --- the writer
    // ------------------------------------------------------------------------------------------------

    void set_names(std::string own, std::string given);
    /// Gives it the names again that it had with this given name. Returns false if it never had that.
    bool set_earlier_names(const std::string& given) noexcept;
    void set_pid(std::int32_t pid) noexcept { pid_.store(pid, std::memory_order_release); }
    void append_event(const Event& event) {
        events_.append(event);
        if (event.kind == EventKind::mark) [[unlikely]]
            marks_.push_back({event.time, events_.size() - 1});
    }
    void append_switch(const CpuSwitch& next) { switches_.append(next); }
    /// Begins a segment, which must differ from the last one. A time before the last begin counts as that
    /// begin.
    void append_segment(std::int64_t time, LaneState state, std::uint16_t object, SiteId site,
                        std::uint8_t flags);
    /// Begins work in a row, which must be below most_work_rows; `object` 0 ends the work of that row.
    void append_work(std::int64_t time, std::size_t row, std::uint16_t object, std::uint32_t number);
    void lose_records(std::int64_t time, std::uint64_t count) noexcept { missing_.lose(time, count); }
    bool is_missing() const noexcept { return missing_.lasts(); }
    void end_missing(std::int64_t time) { missing_.end(time); }
    void set_begin(std::int64_t time) noexcept { begin_.store(time, std::memory_order_release); }
    void set_end(std::int64_t time) noexcept { end_.store(time, std::memory_order_release); }
    void set_exit(LaneExit exit) noexcept;
    /// Is called before set_end(), so that who sees the end sees why.
    void set_own_end(LaneEndNote note) noexcept;

private:
    /// The number of segments between two stored sums. A look-up adds or subtracts at most half as many. A
    /// block is contiguous in memory, because segments_ begins its chunks at multiples of it.
    static constexpr std::size_t block_size = BlockGuess::block_size;

    /// The sums until the begin of segment (index + 1) * block_size, 48 bits each. Absent has no
    /// sum.
    class Checkpoint {
    public:
        Checkpoint() = default;
        explicit Checkpoint(const StateTimes& times) noexcept;
        std::int64_t of(LaneState state) const noexcept;
        void unpack(StateTimes& times) const noexcept;

    private:
        std::array<std::uint32_t, state_count - 1> low_;
        std::array<std::uint16_t, state_count - 1> high_;
    };

    std::size_t last_that_began(std::int64_t time, std::size_t low, std::size_t high) const noexcept;

    struct Names {
        std::string own;
        std::string given;
    };

    LaneInfo info_;
    std::vector<std::unique_ptr<const Names>> all_names_; ///< readers may keep references to earlier ones
    std::atomic<const Names*> names_{nullptr};
    std::atomic<std::int32_t> pid_;
    Segment last_{};    ///< the writer's copy of the last segment
    StateTimes sums_{}; ///< until the begin of the last segment; only the writer uses it
    AppendOnly<Segment> segments_;
    AppendOnly<Checkpoint, 8> checkpoints_;
    BlockIndex blocks_;
    EventSequence events_;
    AppendOnly<MarkPlace, 8> marks_;
    SwitchSequence switches_;
    AppendOnly<const WorkRow*, 8> work_rows_;
    std::vector<std::unique_ptr<WorkRow>> owned_work_rows_; ///< only the writer uses it
    MissingSequence missing_;
    std::atomic<std::int64_t> begin_{std::numeric_limits<std::int64_t>::max()};
    std::atomic<std::int64_t> end_{std::numeric_limits<std::int64_t>::max()};
    std::atomic<std::uint64_t> exit_{0};    ///< bit 63 set: known, bit 62: with the run; signal, code
    std::atomic<std::uint32_t> own_end_{0}; ///< how it ended in the high half, its detail in the low one
};

} // namespace interleave
