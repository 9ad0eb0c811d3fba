// SPDX-License-Identifier: GPL-3.0-or-later
// The form of parameters, as the table of views has it.
#pragma once

#include "ui/view/view.h"

namespace interleave {

View parameters_entry();

} // namespace interleave
