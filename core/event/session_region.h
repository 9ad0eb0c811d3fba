// SPDX-License-Identifier: GPL-3.0-or-later
// The one piece of memory that a session's writers and its reader share: tables of lanes and objects, a ring
// per lane, and a workspace for what scenarios share between processes. A sealed memfd, so it vanishes with
// its last user.
#pragma once

#include "core/event/clock.h"
#include "core/event/record.h"
#include "core/event/ring.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace interleave {

inline constexpr std::uint32_t max_lanes = 1024;
inline constexpr std::uint32_t max_objects = 16384;
inline constexpr std::uint32_t max_files = 64;
inline constexpr std::size_t name_capacity = 64;  ///< bytes, with the terminating zero
inline constexpr std::size_t path_capacity = 256; ///< bytes, with the terminating zero

/// Sizes of a session, chosen by the host. The reader believes its own copy, never the one in the region.
struct SessionLayout {
    std::uint64_t ring_records = 131'072;         ///< per lane, a power of two; 4 MiB
    std::uint64_t workspace_bytes = 256ULL << 20; ///< sparse: costs only what is touched
};

/// What the reader was told of a lane: copied, bounded, printable.
struct LaneInfo {
    LaneId id;
    LaneKind kind;
    std::int32_t pid;
    std::int32_t tid;
    ObjectId worker; ///< the object others join, no_object for the main lane
    std::string name;
};

/// What the reader was told of an object.
struct ObjectInfo {
    ObjectId id;
    ObjectKind kind;
    std::string name;
};

struct SessionHeader;
struct LaneEntry;
struct ObjectEntry;

/// A mapping of the region. The host creates it; engines and their children attach. Writers call the `claim`
/// functions (any thread, any process), the reader the `read` functions (one thread).
class SessionRegion {
public:
    /// Creates and seals the memory. Throws RunError if the machine refuses.
    static std::unique_ptr<SessionRegion> create(const SessionLayout& layout, ClockSource clock);

    /// Maps the region behind a descriptor, at the address its creator chose for writers so that pointers
    /// into the workspace hold in every process of the session. Throws RunError if it is no session region.
    /// Takes the descriptor.
    static std::unique_ptr<SessionRegion> attach(int descriptor);

    ~SessionRegion();
    SessionRegion(const SessionRegion&) = delete;
    SessionRegion& operator=(const SessionRegion&) = delete;

    /// Owned by this object; open as long as it lives.
    int descriptor() const noexcept { return descriptor_; }
    const SessionLayout& layout() const noexcept { return layout_; }
    ClockSource clock_source() const noexcept { return clock_; }

    // --- writers
    // ---------------------------------------------------------------------------------------------------

    /// Enters a lane for the calling thread. no_lane if the table is full (the refusal is counted).
    LaneId claim_lane(LaneKind kind, std::string_view name, ObjectId worker);
    /// The producer's end of a lane's ring. Its thread only.
    RingWriter ring_writer(LaneId lane) noexcept;
    /// Enters an object; no_object if the table is full. A name too long is cut.
    ObjectId claim_object(ObjectKind kind, std::string_view name);
    /// The number of a source file, entered at first sight. 0 if the table is full.
    std::uint32_t file_number(std::string_view path);
    /// Bytes that all processes of the session see at the same address, zeroed, never freed. Throws RunError
    /// when used up.
    void* allocate(std::size_t bytes, std::size_t alignment);
    /// Where in the region something that allocate() gave lies, and back: a mapping at another address finds
    /// it by this number. Throws RunError for what lies outside of the workspace.
    std::size_t offset_of(const void* allocated) const;
    void* at(std::size_t offset) const;
    /// Touches the rings of the next `lanes` lanes not yet claimed, so that recording takes no page faults.
    void touch_rings(std::uint32_t lanes) noexcept;

    /// Set once when the run shall end; waits and loops of all workers look at it.
    void request_stop() noexcept;
    bool stop_requested() const noexcept;

    // --- the reader
    // ------------------------------------------------------------------------------------------------

    /// How many lanes can be read; never more than max_lanes, whatever the region says.
    std::uint32_t lane_count() const noexcept;
    std::uint32_t object_count() const noexcept;
    std::uint32_t file_count() const noexcept;
    /// False while the lane's writer has not finished its entry.
    bool read_lane(std::uint32_t index, LaneInfo& info) const;
    bool read_object(std::uint32_t index, ObjectInfo& info) const;
    bool read_file(std::uint32_t index, std::string& path) const;
    /// Lanes and objects that found no room in their tables.
    std::uint64_t refused() const noexcept;
    RingReader ring_reader(std::uint32_t lane) noexcept;

private:
    SessionRegion(int descriptor, std::byte* base, const SessionLayout& layout, ClockSource clock) noexcept;

    SessionHeader& header() const noexcept;
    LaneEntry& lane_entry(std::uint32_t index) const noexcept;
    ObjectEntry& object_entry(std::uint32_t index) const noexcept;
    Record* ring_slots(std::uint32_t lane) const noexcept;

    int descriptor_;
    std::byte* base_;
    SessionLayout layout_;
    ClockSource clock_;
};

} // namespace interleave
