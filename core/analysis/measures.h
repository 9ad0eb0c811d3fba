// SPDX-License-Identifier: GPL-3.0-or-later
// Quantities that are measured on a trace. The checks of scenarios refer to them by name.
#pragma once

#include "core/trace/check.h"
#include "core/trace/trace.h"

#include <optional>
#include <span>
#include <string>

namespace interleave {

/// A measure that a check can name. Some take a parameter after a colon: "most_in_state:running".
struct MeasureDescription {
    const char* name;
    const char* about; ///< what it is, of what kind of object, unit
};

/// Returns all measures. The lists in object_measures.cpp, event_measures.cpp and lane_measures.cpp are the
/// documentation.
std::span<const MeasureDescription> all_measures();

/// Whether a measure depends on the kernel's switch records.
bool needs_switches(const TraceMeasure& measure);

/// The result of a measure.
struct Measured {
    std::optional<double> value;
    std::string why; ///< why there is none; empty otherwise
};

/// Measures a whole trace. Objects and lanes of one name count together: numbers are added up, and greatest,
/// least and median are those of all values.
Measured take_measure(const Trace& trace, const TraceMeasure& measure);

} // namespace interleave
