// SPDX-License-Identifier: GPL-3.0-or-later
// What the merge reads from: the ring of a lane, and the kernel's records.
#pragma once

#include "core/event/discovery.h"
#include "core/event/kernel_records.h"
#include "core/event/record.h"
#include "core/event/record_check.h"
#include "core/event/ring_reader.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace interleave {

/// Records in order of time, not yet passed on. Only the collector's thread uses it.
class RecordInput {
public:
    RecordInput() = default;
    virtual ~RecordInput() = default;
    RecordInput(const RecordInput&) = delete;
    RecordInput& operator=(const RecordInput&) = delete;

    /// What was read and not passed on. It may be empty although there is more.
    std::span<const TimedRecord> pending() const noexcept {
        return {pending_.data() + next_, pending_.size() - next_};
    }
    /// Whether there is a record that is due by `until`; if so it is the first of pending().
    bool is_due(std::int64_t until) {
        return (next_ < pending_.size() || refill()) && pending_[next_].time <= until;
    }
    /// The first `count` of pending() were passed on.
    void passed_on(std::size_t count) noexcept {
        next_ += count;
        passed_on_ += count;
    }
    std::uint64_t passed_on() const noexcept { return passed_on_; }

protected:
    /// Reads more where all was passed on; false if there is no more.
    virtual bool refill() = 0;

    std::vector<TimedRecord> pending_;
    std::size_t next_ = 0; ///< first of `pending_` not yet passed on

private:
    std::uint64_t passed_on_ = 0;
};

/// A lane's ring. Records stay in it until they are due, or until it needs relief.
class LaneInput final : public RecordInput {
public:
    /// `check` is not owned.
    LaneInput(LaneId lane, const RingReader& ring, RecordCheck& check) noexcept
        : ring_(ring)
        , check_(check)
        , lane_(lane) {}

    /// Looks at how far the writer has come; nothing beyond is read until the next look.
    void look() noexcept { ring_.look(); }
    /// Takes what a fast writer wrote, due or not, before it runs out of room.
    void read_early();
    /// Gives back memory of what was passed on.
    void forget_passed_on();

    std::uint64_t taken() const noexcept { return taken_; }    ///< records read from the ring
    std::uint64_t bad() const noexcept { return ring_.bad(); } ///< of the ring; RecordCheck counts the others
    std::uint64_t dropped() const noexcept { return ring_.dropped(); }

private:
    bool refill() override;
    void read(std::uint64_t most);

    RingReader ring_;
    RecordCheck& check_;
    std::int64_t last_time_ = RecordCheck::before_all;
    std::uint64_t taken_ = 0;
    LaneId lane_;
};

/// The kernel's records, each given to the lane of its thread when it is due.
class KernelInput final : public RecordInput {
public:
    /// `source` may be nullptr, then there are none; it is not owned.
    explicit KernelInput(KernelRecordSource* source) noexcept : source_(source) {}

    /// Takes what has come, and puts it in order of time.
    void poll();
    /// Makes pending() of the records that are due by `until`; `origin_ns` is time 0. Records of threads that
    /// have no lane are nobody's: a lane, once there, begins on a CPU.
    void assign_lanes(std::int64_t until, std::int64_t origin_ns, const Discovery& known);

private:
    bool refill() override { return false; }

    KernelRecordSource* source_;
    std::vector<KernelRecord> waiting_; ///< not yet due, in order of time
};

} // namespace interleave
