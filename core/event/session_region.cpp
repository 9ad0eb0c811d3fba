// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event/session_region.h"

#include "core/event/error.h"
#include "core/event/printable_text.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace interleave {

namespace {

constexpr std::uint64_t region_magic = 0x315641454c524554ULL; // "TERLEAV1", lowest byte first
constexpr std::size_t page = 4096;
/// Between the heap of a program and the libraries, many TiB from both: a wish, not a demand.
constexpr std::uint64_t quiet_address = 0x2000'0000'0000U;

enum EntryState : std::uint32_t { entry_free = 0, entry_ready = 1 };

} // namespace

/// First page of the region. What many writers change stands apart from what is only read.
struct SessionHeader {
    std::uint64_t magic;
    std::uint64_t ring_records;
    std::uint64_t workspace_bytes;
    std::uint32_t clock_source;
    std::atomic<std::uint64_t> writer_address; ///< where writers map the region; 0 until the first one did
    alignas(cache_line) std::atomic<std::uint32_t> stop;
    alignas(cache_line) std::atomic<std::uint32_t> lanes;
    std::atomic<std::uint32_t> objects;
    std::atomic<std::uint32_t> files;
    std::atomic<std::uint64_t> refused;
    std::atomic<std::uint64_t> workspace_used;
};

struct LaneEntry {
    RingControl ring;
    alignas(cache_line) std::atomic<std::uint32_t> state;
    std::uint32_t kind;
    std::int32_t pid;
    std::int32_t tid;
    ObjectId worker;
    std::array<char, name_capacity> name;
};

struct ObjectEntry {
    std::atomic<std::uint32_t> state;
    std::uint32_t kind;
    std::array<char, name_capacity> name;
};

namespace {

struct FileEntry {
    std::atomic<std::uint32_t> state;
    std::array<char, path_capacity> path;
};

constexpr std::size_t round_up(std::size_t bytes) {
    return (bytes + page - 1) / page * page;
}

constexpr std::size_t lanes_at = round_up(sizeof(SessionHeader));
constexpr std::size_t objects_at = lanes_at + round_up(sizeof(LaneEntry) * max_lanes);
constexpr std::size_t files_at = objects_at + round_up(sizeof(ObjectEntry) * max_objects);
constexpr std::size_t rings_at = files_at + round_up(sizeof(FileEntry) * max_files);

std::size_t ring_bytes(const SessionLayout& layout) {
    return layout.ring_records * sizeof(Record);
}
std::size_t workspace_at(const SessionLayout& layout) {
    return rings_at + round_up(ring_bytes(layout)) * max_lanes;
}
std::size_t region_bytes(const SessionLayout& layout) {
    return workspace_at(layout) + round_up(layout.workspace_bytes);
}

[[noreturn]] void refuse(const char* doing) {
    throw RunError(std::string("cannot ") + doing + " the session's shared memory: " + std::strerror(errno));
}

std::byte* map(int descriptor, std::size_t bytes, void* address, int more_flags) {
    void* const mapped =
        mmap(address, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_NORESERVE | more_flags, descriptor, 0);
    return mapped == MAP_FAILED ? nullptr : static_cast<std::byte*>(mapped);
}

template <std::size_t capacity>
void store_text(std::array<char, capacity>& to, std::string_view text) {
    const std::size_t length = std::min(text.size(), capacity - 1);
    std::memcpy(to.data(), text.data(), length);
    to[length] = '\0';
}

/// The writer may change the bytes while they are copied: whatever comes out is bounded and made printable.
template <std::size_t capacity>
std::string load_text(const std::array<char, capacity>& from) {
    std::array<char, capacity> copy{};
    std::memcpy(copy.data(), from.data(), capacity);
    copy.back() = '\0';
    return printable_text(copy.data());
}

} // namespace

SessionRegion::SessionRegion(int descriptor, std::byte* base, const SessionLayout& layout,
                             ClockSource clock) noexcept
    : descriptor_(descriptor)
    , base_(base)
    , layout_(layout)
    , clock_(clock) {}

std::unique_ptr<SessionRegion> SessionRegion::create(const SessionLayout& layout, ClockSource clock) {
    if (!std::has_single_bit(layout.ring_records))
        throw RunError("a ring holds a power of two of records, not " + std::to_string(layout.ring_records));
    const int descriptor = memfd_create("interleave-session", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (descriptor < 0)
        refuse("create");
    const std::size_t bytes = region_bytes(layout);
    // Sealed against shrinking: a writer that cut the file would end its reader with SIGBUS.
    if (ftruncate(descriptor, static_cast<off_t>(bytes)) != 0 ||
        fcntl(descriptor, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) != 0) {
        const int error = errno;
        close(descriptor);
        errno = error;
        refuse("size");
    }
    std::byte* const base = map(descriptor, bytes, nullptr, 0);
    if (base == nullptr) {
        const int error = errno;
        close(descriptor);
        errno = error;
        refuse("map");
    }
    auto* const header = new (base) SessionHeader{};
    header->ring_records = layout.ring_records;
    header->workspace_bytes = layout.workspace_bytes;
    header->clock_source = static_cast<std::uint32_t>(clock);
    header->objects.store(1, std::memory_order_relaxed); // 0 is "no object"
    header->files.store(1, std::memory_order_relaxed);   // 0 is "unknown"
    header->magic = region_magic;
    return std::unique_ptr<SessionRegion>(new SessionRegion(descriptor, base, layout, clock));
}

std::unique_ptr<SessionRegion> SessionRegion::attach(int descriptor) {
    struct stat status {};
    if (fstat(descriptor, &status) != 0)
        refuse("inspect");
    SessionHeader* header = nullptr;
    if (static_cast<std::size_t>(status.st_size) >= rings_at) {
        void* const first = mmap(nullptr, page, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
        if (first == MAP_FAILED)
            refuse("map");
        header = static_cast<SessionHeader*>(first);
    }
    SessionLayout layout;
    if (header != nullptr) {
        layout.ring_records = header->ring_records;
        layout.workspace_bytes = header->workspace_bytes;
    }
    if (header == nullptr || header->magic != region_magic || !std::has_single_bit(layout.ring_records) ||
        region_bytes(layout) != static_cast<std::size_t>(status.st_size)) {
        if (header != nullptr)
            munmap(header, page);
        throw RunError("descriptor " + std::to_string(descriptor) + " is not a session's shared memory");
    }
    const auto clock = header->clock_source == static_cast<std::uint32_t>(ClockSource::tsc)
                           ? ClockSource::tsc
                           : ClockSource::monotonic_raw;
    // The first writer takes an address where programs and their libraries never are, so that it is free in
    // all later ones, which must take the same.
    const std::uint64_t common = header->writer_address.load(std::memory_order_acquire);
    auto* const address =
        reinterpret_cast<void*>(common != 0 ? common : quiet_address); // NOLINT(performance-no-int-to-ptr)
    std::byte* const base =
        map(descriptor, region_bytes(layout), address, common != 0 ? MAP_FIXED_NOREPLACE : 0);
    if (base == nullptr)
        refuse("map at its common address");
    if (common == 0)
        header->writer_address.store(reinterpret_cast<std::uint64_t>(base), std::memory_order_release);
    munmap(header, page);
    return std::unique_ptr<SessionRegion>(new SessionRegion(descriptor, base, layout, clock));
}

std::size_t SessionRegion::offset_of(const void* allocated) const {
    const auto offset =
        static_cast<std::size_t>(static_cast<const std::byte*>(allocated) - base_); // wraps if before
    at(offset);
    return offset;
}

void* SessionRegion::at(std::size_t offset) const {
    if (offset < workspace_at(layout_) || offset >= region_bytes(layout_))
        throw RunError("that lies outside of the session's shared memory");
    return base_ + offset;
}

SessionRegion::~SessionRegion() {
    munmap(base_, region_bytes(layout_));
    close(descriptor_);
}

SessionHeader& SessionRegion::header() const noexcept {
    return *reinterpret_cast<SessionHeader*>(base_);
}
LaneEntry& SessionRegion::lane_entry(std::uint32_t index) const noexcept {
    return reinterpret_cast<LaneEntry*>(base_ + lanes_at)[index];
}
ObjectEntry& SessionRegion::object_entry(std::uint32_t index) const noexcept {
    return reinterpret_cast<ObjectEntry*>(base_ + objects_at)[index];
}
static FileEntry& file_entry_at(std::byte* base, std::uint32_t index) noexcept {
    return reinterpret_cast<FileEntry*>(base + files_at)[index];
}
Record* SessionRegion::ring_slots(std::uint32_t lane) const noexcept {
    return reinterpret_cast<Record*>(base_ + rings_at + round_up(ring_bytes(layout_)) * lane);
}

LaneId SessionRegion::claim_lane(LaneKind kind, std::string_view name, ObjectId worker) {
    const std::uint32_t index = header().lanes.fetch_add(1, std::memory_order_relaxed);
    if (index >= max_lanes) {
        header().refused.fetch_add(1, std::memory_order_relaxed);
        return no_lane;
    }
    LaneEntry& entry = lane_entry(index);
    entry.kind = static_cast<std::uint32_t>(kind);
    entry.pid = getpid();
    entry.tid = gettid();
    entry.worker = worker;
    store_text(entry.name, name);
    entry.state.store(entry_ready, std::memory_order_release);
    return static_cast<LaneId>(index);
}

RingWriter SessionRegion::ring_writer(LaneId lane) noexcept {
    return {lane_entry(lane).ring, ring_slots(lane), layout_.ring_records};
}

ObjectId SessionRegion::claim_object(ObjectKind kind, std::string_view name) {
    const std::uint32_t index = header().objects.fetch_add(1, std::memory_order_relaxed);
    if (index >= max_objects) {
        header().refused.fetch_add(1, std::memory_order_relaxed);
        return no_object;
    }
    ObjectEntry& entry = object_entry(index);
    entry.kind = static_cast<std::uint32_t>(kind);
    store_text(entry.name, name);
    entry.state.store(entry_ready, std::memory_order_release);
    return index;
}

std::uint32_t SessionRegion::file_number(std::string_view path) {
    // Two threads that meet a file at the same time may enter it twice; both numbers lead to the same path.
    const std::string_view kept = path.substr(0, path_capacity - 1);
    const std::uint32_t known = file_count();
    for (std::uint32_t i = 1; i < known; ++i) {
        const FileEntry& entry = file_entry_at(base_, i);
        if (entry.state.load(std::memory_order_acquire) == entry_ready && kept == entry.path.data())
            return i;
    }
    const std::uint32_t index = header().files.fetch_add(1, std::memory_order_relaxed);
    if (index >= max_files)
        return 0;
    FileEntry& entry = file_entry_at(base_, index);
    store_text(entry.path, kept);
    entry.state.store(entry_ready, std::memory_order_release);
    return index;
}

void* SessionRegion::allocate(std::size_t bytes, std::size_t alignment) {
    // A cache line at least, so that two things shared never falsely share one unless a scenario wants it.
    alignment = std::max(alignment, cache_line);
    auto& used = header().workspace_used;
    std::uint64_t before = used.load(std::memory_order_relaxed);
    std::uint64_t begin = 0;
    do {
        begin = (before + alignment - 1) / alignment * alignment;
        if (bytes > layout_.workspace_bytes || begin > layout_.workspace_bytes - bytes)
            throw RunError("the scenario's shared memory of " +
                           std::to_string(layout_.workspace_bytes >> 20U) +
                           " MiB is used up; choose smaller parameters");
    } while (!used.compare_exchange_weak(before, begin + bytes, std::memory_order_relaxed));
    return base_ + workspace_at(layout_) + begin;
}

void SessionRegion::touch_rings(std::uint32_t lanes) noexcept {
    const std::uint32_t first = lane_count();
    const std::uint32_t last = std::min<std::uint32_t>(max_lanes, first + std::min(lanes, max_lanes));
    for (std::uint32_t lane = first; lane < last; ++lane) {
        // One call gives all pages (Linux 5.14); where it is unknown the first records fault them in, which
        // only costs time.
        if (madvise(ring_slots(lane), round_up(ring_bytes(layout_)), MADV_POPULATE_WRITE) != 0)
            return;
    }
}

void SessionRegion::request_stop() noexcept {
    header().stop.store(1, std::memory_order_release);
}
bool SessionRegion::stop_requested() const noexcept {
    return header().stop.load(std::memory_order_acquire) != 0;
}

std::uint32_t SessionRegion::lane_count() const noexcept {
    return std::min(header().lanes.load(std::memory_order_acquire), max_lanes);
}
std::uint32_t SessionRegion::object_count() const noexcept {
    return std::min(header().objects.load(std::memory_order_acquire), max_objects);
}
std::uint32_t SessionRegion::file_count() const noexcept {
    return std::min(header().files.load(std::memory_order_acquire), max_files);
}

bool SessionRegion::read_lane(std::uint32_t index, LaneInfo& info) const {
    const LaneEntry& entry = lane_entry(index);
    if (entry.state.load(std::memory_order_acquire) != entry_ready)
        return false;
    info.id = static_cast<LaneId>(index);
    info.kind =
        entry.kind == static_cast<std::uint32_t>(LaneKind::process) ? LaneKind::process : LaneKind::thread;
    info.pid = entry.pid;
    info.tid = entry.tid;
    info.worker = entry.worker < max_objects ? entry.worker : no_object;
    info.name = load_text(entry.name);
    return true;
}

bool SessionRegion::read_object(std::uint32_t index, ObjectInfo& info) const {
    const ObjectEntry& entry = object_entry(index);
    if (entry.state.load(std::memory_order_acquire) != entry_ready)
        return false;
    info.id = index;
    info.kind = entry.kind < static_cast<std::uint32_t>(ObjectKind::count_)
                    ? static_cast<ObjectKind>(entry.kind)
                    : ObjectKind::none;
    info.name = load_text(entry.name);
    return true;
}

bool SessionRegion::read_file(std::uint32_t index, std::string& path) const {
    const FileEntry& entry = file_entry_at(base_, index);
    if (entry.state.load(std::memory_order_acquire) != entry_ready)
        return false;
    path = load_text(entry.path);
    return true;
}

std::uint64_t SessionRegion::refused() const noexcept {
    return header().refused.load(std::memory_order_relaxed);
}

RingReader SessionRegion::ring_reader(std::uint32_t lane) noexcept {
    return {lane_entry(lane).ring, ring_slots(lane), layout_.ring_records};
}

} // namespace interleave
