// SPDX-License-Identifier: GPL-3.0-or-later
// One row of the picture, pixel column by pixel column: each column is a stack of bands. Both the screen's
// painter and the vector formats draw from this.
#pragma once

#include "ui/theme/theme.h"

#include <cstdint>
#include <span>
#include <vector>

namespace interleave {

/// A part of one pixel column that has one style, in device pixels from the row's top. `bottom` is exclusive.
struct Band {
    StyleId style;
    std::uint16_t top;
    std::uint16_t bottom;
    bool operator==(const Band&) const = default;
};

/// Neighbouring columns that show the same style and subject over the whole height, so that there may be room
/// for words.
struct Run {
    int begin; ///< first column
    int end;   ///< exclusive
    StyleId style;
    std::uint32_t subject; ///< of a lane: the object waited for; of an object: the holding lane, or a number
};

/// A row of a picture. It is used again for the next picture and keeps its memory.
class BandRow {
public:
    void begin(int height);
    void add(StyleId style, int top, int bottom) {
        if (top < bottom)
            bands_.push_back({style, static_cast<std::uint16_t>(top), static_cast<std::uint16_t>(bottom)});
    }
    void end_column() { ends_.push_back(static_cast<std::uint32_t>(bands_.size())); }
    /// Extends the last run or begins a new one with the current column.
    void add_to_run(StyleId style, std::uint32_t subject);

    /// Takes the columns [begin, end) out of all runs, because something else is said there.
    void cut_runs(int begin, int end);

    int width() const noexcept { return static_cast<int>(ends_.size()); }
    int height() const noexcept { return height_; }
    std::span<const Band> column(int x) const noexcept {
        const auto index = static_cast<std::size_t>(x);
        const std::size_t first = index == 0 ? 0 : ends_[index - 1];
        return std::span(bands_).subspan(first, ends_[index] - first);
    }
    const std::vector<Run>& runs() const noexcept { return runs_; }

private:
    int height_ = 0;
    std::vector<Band> bands_;
    std::vector<std::uint32_t> ends_; ///< index after the last band of each column
    std::vector<Run> runs_;
};

} // namespace interleave
