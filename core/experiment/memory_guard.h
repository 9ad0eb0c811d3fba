// SPDX-License-Identifier: GPL-3.0-or-later
// Ends a run before its trace takes the memory that the machine needs.
#pragma once

#include "core/event/record_sink.h"
#include "core/trace/trace.h"

#include <cstddef>
#include <cstdint>

namespace interleave {

/// How much memory a run may use.
struct MemoryLimits {
    std::uint64_t most_of_trace;   ///< bytes
    std::uint64_t least_available; ///< bytes that must be left for everything else on the machine
};

/// Returns the limits for a run that begins now: half of the available memory and of the
/// addresses that a limit leaves, at most 16 GiB, for its trace.
MemoryLimits memory_limits_now();

/// Where the records of a trace come from, so that an error can name the remedy.
enum class TraceOf { run, program, file };

/// Passes all it gets on to a trace. Only the collector's thread uses it.
class MemoryGuard final : public RecordSink {
public:
    /// The trace must outlive this.
    MemoryGuard(Trace& trace, const MemoryLimits& limits, TraceOf source = TraceOf::run) noexcept
        : trace_(trace)
        , limits_(limits)
        , source_(source) {}

    /// Throws RunError with one line if the trace needs more memory than it may, or if the machine has little
    /// left, whoever took it. It is called for every million records here, as one drain can pass on many of
    /// them, and by the run from time to time.
    void check();

    void lane_appeared(const LaneInfo& lane) override { trace_.lane_appeared(lane); }
    void object_appeared(const ObjectInfo& object) override { trace_.object_appeared(object); }
    void file_appeared(std::uint32_t number, const std::string& path) override {
        trace_.file_appeared(number, path);
    }
    void records(std::span<const TimedRecord> batch) override;
    void time_reached(std::int64_t time) override { trace_.time_reached(time); }

private:
    Trace& trace_;
    MemoryLimits limits_;
    TraceOf source_;
    std::size_t unchecked_ = 0; ///< records since the last check
};

} // namespace interleave
