// SPDX-License-Identifier: GPL-3.0-or-later
// Creates and maps the memory that a session's writers and its reader share, and allocates from the workspace
// in it. It is a sealed memfd, so it disappears with its last user.
#pragma once

#include "core/event/clock.h"
#include "core/event/session_layout.h"
#include "core/event/session_reader.h"
#include "core/event/session_writer.h"

#include <cstddef>
#include <memory>

namespace interleave {

/// Maps the region. The host creates it; engines and their children attach to it.
class SessionRegion {
public:
    /// Creates and seals the memory. Throws RunError if the system refuses.
    static std::unique_ptr<SessionRegion> create(const SessionLayout& layout, ClockSource clock);

    /// Maps the region behind a descriptor, at the address its creator chose for writers so that pointers
    /// into the workspace hold in every process of the session. Throws RunError if it is no session region.
    /// It takes ownership of the descriptor.
    static std::unique_ptr<SessionRegion> attach(int descriptor);

    /// Sets the session that this process takes part in, nullptr for none. It is called once at start, before
    /// there are other threads. The session is not owned. The recorders of this process's threads write into
    /// it.
    static void use(SessionRegion* session) noexcept;
    static SessionRegion* in_use() noexcept { return in_use_; }

    ~SessionRegion();
    SessionRegion(const SessionRegion&) = delete;
    SessionRegion& operator=(const SessionRegion&) = delete;

    /// The descriptor is owned by this object and open as long as the object exists.
    int descriptor() const noexcept { return descriptor_; }
    const SessionLayout& layout() const noexcept { return view_.layout(); }
    ClockSource clock_source() const noexcept { return writer_.clock_source(); }

    SessionWriter& writer() noexcept { return writer_; }
    const SessionReader& reader() const noexcept { return reader_; }

    /// Returns the control_capacity bytes for a scheduler, zeroed at first and at the same address in all
    /// processes of the session but the host.
    std::byte* control() const noexcept { return view_.control(); }
    /// Whether the address lies in the region, so that all processes of the session see the same there.
    bool contains(const void* address) const noexcept;

    /// Returns the kind of an object as its writer entered it.
    ObjectKind kind_of(ObjectId object) const noexcept;

    /// What is in use of the tables and of the workspace.
    struct Mark {
        std::uint32_t lanes;
        std::uint32_t objects;
        std::uint64_t workspace;
    };
    Mark mark() const noexcept;
    /// Forgets what was entered and allocated since the mark, and takes back a stop and a failure, so that a
    /// scenario can run once more. Only one thread of the session may run, and no Collector may read.
    void rewind(const Mark& mark) noexcept;

    /// Allocates zeroed bytes that all processes of the session see at the same address. They are never
    /// freed. Any thread of any process may call it. Throws RunError when the workspace is used up.
    void* allocate(std::size_t bytes, std::size_t alignment);
    /// Converts an address from allocate() to its offset in the region, and back. A mapping at another
    /// address finds it by the offset. Throws RunError for what lies outside the workspace.
    std::size_t offset_of(const void* allocated) const;
    void* at(std::size_t offset) const;

private:
    SessionRegion(int descriptor, const SessionView& view, ClockSource clock) noexcept;

    static inline SessionRegion* in_use_ = nullptr;

    int descriptor_;
    SessionView view_;
    SessionWriter writer_;
    SessionReader reader_;
};

} // namespace interleave
