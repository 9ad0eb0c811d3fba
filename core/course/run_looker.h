// SPDX-License-Identifier: GPL-3.0-or-later
// Finds in a run what a lesson says one should look for, as places on its lanes and objects.
#pragma once

#include "core/course/look_for.h"
#include "core/course/look_place.h"
#include "core/trace/run_info.h"
#include "core/trace/trace.h"

#include <vector>

namespace interleave {

/// It may be used on any thread. The trace and the description must outlive it; a trace that still grows is
/// looked at as far as it is complete.
class RunLooker {
public:
    RunLooker(const Trace& trace, const RunInfo& info) : trace_(trace), info_(info) {}

    /// Returns the places, in order of time on each lane or object. Throws UsageError for a word that it does
    /// not know, and for a name that nothing in the run has, because of what does not exist nothing can be
    /// seen.
    std::vector<LookPlace> find(const LookFor& look) const;

    /// Whether the run shows it: as often as `times` says, or not at all after "no". Throws as find() does.
    bool is_seen(const LookFor& look) const;

    /// Whether only switch records of the kernel can tell.
    static bool needs_switches(const LookFor& look);
    /// Whether `processors` are enough for all lanes that it is about, so that none of them need ever wait
    /// for one.
    bool is_without_need(const LookFor& look, int processors) const;

private:
    const Trace& trace_;
    const RunInfo& info_;
};

} // namespace interleave
