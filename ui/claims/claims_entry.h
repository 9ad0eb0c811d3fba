// SPDX-License-Identifier: GPL-3.0-or-later
// The entry of the articles' claims for the table of views.
#pragma once

#include "ui/view/view.h"

namespace interleave {

View claims_entry();

} // namespace interleave
