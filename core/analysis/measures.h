// SPDX-License-Identifier: GPL-3.0-or-later
// Quantities that only the trace knows, by name: what checks of scenarios refer to.
#pragma once

#include "core/trace/check.h"
#include "core/trace/trace.h"

#include <optional>
#include <span>
#include <string>

namespace interleave {

/// A measure that a check can name. Some take a parameter behind a colon: "most_in_state:running".
struct MeasureDescription {
    const char* name;
    const char* about; ///< what it is, of what kind of object, unit
};

/// All of them; the lists in object_measures.cpp, event_measures.cpp and lane_measures.cpp are the
/// documentation.
std::span<const MeasureDescription> all_measures();

/// What a measure gave.
struct Measured {
    std::optional<double> value;
    std::string why; ///< why there is none; empty otherwise
};

/// Takes it from a whole trace. Objects and lanes of one name count together: numbers are added up, greatest
/// and least are those of all, medians are of all values.
Measured take_measure(const Trace& trace, const TraceMeasure& measure);

} // namespace interleave
