// SPDX-License-Identifier: GPL-3.0-or-later
// Where in a run the user is: the visible range of time, the cursor, the selection, the chosen lane or
// object, the marks and the way back. All views of a run share one navigation, so that they show the same
// place.
#pragma once

#include "core/event/record.h"
#include "ui/navigation/viewport.h"

#include <QFlags>
#include <QObject>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace interleave {

/// Knows no pixels, no rows and no trace: times are ns since the run's origin, and lanes and objects are
/// named by their ids. The state is up to date at once, while the signal is sent later, once for all that
/// changed in one turn of the event loop. All functions must be called on the window's thread.
class Navigation : public QObject {
    Q_OBJECT

public:
    /// What has changed.
    enum Change {
        VisibleRange = 0x01, ///< visibleRange() or wholeRange()
        Following = 0x02,    ///< isFollowing()
        Cursor = 0x04,       ///< cursor()
        Selection = 0x08,    ///< selection()
        Choice = 0x10,       ///< a lane or an object was chosen, possibly the one that was chosen before
        Marks = 0x20,        ///< marks() or looseMark()
        Pointing = 0x40,     ///< pointedOut()
        Frozen = 0x80,       ///< frozenAt()
        Rows = 0x100,        ///< showsProcessors()
        Linking = 0x200,     ///< arrows()
        Owner = 0x400,       ///< goToOwner() has chosen the owner of what a lane waits for
        Replaying = 0x10000, ///< isReplaying()
    };
    Q_DECLARE_FLAGS(Changes, Change)
    Q_FLAG(Changes)

    /// Which arrows are shown from what let a lane go on to where it went on.
    enum class Arrows { none, chosen, all };

    /// The lanes and objects at which somebody is to look, and the names of results and checks.
    struct PointedOut {
        std::vector<LaneId> lanes{};
        std::vector<ObjectId> objects{};
        std::vector<std::string> results{};
        std::vector<std::string> checks{};

        bool empty() const noexcept {
            return lanes.empty() && objects.empty() && results.empty() && checks.empty();
        }
    };

    explicit Navigation(QObject* parent = nullptr);

    // --- the run

    /// Another run is shown: everything is forgotten, and the view follows the run from its beginning.
    void reset(const TimeRange& whole);
    /// The run has grown. While following, the visible range grows or moves along.
    void setWholeRange(const TimeRange& whole);
    const TimeRange& wholeRange() const { return viewport_.whole(); }

    // --- the visible range of time; each move stops following and can be undone

    const TimeRange& visibleRange() const { return viewport_.range(); }
    /// Shows the range, or a part of it near the run. An empty range is shown as the shortest one.
    void showRange(const TimeRange& range, MoveKind kind = MoveKind::jump);
    /// Zooms; a `factor` above 1 shows less time. `anchor` keeps its place on the screen.
    void zoom(double factor, std::int64_t anchor);
    /// Moves by a share of the visible range; positive is later.
    void pan(double share);
    /// Shows the whole run. Following goes on if it was on.
    void showAll();
    /// Shows the range because the user asked to see it closely; focusing again shows the whole run. See
    /// isFocused().
    void focus(const TimeRange& range);
    /// Whether the last focus() still holds: nothing was chosen or selected since, and unfocus() was not
    /// called.
    bool isFocused() const { return focused_; }
    /// Shows the whole run again after focus().
    void unfocus();
    void undo();
    void redo();

    /// Whether the visible range keeps up with the live edge of the run.
    bool isFollowing() const { return viewport_.is_following(); }
    void setFollowing(bool following);

    // --- cursor, choice and the way back

    std::optional<std::int64_t> cursor() const { return cursor_; }
    /// At most one of the two is set, and neither before the first choice.
    std::optional<LaneId> chosenLane() const { return chosen_lane_; }
    std::optional<ObjectId> chosenObject() const { return chosen_object_; }
    /// Chooses a lane or an object and puts the cursor on a moment, which is scrolled into view if needed.
    void chooseLane(LaneId lane, std::int64_t time);
    void chooseObject(ObjectId object, std::int64_t time);
    /// Highlights it besides what is chosen, until another lane or object is chosen or clear() is called.
    void pointOut(PointedOut what);
    const PointedOut& pointedOut() const { return pointed_out_; }
    /// Covers what comes after this time, while somebody is asked what it is. Another run takes the cover
    /// away.
    void freeze(std::int64_t time);
    void unfreeze();
    std::optional<std::int64_t> frozenAt() const { return frozen_at_; }
    /// Puts the cursor on a moment without choosing anything, and moves the visible range along so that the
    /// cursor and some of what comes next stay in sight. Moves that follow each other are undone together.
    void moveCursor(std::int64_t time);
    /// Shows the run as far as the cursor, which this puts on a moment, until endReplay() or clear() is
    /// called or another run is shown. There is a cursor all the time.
    void beginReplay(std::int64_t time);
    /// Takes the cursor away and shows the whole run. Does nothing without a replay.
    void endReplay();
    bool isReplaying() const { return is_replaying_; }
    /// Returns the part of the run that figures are of: the selection, or what a replay has shown so far;
    /// nothing for the whole run.
    std::optional<TimeRange> consideredRange() const;
    /// Goes from the chosen lane, which waits at the cursor, to the lane that it waits for, and remembers the
    /// way back. Does nothing without a chosen lane and a cursor.
    void goToOwner(LaneId owner);
    /// Goes back to the waiter that the last goToOwner() left. Does nothing if there is none.
    void goBackToWaiter();

    // --- rows

    /// Whether processors are shown besides lanes and objects. Another run does not change it.
    bool showsProcessors() const { return shows_processors_; }
    void setShowsProcessors(bool shown);

    // --- arrows

    /// Which arrows are shown: those of the chosen lane at first. Another run does not change it.
    Arrows arrows() const { return arrows_; }
    void setArrows(Arrows arrows);

    // --- selection and marks

    std::optional<TimeRange> selection() const { return selection_; }
    void select(const TimeRange& range);
    void clearSelection();
    /// Returns the mark that the next setLooseMark() moves.
    std::optional<std::int64_t> looseMark() const { return loose_mark_; }
    /// Returns the kept marks in the order in which they were made.
    const std::vector<std::int64_t>& marks() const { return marks_; }
    void setLooseMark(std::int64_t time);
    /// Keeps a mark at this time; a loose mark at the same time becomes this one.
    void keepMark(std::int64_t time);
    /// Removes the kept or the loose mark at this time, if there is one.
    void removeMark(std::int64_t time);
    /// Removes selection, cursor, loose mark and what is pointed out, and ends a replay. Kept marks and the
    /// choice stay.
    void clear();

signals:
    /// This is sent from the event loop, once for all changes since the last time.
    void changed(Navigation::Changes changes);

private:
    /// A waiter that goBackToWaiter() returns to.
    struct Place {
        LaneId lane;
        std::int64_t time;
    };

    template <typename Move>
    void moveView(Move&& move);
    void choose(std::optional<LaneId> lane, std::optional<ObjectId> object, std::int64_t time);
    void collect(Changes changes);
    void send();

    Viewport viewport_;
    std::optional<std::int64_t> cursor_;
    std::optional<TimeRange> selection_;
    std::optional<LaneId> chosen_lane_;
    std::optional<ObjectId> chosen_object_;
    PointedOut pointed_out_;
    std::optional<std::int64_t> frozen_at_;
    bool is_replaying_ = false; ///< only while there is a cursor
    std::optional<std::int64_t> loose_mark_;
    std::vector<std::int64_t> marks_;
    std::vector<Place> waiters_;
    bool focused_ = false;
    bool shows_processors_ = false;
    Arrows arrows_ = Arrows::chosen;
    Changes unsent_;
};

Q_DECLARE_OPERATORS_FOR_FLAGS(Navigation::Changes)

} // namespace interleave
