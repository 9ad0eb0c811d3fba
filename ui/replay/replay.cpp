// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/replay/replay.h"

#include "ui/navigation/navigation.h"
#include "ui/replay/replay_speed.h"
#include "ui/run/display_rate.h"
#include "ui/run/shown_run.h"
#include "ui/status/messages.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace interleave {

namespace {

std::int64_t steady_ns() {
    return std::chrono::duration_cast<std::chrono::nanoseconds>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

} // namespace

Replay::Replay(ShownRun& run, Navigation& navigation, Messages& messages, QObject* parent, Now now)
    : QObject(parent)
    , run_(run)
    , navigation_(navigation)
    , messages_(messages)
    , now_(now ? std::move(now) : Now(steady_ns)) {
    timer_.setTimerType(Qt::PreciseTimer);
    timer_.setInterval(display_interval_ms());
    connect(&timer_, &QTimer::timeout, this, &Replay::advance);
    connect(&navigation_, &Navigation::changed, this, [this](Navigation::Changes changes) {
        if (!(changes & Navigation::Replaying))
            return;
        if (!isOpen())
            pause();
        emit changed();
    });
}

bool Replay::isOpen() const {
    return navigation_.isReplaying();
}

void Replay::setSlowdown(std::int64_t slowdown) {
    if (slowdown == clock_.slowdown())
        return;
    clock_.set_slowdown(slowdown, now_());
    emit changed();
}

bool Replay::open() {
    if (isOpen())
        return true;
    if (run_.trace() == nullptr) {
        emit messages_.note(tr("There is nothing to replay yet: run a scenario, or open a saved run."));
        return false;
    }
    if (run_.report() == nullptr) {
        emit messages_.note(tr("This run is still being recorded: it can be replayed when it is over."));
        return false;
    }
    const TimeRange& whole = navigation_.wholeRange();
    const TimeRange& visible = navigation_.visibleRange();
    const std::int64_t from = navigation_.cursor().value_or(std::max(visible.from, whole.from));
    setSlowdown(proposed_slowdown(std::min(visible.until, whole.until) - std::max(visible.from, whole.from)));
    navigation_.beginReplay(std::clamp(from, whole.from, whole.until));
    return true;
}

void Replay::close() {
    pause();
    navigation_.endReplay();
}

void Replay::playOrPause() {
    if (isPlaying()) {
        pause();
        return;
    }
    if (!open())
        return;
    const TimeRange& whole = navigation_.wholeRange();
    if (*navigation_.cursor() >= whole.until)
        navigation_.moveCursor(whole.from);
    set_ = *navigation_.cursor();
    clock_.go_to(set_, now_());
    clock_.start(now_());
    timer_.start();
    emit changed();
}

void Replay::pause() {
    if (!isPlaying())
        return;
    timer_.stop();
    clock_.stop(now_());
    emit changed();
}

void Replay::advance() {
    if (!isPlaying())
        return;
    if (!isOpen()) { // another run is shown, or the cursor was taken away
        pause();
        return;
    }
    if (navigation_.cursor() != set_) // somebody has moved it
        clock_.go_to(*navigation_.cursor(), now_());
    const std::int64_t end = navigation_.wholeRange().until;
    set_ = std::min(clock_.moment(now_()), end);
    navigation_.moveCursor(set_);
    if (set_ == end)
        pause();
}

void Replay::goTo(std::int64_t moment) {
    if (!open())
        return;
    const TimeRange& whole = navigation_.wholeRange();
    navigation_.moveCursor(std::clamp(moment, whole.from, whole.until));
}

bool Replay::isStandingAt(const Standing& standing) const {
    const MergedRecord& record = standing.step.record;
    return standing.trace.lock() == run_.trace() && navigation_.cursor() == record.event.time &&
           navigation_.chosenLane() == record.lane;
}

RecordPlace Replay::place() const {
    if (standing_ && isStandingAt(*standing_))
        return standing_->step.after();
    const std::int64_t time = *navigation_.cursor();
    if (time <= navigation_.wholeRange().from)
        return {time, 0}; // nothing has happened yet
    // Whoever has chosen an event elsewhere, as in a table, stands at it.
    if (const auto lane = navigation_.chosenLane())
        if (const auto step = step_of_lane(*run_.trace(), *lane, time))
            return step->after();
    return after_all_at(time);
}

std::optional<RecordStep> Replay::lastHappened() const {
    return isOpen() ? last_step(*run_.trace(), place()) : std::nullopt;
}

void Replay::step(int by) {
    if (!open())
        return;
    pause();
    const Trace& trace = *run_.trace();
    RecordPlace here = place();
    if (by < 0)
        // Who stands at an event goes to the one before, who stands between two goes to the earlier one.
        if (const auto last = last_step(trace, here);
            last && last->record.event.time == *navigation_.cursor())
            here = last->before();
    if (const auto step = by > 0 ? next_step(trace, here) : last_step(trace, here))
        choose(*step);
}

void Replay::choose(const RecordStep& step) {
    standing_ = Standing{run_.trace(), step};
    navigation_.chooseLane(step.record.lane, step.record.event.time);
}

} // namespace interleave
