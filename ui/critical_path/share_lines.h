// SPDX-License-Identifier: GPL-3.0-or-later
// What a critical path has shares of, one after the other: lanes, named work, states, objects, hand-overs.
// Table and picture are made of them.
#pragma once

#include "core/analysis/critical_path.h"
#include "core/analysis/path_shares.h"
#include "core/trace/run_info.h"
#include "ui/theme/theme.h"

#include <QString>

#include <cstdint>
#include <vector>

namespace interleave {

struct ShareLine {
    /// A part of its bar.
    struct Part {
        std::int64_t ns;
        StyleId style;
    };
    QString kind; ///< "Lane"
    QString what;
    std::int64_t ns;
    bool is_told; ///< no records are missing that the time is concluded from
    QString remark{};
    QString name{}; ///< of the table's row: "lane 3", "object 7"; empty where it leads nowhere
    std::vector<Part> parts{};
};

/// Returns the lines in the order in which they are shown.
std::vector<ShareLine> share_lines(const Trace& trace, const PathShares& shares,
                                   const CollectorCounts& counts);

} // namespace interleave
