// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/theory_checks.h"

#include "core/analysis/measures.h"

#include <string>

namespace interleave {

namespace {

void decide_on_trace(Check& check, const Trace& trace, const CollectorCounts& counts) {
    const Measured measured = take_measure(trace, *check.measure);
    check.measured = measured.value;
    if (!measured.value) {
        check.decidable = false;
        check.why = measured.why;
    } else if (const std::uint64_t lost = counts.dropped + counts.bad + counts.refused; lost > 0) {
        check.decidable = false;
        check.why = std::to_string(lost) + " records of this run were lost";
    }
}

} // namespace

void decide_checks(std::vector<Check>& checks, const Trace& trace, const CollectorCounts& counts) {
    for (Check& check : checks) {
        if (check.measure && !check.measured && check.decidable)
            decide_on_trace(check, trace, counts);
        check.decide();
    }
}

} // namespace interleave
