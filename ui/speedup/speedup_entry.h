// SPDX-License-Identifier: GPL-3.0-or-later
// The entry of the speedup curves for the table of views.
#pragma once

#include "ui/view/view.h"

namespace interleave {

View speedup_entry();

} // namespace interleave
