// SPDX-License-Identifier: GPL-3.0-or-later
// The inputs of the merge: the ring of a lane, and the kernel's records.
#pragma once

#include "core/event/discovery.h"
#include "core/event/kernel_records.h"
#include "core/event/record.h"
#include "core/event/record_check.h"
#include "core/event/ring_reader.h"
#include "core/event/session_reader.h"
#include "core/event/session_writer.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

namespace interleave {

/// Records in order of time, not yet passed on. Only the collector's thread uses it.
class RecordInput {
public:
    RecordInput() = default;
    virtual ~RecordInput() = default;
    RecordInput(const RecordInput&) = delete;
    RecordInput& operator=(const RecordInput&) = delete;

    /// Returns the records that were read and not passed on. It may be empty although there are more to read.
    std::span<const TimedRecord> pending() const noexcept {
        return {pending_.data() + next_, pending_.size() - next_};
    }
    /// Returns whether there is a record that is due by `until`. If so, it is the first of pending().
    bool is_due(std::int64_t until) {
        return (next_ < pending_.size() || refill()) && pending_[next_].time <= until;
    }
    /// Notes that the first `count` of pending() were passed on.
    void passed_on(std::size_t count) noexcept {
        next_ += count;
        passed_on_ += count;
    }
    std::uint64_t passed_on() const noexcept { return passed_on_; }

protected:
    /// Reads more records when all were passed on. Returns false if there are no more.
    virtual bool refill() = 0;

    std::vector<TimedRecord> pending_;
    std::size_t next_ = 0; ///< first of `pending_` not yet passed on

private:
    std::uint64_t passed_on_ = 0;
};

/// Reads a lane's ring. Records stay in it until they are due, or until the writer needs their room. When the
/// lane has ended it reads the rest at once and gives the ring back.
class LaneInput final : public RecordInput {
public:
    /// `check` is not owned.
    LaneInput(LaneId lane, const SessionReader& session, RecordCheck& check) noexcept
        : session_(session)
        , check_(check)
        , lane_(lane) {}

    /// Notes how many records the writer has written. Later ones are not read until the next call.
    void look() noexcept;
    /// Reads the records of a fast writer, due or not, before its ring is full.
    void read_early();
    /// Frees the memory of records that were passed on, and the ring of a lane that has ended.
    void forget_passed_on();

    std::uint64_t taken() const noexcept { return taken_; } ///< records read from the ring
    /// Returns how many records of the ring were bad; RecordCheck counts the others.
    std::uint64_t bad() const noexcept { return ring_ ? ring_->bad() : bad_; }
    std::uint64_t dropped() const noexcept { return ring_ ? ring_->dropped() : lost_; }
    /// Returns how many of the records read tell a loss and are no events.
    std::uint64_t losses() const noexcept { return losses_; }

private:
    bool refill() override;
    void read(std::uint64_t most);
    void take_loss(const Record& record);
    void tell_open_loss();
    void tell_fatal_signal();
    void give_back_ring();

    SessionReader session_;
    std::optional<RingReader> ring_{}; ///< while the lane has one
    std::uint32_t ring_number_ = 0;
    bool is_over_ = false;  ///< the ring was given back
    std::uint64_t bad_ = 0; ///< when it was given back
    RecordCheck& check_;
    std::int64_t last_time_ = RecordCheck::before_all;
    std::uint64_t taken_ = 0;
    std::uint64_t losses_ = 0;
    std::uint64_t lost_ = 0; ///< dropped records that were told, by the writer or by this input
    bool has_told_signal_ = false;
    bool is_told_early_ = false; ///< the writer's own record of the last loss is still to come
    LaneId lane_;
};

/// The kernel's records, each given to the lane of its thread when it is due.
class KernelInput final : public RecordInput {
public:
    /// `source` may be nullptr, in which case there are no records; it is not owned.
    explicit KernelInput(KernelRecordSource* source) noexcept : source_(source) {}

    /// Whether records come now. Without a source they never do.
    bool is_recording() const noexcept { return source_ != nullptr && !paused_; }
    /// Stops or continues the records of the source, if there is one.
    void set_paused(bool paused);
    /// Takes the records that have arrived and puts them in order of time.
    void poll();
    /// Enters a lane for each thread that has none although it was on a CPU, of the records that are due by
    /// `until`: nothing of it will be recorded from inside. Returns whether there was any, which must be
    /// announced before assign_lanes().
    bool enter_tasks(std::int64_t until, std::int64_t origin_ns, const Discovery& known,
                     SessionWriter& writer);
    /// Puts the records that are due by `until` into pending(); `origin_ns` is time 0. Records of threads
    /// without a lane are discarded, because a lane begins on a CPU in any case.
    void assign_lanes(std::int64_t until, std::int64_t origin_ns, const Discovery& known);
    /// Returns how many records the kernel reported as lost, of those assigned so far.
    std::uint64_t lost() const noexcept { return lost_; }

private:
    bool refill() override { return false; }

    KernelRecordSource* source_;
    bool paused_ = false;
    void begin_lane(LaneId lane, std::int64_t time, ObjectId why);

    /// A thread that only the kernel tells of.
    struct Task {
        LaneId lane = no_lane;    ///< no_lane if there was no room for it
        ObjectId why = no_object; ///< a label
        bool has_begun = false;
    };

    std::vector<KernelRecord> waiting_; ///< not yet due, in order of time
    std::unordered_map<std::int32_t, Task> tasks_;
    std::uint64_t lost_ = 0;
};

} // namespace interleave
