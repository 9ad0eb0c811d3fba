// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/lock_order_text.h"

#include "core/analysis/figure.h"
#include "core/analysis/object_name.h"
#include "core/analysis/site_text.h"
#include "core/event/printable_text.h"

namespace interleave {

namespace {

std::string with_place(const Trace& trace, ObjectId lock, SiteId site) {
    const std::string place = site_text(trace, site);
    return object_name(trace, lock, "?") + (place.empty() ? "" : " (" + place + ")");
}

} // namespace

std::string lock_step_text(const Trace& trace, const LockStep& step) {
    return printable_text(
        trace.lane(step.lane).name() + " takes " + with_place(trace, step.held, step.held_site) + ", then " +
        with_place(trace, step.taken, step.taken_site) + ", " + counted(step.times, "times"));
}

std::string lock_order_text(const Trace& trace, const LockOrderRing& ring) {
    std::string text;
    for (const LockStep& step : ring.steps)
        text += (text.empty() ? "" : "; ") + lock_step_text(trace, step);
    if (ring.is_danger())
        return text + ": they can wait for each other for ever";
    std::string gates;
    for (const ObjectId gate : ring.gates)
        gates += (gates.empty() ? "" : ", ") + printable_text(object_name(trace, gate, "?"));
    return text + ": they cannot wait for each other, because they hold " + gates + " meanwhile";
}

} // namespace interleave
