// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/file/wait_tables.h"

#include "core/analysis/missing_records.h"
#include "core/analysis/wait_analysis.h"
#include "core/file/formed_names.h"

#include <array>
#include <utility>

namespace interleave {

namespace {

const char* kind_of(const Trace& trace, ObjectId object) {
    return name_of(trace.find_object(object)->kind());
}

constexpr std::array blame_columns{"object",    "kind",       "waiter",      "waiter_file", "waiter_line",
                                   "because",   "blamed",     "blamed_file", "blamed_line", "waited_ns",
                                   "waits",     "longest_ns", "begin_ns",    "end_ns",      "object_id",
                                   "waiter_id", "blamed_id",  "complete"};

void fill_blame(TableOutput& table, const Trace& trace, const RunInfo& info, const TracePart& part) {
    const FormedNames names(table, trace);
    for (const ObjectWaits& waits : object_waits(trace, part.from, part.end)) {
        for (const Blame& blame : waits.blames) {
            if (!part.has_lane(blame.waiter))
                continue;
            names.add_object(blame.object);
            table.words(kind_of(trace, blame.object));
            names.add_lane(blame.waiter);
            names.add_site(blame.waiter_site);
            table.words(name_of(blame.kind));
            names.add_lane(blame.blamed);
            names.add_site(blame.blamed_site);
            table.number(blame.waited);
            table.number(static_cast<std::int64_t>(blame.waits));
            table.number(blame.longest);
            table.number(blame.longest_begin);
            table.number(blame.longest_end);
            names.add_object_id(blame.object);
            names.add_lane_id(blame.waiter);
            names.add_lane_id(blame.blamed);
            table.flag(!misses_events(info.counts));
            table.end_row();
        }
    }
}

/// Calls `visit(object, of, durations)` for all durations of all objects.
template <typename Visit>
void for_each_durations(const Trace& trace, const TracePart& part, Visit&& visit) {
    for (const ObjectWaits& waits : object_waits(trace, part.from, part.end)) {
        for (const auto& [of, durations] :
             {std::pair{"wait", &waits.waits}, std::pair{"reader_wait", &waits.reader_waits},
              std::pair{"hold", &waits.holds}, std::pair{"residence", &waits.residences},
              std::pair{"gathering", &waits.gatherings}})
            if (!durations->empty())
                visit(waits.object, of, *durations);
    }
}

constexpr std::array duration_columns{"object", "kind",   "of",       "count",     "total_ns", "p50_ns",
                                      "p95_ns", "p99_ns", "worst_ns", "object_id", "complete"};

void fill_durations(TableOutput& table, const Trace& trace, const RunInfo& info, const TracePart& part) {
    const FormedNames names(table, trace);
    for_each_durations(trace, part, [&](ObjectId object, const char* of, const DurationHistogram& durations) {
        names.add_object(object);
        table.words(kind_of(trace, object));
        table.words(of);
        table.number(static_cast<std::int64_t>(durations.count()));
        table.number(durations.total());
        for (const double share : {0.5, 0.95, 0.99})
            table.number(durations.percentile(share));
        table.number(durations.worst());
        names.add_object_id(object);
        table.flag(!misses_events(info.counts));
        table.end_row();
    });
}

constexpr std::array histogram_columns{"object",   "kind",  "of",        "from_ns",
                                       "until_ns", "count", "object_id", "complete"};

void fill_histograms(TableOutput& table, const Trace& trace, const RunInfo& info, const TracePart& part) {
    const FormedNames names(table, trace);
    for_each_durations(trace, part, [&](ObjectId object, const char* of, const DurationHistogram& durations) {
        for (const DurationHistogram::Bin& bin : durations.bins()) {
            names.add_object(object);
            table.words(kind_of(trace, object));
            table.words(of);
            table.number(bin.from);
            table.number(bin.until);
            table.number(static_cast<std::int64_t>(bin.count));
            names.add_object_id(object);
            table.flag(!misses_events(info.counts));
            table.end_row();
        }
    });
}

} // namespace

const RunTable blame_table{"blame", blame_columns, fill_blame};
const RunTable durations_table{"durations", duration_columns, fill_durations};
const RunTable histograms_table{"histograms", histogram_columns, fill_histograms};

} // namespace interleave
