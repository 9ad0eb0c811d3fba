// SPDX-License-Identifier: GPL-3.0-or-later
// What there is to say of objects of each family, as columns of a table.
#pragma once

#include "ui/locks/family_column.h"
#include "ui/locks/wait_family.h"

namespace interleave {

/// Returns what only objects of this family have to say, beside the parts of a lock's time, percentiles, and
/// waits in vain. Plain locks have nothing more.
FamilyColumns own_columns_of(WaitFamily family);

/// Returns the columns that fit the family, in their order, without the objects' names and kinds.
FamilyColumns columns_of(WaitFamily family);

} // namespace interleave
