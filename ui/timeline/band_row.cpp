// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/band_row.h"

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

std::span<const Band> BandRow::column(int x) const noexcept {
    const auto index = static_cast<std::size_t>(x);
    const std::size_t first = index == 0 ? 0 : ends_[index - 1];
    return std::span(bands_).subspan(first, ends_[index] - first);
}

} // namespace interleave
