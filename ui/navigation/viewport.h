// SPDX-License-Identifier: GPL-3.0-or-later
// Which stretch of time is seen, how it moves, and how it came to be: no window, no pixels.
#pragma once

#include "ui/navigation/time_range.h"

#include <cstdint>
#include <vector>

namespace interleave {

/// What a move was, so that a row of the same small moves is undone at once.
enum class MoveKind : std::uint8_t { jump, zoom_in, zoom_out, pan_back, pan_forward };

class Viewport {
public:
    const TimeRange& range() const noexcept { return range_; }
    const TimeRange& whole() const noexcept { return whole_; }

    /// What there is to see; while following, the range grows or moves along.
    void set_whole(const TimeRange& whole);
    /// Forgets the history and follows from the beginning.
    void reset(const TimeRange& whole);

    /// Following shows the newest: all there is if `span` never was chosen, else a stretch of the present
    /// length.
    bool is_following() const noexcept { return following_; }
    void set_following(bool following);

    /// Each of these stops following and can be undone.
    void show(const TimeRange& range, MoveKind kind = MoveKind::jump);
    void zoom(double factor, std::int64_t anchor);
    void pan(double share);
    /// Shows all; following goes on if it was on.
    void fit();
    /// Moves as little as needed so that the time is in view, with some room around it.
    void reveal(std::int64_t time);

    bool undo();
    bool redo();

private:
    struct Position {
        TimeRange range;
        bool all; ///< shows all there is, and grows with it while following
    };

    void remember(MoveKind kind);
    void follow_edge();

    static constexpr std::size_t longest_history = 200;
    TimeRange whole_{0, 1'000};
    TimeRange range_{0, 1'000};
    bool all_ = true;
    bool following_ = true;
    std::vector<Position> undo_;
    std::vector<Position> redo_;
    MoveKind last_ = MoveKind::jump;
};

} // namespace interleave
