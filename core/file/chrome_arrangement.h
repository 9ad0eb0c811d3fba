// SPDX-License-Identifier: GPL-3.0-or-later
// The lanes of a Chrome trace in the order in which they are shown, and the rows of their slices.
#pragma once

#include "core/event/entry_info.h"
#include "core/file/chrome_pairing.h"

#include <vector>

namespace interleave {

/// Gives each slice and each mark its lane, and each slice its row. A thread is a lane; so are all operations
/// of one name that began in one process, and those that overlap have rows beside each other. What finds no
/// room is removed and counted. Afterwards the entries are in the order in which they are told: by time, and
/// of those that begin together first what lasts longer.
std::vector<LaneInfo> arrange(ChromeCollection& collection, const std::vector<ChromeOperation>& operations);

} // namespace interleave
