// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event/discovery.h"

#include <string>

namespace interleave {

namespace {

/// The time that the writer of an entry may take from claiming it to filling it in. A thread that loses its
/// CPU in between comes back within this time; one that was killed does not.
constexpr std::int64_t entry_timeout_ns = 1'000'000'000;

} // namespace

void Discovery::announce(RecordSink& sink, std::int64_t now) {
    all_ready_ = true;
    // Counted in this order, everything is announced after what was entered for it: an object after the file
    // that its name is made of, a lane after its worker.
    const std::uint32_t lane_count = reader_.lane_count();
    const std::uint32_t object_count = reader_.object_count();
    std::string path;
    announce_new(
        files_, reader_.file_count(), now,
        [&](std::uint32_t number) {
            path.clear();
            return reader_.read_file(number, path);
        },
        [&](std::uint32_t number) { sink.file_appeared(number, path); });
    ObjectInfo object;
    announce_new(
        objects_, object_count, now,
        [&](std::uint32_t number) {
            object = {number, ObjectKind::none, "?"};
            return reader_.read_object(number, object);
        },
        [&](std::uint32_t) { sink.object_appeared(object); });
    LaneInfo lane;
    announce_new(
        lanes_, lane_count, now,
        [&](std::uint32_t number) {
            lane = {static_cast<LaneId>(number), LaneKind::thread, 0, 0, no_object, "?"};
            return reader_.read_lane(number, lane);
        },
        [&](std::uint32_t) {
            if (lane.tid > 0)
                lane_of_thread_[lane.tid] = lane.id;
            sink.lane_appeared(lane);
        });
    if (all_ready_)
        unready_since_ = no_time;
}

/// Announces entries up to the first one that is claimed but not filled in. Its writer is about to fill it
/// in, or was killed. After entry_timeout_ns it is announced as it is, so that the entries after it are not
/// held back forever.
template <typename Read, typename Announce>
void Discovery::announce_new(std::uint32_t& announced, std::uint32_t count, std::int64_t now, Read&& read,
                             Announce&& announce) {
    for (; announced < count; ++announced) {
        if (!read(announced)) {
            all_ready_ = false;
            if (waits_for_entry(now))
                return;
        }
        announce(announced);
    }
}

bool Discovery::waits_for_entry(std::int64_t now) noexcept {
    if (now == std::numeric_limits<std::int64_t>::max())
        return false;
    if (unready_since_ == no_time)
        unready_since_ = now;
    return now - unready_since_ < entry_timeout_ns;
}

std::int64_t Discovery::complete_until(std::int64_t now) noexcept {
    // While an entry is not filled in, those after it wait as well, and so do the records that may name them.
    if (unready_since_ == no_time)
        complete_until_ = now;
    return complete_until_;
}

LaneId Discovery::lane_of_thread(std::int32_t tid) const noexcept {
    const auto found = lane_of_thread_.find(tid);
    return found != lane_of_thread_.end() ? found->second : no_lane;
}

} // namespace interleave
