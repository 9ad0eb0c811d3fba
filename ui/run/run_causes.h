// SPDX-License-Identifier: GPL-3.0-or-later
// What let the lanes of the shown run go on, and the critical path that is shown. Both are found in the
// thread pool, because a long run has millions of links.
#pragma once

#include "core/analysis/critical_path.h"
#include "core/analysis/path_shares.h"
#include "core/analysis/wait_link_index.h"

#include <QObject>
#include <QTimer>

#include <cstdint>
#include <memory>
#include <optional>

namespace interleave {

class ShownRun;

/// A critical path with its shares, as it is shown.
struct ShownPath {
    bool is_of_run = false; ///< else of a wait
    CriticalPath path{};
    PathShares shares{};
};

/// It may be used on the window's thread only. Nothing is looked for before somebody wants it, so that a run
/// is not disturbed by it.
class RunCauses : public QObject {
    Q_OBJECT

public:
    /// `run` must outlive it.
    explicit RunCauses(ShownRun& run, QObject* parent = nullptr);
    /// Ends the search.
    ~RunCauses() override;

    /// From now on the links of the shown run are found, also those that come while it grows, until another
    /// run is shown.
    void wantLinks();
    /// Returns the links that are known by now; nullptr before wantLinks() and while no run is shown.
    const std::shared_ptr<const WaitLinkIndex>& links() const { return links_; }

    /// Finds the path behind the end of the run, or of what there is of it by now. It is found again when the
    /// run is over.
    void findPathOfRun();
    /// Finds the path behind the wait that a lane is in at `time`, or else that of the run.
    void findPathOfWait(LaneId lane, std::int64_t time);
    void clearPath();
    /// Finds the path of the wait, or of the run without a lane or a time; takes it away if it was asked for
    /// last.
    void togglePath(std::optional<LaneId> lane, std::optional<std::int64_t> time);
    /// Returns the path that is shown; nullptr if there is none, or it is still being found.
    const std::shared_ptr<const ShownPath>& path() const { return path_; }
    /// Whether a path was asked for and is not found yet, and which share of the links is known, from 0 to 1.
    bool isFinding() const { return wanted_path_ && !path_; }
    double progress() const;

signals:
    /// links() has more, or is of another run.
    void linksGrew();
    /// path() or isFinding() has changed.
    void pathChanged();
    /// progress() has changed while isFinding().
    void progressed();

private:
    /// What is asked for: the path of a wait, or without a lane that of the run.
    struct Asked {
        std::optional<LaneId> lane{};
        std::int64_t time = 0;

        bool operator==(const Asked&) const = default;
    };
    struct Job;

    void ask(const Asked& asked);
    void startOver();
    void start();
    void poll();
    bool isBehind() const;

    ShownRun& run_;
    QTimer timer_;
    std::shared_ptr<Job> job_; ///< shared with the pool's thread; nullptr if nothing is looked for
    std::shared_ptr<WaitLinkIndex> index_; ///< the job extends it
    std::shared_ptr<const WaitLinkIndex> links_;
    std::optional<Asked> wanted_path_;
    std::shared_ptr<const ShownPath> path_;
    bool wants_links_ = false;
    bool is_complete_ = false;
};

} // namespace interleave
