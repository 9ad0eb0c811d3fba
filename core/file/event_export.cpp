// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/file/event_export.h"

#include "core/file/run_tables.h"
#include "core/file/whole_file.h"

#include <algorithm>

namespace interleave {

namespace {

/// Says no by an exception that nobody else throws.
struct EventsCancelled {};

} // namespace

bool export_events(const std::string& path, const Trace& trace, const EventFilter& filter,
                   const std::function<bool(double share)>& go_on) {
    EventFilter part = filter;
    part.until = std::min(part.until, trace.time_end() + 1); // up to where it is complete
    const std::int64_t from = std::max<std::int64_t>(part.from, 0);
    const auto whole = static_cast<double>(std::max<std::int64_t>(part.until - from, 1));
    try {
        write_whole(path, [&](Output& output) {
            TextOutput text(output);
            const auto rows = csv_table(text, events_table.columns);
            fill_events(*rows, trace, part, [&](std::int64_t time) {
                if (!go_on(std::clamp(static_cast<double>(time - from) / whole, 0.0, 1.0)))
                    throw EventsCancelled();
            });
            rows->end();
            text.flush();
        });
    } catch (const EventsCancelled&) {
        return false;
    }
    return true;
}

} // namespace interleave
