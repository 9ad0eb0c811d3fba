// SPDX-License-Identifier: GPL-3.0-or-later
// The tables of a run, as the table of views has them.
#pragma once

#include "ui/view/view.h"

namespace interleave {

View statistics_entry();
View locks_entry();
View checks_entry();
View outcome_entry();

} // namespace interleave
