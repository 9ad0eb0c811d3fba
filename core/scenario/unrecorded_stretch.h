// SPDX-License-Identifier: GPL-3.0-or-later
// A stretch of a scenario in which nothing is recorded, so that times measured in it are those of the program
// alone and not those of the recorder as well.
#pragma once

#include "core/event/recorder.h"
#include "core/event/session_writer.h"
#include "core/work/work.h"

#include <source_location>

namespace interleave {

/// The run's main worker makes it while no other worker lives. As long as it exists, neither this lane's
/// events nor new workers and objects nor the kernel's switches are recorded. Objects made meanwhile must not
/// be used afterwards, because they have no number. The lane shows the whole stretch as a named piece of
/// work.
class [[nodiscard]] UnrecordedStretch {
public:
    /// Waits until the host has paused the records of switches; it looks at this every millisecond.
    UnrecordedStretch(SessionWriter session, const Label& name, const std::source_location& where);
    /// Continues to record, and waits until the host does so too.
    ~UnrecordedStretch();
    UnrecordedStretch(const UnrecordedStretch&) = delete;
    UnrecordedStretch& operator=(const UnrecordedStretch&) = delete;

private:
    void wait_for_switch_records(bool recorded) const noexcept;

    SessionWriter session_;
    bool with_switch_records_; ///< outside the stretch
    Work work_;
    RingWriter paused_;
};

} // namespace interleave
