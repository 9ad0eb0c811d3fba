// SPDX-License-Identifier: GPL-3.0-or-later
// Finds the rows of the table of events in a thread of the pool, and lets them grow with the run.
#pragma once

#include "ui/events/indexed_events.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace interleave {

/// All functions must be called on the window's thread, which never waits for the other one.
class EventIndexer : public QObject {
    Q_OBJECT

public:
    explicit EventIndexer(QObject* parent = nullptr);
    /// Cancels what goes on.
    ~EventIndexer() override;

    /// Begins to find the rows of this filter, up to `until`; see EventIndex::extend(). The rows before stay
    /// until there is something of the new ones to show, and then replaced() follows.
    void show(std::shared_ptr<const Trace> trace, EventFilter filter, std::int64_t until);
    /// Takes in what the run has had since. Nothing happens before the first show().
    void extend(std::int64_t until);
    /// Shows no rows. replaced() is sent at once.
    void clear();

    /// Returns nullptr if no rows are shown.
    const std::shared_ptr<const IndexedEvents>& events() const { return shown_; }
    bool isBusy() const { return is_busy_; }
    /// Returns which share of the stretch of time that is looked through is done, from 0 to 1.
    double progress() const;

signals:
    /// events() is of another filter or run.
    void replaced();
    /// There may be more rows. It is sent some times a second while rows are found.
    void grew();
    /// All rows up to the time that was asked for are there.
    void finished();

private:
    void begin();
    void take();
    void end(const std::shared_ptr<IndexedEvents>& events);

    QTimer timer_;
    std::shared_ptr<IndexedEvents> newest_;      ///< the one that is extended
    std::shared_ptr<const IndexedEvents> shown_; ///< the same, or the one before
    std::int64_t wanted_until_ = 0;
    bool is_busy_ = false;
};

} // namespace interleave
