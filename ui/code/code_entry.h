// SPDX-License-Identifier: GPL-3.0-or-later
// The entry of the source code for the table of views.
#pragma once

#include "ui/view/view.h"

namespace interleave {

View code_entry();

} // namespace interleave
