// SPDX-License-Identifier: GPL-3.0-or-later
// The visible range of time, how it moves, and its history for undo and redo. It knows no window and no
// pixels.
#pragma once

#include "ui/navigation/time_range.h"

#include <cstdint>
#include <vector>

namespace interleave {

/// The kind of a move; several equal small moves are undone together.
enum class MoveKind : std::uint8_t { jump, zoom_in, zoom_out, pan_back, pan_forward };

class Viewport {
public:
    const TimeRange& range() const noexcept { return range_; }
    const TimeRange& whole() const noexcept { return whole_; }

    /// Sets the whole run; while following, the range grows or moves along.
    void set_whole(const TimeRange& whole);
    /// Forgets the history and follows from the beginning.
    void reset(const TimeRange& whole);

    /// Whether the range keeps up with the live edge: it shows the whole run if no part was ever chosen, else
    /// the newest part of the current length.
    bool is_following() const noexcept { return following_; }
    void set_following(bool following);

    /// Each of these moves stops following and can be undone.
    void show(const TimeRange& range, MoveKind kind = MoveKind::jump);
    void zoom(double factor, std::int64_t anchor);
    void pan(double share);
    /// Shows the whole run. Following goes on if it was on.
    void fit();
    /// Moves as little as needed to bring the time into view with some room around it.
    void reveal(std::int64_t time);
    /// Moves so that the time stays in view while it goes on, with a fifth of the view after it as long as
    /// the run lasts.
    void keep_in_sight(std::int64_t time);

    bool undo();
    bool redo();

private:
    struct Position {
        TimeRange range;
        bool all; ///< shows the whole run, and grows with it while following
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
