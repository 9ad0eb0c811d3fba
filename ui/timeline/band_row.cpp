// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/band_row.h"

#include <algorithm>

namespace interleave {

void BandRow::begin(int height) {
    height_ = height;
    bands_.clear();
    ends_.clear();
    runs_.clear();
}

void BandRow::add(StyleId style, int top, int bottom) {
    if (top < bottom)
        bands_.push_back({style, static_cast<std::uint16_t>(top), static_cast<std::uint16_t>(bottom)});
}

void BandRow::end_column() {
    ends_.push_back(static_cast<std::uint32_t>(bands_.size()));
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

std::span<const Band> BandRow::column(int x) const noexcept {
    const auto index = static_cast<std::size_t>(x);
    const std::size_t first = index == 0 ? 0 : ends_[index - 1];
    return std::span(bands_).subspan(first, ends_[index] - first);
}

} // namespace interleave
