// SPDX-License-Identifier: GPL-3.0-or-later
// Which arrows a picture of the timeline has: few enough to be followed with the eye. Pure functions.
#pragma once

#include "core/analysis/wait_link_index.h"
#include "ui/navigation/navigation.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace interleave {

/// More arrows in view than this are no help; then only those of the chosen bar are drawn.
inline constexpr std::size_t most_arrows = 60;

/// What arrows are made of, and which are wanted.
struct ArrowSource {
    std::shared_ptr<const WaitLinkIndex> links{}; ///< nullptr: none are known yet
    Navigation::Arrows which = Navigation::Arrows::none;
    std::optional<LaneId> lane{};       ///< the chosen one
    std::optional<std::int64_t> time{}; ///< of the cursor, in the chosen bar
};

/// Returns the arrows that begin or end in the range: all, or those of the chosen lane, or if these are more
/// than most_arrows those of the chosen bar. However many links there are, it looks at some thousand only.
std::vector<WaitLink> arrows_in(const Trace& trace, const ArrowSource& source, const TimeRange& range);

/// Whether there are more arrows in the range than are drawn.
bool has_too_many_arrows(const Trace& trace, const ArrowSource& source, const TimeRange& range);

} // namespace interleave
