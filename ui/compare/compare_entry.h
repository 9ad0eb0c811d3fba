// SPDX-License-Identifier: GPL-3.0-or-later
// The comparison of runs in the table of views.
#pragma once

#include "ui/view/view.h"

namespace interleave {

View compare_entry();

} // namespace interleave
