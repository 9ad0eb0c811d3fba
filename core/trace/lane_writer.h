// SPDX-License-Identifier: GPL-3.0-or-later
// Follows one lane: turns its worker's events and the kernel's records into segments, and tells objects of
// waits.
#pragma once

#include "core/trace/lane.h"
#include "core/trace/lane_state.h"
#include "core/trace/object.h"
#include "core/trace/trace.h"

#include <cstdint>
#include <limits>
#include <vector>

namespace interleave {

/// The writer's memory of one lane. Only the trace's writer thread knows of it.
class Trace::LaneWriter {
public:
    LaneWriter(Lane& lane, bool kernel_records) noexcept : lane_(lane), kernel_records_(kernel_records) {}

    /// `object` is the record's, nullptr if it has none.
    void apply_worker(const TimedRecord& record, Object* object);
    void apply_kernel(const TimedRecord& record);
    /// Nothing is known of the CPU until the next switch record.
    void forget_cpu(std::int64_t time);
    /// No more segments from here on; a wait is over. The first call counts.
    void end(std::int64_t time);

    bool ended() const noexcept { return ended_; }

private:
    void begin_wait(LaneState wait, std::uint16_t object, Object* waited_for) noexcept;
    void leave_wait(std::int64_t time);
    void prove_on_cpu(std::int64_t time) noexcept;
    void begin_work(const TimedRecord& record, std::uint16_t object);
    void end_work(const TimedRecord& record, std::uint16_t object);
    void show(std::int64_t time, SiteId site);

    Lane& lane_;
    const bool kernel_records_;
    bool ended_ = false;
    Cpu cpu_ = Cpu::unknown;
    Doing doing_ = Doing::code;
    LaneState wait_ = LaneState::unknown;
    std::uint16_t object_ = 0;     ///< of the wait or the I/O
    Object* waited_for_ = nullptr; ///< the object that counts this lane among its waiters
    struct Work {
        std::uint16_t object;
        std::uint32_t number;
    };
    std::vector<Work> work_; ///< begun and not ended, the innermost last
    std::int64_t last_switch_ = std::numeric_limits<std::int64_t>::min();
};

} // namespace interleave
