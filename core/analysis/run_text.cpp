// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/run_text.h"

#include "core/analysis/check_text.h"
#include "core/analysis/deadlock_text.h"
#include "core/analysis/figure.h"
#include "core/analysis/gil_text.h"
#include "core/analysis/missing_records.h"
#include "core/analysis/outcome_label.h"
#include "core/event/printable_text.h"

#include <algorithm>
#include <vector>

namespace interleave {

namespace {

/// Returns a dash for no time at all, as the window's tables do.
std::string ms_cell(std::int64_t ns) {
    return ns == 0 ? "–" : ms_text(ns);
}
/// Returns a question mark for a time that cannot be told.
std::string ms_cell(std::int64_t ns, bool is_whole) {
    return is_whole ? ms_cell(ns) : "?";
}
std::string count_text(std::uint64_t count, bool is_whole) {
    return (is_whole ? "" : "≥ ") + std::to_string(count);
}

/// A table of text. The first column is aligned to the left, the others to the right.
class Table {
public:
    void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }
    std::string text() const {
        std::vector<std::size_t> widths;
        for (const auto& row : rows_) {
            widths.resize(std::max(widths.size(), row.size()));
            for (std::size_t i = 0; i < row.size(); ++i)
                widths[i] = std::max(widths[i], characters(row[i]));
        }
        std::string text;
        for (const auto& row : rows_) {
            text += " ";
            for (std::size_t i = 0; i < row.size(); ++i) {
                const std::string padding(widths[i] - characters(row[i]), ' ');
                text +=
                    " " + (i == 0 ? row[i] + padding : padding + row[i]) + (i + 1 < row.size() ? " " : "");
            }
            text.erase(text.find_last_not_of(' ') + 1);
            text += "\n";
        }
        return text;
    }

private:
    /// Counts the characters, which are the UTF-8 bytes that begin one.
    static std::size_t characters(const std::string& word) {
        return static_cast<std::size_t>(std::count_if(word.begin(), word.end(), [](char byte) {
            return (static_cast<unsigned char>(byte) & 0xc0U) != 0x80U;
        }));
    }
    std::vector<std::vector<std::string>> rows_;
};

std::int64_t waited(const StateTimes& times) {
    std::int64_t sum = 0;
    for (std::size_t s = 0; s < state_count; ++s)
        sum += is_wait(static_cast<LaneState>(s)) ? times[s] : 0;
    return sum;
}

std::string end_text(const LaneReport& lane) {
    if (lane.ending && lane.ending->by != LaneEnding::By::itself)
        return short_text(*lane.ending, lane.culprit);
    return lane.exit ? "code " + std::to_string(lane.exit->code) : "";
}

/// Says which lanes failed, where, and whose end that was too.
std::string failures_text(const RunReport& report) {
    std::string text;
    for (const LaneReport& lane : report.lanes) {
        if (!lane.ending || !lane.ending->is_failure())
            continue;
        text += "  " + lane.name + " was ended by " + full_text(*lane.ending, lane.culprit);
        if (!lane.end_place.empty())
            text += ", " + lane.end_place;
        std::string others;
        for (const LaneReport& other : report.lanes) {
            const bool ended_with_it = other.ending && other.ending->by == LaneEnding::By::process &&
                                       lane.ending->by == LaneEnding::By::signal && other.pid == lane.pid;
            if (ended_with_it)
                others += (others.empty() ? "" : ", ") + other.name;
        }
        text += others.empty() ? ".\n" : "; its process ended, and with it " + others + ".\n";
    }
    return text;
}

std::string lanes_text(const RunReport& report) {
    const auto of = [&](const LaneReport& lane, LaneState state) {
        return ms_cell(lane.times[static_cast<std::size_t>(state)], is_whole(state, report.info.counts));
    };
    Table table;
    table.add({"lane", "running", "ready", "waiting", "sleeping", "I/O", "unknown", "end"});
    for (const LaneReport& lane : report.lanes) {
        std::int64_t unknown = 0;
        for (const LaneState state : {LaneState::unknown, LaneState::running_or_ready, LaneState::off_cpu})
            unknown += lane.times[static_cast<std::size_t>(state)];
        table.add({lane.name, of(lane, LaneState::running), of(lane, LaneState::ready),
                   ms_cell(waited(lane.times), !misses_events(report.info.counts)),
                   of(lane, LaneState::sleeping), of(lane, LaneState::io), ms_cell(unknown), end_text(lane)});
    }
    return table.text();
}

/// Of threads that only the kernel tells of.
std::string scheduled_lanes_text(const RunReport& report) {
    Table table;
    table.add({"lane", "running", "ready", "off CPU", "unknown"});
    for (const LaneReport& lane : report.lanes) {
        const auto of = [&](LaneState state) {
            return ms_cell(lane.times[static_cast<std::size_t>(state)], is_whole(state, report.info.counts));
        };
        table.add({lane.name, of(LaneState::running), of(LaneState::ready), of(LaneState::off_cpu),
                   ms_cell(lane.times[static_cast<std::size_t>(LaneState::unknown)] +
                           lane.times[static_cast<std::size_t>(LaneState::running_or_ready)])});
    }
    return table.text();
}

/// What ran, how it ended, and after which time.
std::string what_text(const RunInfo& info) {
    if (is_of_scenario(info))
        return info.scenario + ", " + info.backend + ": " +
               (info.ended         ? name_of(*info.ended)
                : is_cut_off(info) ? "cut off"
                                   : "running") +
               " after " + ms_cell(info.wall_ns) + ", " + counted(info.counts.events, "events");
    const bool has_events = info.counts.events > 0 || info.counts.kernel == 0;
    return (info.title.empty() ? info.mode : info.title + ", " + info.mode) + ": " + ms_cell(info.wall_ns) +
           ", " +
           (has_events ? counted(info.counts.events, "events")
                       : counted(info.counts.kernel, "records of the kernel"));
}

/// Says of which locks not every hold was recorded by itself.
std::string sums_text(const RunReport& report, bool whole) {
    std::string text;
    for (const LockTimes& object : report.objects)
        if (object.summed_up > 0)
            text += "  " + object.name + ": " + count_text(object.summed_up, whole) + " of its " +
                    count_text(object.acquisitions, whole) +
                    " holds were short and wanted by nobody; they are told as sums\n";
    return text;
}

std::string objects_text(const RunReport& report) {
    const bool whole = !misses_events(report.info.counts);
    Table table;
    table.add({"waited for", "times", "contended", "wait", "hand-off", "hold", "most waiting"});
    bool any = false;
    for (const LockTimes& object : report.objects) {
        // Joins are shown by the lanes.
        if (object.kind == ObjectKind::worker || (object.acquisitions == 0 && object.wait_ns == 0))
            continue;
        any = true;
        table.add({object.name, count_text(object.acquisitions, whole), count_text(object.contended, whole),
                   ms_cell(object.wait_ns, whole), ms_cell(object.handoff_ns, whole),
                   ms_cell(object.hold_ns, whole), count_text(object.max_waiters, whole)});
    }
    return any ? table.text() + sums_text(report, whole) : "";
}

std::string outcome_text(const NamedValues& outcome) {
    std::string text;
    for (const auto& [name, value] : outcome) {
        if (name == deadlock_key && value.list() != nullptr) {
            for (const Value& cycle : *value.list())
                text += "  deadlock: " + deadlock_text(cycle) + "\n";
        } else {
            const OutcomeLabel label = outcome_label(name);
            text += "  " + printable_text(label.words + ": " + value_text(value)) +
                    (label.unit.empty() ? "" : " " + label.unit) + "\n";
        }
    }
    return text;
}

std::string check_text(const Check& check) {
    const char* const verdict = !check.holds ? "cannot tell" : *check.holds ? "holds" : "does not hold";
    std::string text = std::string("  ") + verdict + ": " + check.claim + " Expected " + expected_text(check);
    if (check.measured)
        text += ", measured " + figure(*check.measured, check.unit);
    text += ".";
    if (!check.why.empty())
        text += " (" + check.why + ")";
    return printable_text(text) + "\n"; // its words come from the engine
}

} // namespace

std::string to_text(const RunReport& report) {
    const RunInfo& info = report.info;
    std::string text = what_text(info);
    if (const std::string missing = missing_text(info.counts); !missing.empty())
        text += ", " + missing;
    text += ", switch records " + info.switch_records + "\n";
    if (const std::string full = full_ring_text(info); !full.empty())
        text += "  Rings were full: " + full + ".\n";
    if (!info.limited.empty())
        text += "  " + info.limited + "\n";
    text += tells_of(LaneState::waiting_lock, info) ? lanes_text(report) : scheduled_lanes_text(report);
    text += failures_text(report);
    text += objects_text(report);
    for (const GilFigures& gil : report.gils)
        text += gil_text(gil, !misses_events(info.counts));
    for (const LockOrderReport& ring : report.lock_orders)
        text += (ring.gates.empty() ? "  Opposite orders: " : "  Opposite orders, but no danger: ") +
                ring.text + ".\n";
    if (misses_events(info.counts) || misses_switches(info.counts))
        text += "  Records are missing: a number from part of them is marked with ≥, a time from part of "
                "them is ?.\n";
    text += outcome_text(info.outcome);
    for (const Check& check : info.checks)
        text += check_text(check);
    return text;
}

bool is_cut_off(const RunInfo& info) noexcept {
    return !info.ended && !info.error.empty(); // a run that goes on has no error yet
}

} // namespace interleave
