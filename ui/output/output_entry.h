// SPDX-License-Identifier: GPL-3.0-or-later
// The entry of a program's output in the table of views.
#pragma once

#include "ui/view/view.h"

namespace interleave {

View output_entry();

} // namespace interleave
