// SPDX-License-Identifier: GPL-3.0-or-later
// Saves the events that a filter lets pass as CSV, in a thread of the pool.
#pragma once

#include "core/analysis/event_filter.h"

#include <QObject>
#include <QString>

#include <memory>

namespace interleave {

class Messages;
class ProgressLine;

/// It may be used on the window's thread only, which never waits.
class EventSaving : public QObject {
    Q_OBJECT

public:
    /// Both must outlive this. `progress` says how far it is, and can cancel it.
    EventSaving(Messages& messages, ProgressLine& progress, QObject* parent = nullptr);
    /// Cancels what goes on; nothing of it is left.
    ~EventSaving() override;

    bool isActive() const { return job_ != nullptr; }
    /// Begins. What came of it is a message. If something is being saved already, a message says so.
    void save(const QString& path, std::shared_ptr<const Trace> trace, const EventFilter& filter);

private:
    struct Job;

    void end(const QString& path, const QString& problem, bool is_done);

    Messages& messages_;
    ProgressLine& progress_;
    std::shared_ptr<Job> job_; ///< shared with the pool's thread
};

} // namespace interleave
