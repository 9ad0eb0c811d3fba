// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event/session_region.h"

#include "core/event/error.h"
#include "core/event/recorder.h"
#include "core/event/refused_call.h"
#include "core/event/session_mapping.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <new>
#include <string>
#include <sys/mman.h>
#include <unistd.h>

namespace interleave {

namespace {

[[noreturn]] void fail(const char* doing) {
    throw_refused_call(std::string(doing) + " the session's shared memory", errno);
}

/// Closes the descriptor first.
[[noreturn]] void fail(const char* doing, int descriptor) {
    const int error = errno;
    close(descriptor);
    errno = error;
    fail(doing);
}

/// Throws what the refusal of a mapping means.
[[noreturn]] void fail(const SessionMapping& refused, int descriptor) {
    errno = refused.error;
    switch (refused.refusal) {
    case SessionMapping::Refusal::inspect:
        fail("inspect");
    case SessionMapping::Refusal::map:
        fail("map");
    case SessionMapping::Refusal::map_at_common_address:
        fail("map at its common address");
    case SessionMapping::Refusal::not_a_session:
    case SessionMapping::Refusal::none:
        break;
    }
    throw RunError("descriptor " + std::to_string(descriptor) + " is not a session's shared memory");
}

} // namespace

SessionRegion::SessionRegion(int descriptor, const SessionView& view, ClockSource clock) noexcept
    : descriptor_(descriptor)
    , view_(view)
    , writer_(view, clock)
    , reader_(view) {}

std::unique_ptr<SessionRegion> SessionRegion::create(const SessionLayout& layout, ClockSource clock) {
    if (!is_possible(layout))
        throw RunError("a session cannot have " + std::to_string(layout.lanes) + " lanes and " +
                       std::to_string(layout.rings) + " rings of " + std::to_string(layout.ring_records) +
                       " records");
    const int descriptor = memfd_create("interleave-session", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (descriptor < 0)
        fail("create");
    const std::size_t bytes = session_offsets::end(layout);
    // The file is sealed against shrinking, because a writer that truncated it would kill its reader with
    // SIGBUS.
    if (ftruncate(descriptor, static_cast<off_t>(bytes)) != 0 ||
        fcntl(descriptor, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) != 0)
        fail("size", descriptor);
    std::byte* const base = map_shared(descriptor, bytes, nullptr, 0);
    if (base == nullptr)
        fail("map", descriptor);
    auto* const header = new (base) SessionHeader{};
    header->ring_records = layout.ring_records;
    header->workspace_bytes = layout.workspace_bytes;
    header->most_lanes = layout.lanes;
    header->rings = layout.rings;
    header->clock_source = static_cast<std::uint32_t>(clock);
    header->objects.store(1, std::memory_order_relaxed); // 0 is "no object"
    header->files.store(1, std::memory_order_relaxed);   // 0 is "unknown"
    header->magic = session_magic;
    return std::unique_ptr<SessionRegion>(new SessionRegion(descriptor, {base, layout}, clock));
}

std::unique_ptr<SessionRegion> SessionRegion::attach(int descriptor) {
    const SessionMapping mapped = map_session(descriptor, MapAt::common_address);
    if (mapped.base == nullptr)
        fail(mapped, descriptor);
    return std::unique_ptr<SessionRegion>(new SessionRegion(descriptor, mapped.view(), mapped.clock));
}

SessionRegion::~SessionRegion() {
    munmap(view_.base(), session_offsets::end(layout()));
    close(descriptor_);
}

void SessionRegion::use(SessionRegion* session) noexcept {
    in_use_ = session;
    Recorder::set_session(session != nullptr ? &session->writer() : nullptr);
}

bool SessionRegion::contains(const void* address) const noexcept {
    const auto* const byte = static_cast<const std::byte*>(address);
    return byte >= view_.base() && byte < view_.base() + session_offsets::end(layout());
}

ObjectKind SessionRegion::kind_of(ObjectId object) const noexcept {
    return object < max_objects ? static_cast<ObjectKind>(view_.object(object).kind) : ObjectKind::none;
}

SessionRegion::Mark SessionRegion::mark() const noexcept {
    const SessionHeader& header = view_.header();
    return {header.lanes.load(std::memory_order_relaxed), header.objects.load(std::memory_order_relaxed),
            header.workspace_used.load(std::memory_order_relaxed)};
}

void SessionRegion::rewind(const Mark& mark) noexcept {
    SessionHeader& header = view_.header();
    const Mark used = this->mark();
    for (std::uint32_t number = mark.lanes; number < std::min(used.lanes, layout().lanes); ++number) {
        LaneEntry& lane = view_.lane(number);
        lane.state.store(entry_free, std::memory_order_relaxed);
        lane.ended.store(0, std::memory_order_relaxed);
        const std::uint32_t ring = lane.ring.exchange(0, std::memory_order_relaxed);
        if (ring == 0)
            continue;
        RingEntry& entry = view_.ring_entry(ring - 1);
        entry.control.tail.store(entry.control.head.load(std::memory_order_relaxed),
                                 std::memory_order_relaxed);
        entry.is_used.store(0, std::memory_order_relaxed);
    }
    for (std::uint32_t number = mark.objects; number < std::min(used.objects, max_objects); ++number)
        view_.object(number).state.store(entry_free, std::memory_order_relaxed);
    // What is allocated next must be zero again.
    std::memset(view_.base() + session_offsets::workspace(layout()) + mark.workspace, 0,
                used.workspace - mark.workspace);
    header.lanes.store(mark.lanes, std::memory_order_relaxed);
    header.objects.store(mark.objects, std::memory_order_relaxed);
    header.workspace_used.store(mark.workspace, std::memory_order_relaxed);
    header.failure_state.store(no_failure, std::memory_order_relaxed);
    header.stop.store(0, std::memory_order_release);
}

void* SessionRegion::allocate(std::size_t bytes, std::size_t alignment) {
    // The alignment is at least a cache line, so that two shared objects have no false sharing unless a
    // scenario wants it.
    alignment = std::max(alignment, cache_line);
    const std::uint64_t all = layout().workspace_bytes;
    auto& used = view_.header().workspace_used;
    std::uint64_t before = used.load(std::memory_order_relaxed);
    std::uint64_t begin = 0;
    do {
        begin = (before + alignment - 1) / alignment * alignment;
        if (bytes > all || begin > all - bytes)
            throw RunError("the scenario's shared memory of " + std::to_string(all >> 20U) +
                           " MiB is used up; choose smaller parameters");
    } while (!used.compare_exchange_weak(before, begin + bytes, std::memory_order_relaxed));
    return view_.base() + session_offsets::workspace(layout()) + begin;
}

std::size_t SessionRegion::offset_of(const void* allocated) const {
    const auto offset =
        static_cast<std::size_t>(static_cast<const std::byte*>(allocated) - view_.base()); // wraps if before
    at(offset);
    return offset;
}

void* SessionRegion::at(std::size_t offset) const {
    if (offset < session_offsets::workspace(layout()) || offset >= session_offsets::end(layout()))
        throw RunError("that lies outside of the session's shared memory");
    return view_.base() + offset;
}

} // namespace interleave
