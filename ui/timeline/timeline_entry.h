// SPDX-License-Identifier: GPL-3.0-or-later
// The timeline, as the table of views has it.
#pragma once

#include "ui/view/view.h"

namespace interleave {

View timeline_entry();

} // namespace interleave
