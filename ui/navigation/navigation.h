// SPDX-License-Identifier: GPL-3.0-or-later
// Where in a run the user is: the visible stretch of time, the chosen lane and the cursor. All views of a run
// share one of these.
#pragma once

#include "core/event/record.h"
#include "ui/navigation/time_range.h"

#include <QObject>

#include <cstdint>
#include <optional>

namespace interleave {

/// Knows no pixels and no trace: times are ns since the run's origin. Window's thread only.
class Navigation : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    const TimeRange& visibleRange() const { return visible_; }
    bool isFollowing() const { return following_; }
    std::optional<LaneId> chosenLane() const { return lane_; }
    std::optional<std::int64_t> cursor() const { return cursor_; }

    /// Asks whoever shows the run's time to keep up with its live edge, or not to.
    void setFollowing(bool following) { emit followingWanted(following); }
    /// For whoever shows the run's time: this is what is shown now.
    void setVisible(const TimeRange& visible, bool following) {
        visible_ = visible;
        following_ = following;
        emit changed();
    }
    /// A lane was chosen, or the cursor moved within it.
    void setChoice(std::optional<LaneId> lane, std::optional<std::int64_t> cursor) {
        lane_ = lane;
        cursor_ = cursor;
        emit chosen();
    }

signals:
    /// visibleRange() or isFollowing() is another.
    void changed();
    /// chosenLane() or cursor() is another.
    void chosen();
    void followingWanted(bool following);

private:
    TimeRange visible_{0, 1'000};
    bool following_ = true;
    std::optional<LaneId> lane_;
    std::optional<std::int64_t> cursor_;
};

} // namespace interleave
