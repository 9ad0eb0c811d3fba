// SPDX-License-Identifier: GPL-3.0-or-later
// Replays the shown run: moves the cursor of the navigation through it as time passes, or from event to
// event.
#pragma once

#include "core/analysis/record_steps.h"
#include "ui/replay/replay_clock.h"

#include <QObject>
#include <QTimer>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

namespace interleave {

class Messages;
class Navigation;
class ShownRun;

/// The navigation's cursor is where the replay is, so whoever moves the cursor moves the replay. It may be
/// used on the window's thread only.
class Replay : public QObject {
    Q_OBJECT

public:
    /// Returns ns since any moment; it never goes back.
    using Now = std::function<std::int64_t()>;

    /// The run, the navigation and the messages must outlive this. Without `now` it is the real time.
    Replay(ShownRun& run, Navigation& navigation, Messages& messages, QObject* parent = nullptr,
           Now now = {});

    /// Whether a run is replayed, playing or not.
    bool isOpen() const;
    bool isPlaying() const { return clock_.is_running(); }
    std::int64_t slowdown() const { return clock_.slowdown(); }
    void setSlowdown(std::int64_t slowdown);

    /// Begins a replay, which stands at the cursor, or else where the visible range begins, with a speed that
    /// suits what is visible. Returns whether a replay is open; if the run cannot be replayed, because there
    /// is none or it goes on, a message says so.
    bool open();
    /// Ends the replay and shows the whole run.
    void close();

    /// Plays on, from the begin if it is at the end, or pauses. Opens a replay first.
    void playOrPause();
    void pause();
    /// Goes to the next event of all lanes (`by` is 1) or to the one before (-1), chooses its lane, and
    /// pauses. Events of the same time are steps of their own. Opens a replay first.
    void step(int by);
    /// Goes to a moment of the run, in ns; what is before or after the run counts as its begin or end.
    void goTo(std::int64_t moment);

    /// Returns what happened last where the replay is; none before the first event.
    std::optional<RecordStep> lastHappened() const;

    /// Moves the cursor to where it is by now. It is called at the display's rate while playing.
    void advance();

signals:
    /// A replay was opened or closed, plays or pauses, or has another speed. Navigation::changed() tells of
    /// the moves.
    void changed();

private:
    /// A record at which step() has put the cursor.
    struct Standing {
        std::weak_ptr<const Trace> trace;
        RecordStep step;
    };

    /// Returns where the cursor is among the records.
    RecordPlace place() const;
    bool isStandingAt(const Standing& standing) const;
    void choose(const RecordStep& step);

    ShownRun& run_;
    Navigation& navigation_;
    Messages& messages_;
    Now now_;
    ReplayClock clock_;
    QTimer timer_;
    std::int64_t set_ = 0; ///< where advance() has put the cursor
    std::optional<Standing> standing_;
};

} // namespace interleave
