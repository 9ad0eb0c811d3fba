// SPDX-License-Identifier: GPL-3.0-or-later
// The entry of the form of parameters for the table of views.
#pragma once

#include "ui/view/view.h"

namespace interleave {

View parameters_entry();

} // namespace interleave
