// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rows/object_bands.h"

#include <algorithm>
#include <cmath>

namespace interleave {

namespace {

int bar_height(int value, int most, int height) noexcept {
    if (value <= 0)
        return 0;
    if (value >= most)
        return height;
    return std::max(1, static_cast<int>(std::lround(static_cast<double>(height) * value / most)));
}

} // namespace

ObjectStyles object_styles(ObjectKind kind) noexcept {
    if (kind == ObjectKind::gil)
        return {contended_gil_style, handing_off_gil_style, gil_waiters_style};
    return {contended_style, handing_off_style, waiters_style};
}

void holder_bands(std::span<const ObjectColumn> columns, int height, const ObjectStyles& styles,
                  BandRow& row) {
    row.begin(height);
    for (const ObjectColumn& column : columns) {
        // From the bottom up: held, held while others wait, handed over, free. A hold is visible however
        // short it was; where room is short, a hold while others wait comes first.
        const double uncontended = static_cast<double>(column.held - column.contended_held);
        const auto pixels = [&](double share) {
            return share <= 0 ? 0 : std::max(1, static_cast<int>(std::lround(share * height)));
        };
        const int contended = std::min(height, pixels(static_cast<double>(column.contended_held)));
        const int held = std::min(height - contended, pixels(uncontended));
        const int handing_off =
            std::min(height - contended - held,
                     static_cast<int>(std::lround(static_cast<double>(column.handing_off) * height)));
        row.add(styles.handing_off, height - held - contended - handing_off, height - held - contended);
        row.add(styles.contended, height - held - contended, height - held);
        row.add(held_style, height - held, height);
        // The holder's name stands on one ground, so a run ends where others begin to wait.
        if (!column.several_holders && column.holder != no_lane && (contended == height || held == height))
            row.add_to_run(contended == height ? styles.contended : held_style, column.holder);
        row.end_column();
    }
}

void waiter_bands(std::span<const ObjectColumn> columns, int height, int most, const ObjectStyles& styles,
                  BandRow& row) {
    row.begin(height);
    for (const ObjectColumn& column : columns) {
        row.add(styles.waiters, height - bar_height(column.max_waiters, most, height), height);
        if (column.max_waiters > 0)
            row.add_to_run(styles.waiters, column.max_waiters);
        row.end_column();
    }
}

void value_bands(std::span<const ObjectColumn> columns, int height, int most, std::pair<int, int> known,
                 int line, BandRow& row) {
    row.begin(height);
    int x = 0;
    for (const ObjectColumn& column : columns) {
        const bool is_none = column.value <= 0 && x >= known.first && x < known.second;
        const int bar = is_none ? std::min(line, height) : bar_height(column.value, most, height);
        row.add(value_style, height - bar, height);
        if (column.value > 0)
            row.add_to_run(value_style, static_cast<std::uint32_t>(column.value));
        row.end_column();
        ++x;
    }
}

} // namespace interleave
