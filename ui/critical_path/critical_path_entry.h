// SPDX-License-Identifier: GPL-3.0-or-later
// The entry of the critical path for the table of views.
#pragma once

#include "ui/view/view.h"

namespace interleave {

View critical_path_entry();

} // namespace interleave
