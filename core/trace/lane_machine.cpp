// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/lane_machine.h"

namespace interleave {

bool LaneMachine::begin_work(const TimedRecord& record, std::uint16_t object) {
    if (object == 0 || work_.size() >= max_work_depth)
        return false;
    const bool is_task = record.kind == EventKind::task_begin;
    work_.push_back({object, is_task ? static_cast<std::uint32_t>(record.value) : 0});
    return true;
}

bool LaneMachine::end_work(std::uint16_t object) {
    // Work that was begun within it has ended too, with or without an event.
    const auto begun =
        std::find_if(work_.rbegin(), work_.rend(), [&](const Work& work) { return work.object == object; });
    if (begun == work_.rend())
        return false;
    work_.erase(begun.base() - 1, work_.end());
    return true;
}

} // namespace interleave
