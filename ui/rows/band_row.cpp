// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rows/band_row.h"

#include <algorithm>

namespace interleave {

void BandRow::begin(int height) {
    height_ = height;
    bands_.clear();
    ends_.clear();
    runs_.clear();
}

void BandRow::add_to_run(StyleId style, std::uint32_t subject) {
    const int x = width();
    if (!runs_.empty()) {
        Run& last = runs_.back();
        if (last.end == x && last.style == style && last.subject == subject) {
            last.end = x + 1;
            return;
        }
    }
    runs_.push_back({x, x + 1, style, subject});
}

void BandRow::cut_runs(int begin, int end) {
    const auto first = std::ranges::find_if(runs_, [=](const Run& run) { return run.end > begin; });
    const auto last = std::find_if(first, runs_.end(), [=](const Run& run) { return run.begin >= end; });
    if (first == last)
        return;
    Run left = *first;
    Run right = *(last - 1);
    left.end = begin;
    right.begin = end;
    auto at = runs_.erase(first, last);
    if (right.begin < right.end)
        at = runs_.insert(at, right);
    if (left.begin < left.end)
        runs_.insert(at, left);
}

} // namespace interleave
