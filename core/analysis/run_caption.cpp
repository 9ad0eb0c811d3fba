// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/run_caption.h"

#include "core/analysis/figure.h"
#include "core/analysis/missing_records.h"

namespace interleave {

std::string caption(const RunInfo& info) {
    std::string text = info.scenario + " (" + info.backend;
    for (const auto& [name, value] : info.parameters)
        text += ", " + name + " " + value_text(value);
    text += ") · " + info.mode + ", seed " + std::to_string(info.seed) + " · " +
            std::to_string(info.machine.cpus) + (info.machine.cpus == 1 ? " CPU, " : " CPUs, ") +
            info.machine.model + ", Linux " + info.machine.kernel + " · " +
            std::to_string(info.counts.events) + " events at " + figure(info.machine.ns_per_event) + " ns";
    if (const std::string missing = missing_text(info.counts); !missing.empty())
        text += ", " + missing;
    if (const std::string full = full_ring_text(info); !full.empty())
        text += " (" + full + ")";
    return text + " · switch records " + info.switch_records;
}

} // namespace interleave
