// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/bands.h"

#include <algorithm>
#include <cmath>

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

namespace {

int bar_height(int value, int most, int height) noexcept {
    if (value <= 0)
        return 0;
    if (value >= most)
        return height;
    return std::max(1, static_cast<int>(std::lround(static_cast<double>(height) * value / most)));
}

} // namespace

void holder_bands(std::span<const ObjectColumn> columns, int height, BandRow& row) {
    row.begin(height);
    for (const ObjectColumn& column : columns) {
        // From below: held, held while wanted, handing over, nothing. Holding shows however short it was, and
        // holding what others wait for before all.
        const double calm = static_cast<double>(column.held - column.contended_held);
        const auto pixels = [&](double share) {
            return share <= 0 ? 0 : std::max(1, static_cast<int>(std::lround(share * height)));
        };
        const int contended = std::min(height, pixels(static_cast<double>(column.contended_held)));
        const int held = std::min(height - contended, pixels(calm));
        const int handing =
            std::min(height - contended - held,
                     static_cast<int>(std::lround(static_cast<double>(column.handing_off) * height)));
        row.add(handing_off_style, height - held - contended - handing, height - held - contended);
        row.add(contended_style, height - held - contended, height - held);
        row.add(held_style, height - held, height);
        // One run while it has the same holder, wanted by others or not.
        if (!column.several_holders && column.holder != no_lane && contended + held == height)
            row.add_to_run(held_style, column.holder);
        row.end_column();
    }
}

void waiter_bands(std::span<const ObjectColumn> columns, int height, int most, BandRow& row) {
    row.begin(height);
    for (const ObjectColumn& column : columns) {
        row.add(waiters_style, height - bar_height(column.max_waiters, most, height), height);
        row.end_column();
    }
}

void value_bands(std::span<const ObjectColumn> columns, int height, int most, BandRow& row) {
    row.begin(height);
    for (const ObjectColumn& column : columns) {
        row.add(value_style, height - bar_height(column.value, most, height), height);
        row.end_column();
    }
}

} // namespace interleave
