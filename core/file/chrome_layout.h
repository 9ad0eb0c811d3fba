// SPDX-License-Identifier: GPL-3.0-or-later
// Which row of a viewer each lane and each object of a run has. A viewer tells rows apart by two numbers
// alone.
#pragma once

#include "core/file/chrome_event_writer.h"
#include "core/file/export_part.h"
#include "core/trace/run_info.h"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace interleave {

/// One thread uses it.
class ChromeLayout {
public:
    ChromeLayout(const Trace& trace, const TracePart& part);

    /// Names the rows and gives them their places: the processes with their lanes, then locks and counters.
    /// Rows of work are named when they are first needed.
    void describe(ChromeEventWriter& events, const RunInfo& info) const;

    const ChromeTrack& lane(std::size_t index) const noexcept { return lanes_[index].track; }
    /// Returns a row of the lane's named work and tasks, beside that of its states: slices of one row nest,
    /// and states go on where work begins. Names it if it is new.
    const ChromeTrack& work(std::size_t index, std::size_t row, ChromeEventWriter& events);
    /// Returns the row of a lock, which shows who holds it.
    ChromeTrack lock(const Object& object) const noexcept;
    const ChromeTrack& counters() const noexcept { return counters_; }

    /// Returns a name in JSON: of a lane, of an object ("" for none), of a source file.
    const std::string& lane_name(std::size_t index) const noexcept { return lanes_[index].name; }
    const std::string& object_name(ObjectId id) const noexcept {
        return object_names_[id < object_names_.size() ? id : 0];
    }
    /// Returns "\"queue.cpp:52\"", empty for an unknown place.
    std::string place(SiteId site) const;

    /// Whether an object of this kind has a row that shows who holds it.
    static bool has_lock_row(const Object& object) noexcept;

private:
    struct LaneRow {
        ChromeTrack track;
        std::string name;
        std::size_t place = 0; ///< among the lanes of the part, from 1 on
    };

    std::int64_t free_number();
    std::int64_t number_for(std::int64_t wanted);
    void name_process(ChromeEventWriter& events, std::size_t lane, const RunInfo& info) const;

    const Trace& trace_;
    const TracePart& part_;
    std::set<std::int64_t> numbers_; ///< of processes and threads that are in use
    std::int64_t last_free_ = 0;
    std::vector<LaneRow> lanes_;                                      ///< by index of the lane
    std::map<std::pair<std::size_t, std::size_t>, ChromeTrack> work_; ///< by lane and row
    ChromeTrack locks_{};                                             ///< of the process of all locks
    ChromeTrack counters_{};
    std::vector<std::int64_t> lock_numbers_; ///< by number of the object, 0 for what is no lock
    std::vector<std::string> object_names_;  ///< by number of the object
    std::vector<std::string> file_names_;    ///< by number of the file, without the closing quote
};

} // namespace interleave
