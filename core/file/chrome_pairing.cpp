// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/file/chrome_pairing.h"

#include "core/trace/work_row.h"

#include <algorithm>
#include <unordered_map>

namespace interleave {

namespace {

using EntryKind = ChromeEntry::Kind;

/// An object's changes have 48 bits for their time.
constexpr std::int64_t longest_trace = (std::int64_t{1} << 47U) - 1;

/// What began and has not ended, the innermost last: indexes of entries.
using Open = std::vector<std::uint32_t>;

/// Returns what an end of this name ends, or the end of `open`. An end without a name ends the innermost.
Open::iterator begun(Open& open, const std::vector<ChromeEntry>& entries, ChromeName name) {
    if (open.empty())
        return open.end();
    if (name == ChromeNames::none)
        return open.end() - 1;
    const std::size_t looked_at = std::min(open.size(), most_work_rows);
    for (std::size_t i = 1; i <= looked_at; ++i)
        if (entries[open[open.size() - i]].name == name)
            return open.end() - static_cast<std::ptrdiff_t>(i);
    return open.end();
}

/// Whether `later` - `earlier` is more than a trace can hold.
bool are_too_far(std::int64_t earlier, std::int64_t later) noexcept {
    return static_cast<std::uint64_t>(later) - static_cast<std::uint64_t>(earlier) >
           static_cast<std::uint64_t>(longest_trace);
}

struct OpenOperation {
    std::uint32_t number;
    Open parts;
};

struct OperationKey {
    std::uint32_t scope;
    std::int64_t id;
    bool operator==(const OperationKey&) const = default;
};

struct OperationHash {
    /// Ids are often addresses, whose lowest bits are the same.
    std::size_t operator()(const OperationKey& key) const noexcept {
        std::uint64_t mixed = static_cast<std::uint64_t>(key.id) ^ key.scope * 0x9e37'79b9'7f4a'7c15ULL;
        mixed = (mixed ^ mixed >> 33U) * 0xff51'afd7'ed55'8ccdULL;
        return static_cast<std::size_t>(mixed ^ mixed >> 33U);
    }
};

} // namespace

std::int64_t sort_by_time(ChromeCollection& collection) {
    std::vector<ChromeEntry>& entries = collection.entries;
    const auto comes_before = [](const ChromeEntry& a, const ChromeEntry& b) {
        return a.time != b.time ? a.time < b.time : a.number < b.number;
    };
    if (!std::ranges::is_sorted(entries, comes_before)) // many files are
        std::ranges::sort(entries, comes_before);
    if (entries.empty())
        return 0;
    std::size_t best = 0;
    std::size_t most = 0;
    for (std::size_t first = 0, last = 0; first < entries.size(); ++first) {
        while (last < entries.size() && !are_too_far(entries[first].time, entries[last].time))
            ++last;
        if (last - first > most) {
            best = first;
            most = last - first;
        }
        if (last == entries.size())
            break;
    }
    if (most < entries.size()) {
        collection.counts.time_out_of_range += entries.size() - most;
        entries.erase(entries.begin() + static_cast<std::ptrdiff_t>(best + most), entries.end());
        entries.erase(entries.begin(), entries.begin() + static_cast<std::ptrdiff_t>(best));
    }
    const std::int64_t first = entries.front().time;
    const std::size_t slices_too_long =
        static_cast<std::size_t>(std::erase_if(entries, [&](const ChromeEntry& entry) {
            return entry.kind == EntryKind::slice && are_too_far(first, entry.detail);
        }));
    collection.counts.time_out_of_range += slices_too_long;
    return entries.empty() ? 0 : entries.front().time;
}

std::int64_t last_time_of(const std::vector<ChromeEntry>& entries) noexcept {
    std::int64_t last = entries.empty() ? 0 : entries.back().time;
    for (const ChromeEntry& entry : entries)
        if (entry.kind == EntryKind::slice)
            last = std::max(last, entry.detail);
    return last;
}

void pair_slices(ChromeCollection& collection, std::int64_t last_time) {
    std::vector<ChromeEntry>& entries = collection.entries;
    std::vector<Open> open_of(collection.tracks.threads().size());
    for (std::size_t i = 0; i < entries.size(); ++i) {
        ChromeEntry& entry = entries[i];
        if (entry.kind == EntryKind::begin) {
            open_of[entry.track].push_back(static_cast<std::uint32_t>(i));
            entry.kind = EntryKind::slice;
            entry.detail = last_time;
        } else if (entry.kind == EntryKind::end) {
            entry.kind = EntryKind::none;
            Open& open = open_of[entry.track];
            const auto ended = begun(open, entries, entry.name);
            if (ended == open.end()) {
                ++collection.counts.ends_without_begin;
                continue;
            }
            entries[*ended].detail = entry.time;
            open.erase(ended);
        }
    }
    for (const Open& open : open_of)
        collection.counts.begins_without_end += open.size();
}

std::vector<ChromeOperation> pair_operations(ChromeCollection& collection, std::int64_t last_time) {
    std::vector<ChromeEntry>& entries = collection.entries;
    std::vector<ChromeOperation> operations;
    std::unordered_map<OperationKey, OpenOperation, OperationHash> open_by_id;
    const auto add = [&](const ChromeEntry& entry, std::int64_t end) {
        operations.push_back({entry.time, end, entry.name, entry.process});
        return static_cast<std::uint32_t>(operations.size() - 1);
    };
    for (std::size_t i = 0; i < entries.size(); ++i) {
        ChromeEntry& entry = entries[i];
        if (entry.kind != EntryKind::operation_begin && entry.kind != EntryKind::operation_end &&
            entry.kind != EntryKind::operation_mark)
            continue;
        const OperationKey key{entry.track, entry.detail};
        auto open = open_by_id.find(key);
        const bool is_open = open != open_by_id.end();
        switch (entry.kind) {
        case EntryKind::operation_begin: {
            if (!is_open)
                open = open_by_id.emplace(key, OpenOperation{add(entry, last_time), {}}).first;
            Open& parts = open->second.parts;
            entry.kind = EntryKind::slice;
            entry.detail = last_time;
            entry.track = open->second.number | ChromeEntry::operation_flag;
            entry.row = parts.empty() ? std::uint16_t{0}
                                      : static_cast<std::uint16_t>(std::min<std::size_t>(
                                            entries[parts.back()].row + 1U, most_work_rows));
            ChromeOperation& operation = operations[open->second.number];
            operation.rows =
                std::max<std::uint16_t>(operation.rows, static_cast<std::uint16_t>(entry.row + 1));
            parts.push_back(static_cast<std::uint32_t>(i));
            break;
        }
        case EntryKind::operation_end: {
            entry.kind = EntryKind::none;
            const auto ended = is_open ? begun(open->second.parts, entries, entry.name) : Open::iterator();
            if (!is_open || ended == open->second.parts.end()) {
                ++collection.counts.ends_without_begin;
                break;
            }
            entries[*ended].detail = entry.time;
            open->second.parts.erase(ended);
            if (open->second.parts.empty()) {
                operations[open->second.number].end = entry.time;
                open_by_id.erase(open);
            }
            break;
        }
        default:
            entry.kind = EntryKind::mark;
            entry.track =
                (is_open ? open->second.number : add(entry, entry.time)) | ChromeEntry::operation_flag;
        }
    }
    for (const auto& [key, open] : open_by_id)
        collection.counts.begins_without_end += open.parts.size();
    return operations;
}

void pair_flows(ChromeCollection& collection) {
    std::vector<ChromeEntry>& entries = collection.entries;
    std::unordered_map<std::int64_t, std::uint32_t> open; // where the next arrow of a flow begins
    std::vector<bool> is_paired(entries.size(), false);
    std::int64_t arrows = 0;
    for (std::uint32_t i = 0; i < entries.size(); ++i) {
        ChromeEntry& entry = entries[i];
        if (entry.kind == EntryKind::flow_out) {
            open[entry.detail] = i;
        } else if (entry.kind == EntryKind::flow_in) {
            const auto begin = open.find(entry.detail);
            if (begin == open.end())
                continue;
            is_paired[begin->second] = is_paired[i] = true;
            entries[begin->second].detail = entry.detail = ++arrows;
            entry.name = entries[begin->second].name; // ends that are bound to slices have theirs
            open.erase(begin);
        }
    }
    for (std::uint32_t i = 0; i < entries.size(); ++i) {
        const bool is_of_flow =
            entries[i].kind == EntryKind::flow_in || entries[i].kind == EntryKind::flow_out;
        if (!is_of_flow || is_paired[i])
            continue;
        // A flow may end with a step, from which nothing leads on.
        const bool is_of_step = i > 0 && is_paired[i - 1] && entries[i - 1].kind == EntryKind::flow_in &&
                                entries[i - 1].number + 1 == entries[i].number &&
                                entries[i - 1].track == entries[i].track &&
                                entries[i - 1].time == entries[i].time;
        collection.counts.flows += is_of_step ? 0 : 1;
        entries[i].kind = EntryKind::none;
    }
}

} // namespace interleave
