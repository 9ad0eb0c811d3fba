// SPDX-License-Identifier: GPL-3.0-or-later
// The entry of the wait-for graph for the table of views.
#pragma once

#include "ui/view/view.h"

namespace interleave {

View graph_entry();

} // namespace interleave
