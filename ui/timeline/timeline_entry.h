// SPDX-License-Identifier: GPL-3.0-or-later
// The timeline's entry for the table of views.
#pragma once

#include "ui/view/view.h"

namespace interleave {

View timeline_entry();

} // namespace interleave
