// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/file/schedule_reader.h"

#include "core/event/error.h"
#include "core/file/input_bytes.h"
#include "core/file/schedule_lanes.h"
#include "core/file/schedule_line.h"
#include "core/file/schedule_notes.h"
#include "core/file/schedule_order.h"
#include "core/file/text_scan.h"

#include <algorithm>
#include <string>

namespace interleave {

namespace {

using LineKind = ScheduleLine::Kind;

class ScheduleReader final : public RunReader {
public:
    explicit ScheduleReader(InputBytes& bytes) : bytes_(bytes) {}

    bool has_kernel_records() const override { return true; }
    RunInfo info() const override;
    bool read(RecordSink& sink) override;
    RunEnd end() const override { return {.time = lanes_.time()}; }
    std::vector<std::string> remarks() const override {
        return notes_.remarks(lanes_.counts(), lanes_.lane_count());
    }

private:
    /// A line of an event whose message is not complete is kept for the line after it, up to this length.
    static constexpr std::size_t longest_kept = 1024;
    static constexpr std::size_t lines_at_once = 8192;

    bool has_line() { return bytes_.look(0).find('\n') != std::string_view::npos; }
    void take(std::string_view line, RecordSink& sink);
    void take_parsed(const ParsedLine& parsed, std::uint64_t number, RecordSink& sink);
    bool completes(std::string_view line, RecordSink& sink);
    void give_up_broken(RecordSink& sink);
    void add(const ScheduleLine& line, std::uint64_t number, RecordSink& sink);
    void finish(RecordSink& sink);

    InputBytes& bytes_;
    ScheduleNotes notes_;
    ScheduleOrder order_;
    ScheduleLanes lanes_;
    std::string broken_; ///< the last line, if its message was not complete
    std::uint64_t broken_number_ = 0;
    std::int64_t last_time_ = 0; ///< of a line, on the text's clock
    bool any_ = false;           ///< whether there was an event of the schedule
};

RunInfo ScheduleReader::info() const {
    RunInfo info;
    info.mode = schedule_mode;
    info.switch_records = "on (from the file)";
    info.machine.cpus =
        static_cast<int>(std::max<std::size_t>(lanes_.processors(), notes_.told_processors()));
    info.machine.kernel = notes_.kernel();
    info.machine.model = notes_.model();
    info.origin_ns = lanes_.origin();
    info.wall_ns = lanes_.time();
    const ScheduleLanes::Counts& counts = lanes_.counts();
    info.counts.kernel = counts.records;
    info.counts.bad = notes_.broken();
    info.counts.late = notes_.late();
    info.counts.refused = counts.threads_left_out;
    info.counts.lost_switches = counts.lost + counts.contradictions;
    return info;
}

bool ScheduleReader::read(RecordSink& sink) {
    for (std::size_t count = 0; count < lines_at_once; ++count) {
        if (count > 0 && !has_line() && bytes_.progress() == std::nullopt)
            break; // what came through a pipe by now is shown
        const auto line = bytes_.line();
        if (!line) {
            finish(sink);
            return false;
        }
        take(*line, sink);
    }
    lanes_.flush(sink);
    return true;
}

void ScheduleReader::take(std::string_view line, RecordSink& sink) {
    const std::uint64_t number = bytes_.line_number();
    if (line.size() >= InputBytes::capacity)
        notes_.add_cut_line(number);
    if (const auto parsed = parse_schedule_line(line)) {
        give_up_broken(sink);
        if (parsed->line.kind == LineKind::broken && line.size() <= longest_kept) {
            broken_ = line;
            broken_number_ = number;
        } else {
            take_parsed(*parsed, number, sink);
        }
    } else if (const auto lost = lost_events(line)) {
        give_up_broken(sink);
        add({.kind = LineKind::lost, .time = last_time_, .number = *lost}, number, sink);
    } else if (!notes_.take_note(line) && !completes(line, sink)) {
        notes_.add_no_event(number);
    }
}

/// Tries to read an event whose message goes on in this line.
bool ScheduleReader::completes(std::string_view line, RecordSink& sink) {
    if (broken_.empty())
        return false;
    const auto parsed = broken_.size() + line.size() <= 2 * longest_kept
                            ? parse_schedule_line(broken_ + " " + std::string(line))
                            : std::nullopt;
    if (!parsed || parsed->line.kind == LineKind::broken)
        return false;
    broken_.clear();
    take_parsed(*parsed, broken_number_, sink);
    return true;
}

void ScheduleReader::give_up_broken(RecordSink& sink) {
    if (broken_.empty())
        return;
    if (const auto parsed = parse_schedule_line(broken_))
        take_parsed(*parsed, broken_number_, sink);
    broken_.clear();
}

void ScheduleReader::take_parsed(const ParsedLine& parsed, std::uint64_t number, RecordSink& sink) {
    if (parsed.line.kind == LineKind::other)
        notes_.add_other(parsed.event);
    else if (parsed.line.kind == LineKind::broken)
        notes_.add_broken(number, parsed.event);
    else
        any_ = true;
    if (parsed.line.kind == LineKind::other && parsed.event.starts_with("PERF_RECORD_"))
        return; // perf's own notes tell of threads that ran before the recording began
    add(parsed.line, number, sink);
}

void ScheduleReader::add(const ScheduleLine& line, std::uint64_t number, RecordSink& sink) {
    last_time_ = line.time;
    if (!order_.add({line, number}))
        notes_.add_late(number, order_.lateness());
    while (order_.is_full()) {
        const ScheduleOrder::Line first = order_.take();
        lanes_.take(first.line, first.number, sink);
    }
}

void ScheduleReader::finish(RecordSink& sink) {
    give_up_broken(sink);
    while (!order_.empty()) {
        const ScheduleOrder::Line first = order_.take();
        lanes_.take(first.line, first.number, sink);
    }
    lanes_.finish(sink);
    if (any_)
        return;
    const std::string others = notes_.others_text();
    throw RunError("has no event of the scheduler" + (others.empty() ? others : ", only " + others) +
                   "; record with `perf sched record`, or with the event sched_switch");
}

/// Whether the text has a line that only such a text has.
bool fits(std::string_view beginning) {
    const std::size_t first = beginning.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos || beginning[first] == '{' || beginning[first] == '[')
        return false;
    if (beginning.substr(first).starts_with("# tracer:"))
        return true;
    while (!beginning.empty()) {
        const std::size_t end = std::min(beginning.find('\n'), beginning.size());
        const auto parsed = parse_schedule_line(beginning.substr(0, end));
        if (parsed &&
            (parsed->line.kind != LineKind::other || (parsed->line.cpu >= 0 && !parsed->event.empty())))
            return true;
        beginning.remove_prefix(std::min(beginning.size(), end + 1));
    }
    return false;
}

} // namespace

RunFormat schedule_format() noexcept {
    return {"a schedule of the kernel (the text of perf script, trace-cmd report or ftrace)",
            std::size_t{1} << 18U, fits, [](InputBytes& bytes) -> std::unique_ptr<RunReader> {
                return std::make_unique<ScheduleReader>(bytes);
            }};
}

} // namespace interleave
