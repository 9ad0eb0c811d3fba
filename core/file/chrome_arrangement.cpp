// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/file/chrome_arrangement.h"

#include "core/event/session_layout.h"
#include "core/file/chrome_rows.h"

#include <algorithm>
#include <limits>
#include <map>
#include <tuple>
#include <utility>

namespace interleave {

namespace {

using EntryKind = ChromeEntry::Kind;

constexpr std::uint32_t nothing = std::numeric_limits<std::uint32_t>::max();

/// All operations of one name that began in one process.
struct OperationTrack {
    std::uint16_t process;
    ChromeName name;
    ChromeRows rows{};
};

/// The track of each operation, and its first row there.
struct PlacedOperation {
    std::uint32_t track;
    std::uint16_t row;
};

/// What can become a lane.
struct Candidate {
    std::uint16_t process;
    bool is_track;
    std::uint32_t number; ///< of the thread or of the track
};

bool is_of_flow(const ChromeEntry& entry) noexcept {
    return entry.kind == EntryKind::flow_in || entry.kind == EntryKind::flow_out;
}

std::int64_t signed_number(const ChromeKey& key) noexcept {
    return key.kind == ChromeKey::Kind::number ? static_cast<std::int64_t>(key.number)
                                               : std::numeric_limits<std::int64_t>::max();
}

std::int32_t shown_number(const ChromeKey& key) noexcept {
    const auto number = static_cast<std::int64_t>(key.number);
    const bool fits = number >= std::numeric_limits<std::int32_t>::min() &&
                      number <= std::numeric_limits<std::int32_t>::max();
    return fits ? static_cast<std::int32_t>(number) : 0;
}

class Arranging {
public:
    Arranging(ChromeCollection& collection, const std::vector<ChromeOperation>& operations)
        : collection_(collection)
        , operations_(operations) {}

    std::vector<LaneInfo> arrange() {
        place_operations();
        std::vector<Candidate> candidates = find_candidates();
        std::vector<LaneInfo> lanes = make_lanes(candidates);
        give_lanes();
        std::erase_if(collection_.entries,
                      [](const ChromeEntry& entry) { return entry.kind == EntryKind::none; });
        sort_for_telling();
        give_rows(lanes.size());
        return lanes;
    }

private:
    void sort_for_telling() {
        const auto comes_before = [](const ChromeEntry& a, const ChromeEntry& b) {
            if (a.time != b.time)
                return a.time < b.time;
            const auto place = [](const ChromeEntry& entry) {
                const bool is_slice = entry.kind == EntryKind::slice;
                return std::tuple(is_slice ? 0 : 1, is_slice ? -entry.detail : 0, entry.number);
            };
            return place(a) < place(b);
        };
        if (!std::ranges::is_sorted(collection_.entries, comes_before))
            std::ranges::sort(collection_.entries, comes_before);
    }

    void place_operations() {
        std::map<std::pair<std::uint16_t, ChromeName>, std::uint32_t> track_of;
        for (const ChromeOperation& operation : operations_) {
            const auto [known, is_new] = track_of.try_emplace(
                {operation.process, operation.name}, static_cast<std::uint32_t>(operation_tracks_.size()));
            if (is_new)
                operation_tracks_.push_back({operation.process, operation.name});
            const std::size_t row = operation_tracks_[known->second].rows.rows_beside(
                operation.begin, operation.end, operation.rows);
            placed_.push_back({known->second, static_cast<std::uint16_t>(row)});
        }
    }

    /// Returns all tracks that have something to show, in the order in which they are shown.
    std::vector<Candidate> find_candidates() {
        thread_content_.assign(collection_.tracks.threads().size(), 0);
        track_content_.assign(operation_tracks_.size(), 0);
        has_flow_.assign(thread_content_.size(), false);
        for (const ChromeEntry& entry : collection_.entries) {
            if (is_of_flow(entry))
                has_flow_[entry.track] = true;
            if (entry.kind != EntryKind::slice && entry.kind != EntryKind::mark)
                continue;
            ++(entry.is_of_operation() ? track_content_[placed_[entry.operation()].track]
                                       : thread_content_[entry.track]);
        }
        std::vector<Candidate> candidates;
        for (std::uint32_t i = 0; i < thread_content_.size(); ++i)
            if (thread_content_[i] > 0 || has_flow_[i])
                candidates.push_back({collection_.tracks.threads()[i].process, false, i});
        for (std::uint32_t i = 0; i < track_content_.size(); ++i)
            if (track_content_[i] > 0)
                candidates.push_back({operation_tracks_[i].process, true, i});
        std::ranges::sort(candidates, {}, [this](const Candidate& candidate) { return place_of(candidate); });
        return candidates;
    }

    /// By what the file says, else by number: of processes, and of threads within each, the main one first.
    /// Operations come after the threads of their process.
    std::tuple<std::int64_t, std::int64_t, std::uint16_t, bool, std::int64_t, bool, std::int64_t,
               std::uint32_t>
    place_of(const Candidate& candidate) const {
        const ChromeProcess& process = collection_.tracks.processes()[candidate.process];
        const std::int64_t of_process = process.sort_index.value_or(0);
        if (candidate.is_track)
            return {of_process,      signed_number(process.pid), candidate.process, true, 0, false, 0,
                    candidate.number};
        const ChromeThread& thread = collection_.tracks.threads()[candidate.number];
        return {of_process,
                signed_number(process.pid),
                candidate.process,
                false,
                thread.sort_index.value_or(0),
                thread.tid != process.pid,
                signed_number(thread.tid),
                candidate.number};
    }

    std::vector<LaneInfo> make_lanes(const std::vector<Candidate>& candidates) {
        const bool has_processes = std::ranges::any_of(
            candidates, [&](const Candidate& other) { return other.process != candidates.front().process; });
        lane_of_thread_.assign(thread_content_.size(), nothing);
        lane_of_track_.assign(track_content_.size(), nothing);
        std::vector<LaneInfo> lanes;
        for (const Candidate& candidate : candidates) {
            if (lanes.size() == max_lanes) {
                ++collection_.counts.left_out_lanes;
                collection_.counts.of_left_out_lanes +=
                    candidate.is_track ? track_content_[candidate.number] : thread_content_[candidate.number];
                continue;
            }
            const auto id = static_cast<LaneId>(lanes.size());
            const ChromeTracks& tracks = collection_.tracks;
            LaneInfo lane{id,
                          candidate.is_track ? LaneKind::track : LaneKind::thread,
                          shown_number(tracks.processes()[candidate.process].pid),
                          0,
                          no_object,
                          ""};
            if (candidate.is_track) {
                lane.name = collection_.names.text(operation_tracks_[candidate.number].name);
                lane_of_track_[candidate.number] = id;
            } else {
                lane.name = tracks.thread_name(candidate.number);
                lane.tid = shown_number(tracks.threads()[candidate.number].tid);
                lane_of_thread_[candidate.number] = id;
            }
            if (has_processes)
                lane.name = tracks.process_name(candidate.process) + ": " + lane.name;
            lanes.push_back(std::move(lane));
        }
        return lanes;
    }

    void give_lanes() {
        for (ChromeEntry& entry : collection_.entries) {
            if (entry.kind != EntryKind::slice && entry.kind != EntryKind::mark && !is_of_flow(entry))
                continue;
            if (!entry.is_of_operation()) {
                entry.track = lane_of_thread_[entry.track];
            } else {
                const PlacedOperation& placed = placed_[entry.operation()];
                entry.track = lane_of_track_[placed.track];
                entry.row =
                    static_cast<std::uint16_t>(entry.row + placed.row + 1); // 0 is of threads until then
                if (entry.kind == EntryKind::slice && entry.row > most_work_rows) {
                    entry.kind = EntryKind::none;
                    ++collection_.counts.of_too_many_rows;
                }
            }
            if (entry.track == nothing)
                entry.kind = EntryKind::none;
        }
    }

    void give_rows(std::size_t lanes) {
        std::vector<ChromeRows> rows(lanes);
        for (ChromeEntry& entry : collection_.entries) {
            if (entry.kind != EntryKind::slice)
                continue;
            const std::size_t row =
                entry.row > 0 ? entry.row - 1U : rows[entry.track].row_within(entry.time, entry.detail);
            entry.row = static_cast<std::uint16_t>(row);
            if (row < most_work_rows)
                continue;
            entry.kind = EntryKind::none;
            ++collection_.counts.of_too_many_rows;
        }
    }

    ChromeCollection& collection_;
    const std::vector<ChromeOperation>& operations_;
    std::vector<OperationTrack> operation_tracks_;
    std::vector<PlacedOperation> placed_;
    std::vector<std::uint64_t> thread_content_;
    std::vector<std::uint64_t> track_content_;
    std::vector<bool> has_flow_; ///< by thread
    std::vector<std::uint32_t> lane_of_thread_;
    std::vector<std::uint32_t> lane_of_track_;
};

} // namespace

std::vector<LaneInfo> arrange(ChromeCollection& collection, const std::vector<ChromeOperation>& operations) {
    return Arranging(collection, operations).arrange();
}

} // namespace interleave
