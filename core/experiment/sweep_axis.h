// SPDX-License-Identifier: GPL-3.0-or-later
// The parameter that a sweep varies, and the values it takes.
#pragma once

#include "core/scenario/scenario.h"

#include <string>
#include <string_view>
#include <vector>

namespace interleave {

inline constexpr std::size_t most_sweep_values = 200;

struct SweepAxis {
    const Parameter* parameter = nullptr; ///< of the scenario; integer or real
    std::vector<double> values;           ///< ascending, within the parameter's range

    bool is_workers() const { return parameter != nullptr && parameter->counts_workers; }
    /// Returns one value in the form for ParameterSet::set().
    std::string words(double value) const;
};

/// Reads "workers=1..4", "io_share=0..100:10" (a step) or "workers=1,2,4,8" (a list). Without a step,
/// integers go by one and real numbers in ten steps. Throws UsageError with one line that names the problem,
/// the place and the remedy.
SweepAxis parse_sweep_axis(const Scenario& scenario, std::string_view words);

} // namespace interleave
