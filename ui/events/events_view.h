// SPDX-License-Identifier: GPL-3.0-or-later
// All events of a run in order of time, those of all lanes in one table: what is looked for, and the way from
// a row to its moment in the timeline and back.
#pragma once

#include "core/trace/run_info.h"
#include "ui/events/event_table.h"

#include <QTimer>
#include <QWidget>

#include <memory>

namespace interleave {

class EventFilterBar;
class EventIndexer;
class EventSaving;
class FoundNamesLine;
class Messages;
class Navigation;
class RangeLine;

/// It finds rows only while it can be seen or something is looked for. It may be used on the window's thread
/// only.
class EventsView : public QWidget {
    Q_OBJECT

public:
    /// Both must outlive this.
    EventsView(Navigation& navigation, Messages& messages, QWidget* parent = nullptr);
    ~EventsView() override;

    /// Shows another run, which may grow until complete(); none for nullptr.
    void setTrace(std::shared_ptr<const Trace> trace);
    /// The run has grown.
    void refresh(const RunInfo& info);
    /// The run is over.
    void complete(const RunInfo& info);
    void setStale(bool stale) { table_->events().setStale(stale); }

    /// Gives the search field the keyboard focus.
    void startSearch();
    /// Goes to the next event that is shown, or for -1 to the one before, and moves the timeline's cursor.
    void step(int by);

    const EventTable& table() const { return *table_; }
    /// Begins to save all rows as CSV.
    void saveCsv(const QString& path);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void build();
    void addFilterActions();
    /// Finds the rows anew, now or when they are wanted.
    void restart();
    bool isWanted() const;
    std::int64_t until() const;
    void takeReplaced();
    void takeGrown();
    void growOn();
    void takeFinished();
    bool hasOnlySwitches() const;
    void takeStep();
    void followNavigation();
    void goToRow(int row);
    void chooseMoment(int row);
    void showFound();
    QString hint() const;

    Navigation& navigation_;
    Messages& messages_;
    EventFilterBar* bar_;
    RangeLine* range_; ///< while something is selected
    FoundNamesLine* names_;
    EventTable* table_;
    EventIndexer* indexer_;
    EventSaving* saving_;
    std::shared_ptr<const Trace> trace_;
    QTimer growing_;          ///< shows millions of rows in portions
    QTimer selecting_;        ///< makes a drag of the selection find rows once
    QString missing_;         ///< what of the run is missing or came late, in words
    bool lacks_rows_ = false; ///< records are missing, which did not only come late
    bool is_complete_ = false;
    bool is_out_of_date_ = false;     ///< the rows are of another filter or run
    bool is_following_ = false;       ///< the table moves because the navigation has
    bool shows_switches_ = false;     ///< because the run has nothing else, and not because the user wants it
    bool follows_when_grown_ = false; ///< the rows are new, and the table shall go to the cursor's
    int wanted_step_ = 0;             ///< is done when there are rows
};

} // namespace interleave
