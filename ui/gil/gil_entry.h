// SPDX-License-Identifier: GPL-3.0-or-later
// The entry of the GIL for the table of views.
#pragma once

#include "ui/view/view.h"

namespace interleave {

View gil_entry();

} // namespace interleave
