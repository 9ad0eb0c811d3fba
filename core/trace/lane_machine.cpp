// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/lane_machine.h"

namespace interleave {

std::size_t LaneMachine::begin_work(const TimedRecord& record, std::uint16_t object) {
    const bool has_row = record.kind == EventKind::work_begin && record.value != work_row::innermost;
    const std::uint64_t row = has_row ? record.value - 1 : work_.size();
    if (object == 0 || row >= most_work_rows)
        return most_work_rows;
    if (row >= work_.size())
        work_.resize(row + 1, 0);
    work_[row] = object;
    return row;
}

void LaneMachine::remove_free_rows() noexcept {
    while (!work_.empty() && work_.back() == 0)
        work_.pop_back();
}

std::size_t LaneMachine::row_of(std::uint16_t object) const noexcept {
    const auto found = std::find(work_.rbegin(), work_.rend(), object);
    return found == work_.rend() ? most_work_rows : static_cast<std::size_t>(work_.rend() - found) - 1;
}

} // namespace interleave
