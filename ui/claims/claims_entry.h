// SPDX-License-Identifier: GPL-3.0-or-later
// The articles' claims, as the table of views has them.
#pragma once

#include "ui/view/view.h"

namespace interleave {

View claims_entry();

} // namespace interleave
