// SPDX-License-Identifier: GPL-3.0-or-later
// A run as it is shown: lanes of states and objects with holders, built from records as they arrive.
#pragma once

#include "core/event/record_sink.h"
#include "core/event/session_layout.h"
#include "core/trace/append_only.h"
#include "core/trace/lane.h"
#include "core/trace/lane_machine.h"
#include "core/trace/object.h"
#include "core/trace/object_machine.h"
#include "core/trace/process_exit.h"
#include "core/trace/processor.h"
#include "core/trace/unique_names.h"

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace interleave {

/// The kernel could not deliver `count` switch records between `since` and `time`. Nothing is known of any
/// lane's CPU from then to its next switch. The two are the same where the place is not known better.
struct LostSwitches {
    std::int64_t since; ///< ns since the session's origin
    std::int64_t time;
    std::uint64_t count;
};

/// There is one writer (the collector's thread, through the RecordSink functions) and any number of readers.
/// It needs no locks, because lanes, objects and their sequences only grow. A reader sees a state of the
/// recent past that is consistent up to time_end().
class Trace final : public RecordSink {
public:
    /// `kernel_records` says whether switch records will come. Without them no lane is shown as running.
    /// `knows_states` is false for what is told of work and moments only, as some files of other programs do:
    /// then no lane has segments.
    explicit Trace(bool kernel_records, bool knows_states = true);
    ~Trace() override;

    // --- any thread
    // ------------------------------------------------------------------------------------------------

    bool has_kernel_records() const noexcept { return kernel_records_; }
    bool knows_states() const noexcept { return knows_states_; }
    std::size_t lane_count() const noexcept { return lane_count_.load(std::memory_order_acquire); }
    /// Returns a lane by its order of appearance, which is its number. `index` must be below lane_count().
    const Lane& lane(std::size_t index) const noexcept { return *lanes_[index]; }
    /// Returns the indexes of all lanes in the order in which they were started, which can differ from the
    /// order of their appearance: "worker 1" comes before "worker 2", whichever of them ran first.
    std::vector<std::size_t> lanes_in_order_of_start() const;
    std::size_t object_count() const noexcept { return object_count_.load(std::memory_order_acquire); }
    /// Returns an object by its order of appearance; index 0 is the first object. `index` must be below
    /// object_count().
    const Object& object(std::size_t index) const noexcept { return *objects_[index]; }
    /// Returns nullptr for no_object and for an object that has not appeared yet.
    const Object* find_object(ObjectId id) const noexcept;
    /// Returns one more than the greatest number of a processor on which the kernel told of a lane.
    std::size_t processor_count() const noexcept { return processor_count_.load(std::memory_order_acquire); }
    /// Returns who ran on a processor, or nullptr if the kernel told of no lane there. `cpu` must be below
    /// processor_count().
    const Processor* processor(std::size_t cpu) const noexcept {
        return processors_[cpu].load(std::memory_order_acquire);
    }
    /// They are in order of time.
    const AppendOnly<LostSwitches, 8>& lost_switches() const noexcept { return lost_switches_; }
    /// Returns the path of a source file as its compiler named it, or an empty string if it is unknown.
    std::string file_path(std::uint32_t number) const;

    /// Everything before this time (ns since the session's origin) is complete.
    std::int64_t time_end() const noexcept { return time_end_.load(std::memory_order_acquire); }
    /// The version grows with every change. Equal values mean that there is nothing new to draw.
    std::uint64_t version() const noexcept { return version_.load(std::memory_order_acquire); }
    std::uint64_t event_count() const noexcept { return event_count_.load(std::memory_order_relaxed); }
    /// Returns the number of records that were skipped because what they say is impossible after the ones
    /// before them, for example that a worker was joined again.
    std::uint64_t impossible() const noexcept { return impossible_.load(std::memory_order_relaxed); }

    // --- the writer
    // ------------------------------------------------------------------------------------------------

    /// Lanes appear in the order of their numbers from 0, objects from 1, as the collector announces them;
    /// others are ignored, and records that name them are skipped. A name that another lane or object has
    /// gets a number: "GIL (2)". A record of set_value may be of no_lane: a value that nobody is known to
    /// have set.
    void lane_appeared(const LaneInfo& lane) override;
    void object_appeared(const ObjectInfo& object) override;
    void file_appeared(std::uint32_t number, const std::string& path) override;
    void records(std::span<const TimedRecord> batch) override;
    void time_reached(std::int64_t time) override;
    /// Returns the bytes of all that the trace holds.
    std::size_t bytes() const noexcept;
    /// Ends the run at `time`, when its main process had ended, or at its last record, whichever is later.
    /// Lanes that have not ended end there, those of the main process at `time`. `exits` are the processes
    /// whose parent was told of their end, the main process first; what a join reported is not changed.
    void close(std::int64_t time, std::span<const ProcessExit> exits = {});

private:
    class LaneAppender;

    void apply_event(const TimedRecord& record);
    void apply_value(const TimedRecord& record);
    void apply_to_object(std::size_t index, const TimedRecord& record, bool ends_wait);
    bool is_impossible_join(const TimedRecord& record) const noexcept;
    void apply_wake(const TimedRecord& record, std::size_t index);
    void wake(std::size_t lane, std::int64_t time, std::uint16_t object);
    void wake_only_waiter(const ObjectMachine& machine, std::int64_t time, std::uint16_t object);
    void wake_all(std::int64_t time, std::uint16_t object);
    void wake_forced_waiter(std::int64_t time, std::uint16_t gil);
    void wake_joiners(const Lane& lane, std::int64_t time);
    void apply_end(const TimedRecord& record);
    void apply_joined(const TimedRecord& record);
    void apply_fatal_signal(const TimedRecord& record);
    void end_process(std::int32_t pid, std::int64_t time);
    void end_lane(std::size_t index, std::int64_t time);
    void end_holds(std::size_t lane, std::int64_t time);
    void set_process_exit(const ProcessExit& exit);
    void apply_switch(const TimedRecord& record);
    void apply_named(const TimedRecord& record);
    void note_processor(LaneId lane, const CpuSwitch& next);
    void leave_processor(LaneId lane, std::int64_t time, LaneId to);
    Processor& processor_of(std::uint16_t cpu);
    void end_missing(Lane& lane, std::int64_t time);
    void apply_records_lost(const TimedRecord& record);
    void apply_switches_lost(const TimedRecord& record);
    void forget_cpus(std::int64_t time);
    void note_acquired(LaneId lane, std::size_t index);

    const bool kernel_records_;
    const bool knows_states_;
    std::array<std::unique_ptr<Lane>, max_lanes> lanes_;
    std::array<std::unique_ptr<Object>, max_objects> objects_;
    std::array<std::atomic<const std::string*>, max_files> files_{};
    std::array<std::atomic<Processor*>, unknown_cpu> processors_{};
    AppendOnly<LostSwitches, 8> lost_switches_;
    // Only the writer uses the members below, except the atomic ones.
    std::vector<LaneMachine> lane_machines_;
    std::vector<ObjectMachine> object_machines_;
    UniqueNames names_;
    std::vector<LaneId> lane_of_worker_; ///< by number of the worker object
    /// Objects that a lane may hold: those it acquired since it last lost records. They are needed when it
    /// loses some, which must not cost a look at every object each time.
    struct Acquired {
        std::vector<std::uint32_t> objects; ///< indexes, none twice in a row
        bool more = false;                  ///< than are kept
    };
    std::vector<Acquired> acquired_;         ///< by lane
    std::vector<std::uint16_t> cpu_of_lane_; ///< where it is; unknown_cpu if nowhere that is known
    std::size_t losing_lanes_ = 0;           ///< lanes of which records are missing at present
    std::size_t losing_cpus_ = 0;            ///< CPUs of which switch records are missing at present
    std::int64_t switches_lost_since_ = 0;
    std::int64_t last_time_ = 0; ///< of all records so far
    std::atomic<std::size_t> lane_count_{0};
    std::atomic<std::size_t> object_count_{0};
    std::atomic<std::size_t> processor_count_{0};
    std::atomic<std::int64_t> time_end_{0};
    std::atomic<std::uint64_t> version_{0};
    std::atomic<std::uint64_t> event_count_{0};
    std::atomic<std::uint64_t> impossible_{0};
};

} // namespace interleave
