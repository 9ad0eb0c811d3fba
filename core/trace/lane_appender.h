// SPDX-License-Identifier: GPL-3.0-or-later
// What a lane's machine puts out, on its way into the trace. It is a part of the class Trace and for its
// files only.
#pragma once

#include "core/trace/trace.h"

#include <cstddef>
#include <cstdint>

namespace interleave {

/// Appends the outputs of one lane's machine to the trace.
class Trace::LaneAppender {
public:
    LaneAppender(Trace& trace, std::size_t lane) noexcept : trace_(trace), lane_(*trace.lanes_[lane]) {}

    void begins(std::int64_t time) { lane_.set_begin(time); }
    void shows(std::int64_t time, ShownState shown, std::uint16_t object, SiteId site) {
        if (!trace_.knows_states_)
            return;
        lane_.append_segment(time, shown.state, object, site,
                             shown.in_wait ? std::uint8_t{in_wait} : std::uint8_t{0});
    }
    void works(std::int64_t time, std::size_t row, std::uint16_t object, std::uint32_t number) {
        lane_.append_work(time, row, object, number);
    }
    void leaves_queue(std::int64_t time, std::uint16_t object) {
        const std::size_t index = object - 1U;
        trace_.objects_[index]->append_change(time, EventKind::none, true,
                                              trace_.object_machines_[index].waiter_left(lane_.id()));
    }
    void ends(std::int64_t time, bool begun, LaneEndNote note) {
        lane_.set_own_end(note);
        const bool has_segments = begun && trace_.knows_states_;
        if (has_segments)
            lane_.append_segment(time, LaneState::absent, 0, 0, 0);
        lane_.set_end(has_segments ? lane_.segments().back().begin : time);
        trace_.end_missing(lane_, time);
    }

private:
    Trace& trace_;
    Lane& lane_;
};

} // namespace interleave
