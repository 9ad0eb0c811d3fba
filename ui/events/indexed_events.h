// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of the table of events, with the trace that they are of.
#pragma once

#include "core/analysis/event_index.h"

#include <memory>
#include <utility>

namespace interleave {

/// Keeps the trace alive as long as somebody, also a thread of the pool, has the index.
struct IndexedEvents {
    IndexedEvents(std::shared_ptr<const Trace> of, EventFilter filter)
        : trace(std::move(of))
        , index(*trace, std::move(filter)) {}

    std::shared_ptr<const Trace> trace;
    EventIndex index;
};

} // namespace interleave
