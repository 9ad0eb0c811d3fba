// SPDX-License-Identifier: GPL-3.0-or-later
// A place in a source as people write it.
#pragma once

#include "core/trace/trace.h"

#include <string>

namespace interleave {

/// Returns "two_locks.cpp:53", or "xz+0x12a4" for a place in machine code whose line is not known; empty if
/// the place or its file is not known.
std::string site_text(const Trace& trace, SiteId site);

} // namespace interleave
