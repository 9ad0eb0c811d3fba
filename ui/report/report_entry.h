// SPDX-License-Identifier: GPL-3.0-or-later
// The entries of the tables of a run for the table of views.
#pragma once

#include "ui/view/view.h"

namespace interleave {

View checks_entry();
View outcome_entry();

} // namespace interleave
