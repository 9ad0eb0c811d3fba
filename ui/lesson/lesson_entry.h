// SPDX-License-Identifier: GPL-3.0-or-later
// The lesson, as the table of views has it.
#pragma once

#include "ui/view/view.h"

namespace interleave {

View lesson_entry();

} // namespace interleave
