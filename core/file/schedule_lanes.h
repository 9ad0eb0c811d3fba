// SPDX-License-Identifier: GPL-3.0-or-later
// Makes lanes and records of a trace of what a kernel schedule says of threads and processors, and notices
// where it contradicts itself.
#pragma once

#include "core/event/record_sink.h"
#include "core/file/schedule_line.h"

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace interleave {

/// Lines are taken in order of time. One thread uses it.
class ScheduleLanes {
public:
    /// Takes a line; `number` is its place in the file. Records are passed to `sink` by the next flush() or
    /// when there are many.
    void take(const ScheduleLine& line, std::uint64_t number, RecordSink& sink);
    void flush(RecordSink& sink);
    /// Passes on what is left after the last line.
    void finish(RecordSink& sink);

    /// Returns the text's time that is the trace's time 0: that of the first line.
    std::int64_t origin() const noexcept { return origin_; }
    /// Returns the time of the last line, ns since the origin.
    std::int64_t time() const noexcept { return time_; }
    std::size_t lane_count() const noexcept { return lanes_; }
    std::size_t processors() const noexcept { return processors_; }

    /// What was counted, for people.
    struct Counts {
        std::uint64_t records = 0;             ///< passed on
        std::uint64_t contradictions = 0;      ///< lines that do not follow from those before them
        std::uint64_t first_contradiction = 0; ///< its line
        std::uint64_t lost = 0;                ///< events, by what the file says, at least
        std::uint64_t losses = 0;              ///< places where events were lost
        std::uint64_t threads_left_out = 0;
        std::uint64_t names_left_out = 0;
        std::uint64_t unknown_states = 0; ///< of threads that left their processor
        std::uint64_t beyond_time = 0;    ///< lines too long after the first one
    };
    const Counts& counts() const noexcept { return counts_; }

private:
    enum class Where : std::uint8_t { unknown, on, ready, blocked };

    struct Thread {
        LaneId lane = no_lane;
        std::int32_t tid = 0;
        std::int32_t process = 0;
        std::int32_t cpu = -1; ///< where it is on, -1 if that is not told
        Where where = Where::unknown;
        bool woken = false;   ///< though it is not known where it was
        bool newborn = false; ///< forked, and no line has named it since
        bool exiting = false; ///< it ends when it leaves its processor
        TaskName name{};
    };

    Thread* find(const ScheduleTask& task, RecordSink& sink);
    Thread* known(std::int32_t tid);
    void forget_thread(std::int32_t tid) { threads_.erase(tid); }
    void name_thread(Thread& thread, const TaskName& name, RecordSink& sink);
    void see_current(const ScheduleLine& line, RecordSink& sink);
    void switch_tasks(const ScheduleLine& line, RecordSink& sink);
    bool leave(const ScheduleLine& line, RecordSink& sink);
    bool enter(const ScheduleLine& line, RecordSink& sink);
    void wake(const ScheduleLine& line, RecordSink& sink);
    void fork(const ScheduleLine& line, RecordSink& sink);
    void rename(const ScheduleLine& line, RecordSink& sink);
    void exit(const ScheduleLine& line, RecordSink& sink);
    void end(Thread& thread, std::int32_t cpu);
    void lose_events(const ScheduleLine& line);
    void end_loss();
    void lose(std::int32_t tid);
    void contradict() noexcept;
    std::int32_t& occupant(std::int32_t cpu);
    void record(const Thread& thread, EventKind kind, std::uint64_t value, std::uint16_t detail = 0,
                ObjectId object = no_object);

    std::unordered_map<std::int32_t, Thread> threads_; ///< that have a lane and have not ended
    std::vector<bool> left_out_;                       ///< by thread, for which there was no lane
    std::vector<std::int32_t> occupants_;              ///< by processor: a thread, 0: idle, -1: not known
    std::vector<bool> seen_processors_;
    std::vector<TimedRecord> records_;
    std::size_t lanes_ = 0;
    std::size_t processors_ = 0;
    std::unordered_map<std::string, ObjectId> labels_; ///< for names that threads got later
    bool begun_ = false;
    bool losing_ = false; ///< events were lost since the last line
    std::uint64_t losing_count_ = 0;
    std::int64_t origin_ = 0;
    std::int64_t time_ = 0;
    std::uint64_t line_ = 0; ///< that is being taken
    Counts counts_;
};

} // namespace interleave
