// SPDX-License-Identifier: GPL-3.0-or-later
// The entry of the view of locks and other things to wait for, for the table of views.
#pragma once

#include "ui/view/view.h"

namespace interleave {

View locks_entry();

} // namespace interleave
