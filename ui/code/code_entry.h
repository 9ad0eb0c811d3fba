// SPDX-License-Identifier: GPL-3.0-or-later
// The source of the scenario, as the table of views has it.
#pragma once

#include "ui/view/view.h"

namespace interleave {

View code_entry();

} // namespace interleave
