// SPDX-License-Identifier: GPL-3.0-or-later
// What a run tells of a condition, of a number or of a check, and why it does not.
#pragma once

#include "core/analysis/outcome_condition.h"
#include "core/trace/run_info.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace interleave {

/// What a run tells of something. If it tells nothing, `why` is the reason.
template <typename What>
struct Told {
    std::optional<What> what{};
    std::string why{};
    bool is_in_run = true; ///< false: the run has no value or check of that name
};

Told<double> tell(const OutcomeQuantity& quantity, const RunInfo& info);
Told<bool> tell(const OutcomeCondition& condition, const RunInfo& info);
/// Whether all of them are met: as soon as one is not, the others need not be told.
Told<bool> tell_all(const std::vector<OutcomeCondition>& conditions, const RunInfo& info);
/// Whether the checks of that name hold. `what` is none if there is none or one of them cannot be told.
Told<bool> tell_check(std::string_view name, const RunInfo& info);

/// Says what came instead, for a condition that is not met: "lost_updates is 36250".
std::string what_came(const OutcomeCondition& condition, const RunInfo& info);

} // namespace interleave
