// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/theory_checks.h"

#include "core/analysis/measures.h"
#include "core/analysis/missing_records.h"

namespace interleave {

namespace {

void decide_on_trace(Check& check, const Trace& trace, const CollectorCounts& counts) {
    const Measured measured = take_measure(trace, *check.measure);
    check.measured = measured.value;
    if (!measured.value) {
        check.decidable = false;
        check.why = measured.why;
    } else if (misses_events(counts) || (needs_switches(*check.measure) && misses_switches(counts))) {
        check.measured.reset();
        check.decidable = false;
        check.why = "records of this run are missing: " + missing_text(counts);
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
