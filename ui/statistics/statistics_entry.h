// SPDX-License-Identifier: GPL-3.0-or-later
// The entry of the statistics for the table of views.
#pragma once

#include "ui/view/view.h"

namespace interleave {

View statistics_entry();

} // namespace interleave
