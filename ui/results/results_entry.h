// SPDX-License-Identifier: GPL-3.0-or-later
// The entry of the results of many runs for the table of views.
#pragma once

#include "ui/view/view.h"

namespace interleave {

View results_entry();

} // namespace interleave
