// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/file/schedule_order.h"

#include <algorithm>

namespace interleave {

bool ScheduleOrder::add(const Line& line) {
    if (line.line.time < taken_until_) {
        lateness_ = taken_until_ - line.line.time;
        return false;
    }
    auto place = lines_.end();
    while (place != lines_.begin() && std::prev(place)->line.time > line.line.time)
        --place;
    lines_.insert(place, line);
    return true;
}

ScheduleOrder::Line ScheduleOrder::take() {
    const Line first = lines_.front();
    lines_.pop_front();
    taken_until_ = first.line.time;
    return first;
}

} // namespace interleave
