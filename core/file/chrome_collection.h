// SPDX-License-Identifier: GPL-3.0-or-later
// Takes the events of a Chrome trace one by one, in the order of the file, and keeps what is needed of them.
#pragma once

#include "core/file/chrome_counters.h"
#include "core/file/chrome_counts.h"
#include "core/file/chrome_entry.h"
#include "core/file/chrome_event.h"
#include "core/file/chrome_names.h"
#include "core/file/chrome_tracks.h"

#include <string>
#include <unordered_map>
#include <vector>

namespace interleave {

/// What was collected, as plain data: 32 bytes for each event that is shown, or two.
struct ChromeCollection {
    std::vector<ChromeEntry> entries{};
    ChromeNames names{};
    ChromeTracks tracks{};
    ChromeCounters counters{};
    ChromeCounts counts{};
};

class ChromeCollector {
public:
    void take(const ChromeEvent& event);
    ChromeCollection& collection() noexcept { return collection_; }
    const ChromeCollection& collection() const noexcept { return collection_; }

private:
    static constexpr std::size_t most_scopes = 65'536;

    void take_timed(const ChromeEvent& event);
    void take_slice(const ChromeEvent& event);
    void take_of_thread(const ChromeEvent& event, ChromeEntry::Kind kind, std::int64_t detail = 0);
    void take_operation(const ChromeEvent& event, ChromeEntry::Kind kind, bool is_nestable);
    void take_flow(const ChromeEvent& event);
    void add_flow(const ChromeEvent& event, const std::string& key, bool comes_in, bool goes_out);
    void take_values(const ChromeEvent& event);
    void take_metadata(const ChromeEvent& event);
    void count_what_is_not_shown(const ChromeEvent& event);
    ChromeName name_of(const ChromeEvent& event);
    void add(const ChromeEvent& event, ChromeEntry::Kind kind, std::uint32_t track, std::uint16_t process,
             std::int64_t detail, ChromeName name);

    ChromeCollection collection_;
    std::unordered_map<std::string, std::uint32_t> scopes_; ///< within which an operation's id is unique
    std::string key_;
};

} // namespace interleave
