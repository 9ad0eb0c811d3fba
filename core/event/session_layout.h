// SPDX-License-Identifier: GPL-3.0-or-later
// The layout of the memory that a session's writers and its reader share: a header, tables of lanes, objects
// and files, a block for a scheduler, a pool of rings, and a workspace for what scenarios share between
// processes. It is plain data and arithmetic only.
#pragma once

#include "core/event/record.h"
#include "core/event/ring_control.h"

#include <array>
#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace interleave {

inline constexpr std::uint32_t max_lanes = 16384; ///< one after another, a program may have thousands
inline constexpr std::uint32_t max_rings = 1024;
inline constexpr std::uint32_t max_objects = 16384;
inline constexpr std::uint32_t max_files = 4096; ///< as many as a SiteId can name, and places in machine code
inline constexpr std::size_t name_capacity = 64; ///< bytes, with the terminating zero
inline constexpr std::size_t path_capacity = 256;    ///< bytes, with the terminating zero
inline constexpr std::size_t failure_capacity = 512; ///< bytes, with the terminating zero
/// Bytes for a scheduler that decides in all processes of a session; nothing of it is touched in free mode.
inline constexpr std::size_t control_capacity = std::size_t{512} << 10U;

/// The sizes of a session, chosen by the host. The reader uses its own copy, never the one in the region.
struct SessionLayout {
    std::uint64_t ring_records = 131'072;         ///< per ring, a power of two; 4 MiB
    std::uint64_t workspace_bytes = 256ULL << 20; ///< sparse: costs only what is touched
    std::uint32_t lanes = max_lanes;              ///< that can be entered, at most max_lanes
    std::uint32_t rings = max_rings; ///< at most max_rings; a lane has one until it has ended and was read
};

/// Returns how many rings there are: no more than lanes.
constexpr std::uint32_t ring_count(const SessionLayout& layout) noexcept {
    return layout.rings < layout.lanes ? layout.rings : layout.lanes;
}

inline constexpr std::uint64_t session_magic = 0x345641454c524554ULL; ///< "TERLEAV4", lowest byte first

/// The first page of the region. What many writers change is on other cache lines than what is only read.
struct SessionHeader {
    std::uint64_t magic;
    std::uint64_t ring_records;
    std::uint64_t workspace_bytes;
    std::uint32_t most_lanes;
    std::uint32_t rings;
    std::uint32_t clock_source;
    std::atomic<std::uint64_t> writer_address; ///< where writers map the region; 0 until the first one did
    alignas(cache_line) std::atomic<std::uint32_t> stop;
    std::atomic<std::uint32_t> unrecorded; ///< set by writers: see SessionWriter::set_unrecorded()
    std::atomic<std::uint32_t>
        switch_records; ///< set by the reader: 1 while it records the kernel's switches
    alignas(cache_line) std::atomic<std::uint32_t> lanes; ///< claimed so far, as are the two below
    std::atomic<std::uint32_t> objects;
    std::atomic<std::uint32_t> files;
    std::atomic<std::uint64_t> refused; ///< claims that found their table full
    std::atomic<std::uint64_t> workspace_used;
    std::atomic<std::uint64_t> computing_asked_ns; ///< these two are a ComputingTime
    std::atomic<std::uint64_t> computing_used_ns;
    std::atomic<std::uint32_t> failure_state;   ///< FailureState
    std::array<char, failure_capacity> failure; ///< why the first worker failed
};

/// The state of SessionHeader::failure. The first worker that fails claims it, fills it in, and then sets it
/// ready.
enum FailureState : std::uint32_t { no_failure = 0, failure_claimed = 1, failure_ready = 2 };

/// The state of an entry of a table. Its writer claims it by its number, fills it in, and then sets it ready.
enum EntryState : std::uint32_t { entry_free = 0, entry_ready = 1 };

struct LaneEntry {
    alignas(cache_line) std::atomic<std::uint32_t> state; ///< EntryState
    std::uint32_t kind;                                   ///< LaneKind
    std::atomic<std::uint32_t> ring;                      ///< its number + 1; 0: none yet
    std::atomic<std::uint32_t> ended;                     ///< 1: its thread writes no more into the ring
    std::int32_t pid;
    std::int32_t tid;
    ObjectId worker;
    std::atomic<std::uint32_t> fatal_signal; ///< that the lane's thread got; 0: none
    std::atomic<std::uint64_t> fatal_time;   ///< when it got it, in ticks
    std::array<char, name_capacity> name;
};

/// A ring belongs to the lane that claimed it. When that has ended and all of the ring was read, the reader
/// gives it back. Positions in it go on from one lane to the next.
struct RingEntry {
    RingControl control;
    alignas(cache_line) std::atomic<std::uint32_t> is_used;
};

struct ObjectEntry {
    std::atomic<std::uint32_t> state; ///< EntryState
    std::uint32_t kind;               ///< ObjectKind
    std::uint64_t key;                ///< the same in all processes that know the object by a name; 0: none
    std::array<char, name_capacity> name;
};

struct FileEntry {
    std::atomic<std::uint32_t> state; ///< EntryState
    std::array<char, path_capacity> path;
};

/// Offsets from the beginning of the region. Each part begins on a page of its own.
namespace session_offsets {

inline constexpr std::size_t page = 4096;

constexpr std::size_t round_up(std::size_t bytes) noexcept {
    return (bytes + page - 1) / page * page;
}

inline constexpr std::size_t lanes = round_up(sizeof(SessionHeader));
inline constexpr std::size_t objects = lanes + round_up(sizeof(LaneEntry) * max_lanes);
inline constexpr std::size_t files = objects + round_up(sizeof(ObjectEntry) * max_objects);
inline constexpr std::size_t ring_entries = files + round_up(sizeof(FileEntry) * max_files);
inline constexpr std::size_t control = ring_entries + round_up(sizeof(RingEntry) * max_rings);
inline constexpr std::size_t rings = control + round_up(control_capacity);

constexpr std::size_t ring_bytes(const SessionLayout& layout) noexcept {
    return round_up(layout.ring_records * sizeof(Record));
}
constexpr std::size_t workspace(const SessionLayout& layout) noexcept {
    return rings + ring_bytes(layout) * ring_count(layout);
}
constexpr std::size_t end(const SessionLayout& layout) noexcept {
    return workspace(layout) + round_up(layout.workspace_bytes);
}

static_assert(lanes == page, "the header fits on one page, which is mapped before the sizes are known");

} // namespace session_offsets

constexpr bool is_possible(const SessionLayout& layout) noexcept {
    return std::has_single_bit(layout.ring_records) && layout.ring_records > 1 && layout.lanes > 0 &&
           layout.lanes <= max_lanes && layout.rings > 0 && layout.rings <= max_rings;
}

/// Gives access to the parts of a mapped region. It owns nothing, can be copied, and checks nothing: a number
/// passed must be below the table's capacity.
class SessionView {
public:
    SessionView(std::byte* base, const SessionLayout& layout) noexcept : base_(base), layout_(layout) {}

    const SessionLayout& layout() const noexcept { return layout_; }
    SessionHeader& header() const noexcept { return *at<SessionHeader>(0); }
    LaneEntry& lane(std::uint32_t number) const noexcept {
        return at<LaneEntry>(session_offsets::lanes)[number];
    }
    ObjectEntry& object(std::uint32_t number) const noexcept {
        return at<ObjectEntry>(session_offsets::objects)[number];
    }
    FileEntry& file(std::uint32_t number) const noexcept {
        return at<FileEntry>(session_offsets::files)[number];
    }
    RingEntry& ring_entry(std::uint32_t number) const noexcept {
        return at<RingEntry>(session_offsets::ring_entries)[number];
    }
    std::byte* control() const noexcept { return at<std::byte>(session_offsets::control); }
    Record* ring(std::uint32_t number) const noexcept {
        return at<Record>(session_offsets::rings + session_offsets::ring_bytes(layout_) * number);
    }
    std::byte* base() const noexcept { return base_; }

private:
    template <typename Part>
    Part* at(std::size_t offset) const noexcept {
        return reinterpret_cast<Part*>(base_ + offset);
    }

    std::byte* base_;
    SessionLayout layout_;
};

} // namespace interleave
