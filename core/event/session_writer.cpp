// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event/session_writer.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <sys/mman.h>
#include <unistd.h>

namespace interleave {

namespace {

/// Stores text with a terminating zero, and cuts it where it does not fit.
template <std::size_t capacity>
void store_text(std::array<char, capacity>& to, std::string_view text) noexcept {
    const std::size_t length = std::min(text.size(), capacity - 1);
    std::memcpy(to.data(), text.data(), length);
    to[length] = '\0';
}

} // namespace

LaneId SessionWriter::claim_lane(LaneKind kind, std::string_view name, ObjectId worker) noexcept {
    if (is_unrecorded())
        return no_lane;
    // The ring comes first, so that no entry is left without one.
    const std::uint32_t ring = claim_ring();
    const std::uint32_t index =
        ring != no_ring ? view_.header().lanes.fetch_add(1, std::memory_order_relaxed) : view_.layout().lanes;
    if (index >= view_.layout().lanes) {
        if (ring != no_ring)
            view_.ring_entry(ring).is_used.store(0, std::memory_order_release);
        view_.header().refused.fetch_add(1, std::memory_order_relaxed);
        return no_lane;
    }
    LaneEntry& entry = view_.lane(index);
    entry.ring.store(ring + 1, std::memory_order_relaxed);
    entry.kind = static_cast<std::uint32_t>(kind);
    entry.pid = getpid();
    entry.tid = gettid();
    entry.worker = worker;
    store_text(entry.name, name);
    entry.state.store(entry_ready, std::memory_order_release);
    return static_cast<LaneId>(index);
}

LaneId SessionWriter::enter_task(LaneKind kind, std::string_view name, std::int32_t pid,
                                 std::int32_t tid) noexcept {
    const std::uint32_t index = view_.header().lanes.fetch_add(1, std::memory_order_relaxed);
    if (index >= view_.layout().lanes) {
        view_.header().refused.fetch_add(1, std::memory_order_relaxed);
        return no_lane;
    }
    LaneEntry& entry = view_.lane(index);
    entry.ring.store(0, std::memory_order_relaxed);
    entry.kind = static_cast<std::uint32_t>(kind);
    entry.pid = pid;
    entry.tid = tid;
    entry.worker = no_object;
    store_text(entry.name, name);
    entry.state.store(entry_ready, std::memory_order_release);
    return static_cast<LaneId>(index);
}

/// Returns the first ring that is free, or no_ring.
std::uint32_t SessionWriter::claim_ring() noexcept {
    const std::uint32_t rings = ring_count(view_.layout());
    for (std::uint32_t ring = 0; ring < rings; ++ring) {
        std::atomic<std::uint32_t>& is_used = view_.ring_entry(ring).is_used;
        std::uint32_t expected = 0;
        // It follows the reader's last look into the ring.
        if (is_used.load(std::memory_order_relaxed) == 0 &&
            is_used.compare_exchange_strong(expected, 1, std::memory_order_acquire))
            return ring;
    }
    return no_ring;
}

RingWriter SessionWriter::ring_writer(LaneId lane) noexcept {
    const std::uint32_t ring = view_.lane(lane).ring.load(std::memory_order_relaxed) - 1;
    return {view_.ring_entry(ring).control, view_.ring(ring), view_.layout().ring_records};
}

bool SessionWriter::is_lane_of_this_thread(LaneId lane) const noexcept {
    if (lane >= view_.layout().lanes)
        return false;
    const LaneEntry& entry = view_.lane(lane);
    const std::uint32_t ring = entry.ring.load(std::memory_order_relaxed) - 1;
    return entry.state.load(std::memory_order_acquire) == entry_ready && entry.tid == gettid() &&
           entry.ended.load(std::memory_order_relaxed) == 0 && ring < ring_count(view_.layout());
}

void SessionWriter::end_lane(LaneId lane) noexcept {
    view_.lane(lane).ended.store(1, std::memory_order_release);
}

void SessionWriter::note_fatal_signal(LaneId lane, std::uint32_t signal) noexcept {
    LaneEntry& entry = view_.lane(lane);
    if (entry.tid != gettid())
        return;
    entry.fatal_time.store(Clock::now(), std::memory_order_relaxed);
    entry.fatal_signal.store(signal, std::memory_order_release);
}

ObjectId SessionWriter::claim_object(ObjectKind kind, std::string_view name, std::uint64_t key) noexcept {
    if (is_unrecorded())
        return no_object;
    const std::uint32_t index = view_.header().objects.fetch_add(1, std::memory_order_relaxed);
    if (index >= max_objects) {
        view_.header().refused.fetch_add(1, std::memory_order_relaxed);
        return no_object;
    }
    ObjectEntry& entry = view_.object(index);
    entry.kind = static_cast<std::uint32_t>(kind);
    entry.key = key;
    store_text(entry.name, name);
    entry.state.store(entry_ready, std::memory_order_release);
    return index;
}

ObjectId SessionWriter::find_object(std::uint64_t key) const noexcept {
    const std::uint32_t known = std::min(view_.header().objects.load(std::memory_order_acquire), max_objects);
    for (std::uint32_t i = 1; i < known; ++i) {
        const ObjectEntry& entry = view_.object(i);
        if (entry.state.load(std::memory_order_acquire) == entry_ready && entry.key == key)
            return i;
    }
    return no_object;
}

std::uint32_t SessionWriter::file_number(std::string_view path) noexcept {
    // Two threads that look up a new file at the same time may enter it twice. Both numbers lead to the same
    // path.
    const std::string_view kept(path.data(), std::min(path.size(), path_capacity - 1));
    const std::uint32_t known = std::min(view_.header().files.load(std::memory_order_acquire), max_files);
    for (std::uint32_t i = 1; i < known; ++i) {
        const FileEntry& entry = view_.file(i);
        if (entry.state.load(std::memory_order_acquire) == entry_ready && kept == entry.path.data())
            return i;
    }
    const std::uint32_t index = view_.header().files.fetch_add(1, std::memory_order_relaxed);
    if (index >= max_files)
        return 0;
    FileEntry& entry = view_.file(index);
    store_text(entry.path, kept);
    entry.state.store(entry_ready, std::memory_order_release);
    return index;
}

void SessionWriter::report_failure(std::string_view text) noexcept {
    SessionHeader& header = view_.header();
    std::uint32_t expected = no_failure;
    if (!header.failure_state.compare_exchange_strong(expected, failure_claimed, std::memory_order_relaxed))
        return;
    store_text(header.failure, text);
    header.failure_state.store(failure_ready, std::memory_order_release);
}

void SessionWriter::touch_rings(std::uint32_t lanes, std::uint64_t records) noexcept {
    const std::uint32_t rings = ring_count(view_.layout());
    const std::size_t bytes =
        session_offsets::round_up(std::min(records, view_.layout().ring_records) * sizeof(Record));
    for (std::uint32_t ring = 0; ring < rings && lanes > 0; ++ring) {
        if (view_.ring_entry(ring).is_used.load(std::memory_order_relaxed) != 0)
            continue;
        // One call populates all pages (Linux 5.14). Where it is unknown, the first records fault them in,
        // which only costs time.
        if (madvise(view_.ring(ring), bytes, MADV_POPULATE_WRITE) != 0)
            return;
        --lanes;
    }
}

} // namespace interleave
