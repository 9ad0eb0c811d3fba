// SPDX-License-Identifier: GPL-3.0-or-later
// The speedup curves, as the table of views has them.
#pragma once

#include "ui/view/view.h"

namespace interleave {

View speedup_entry();

} // namespace interleave
