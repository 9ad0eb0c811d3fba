// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event/session_reader.h"

#include "core/event/printable_text.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>

namespace interleave {

namespace {

/// Copies text that the writer may change meanwhile. The result is always bounded and printable.
template <std::size_t capacity>
std::string load_text(const std::array<char, capacity>& from) {
    std::array<char, capacity> copy{};
    std::memcpy(copy.data(), from.data(), capacity);
    copy.back() = '\0';
    return printable_text(copy.data());
}

} // namespace

std::uint32_t SessionReader::lane_count() const noexcept {
    return std::min(view_.header().lanes.load(std::memory_order_acquire), view_.layout().lanes);
}
std::uint32_t SessionReader::object_count() const noexcept {
    return std::min(view_.header().objects.load(std::memory_order_acquire), max_objects);
}
std::uint32_t SessionReader::file_count() const noexcept {
    return std::min(view_.header().files.load(std::memory_order_acquire), max_files);
}

bool SessionReader::read_lane(std::uint32_t number, LaneInfo& info) const {
    const LaneEntry& entry = view_.lane(number);
    if (entry.state.load(std::memory_order_acquire) != entry_ready)
        return false;
    info.id = static_cast<LaneId>(number);
    info.kind =
        entry.kind == static_cast<std::uint32_t>(LaneKind::process) ? LaneKind::process : LaneKind::thread;
    info.pid = entry.pid;
    info.tid = entry.tid;
    const ObjectId worker = entry.worker;
    info.worker = worker < max_objects ? worker : no_object;
    info.name = load_text(entry.name);
    return true;
}

bool SessionReader::read_object(std::uint32_t number, ObjectInfo& info) const {
    const ObjectEntry& entry = view_.object(number);
    if (entry.state.load(std::memory_order_acquire) != entry_ready)
        return false;
    const std::uint32_t kind = entry.kind;
    info.id = number;
    info.kind = kind < static_cast<std::uint32_t>(ObjectKind::count_) ? static_cast<ObjectKind>(kind)
                                                                      : ObjectKind::none;
    info.name = load_text(entry.name);
    return true;
}

bool SessionReader::read_file(std::uint32_t number, std::string& path) const {
    const FileEntry& entry = view_.file(number);
    if (entry.state.load(std::memory_order_acquire) != entry_ready)
        return false;
    path = load_text(entry.path);
    return true;
}

FatalSignal SessionReader::fatal_signal(std::uint32_t lane) const noexcept {
    const LaneEntry& entry = view_.lane(lane);
    const std::uint32_t signal = entry.fatal_signal.load(std::memory_order_acquire);
    return {signal, entry.fatal_time.load(std::memory_order_relaxed)};
}

std::uint64_t SessionReader::refused() const noexcept {
    return view_.header().refused.load(std::memory_order_relaxed);
}

ComputingTime SessionReader::computing() const noexcept {
    return {view_.header().computing_asked_ns.load(std::memory_order_relaxed),
            view_.header().computing_used_ns.load(std::memory_order_relaxed)};
}

bool SessionReader::unrecorded() const noexcept {
    return view_.header().unrecorded.load(std::memory_order_acquire) != 0;
}

void SessionReader::set_switch_records(bool recorded) const noexcept {
    view_.header().switch_records.store(recorded ? 1 : 0, std::memory_order_release);
}

bool SessionReader::has_failure() const noexcept {
    return view_.header().failure_state.load(std::memory_order_acquire) == failure_ready;
}

std::string SessionReader::failure() const {
    return has_failure() ? load_text(view_.header().failure) : std::string();
}

std::optional<std::uint32_t> SessionReader::ring_of(std::uint32_t lane) const noexcept {
    // 0, for none, wraps around to what is too much.
    const std::uint32_t ring = view_.lane(lane).ring.load(std::memory_order_relaxed) - 1;
    return ring < ring_count(view_.layout()) ? std::optional(ring) : std::nullopt;
}

RingReader SessionReader::ring_reader(std::uint32_t ring) const noexcept {
    return {view_.ring_entry(ring).control, view_.ring(ring), view_.layout().ring_records};
}

bool SessionReader::has_ended(std::uint32_t lane) const noexcept {
    return view_.lane(lane).ended.load(std::memory_order_acquire) != 0;
}

void SessionReader::give_back_ring(std::uint32_t ring) const noexcept {
    RingEntry& entry = view_.ring_entry(ring);
    for (std::atomic<std::uint64_t>* const of_lane :
         {&entry.control.dropped, &entry.control.told, &entry.control.lost_since})
        of_lane->store(0, std::memory_order_relaxed);
    entry.is_used.store(0, std::memory_order_release);
}

} // namespace interleave
