// SPDX-License-Identifier: GPL-3.0-or-later
// The list of scenarios, as the table of views has it.
#pragma once

#include "ui/view/view.h"

namespace interleave {

View scenarios_entry();

} // namespace interleave
