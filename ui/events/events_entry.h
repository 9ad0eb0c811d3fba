// SPDX-License-Identifier: GPL-3.0-or-later
// The events' entry in the table of views.
#pragma once

#include "ui/view/view.h"

namespace interleave {

View events_entry();

} // namespace interleave
