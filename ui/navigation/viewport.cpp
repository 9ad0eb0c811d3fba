// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/navigation/viewport.h"

#include <algorithm>

namespace interleave {

void Viewport::set_whole(const TimeRange& whole) {
    whole_ = whole;
    if (following_)
        follow_edge();
}

void Viewport::reset(const TimeRange& whole) {
    whole_ = whole;
    range_ = whole;
    all_ = true;
    following_ = true;
    undo_.clear();
    redo_.clear();
    last_ = MoveKind::jump;
}

void Viewport::follow_edge() {
    if (all_)
        range_ = whole_;
    else
        range_ = {whole_.until - range_.length(), whole_.until};
}

void Viewport::set_following(bool following) {
    following_ = following;
    if (following)
        follow_edge();
}

void Viewport::remember(MoveKind kind) {
    const bool continues_last = kind != MoveKind::jump && kind == last_ && !undo_.empty() && redo_.empty();
    last_ = kind;
    redo_.clear();
    if (continues_last)
        return;
    undo_.push_back({range_, all_});
    if (undo_.size() > longest_history)
        undo_.erase(undo_.begin());
}

void Viewport::show(const TimeRange& range, MoveKind kind) {
    const TimeRange next = kept_near(zoomed(range, 1.0, range.from), whole_);
    following_ = false;
    if (next == range_)
        return;
    remember(kind);
    range_ = next;
    all_ = false;
}

void Viewport::zoom(double factor, std::int64_t anchor) {
    // Twice the whole run is wide enough: there is nothing more to see.
    const auto widest = static_cast<double>(2 * std::max(whole_.length(), shortest_range));
    const double least = static_cast<double>(range_.length()) / widest;
    show(zoomed(range_, std::max(factor, std::min(least, 1.0)), anchor),
         factor > 1 ? MoveKind::zoom_in : MoveKind::zoom_out);
}

void Viewport::pan(double share) {
    show(panned(range_, share), share > 0 ? MoveKind::pan_forward : MoveKind::pan_back);
}

void Viewport::fit() {
    if (all_ && range_ == whole_)
        return;
    remember(MoveKind::jump);
    range_ = whole_;
    all_ = true;
}

void Viewport::reveal(std::int64_t time) {
    const std::int64_t room = range_.length() / 10;
    if (time >= range_.from + room && time < range_.until - room)
        return;
    const std::int64_t from =
        time < range_.from + room ? time - range_.length() / 4 : time - range_.length() * 3 / 4;
    show({from, from + range_.length()});
}

void Viewport::keep_in_sight(std::int64_t time) {
    const std::int64_t length = range_.length();
    const std::int64_t until = std::min(time + length / 5, whole_.until);
    if (time < range_.from) {
        const std::int64_t from = std::max(time - length / 5, whole_.from);
        show({from, from + length}, MoveKind::pan_back);
    } else if (until > range_.until) {
        show({until - length, until}, MoveKind::pan_forward);
    }
}

bool Viewport::undo() {
    if (undo_.empty())
        return false;
    redo_.push_back({range_, all_});
    range_ = undo_.back().range;
    all_ = undo_.back().all;
    undo_.pop_back();
    last_ = MoveKind::jump;
    following_ = false;
    return true;
}

bool Viewport::redo() {
    if (redo_.empty())
        return false;
    undo_.push_back({range_, all_});
    range_ = redo_.back().range;
    all_ = redo_.back().all;
    redo_.pop_back();
    last_ = MoveKind::jump;
    following_ = false;
    return true;
}

} // namespace interleave
