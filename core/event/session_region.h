// SPDX-License-Identifier: GPL-3.0-or-later
// The one piece of memory that a session's writers and its reader share: creating it, mapping it, and handing
// out the workspace in it. A sealed memfd, so it vanishes with its last user.
#pragma once

#include "core/event/clock.h"
#include "core/event/session_layout.h"
#include "core/event/session_reader.h"
#include "core/event/session_writer.h"

#include <cstddef>
#include <memory>

namespace interleave {

/// A mapping of the region. The host creates it; engines and their children attach.
class SessionRegion {
public:
    /// Creates and seals the memory. Throws RunError if the machine refuses.
    static std::unique_ptr<SessionRegion> create(const SessionLayout& layout, ClockSource clock);

    /// Maps the region behind a descriptor, at the address its creator chose for writers so that pointers
    /// into the workspace hold in every process of the session. Throws RunError if it is no session region.
    /// Takes the descriptor.
    static std::unique_ptr<SessionRegion> attach(int descriptor);

    /// The session that this process takes part in, nullptr outside of one. Set once at start, before there
    /// are other threads; not owned. Its threads' recorders write into it.
    static void use(SessionRegion* session) noexcept;
    static SessionRegion* in_use() noexcept { return in_use_; }

    ~SessionRegion();
    SessionRegion(const SessionRegion&) = delete;
    SessionRegion& operator=(const SessionRegion&) = delete;

    /// Owned by this object; open as long as it lives.
    int descriptor() const noexcept { return descriptor_; }
    const SessionLayout& layout() const noexcept { return view_.layout(); }
    ClockSource clock_source() const noexcept { return writer_.clock_source(); }

    SessionWriter& writer() noexcept { return writer_; }
    const SessionReader& reader() const noexcept { return reader_; }

    /// Bytes that all processes of the session see at the same address, zeroed, never freed. Any thread of
    /// any process. Throws RunError when used up.
    void* allocate(std::size_t bytes, std::size_t alignment);
    /// Where in the region something that allocate() gave lies, and back: a mapping at another address finds
    /// it by this number. Throws RunError for what lies outside of the workspace.
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
