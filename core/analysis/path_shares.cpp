// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/path_shares.h"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <utility>

namespace interleave {

namespace {

using Pieces = std::vector<std::uint32_t>; ///< indexes of pieces, in order

std::int64_t overlap(std::int64_t from, std::int64_t until, std::int64_t begin, std::int64_t end) noexcept {
    return std::max<std::int64_t>(0, std::min(until, end) - std::max(from, begin));
}

class Adding {
public:
    Adding(const Trace& trace, const CriticalPath& path)
        : trace_(trace)
        , path_(path)
        , pieces_of_(trace.lane_count())
        , objects_(trace.object_count() + 1) {
        for (std::size_t i = 0; i < path.pieces.size(); ++i)
            pieces_of_[path.pieces[i].lane].push_back(static_cast<std::uint32_t>(i));
    }

    PathShares add_up() {
        for (std::size_t i = 0; i < pieces_of_.size(); ++i) {
            add_states(trace_.lane(i), pieces_of_[i]);
            add_work(trace_.lane(i), pieces_of_[i]);
        }
        for (std::size_t i = 0; i < trace_.object_count(); ++i)
            if (is_lock(trace_.object(i).kind()))
                add_holding(trace_.object(i));
        for (const PathPiece& piece : path_.pieces) {
            shares_.handover_ns += piece.went_on - piece.from;
            if (ObjectShare* const share = share_of(piece.object))
                ++share->passages;
        }
        finish();
        return std::move(shares_);
    }

private:
    ObjectShare* share_of(ObjectId object) {
        return object == no_object || object >= objects_.size() ? nullptr : &objects_[object];
    }

    void add_states(const Lane& lane, const Pieces& pieces) {
        LaneShare share{lane.id()};
        const AppendOnly<Segment>& segments = lane.segments();
        const std::size_t count = segments.size();
        std::size_t at = 0;
        for (const std::uint32_t index : pieces) {
            const PathPiece& piece = path_.pieces[index];
            share.ns += piece.until - piece.from;
            at = lane.segment_at(piece.from, at);
            for (std::size_t i = at < count ? at : 0; i < count && segments[i].begin < piece.until; ++i) {
                at = i;
                const Segment& segment = segments[i];
                const std::int64_t end = i + 1 < count ? segments[i + 1].begin : piece.until;
                const std::int64_t ns = overlap(piece.from, piece.until, segment.begin, end);
                shares_.states[static_cast<std::size_t>(segment.state)] += ns;
                if (!is_wait(segment.state))
                    continue;
                shares_.untold_wait_ns += overlap(piece.went_on, piece.until, segment.begin, end);
                if (ObjectShare* const object = share_of(segment.object))
                    object->waited_ns += ns;
            }
        }
        if (share.ns > 0)
            shares_.lanes.push_back(share);
    }

    void add_work(const Lane& lane, const Pieces& pieces) {
        for (std::size_t number = 0; number < lane.work_row_count(); ++number) {
            const WorkRow& row = lane.work_row(number);
            const std::size_t count = row.stretches().size();
            auto piece = pieces.begin();
            const std::size_t first = row.at(path_.from());
            for (std::size_t i = first < count ? first : 0; i < count; ++i) {
                const WorkStretch& stretch = row.stretches()[i];
                if (stretch.begin >= path_.until)
                    break;
                if (stretch.object == no_object)
                    continue;
                WorkShare& share = work_.try_emplace(stretch.object, WorkShare{stretch.object}).first->second;
                const std::int64_t end = row.end_of(i, path_.until);
                share.all_ns += overlap(path_.from(), path_.until, stretch.begin, end);
                while (piece != pieces.end() && path_.pieces[*piece].until <= stretch.begin)
                    ++piece;
                for (auto next = piece; next != pieces.end() && path_.pieces[*next].from < end; ++next)
                    share.ns +=
                        overlap(path_.pieces[*next].from, path_.pieces[*next].until, stretch.begin, end);
            }
        }
    }

    void add_holding(const Object& object) {
        ObjectShare& share = objects_[object.id()];
        const AppendOnly<ObjectChange>& changes = object.changes();
        const std::size_t count = changes.size();
        const std::size_t first = object.change_at(path_.from());
        std::size_t piece = 0;
        const std::size_t pieces = path_.pieces.size();
        for (std::size_t i = first < count ? first : 0; i < count && piece < pieces; ++i) {
            const ObjectChange& change = changes[i];
            const std::int64_t begin = change.time();
            if (begin >= path_.until)
                break;
            if (!change.held())
                continue;
            const std::int64_t end = i + 1 < count ? changes[i + 1].time() : path_.until;
            while (piece < pieces && path_.pieces[piece].until <= begin)
                ++piece;
            for (std::size_t next = piece; next < pieces && path_.pieces[next].from < end; ++next)
                if (path_.pieces[next].lane == change.holder)
                    share.held_ns +=
                        overlap(path_.pieces[next].went_on, path_.pieces[next].until, begin, end);
        }
    }

    void finish() {
        for (std::size_t id = 1; id < objects_.size(); ++id) {
            objects_[id].object = static_cast<ObjectId>(id);
            if (objects_[id].ns() > 0 || objects_[id].passages > 0)
                shares_.objects.push_back(objects_[id]);
        }
        for (const auto& [name, share] : work_)
            if (share.all_ns > 0)
                shares_.work.push_back(share);
        // The order must not depend on that of the map.
        std::ranges::sort(shares_.work, {}, &WorkShare::name);
        join_work_of_one_name();
        const auto by_ns = [](const auto& a, const auto& b) { return a.ns > b.ns; };
        std::ranges::stable_sort(shares_.lanes, by_ns);
        std::ranges::stable_sort(shares_.work, by_ns);
        std::ranges::stable_sort(shares_.objects,
                                 [](const ObjectShare& a, const ObjectShare& b) { return a.ns() > b.ns(); });
        shares_.states[static_cast<std::size_t>(LaneState::absent)] = 0;
    }

    /// A program that enters a name twice means one kind of work all the same.
    void join_work_of_one_name() {
        std::vector<WorkShare> joined;
        for (const WorkShare& share : shares_.work) {
            const std::string& name = trace_.find_object(share.name)->given_name();
            const auto same =
                std::ranges::find(joined, name, [this](const WorkShare& other) -> const std::string& {
                    return trace_.find_object(other.name)->given_name();
                });
            if (same == joined.end()) {
                joined.push_back(share);
            } else {
                same->ns += share.ns;
                same->all_ns += share.all_ns;
            }
        }
        shares_.work = std::move(joined);
    }

    const Trace& trace_;
    const CriticalPath& path_;
    std::vector<Pieces> pieces_of_;    ///< by lane
    std::vector<ObjectShare> objects_; ///< by number of the object
    std::unordered_map<ObjectId, WorkShare> work_;
    PathShares shares_;
};

} // namespace

PathShares path_shares(const Trace& trace, const CriticalPath& path) {
    if (path.pieces.empty())
        return {};
    return Adding(trace, path).add_up();
}

} // namespace interleave
