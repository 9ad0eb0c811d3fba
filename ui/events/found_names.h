// SPDX-License-Identifier: GPL-3.0-or-later
// Lanes and objects whose names have some words in them, in a line of links: who looks for a lock by its name
// wants the lock, and not only what was done with it.
#pragma once

#include "core/trace/trace.h"

#include <QLabel>
#include <QString>

#include <vector>

namespace interleave {

/// What has a name with the words in it; at most some of each, and how many more there are.
struct FoundNames {
    std::vector<LaneId> lanes{};
    std::vector<ObjectId> objects{};
    std::size_t more = 0;

    bool empty() const noexcept { return lanes.empty() && objects.empty(); }
};

/// Finds names with `words` in them, in capitals or not. No words find nothing. Workers and labels are left
/// out: they have the names of their lanes and of events. A pure function.
FoundNames find_names(const Trace& trace, const QString& words);

/// It is hidden while nothing is found. Its links can be reached by keyboard.
class FoundNamesLine : public QLabel {
    Q_OBJECT

public:
    explicit FoundNamesLine(QWidget* parent = nullptr);

    /// `trace` is that of the names.
    void setNames(const Trace& trace, const FoundNames& found);

signals:
    void laneWanted(LaneId lane);
    void objectWanted(ObjectId object);
};

} // namespace interleave
