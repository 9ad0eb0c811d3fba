// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/file/kind_table.h"

#include "core/analysis/missing_records.h"
#include "core/analysis/wait_analysis.h"
#include "core/file/formed_names.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace interleave {

namespace {

constexpr std::array kind_columns{"object",
                                  "kind",
                                  "reads",
                                  "writes",
                                  "most_readers",
                                  "readers_waited_ns",
                                  "writers_waited_ns",
                                  "behind_readers_ns",
                                  "permits",
                                  "most_taken",
                                  "notifications",
                                  "notified_nobody",
                                  "last",
                                  "last_times",
                                  "sent",
                                  "received",
                                  "residence_ns",
                                  "length_known_ns",
                                  "length_ns",
                                  "least_length",
                                  "most_length",
                                  "object_id",
                                  "last_id",
                                  "complete"};

/// The cells of one object.
class KindRow {
public:
    KindRow(TableOutput& table, const ObjectWaits& waits, ObjectKind kind)
        : table_(table)
        , waits_(waits)
        , kind_(kind) {}

    void add_holders() {
        const bool is_shared = kind_ == ObjectKind::shared_mutex;
        const bool is_told = is_shared && waits_.untold_roles == 0; // an older program did not record it
        add(is_told, waits_.reads);
        add(is_told, waits_.writes);
        add(is_told, waits_.most_readers);
        add(is_shared, waits_.reader_waits.total());
        add(is_shared, waits_.waits.total());
        add(is_told, waits_.behind_readers);
        table_.number_or_nothing(waits_.permits);
        add(kind_ == ObjectKind::semaphore, waits_.most_taken);
    }
    void add_notifications() {
        add(is_one_of_those_notified(), waits_.notifications);
        add(kind_ == ObjectKind::condition, waits_.notified_nobody);
    }
    void add_messages() {
        const bool is_queue = kind_ == ObjectKind::queue || kind_ == ObjectKind::pipe;
        add(is_queue, waits_.sent);
        add(is_queue, waits_.received);
        add(is_queue, waits_.residences.total());
    }
    void add_lengths() {
        const bool is_known = waits_.length_known_ns > 0 && kind_ != ObjectKind::barrier;
        const double sum = waits_.mean_length.value_or(0) * static_cast<double>(waits_.length_known_ns);
        add(is_known, waits_.length_known_ns);
        add(is_known, std::llround(sum));
        add(is_known, waits_.least_length);
        add(is_known, waits_.most_length);
    }

private:
    bool is_one_of_those_notified() const {
        return kind_ == ObjectKind::condition || kind_ == ObjectKind::barrier;
    }
    template <typename Number>
    void add(bool is_there, Number number) {
        is_there ? table_.number(static_cast<std::int64_t>(number)) : table_.nothing();
    }

    TableOutput& table_;
    const ObjectWaits& waits_;
    ObjectKind kind_;
};

/// Whether there is more to say of such an object than how it was waited for and held.
bool has_more(ObjectKind kind) {
    constexpr std::array kinds{ObjectKind::shared_mutex, ObjectKind::semaphore, ObjectKind::condition,
                               ObjectKind::barrier,      ObjectKind::queue,     ObjectKind::pipe};
    return std::ranges::find(kinds, kind) != kinds.end();
}

void fill_kinds(TableOutput& table, const Trace& trace, const RunInfo& info, const TracePart& part) {
    const FormedNames names(table, trace);
    for (const ObjectWaits& waits : object_waits(trace, part.from, part.end)) {
        const ObjectKind kind = trace.find_object(waits.object)->kind();
        if (!has_more(kind))
            continue;
        const auto last =
            std::ranges::max_element(waits.last_arrivals, {}, [](const auto& lane) { return lane.second; });
        const bool has_last = last != waits.last_arrivals.end();
        KindRow row(table, waits, kind);
        names.add_object(waits.object);
        table.words(name_of(kind));
        row.add_holders();
        row.add_notifications();
        names.add_lane(has_last ? last->first : no_lane);
        table.number_or_nothing(has_last ? std::optional(static_cast<std::int64_t>(last->second))
                                         : std::nullopt);
        row.add_messages();
        row.add_lengths();
        names.add_object_id(waits.object);
        names.add_lane_id(has_last ? last->first : no_lane);
        table.flag(!misses_events(info.counts));
        table.end_row();
    }
}

} // namespace

const RunTable kinds_table{"kinds", kind_columns, fill_kinds};

} // namespace interleave
