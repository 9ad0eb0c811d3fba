// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/file/switch_text.h"

#include "core/analysis/merged_records.h"
#include "core/event/printable_text.h"
#include "core/file/wake_ups.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace interleave {

namespace {

/// A thread as a line names it.
struct NamedThread {
    std::string_view name;
    std::int64_t number;
};

class SwitchText {
public:
    SwitchText(TextOutput& text, const Trace& trace, const RunInfo& info, const TracePart& part)
        : text_(text)
        , trace_(trace)
        , part_(part)
        , origin_ns_(info.origin_ns)
        , cpus_(part.all_lanes.size())
        , wake_ups_(trace, part.lanes, part.from, part.until) {
        for (std::size_t i = 0; i < part.all_lanes.size(); ++i)
            names_.push_back(printable_text(trace.lane(i).name()));
    }

    void write() {
        // From the begin on, so that it is known where each thread is.
        MergedRecords records(trace_, part_.all_lanes, {.until = part_.until});
        MergedRecord record;
        while (records.next(record)) {
            write_wake_ups(record);
            if (record.lane == no_lane)
                write_lost(record);
            else
                write_switch(record);
        }
        // What the kernel told of a schedule needs no explanation.
        const std::uint64_t unexplained = wake_ups_.unexplained() + without_cpu_;
        if (const std::uint64_t left_out = unexplained - std::min(unexplained, told_wake_ups_); left_out > 0)
            text_ << "# " << left_out
                  << " wake-ups are left out: who woke the thread, or on which processor, is not known\n";
    }

private:
    NamedThread thread(LaneId lane) const { return {names_[lane], trace_.lane(lane).tid()}; }
    static NamedThread unknown(std::int64_t cpu) { return {"<...>", first_unknown_thread + cpu}; }

    /// Begins a line as perf does: the thread and the processor at which it happened.
    void begin(const NamedThread& at, std::int64_t cpu, std::int64_t time, std::string_view event) {
        constexpr std::size_t name_width = 16;
        constexpr std::size_t number_width = 5;
        constexpr std::size_t seconds_width = 5;
        constexpr std::size_t event_width = 24;
        const std::uint64_t ns = static_cast<std::uint64_t>(time) + static_cast<std::uint64_t>(origin_ns_);
        const bool is_negative = static_cast<std::int64_t>(ns) < 0;
        const std::uint64_t magnitude = is_negative ? 0 - ns : ns;
        aligned(at.name, name_width);
        text_ << ' ';
        aligned(std::to_string(at.number), number_width);
        (text_ << " [").padded(static_cast<std::uint64_t>(cpu), 3) << "] ";
        aligned((is_negative ? "-" : "") + std::to_string(magnitude / ns_per_s), seconds_width);
        (text_ << '.').padded(magnitude % ns_per_s, 9) << ": ";
        aligned(event, event_width);
        text_ << ": ";
    }
    void aligned(std::string_view words, std::size_t width) {
        for (std::size_t i = words.size(); i < width; ++i)
            text_ << ' ';
        text_ << words;
    }

    void write_switch(const MergedRecord& record) {
        const std::int64_t cpu = record.event.value;
        const bool is_shown = part_.holds(record.event.time) && part_.has_lane(record.lane);
        switch (record.event.kind) {
        case EventKind::switch_in:
            cpus_[record.lane] = cpu;
            if (is_shown && record.event.detail != to_detail(SwitchInDetail::seen))
                write_switch(cpu, record.event.time, unknown(cpu), "R", thread(record.lane));
            return;
        case EventKind::switch_out:
            cpus_[record.lane].reset();
            if (is_shown)
                write_switch(cpu, record.event.time, thread(record.lane), state_after(record.event.detail),
                             unknown(cpu));
            return;
        case EventKind::task_exit:
            cpus_[record.lane].reset();
            if (is_shown) {
                begin(thread(record.lane), cpu, record.event.time, "sched:sched_process_exit");
                text_ << "comm=" << names_[record.lane] << " pid=" << trace_.lane(record.lane).tid()
                      << " prio=120\n";
            }
            return;
        case EventKind::switch_wake:
            ++told_wake_ups_;
            if (is_shown)
                write_wake_up(unknown(cpu), cpu, record.event.time, record.lane, cpu,
                              record.event.detail == to_detail(WakeDetail::started) ? "sched:sched_wakeup_new"
                                                                                    : "sched:sched_wakeup");
            return;
        case EventKind::switch_unknown:
            cpus_[record.lane].reset();
            return;
        default:
            return;
        }
    }
    static const char* state_after(std::uint16_t detail) noexcept {
        if (detail == to_detail(SwitchOutDetail::preempted))
            return "R";
        return detail == to_detail(SwitchOutDetail::uninterruptible) ? "D" : "S";
    }
    void write_switch(std::int64_t cpu, std::int64_t time, const NamedThread& previous,
                      std::string_view state, const NamedThread& next) {
        begin(previous, cpu, time, "sched:sched_switch");
        text_ << "prev_comm=" << previous.name << " prev_pid=" << previous.number
              << " prev_prio=120 prev_state=" << state << " ==> next_comm=" << next.name
              << " next_pid=" << next.number << " next_prio=120\n";
    }

    void write_wake_ups(const MergedRecord& record) {
        while (const auto wake_up = wake_ups_.next_by(record)) {
            if (!part_.holds(wake_up->time))
                continue;
            const auto& cpu = cpus_[record.lane];
            if (!cpu || !wake_up->target) {
                ++without_cpu_;
                continue;
            }
            write_wake_up(thread(record.lane), *cpu, wake_up->time, static_cast<LaneId>(wake_up->woken),
                          *wake_up->target, "sched:sched_wakeup");
        }
    }
    void write_wake_up(const NamedThread& by, std::int64_t cpu, std::int64_t time, LaneId woken,
                       std::int64_t target, std::string_view event) {
        begin(by, cpu, time, event);
        (text_ << "comm=" << names_[woken] << " pid=" << trace_.lane(woken).tid() << " prio=120 target_cpu=")
                .padded(static_cast<std::uint64_t>(target), 3)
            << '\n';
    }

    void write_lost(const MergedRecord& record) {
        if (part_.holds(record.event.time))
            text_ << "# here " << record.event.value
                  << " switch records are missing, which the kernel could not deliver\n";
    }

    static constexpr std::uint64_t ns_per_s = 1'000'000'000;

    TextOutput& text_;
    const Trace& trace_;
    const TracePart& part_;
    const std::int64_t origin_ns_;
    std::vector<std::string> names_;                ///< by lane
    std::vector<std::optional<std::int64_t>> cpus_; ///< by lane, where it is
    WakeUps wake_ups_;
    std::uint64_t without_cpu_ = 0;
    std::uint64_t told_wake_ups_ = 0; ///< by the kernel itself
};

} // namespace

std::string why_no_switch_text(const Trace& trace, const RunInfo& info) {
    const bool is_off = info.switch_records.starts_with("off");
    if (trace.has_kernel_records() && !is_off)
        return {};
    const std::string why = is_off ? " (" + printable_text(info.switch_records) + ")" : "";
    return "the run has no switch records" + why + "; 'interleave doctor' says how to get them";
}

void write_switch_text(TextOutput& text, const Trace& trace, const RunInfo& info, const TracePart& part) {
    const std::string what = info.scenario.empty() ? "" : info.scenario + ", " + info.backend + ", ";
    text
        << "# Interleave: " << printable_text(what) << part.lanes.size() << " threads\n"
        << "# <...>: a thread that is none of the run; the kernel did not say which. prio 120: not recorded. "
           "prev_state S: it had to wait.\n"
        << "# A wake-up is the moment at which the waker recorded it. Times are of CLOCK_MONOTONIC_RAW.\n";
    if (!info.switch_records.empty() && info.switch_records != "on")
        text << "# switch records: " << printable_text(info.switch_records) << '\n';
    if (info.counts.lost_switches > 0)
        text << "# " << info.counts.lost_switches << " switch records of the run are missing\n";
    SwitchText(text, trace, info, part).write();
}

} // namespace interleave
