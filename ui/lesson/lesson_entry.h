// SPDX-License-Identifier: GPL-3.0-or-later
// The entry of the lesson for the table of views.
#pragma once

#include "ui/view/view.h"

namespace interleave {

View lesson_entry();

} // namespace interleave
