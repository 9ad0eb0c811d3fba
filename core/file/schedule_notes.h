// SPDX-License-Identifier: GPL-3.0-or-later
// What people should know of a schedule's text besides its schedule: what its head says of the machine, what
// was skipped and how often, and where it is broken.
#pragma once

#include "core/file/schedule_lanes.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace interleave {

/// One thread uses it. Its memory is bounded.
class ScheduleNotes {
public:
    /// Takes a line that is no event if it says something of the recording, or nothing at all: a comment, an
    /// empty line, "cpus=8", "CPU 3 is empty". Returns false for other lines.
    bool take_note(std::string_view line);
    void add_other(std::string_view event);
    void add_no_event(std::uint64_t line) noexcept { no_events_.add(line); }
    void add_broken(std::uint64_t line, std::string_view event);
    void add_late(std::uint64_t line, std::int64_t by_ns) noexcept;
    void add_cut_line(std::uint64_t line) noexcept { cut_.add(line); }

    std::uint64_t broken() const noexcept { return broken_.count; }
    std::uint64_t late() const noexcept { return late_.count; }
    std::size_t told_processors() const noexcept { return processors_; }
    const std::string& kernel() const noexcept { return kernel_; }
    const std::string& model() const noexcept { return model_; }

    /// Returns "5 lines of 2 other events: irq_handler_entry (3), cycles (2)", or nothing if there are none.
    std::string others_text() const;
    /// Returns a line for each thing that people should know.
    std::vector<std::string> remarks(const ScheduleLanes::Counts& counts, std::size_t lanes) const;

private:
    struct Lines {
        std::uint64_t count = 0;
        std::uint64_t first = 0;
        void add(std::uint64_t line) noexcept { first = count++ == 0 ? line : first; }
    };

    std::map<std::string, std::uint64_t, std::less<>> others_; ///< lines by event, not too many events
    std::uint64_t other_events_ = 0;                           ///< lines of still others
    Lines no_events_;
    Lines broken_;
    std::string broken_event_; ///< of the first one
    Lines late_;
    std::int64_t latest_ = 0; ///< ns
    Lines cut_;
    std::size_t processors_ = 0;
    std::string kernel_;
    std::string model_;
    std::uint64_t in_buffer_ = 0;
    std::uint64_t written_ = 0;
};

} // namespace interleave
