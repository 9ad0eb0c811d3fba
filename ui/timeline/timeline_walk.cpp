// SPDX-License-Identifier: GPL-3.0-or-later
// Walking through a trace with the keyboard: from lane to lane, from event to event, from a waiter to the one
// to blame.
#include "ui/timeline/moment.h"
#include "ui/timeline/timeline_view.h"

#include <QScrollBar>

#include <algorithm>

namespace interleave {

void TimelineView::choose(std::size_t row, std::int64_t time) {
    if (!trace_ || row >= frame_.rows.size())
        return;
    frame_.chosen_row = row;
    cursor_ = time;
    focused_ = false;
    const bool before = isFollowing();
    if (time < frame_.range.from || time >= frame_.range.until) {
        viewport_.reveal(time);
        viewMoved(before);
    }
    const QRectF stripe = frame_.layout.stripe(row);
    const QRectF& plot = frame_.layout.plot();
    if (stripe.top() < plot.top())
        scroll_bar_->setValue(scroll_bar_->value() - static_cast<int>(plot.top() - stripe.top()));
    else if (stripe.bottom() > plot.bottom())
        scroll_bar_->setValue(scroll_bar_->value() + static_cast<int>(stripe.bottom() - plot.bottom()));
    redraw(); // the chosen label stands out
    if (const auto lane = chosenLane()) {
        const Moment moment = moment_at(*trace_, frame_.rows[row], time, frame_.live_end);
        emit laneActivated(*lane, moment.file, moment.line);
    }
}

void TimelineView::chooseNeighbour(int by) {
    const auto count = static_cast<std::ptrdiff_t>(frame_.rows.size());
    if (count == 0)
        return;
    const bool none = frame_.chosen_row >= frame_.rows.size();
    const std::ptrdiff_t next =
        none ? 0
             : std::clamp<std::ptrdiff_t>(static_cast<std::ptrdiff_t>(frame_.chosen_row) + by, 0, count - 1);
    choose(static_cast<std::size_t>(next), cursor_.value_or((frame_.range.from + frame_.range.until) / 2));
}

void TimelineView::stepEvent(int by) {
    if (!chosenLane())
        chooseNeighbour(0);
    const auto chosen = chosenLane();
    if (!chosen)
        return;
    const Lane& lane = trace_->lane(*chosen);
    const std::int64_t now = cursor_.value_or(frame_.range.from);
    const std::size_t count = lane.events().size();
    // Events of the same moment are one step: the cursor must get on.
    const std::size_t after = lane.events().first_at(by > 0 ? now + 1 : now);
    if (by > 0 ? after >= count : after == 0)
        return;
    choose(frame_.chosen_row, lane.events()[by > 0 ? after : after - 1].time);
}

void TimelineView::jumpToOwner() {
    const auto chosen = chosenLane();
    if (!chosen || !cursor_)
        return;
    const auto owner = owner_of_wait(*trace_, *chosen, *cursor_);
    if (!owner)
        return;
    waiters_.push_back({*chosen, *cursor_});
    choose(rowOf(*owner), *cursor_);
}

void TimelineView::jumpBack() {
    if (waiters_.empty())
        return;
    const Place place = waiters_.back();
    waiters_.pop_back();
    choose(rowOf(place.lane), place.time);
}

void TimelineView::focusCursor() {
    if (!trace_)
        return;
    if (focused_) {
        focused_ = false;
        fitAll();
        return;
    }
    TimeRange range;
    if (selection_) {
        range = *selection_;
    } else {
        std::size_t row = frame_.chosen_row;
        std::int64_t time = cursor_.value_or(timeAt(pointerOrMiddle()));
        if (pointer_ && !cursor_)
            row = frame_.layout.row_at(pointer_->y());
        if (row >= frame_.rows.size())
            return;
        const Moment moment = moment_at(*trace_, frame_.rows[row], time, frame_.live_end);
        if (!moment.lasts)
            return;
        // What stands around it tells as much as the thing itself: half of its length on both sides.
        const std::int64_t room = std::max<std::int64_t>(shortest_range, moment.lasts->length() / 2);
        range = {moment.lasts->from - room, moment.lasts->until + room};
    }
    showRange(range.from, range.until);
    focused_ = true;
}

void TimelineView::mark(bool keep) {
    const std::int64_t time = cursor_.value_or(timeAt(pointerOrMiddle()));
    if (!keep) {
        loose_mark_ = time;
    } else if (std::ranges::find(marks_, time) == marks_.end()) {
        marks_.push_back(time);
        if (loose_mark_ == time)
            loose_mark_.reset();
    }
    redrawCursor();
}

} // namespace interleave
