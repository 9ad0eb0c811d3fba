// SPDX-License-Identifier: GPL-3.0-or-later
// The entry of the list of scenarios for the table of views.
#pragma once

#include "ui/view/view.h"

namespace interleave {

View scenarios_entry();

} // namespace interleave
