// SPDX-License-Identifier: GPL-3.0-or-later
// Why lanes waited for each object: whom for, how long each time, and what else tells of that kind of object.
#pragma once

#include "core/analysis/blame_table.h"
#include "core/analysis/duration_histogram.h"
#include "core/analysis/lock_holders.h"
#include "core/analysis/wait_links.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace interleave {

/// What is told of one object within a stretch of time. Of a wait or a hold that is only partly in it, that
/// part counts; one that goes on at its end counts up to there.
struct ObjectWaits {
    ObjectId object = no_object;
    DurationHistogram waits;     ///< without tries that failed at once
    std::uint64_t going_on = 0;  ///< waits that had not ended
    std::uint64_t timed_out = 0; ///< waits whose time ran out
    std::uint64_t given_up = 0;  ///< waits that ended in vain for another reason
    std::vector<Blame> blames;   ///< those of the longest time first

    // Of locks.
    DurationHistogram holds;
    std::uint64_t summed_up = 0; ///< further holds that were recorded as sums, each of them short
    std::int64_t summed_up_ns = 0;
    // Of read-write locks.
    DurationHistogram reader_waits;  ///< the others are of writers
    std::uint64_t reads = 0;         ///< acquisitions as a reader
    std::uint64_t writes = 0;        ///< acquisitions as a writer
    std::uint64_t untold_roles = 0;  ///< acquisitions of which an older program did not record as what
    std::int64_t most_readers = 0;   ///< that held it at once
    std::int64_t behind_readers = 0; ///< of the writers' waits, while readers held it

    // Of semaphores.
    std::optional<std::int64_t> permits; ///< when it was made
    std::int64_t most_taken = 0;         ///< permits taken and not given back, at once

    // Of conditions and barriers.
    std::uint64_t notifications = 0;
    std::uint64_t notified_nobody = 0; ///< notifications while no lane waited, of conditions
    /// Of barriers: how often each lane was the last to arrive.
    std::map<LaneId, std::uint64_t> last_arrivals;
    DurationHistogram gatherings; ///< of barriers: from the first lane that waited to the last that came

    // Of queues and pipes.
    std::uint64_t sent = 0;
    std::uint64_t received = 0;
    DurationHistogram residences; ///< from a message's sending to its receipt, by when it was received

    // Of queues, the length; of semaphores, the free permits. Of a pipe none is recorded.
    std::optional<double> mean_length; ///< over the time in which it was known
    std::int64_t length_known_ns = 0;
    std::int64_t least_length = 0;
    std::int64_t most_length = 0;
};

/// Follows a run record by record, from its begin, and adds up what lies in a stretch of time. So a run that
/// grows costs only what is new. One thread uses it.
class WaitAnalysis {
public:
    /// Counts what lies at or after `from`, in ns since the session's origin. The trace must outlive it.
    explicit WaitAnalysis(const Trace& trace, std::int64_t from = 0);
    ~WaitAnalysis();

    /// Takes the next record of all lanes in order of time (MergedRecords).
    void take(const MergedRecord& record);
    /// Returns what is told of each object that a lane waited for or held, in the order of their numbers, up
    /// to `until`. It must not lie before the last record taken, and all records before it must be taken.
    std::vector<ObjectWaits> result(std::int64_t until) const;

private:
    struct WaitingLane {
        ObjectId object = no_object;
        std::int64_t since = 0;
        SiteId site = 0;
        bool is_shared = false;
    };
    /// How a wait ended, or that it has not.
    struct WaitEnd {
        std::int64_t time;
        const WaitLink* link;        ///< what ended it, nullptr if that is not known
        BlameTable::Place otherwise; ///< what it is put down to where no lane is known
    };
    struct ObjectState;

    ObjectState* state_of(ObjectId id);
    void begin_wait(const MergedRecord& record);
    void end_wait(const MergedRecord& record, const WaitLink* link);
    void stop_waiting(ObjectState& state, LaneId lane);
    void leave(LaneId lane, std::int64_t time, BlameTable::Place because);
    void count_wait(ObjectState& state, LaneId lane, const WaitingLane& wait, const WaitEnd& end) const;
    void count_parts(ObjectState& state, LaneId lane, const WaitingLane& wait, std::int64_t end) const;
    void count_hold(ObjectState& state, std::int64_t begin, std::int64_t end) const;
    void acquire(const MergedRecord& record, const WaitingLane& wait);
    void release(const MergedRecord& record);
    void take_held_often(const MergedRecord& record);
    static void note_holders(ObjectState& state, std::int64_t time);
    void lose_records(const MergedRecord& record);
    void take_notification(const MergedRecord& record);
    void take_message(const MergedRecord& record);
    void set_length(const MergedRecord& record);
    static void count_levels(ObjectState& state, std::int64_t until);
    void end_present_wait(ObjectState& state, LaneId lane, std::int64_t until) const;
    void drop_past_holders(ObjectState& state);
    bool is_counted(std::int64_t time) const noexcept { return time >= from_; }

    const Trace& trace_;
    std::int64_t from_;
    WaitLinks links_;
    std::vector<WaitingLane> lanes_;
    std::vector<std::vector<ObjectId>> held_; ///< locks by lane
    std::vector<std::unique_ptr<ObjectState>> objects_;
};

/// Does it for [from, until) of the trace at once. Any thread may call it.
std::vector<ObjectWaits> object_waits(const Trace& trace, std::int64_t from, std::int64_t until);

} // namespace interleave
