// SPDX-License-Identifier: GPL-3.0-or-later
// The entry of the printed lines in the table of views.
#pragma once

#include "ui/view/view.h"

namespace interleave {

View printed_entry();

} // namespace interleave
