// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/navigation/navigation.h"

#include <algorithm>
#include <utility>

namespace interleave {

Navigation::Navigation(QObject* parent) : QObject(parent) {
    setObjectName(QStringLiteral("navigation"));
}

void Navigation::collect(Changes changes) {
    if (!changes)
        return;
    const bool is_first = !unsent_;
    unsent_ |= changes;
    if (is_first)
        QMetaObject::invokeMethod(this, &Navigation::send, Qt::QueuedConnection);
}

void Navigation::send() {
    emit changed(std::exchange(unsent_, {}));
}

template <typename Move>
void Navigation::moveView(Move&& move) {
    const TimeRange range = visibleRange();
    const TimeRange whole = wholeRange();
    const bool following = isFollowing();
    std::forward<Move>(move)();
    Changes changes;
    changes.setFlag(VisibleRange, range != visibleRange() || whole != wholeRange());
    changes.setFlag(Following, following != isFollowing());
    collect(changes);
}

void Navigation::reset(const TimeRange& whole) {
    viewport_.reset(whole);
    cursor_.reset();
    selection_.reset();
    chosen_lane_.reset();
    chosen_object_.reset();
    loose_mark_.reset();
    marks_.clear();
    waiters_.clear();
    pointed_out_ = {};
    frozen_at_.reset();
    focused_ = false;
    collect(VisibleRange | Following | Cursor | Selection | Choice | Marks | Pointing | Frozen);
    if (std::exchange(is_replaying_, false))
        collect(Replaying);
}

void Navigation::setWholeRange(const TimeRange& whole) {
    moveView([&] { viewport_.set_whole(whole); });
}

void Navigation::showRange(const TimeRange& range, MoveKind kind) {
    moveView([&] { viewport_.show({range.from, std::max(range.until, range.from + 1)}, kind); });
}

void Navigation::zoom(double factor, std::int64_t anchor) {
    moveView([&] { viewport_.zoom(factor, anchor); });
}

void Navigation::pan(double share) {
    moveView([&] { viewport_.pan(share); });
}

void Navigation::showAll() {
    moveView([&] { viewport_.fit(); });
}

void Navigation::focus(const TimeRange& range) {
    showRange(range);
    focused_ = true;
}

void Navigation::unfocus() {
    focused_ = false;
    showAll();
}

void Navigation::undo() {
    moveView([&] { viewport_.undo(); });
}

void Navigation::redo() {
    moveView([&] { viewport_.redo(); });
}

void Navigation::setFollowing(bool following) {
    moveView([&] { viewport_.set_following(following); });
}

void Navigation::choose(std::optional<LaneId> lane, std::optional<ObjectId> object, std::int64_t time) {
    chosen_lane_ = lane;
    chosen_object_ = object;
    focused_ = false;
    pointOut({});
    Changes changes = Choice;
    changes.setFlag(Cursor, cursor_ != time);
    cursor_ = time;
    collect(changes);
    const TimeRange& range = visibleRange();
    if (time < range.from || time >= range.until)
        moveView([&] { viewport_.reveal(time); });
}

void Navigation::chooseLane(LaneId lane, std::int64_t time) {
    choose(lane, std::nullopt, time);
}

void Navigation::chooseObject(ObjectId object, std::int64_t time) {
    choose(std::nullopt, object, time);
}

void Navigation::pointOut(PointedOut what) {
    if (what.empty() && pointed_out_.empty())
        return;
    pointed_out_ = std::move(what);
    collect(Pointing);
}

void Navigation::freeze(std::int64_t time) {
    frozen_at_ = time;
    collect(Frozen);
}

void Navigation::unfreeze() {
    if (!frozen_at_)
        return;
    frozen_at_.reset();
    collect(Frozen);
}

void Navigation::moveCursor(std::int64_t time) {
    if (cursor_ != time)
        collect(Cursor);
    cursor_ = time;
    moveView([&] { viewport_.keep_in_sight(time); });
}

void Navigation::beginReplay(std::int64_t time) {
    moveCursor(time);
    if (!std::exchange(is_replaying_, true))
        collect(Replaying);
}

void Navigation::endReplay() {
    if (!std::exchange(is_replaying_, false))
        return;
    cursor_.reset();
    collect(Replaying | Cursor);
    showAll();
}

std::optional<TimeRange> Navigation::consideredRange() const {
    if (selection_ || !is_replaying_)
        return selection_;
    const std::int64_t from = wholeRange().from;
    return TimeRange{from, std::max(*cursor_, from + 1)};
}

void Navigation::setShowsProcessors(bool shown) {
    if (shown == shows_processors_)
        return;
    shows_processors_ = shown;
    collect(Rows);
}

void Navigation::setArrows(Arrows arrows) {
    if (arrows == arrows_)
        return;
    arrows_ = arrows;
    collect(Linking);
}

void Navigation::goToOwner(LaneId owner) {
    if (!chosen_lane_ || !cursor_)
        return;
    waiters_.push_back({*chosen_lane_, *cursor_});
    chooseLane(owner, *cursor_);
    collect(Owner);
}

void Navigation::goBackToWaiter() {
    if (waiters_.empty())
        return;
    const Place place = waiters_.back();
    waiters_.pop_back();
    chooseLane(place.lane, place.time);
}

void Navigation::select(const TimeRange& range) {
    focused_ = false;
    if (selection_ == range)
        return;
    selection_ = range;
    collect(Selection);
}

void Navigation::clearSelection() {
    if (!selection_)
        return;
    selection_.reset();
    collect(Selection);
}

void Navigation::setLooseMark(std::int64_t time) {
    loose_mark_ = time;
    collect(Marks);
}

void Navigation::keepMark(std::int64_t time) {
    if (std::ranges::find(marks_, time) != marks_.end())
        return;
    marks_.push_back(time);
    if (loose_mark_ == time)
        loose_mark_.reset();
    collect(Marks);
}

void Navigation::removeMark(std::int64_t time) {
    const bool is_loose = loose_mark_ == time;
    if (is_loose)
        loose_mark_.reset();
    if (std::erase(marks_, time) > 0 || is_loose)
        collect(Marks);
}

void Navigation::clear() {
    clearSelection();
    pointOut({});
    endReplay();
    if (cursor_) {
        cursor_.reset();
        collect(Cursor);
    }
    if (loose_mark_) {
        loose_mark_.reset();
        collect(Marks);
    }
}

} // namespace interleave
