// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/events/event_indexer.h"

#include <QFuture>
#include <QtConcurrentRun>

#include <algorithm>
#include <utility>

namespace interleave {

EventIndexer::EventIndexer(QObject* parent) : QObject(parent) {
    constexpr int poll_interval_ms = 50;
    timer_.setInterval(poll_interval_ms);
    connect(&timer_, &QTimer::timeout, this, &EventIndexer::take);
}

EventIndexer::~EventIndexer() {
    if (newest_)
        newest_->index.cancel();
}

void EventIndexer::show(std::shared_ptr<const Trace> trace, EventFilter filter, std::int64_t until) {
    if (newest_)
        newest_->index.cancel();
    newest_ = std::make_shared<IndexedEvents>(std::move(trace), std::move(filter));
    wanted_until_ = until;
    begin();
}

void EventIndexer::extend(std::int64_t until) {
    if (!newest_)
        return;
    wanted_until_ = std::max(wanted_until_, until);
    if (!is_busy_ && newest_->index.reached() < std::min(wanted_until_, newest_->index.filter().until))
        begin();
}

void EventIndexer::clear() {
    if (newest_)
        newest_->index.cancel();
    newest_.reset();
    shown_.reset();
    is_busy_ = false;
    timer_.stop();
    emit replaced();
}

void EventIndexer::begin() {
    is_busy_ = true;
    timer_.start();
    QtConcurrent::run([events = newest_, until = wanted_until_] {
        events->index.extend(until);
    }).then(this, [this, events = newest_] { end(events); });
}

void EventIndexer::take() {
    if (std::exchange(shown_, newest_) != newest_)
        emit replaced();
    else
        emit grew();
}

void EventIndexer::end(const std::shared_ptr<IndexedEvents>& events) {
    if (events != newest_)
        return; // another filter was set meanwhile
    is_busy_ = false;
    timer_.stop();
    take();
    if (events->index.reached() < std::min(wanted_until_, events->index.filter().until))
        begin(); // the run has grown meanwhile
    else
        emit finished();
}

double EventIndexer::progress() const {
    if (!is_busy_)
        return 1;
    const EventFilter& filter = newest_->index.filter();
    const std::int64_t end = newest_->trace->time_end();
    const std::int64_t from = std::max<std::int64_t>(filter.from, 0);
    const std::int64_t until = std::min({filter.until, wanted_until_, end});
    const auto done = static_cast<double>(std::max(newest_->index.reached(), from) - from);
    return until <= from ? 1 : std::clamp(done / static_cast<double>(until - from), 0.0, 1.0);
}

} // namespace interleave
