// SPDX-License-Identifier: GPL-3.0-or-later
// Reads --from and --until: which part of a run is meant.
#pragma once

#include "app/command_line.h"

#include "core/trace/trace.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace interleave {

/// A part of a run, in ns since its time 0.
struct StretchOfTime {
    std::int64_t from;
    std::int64_t until;
};

struct TimeWords {
    std::optional<std::int64_t> from{};  ///< ns
    std::optional<std::int64_t> until{}; ///< ns

    bool empty() const noexcept { return !from && !until; }
    /// Returns the part of this run. What is not said is the run's begin or end; a part reaches no further
    /// than the run. Throws RunError for a part that begins behind the run's end.
    StretchOfTime part_of(const Trace& trace) const;
};

/// Throws UsageError.
TimeWords time_words_of(const Arguments& arguments);

/// Returns the ns of "250us", "1.5ms", "2s" or "3" (ms). Throws UsageError that names the option.
std::int64_t time_of(std::string_view option, std::string_view word);

} // namespace interleave
