// SPDX-License-Identifier: GPL-3.0-or-later
// Says on the rows of locks and shared variables which lock guards which variable.
#pragma once

#include "core/analysis/variable_guards.h"

#include <QString>

#include <span>

namespace interleave {

/// Returns what is to be said of the object: "guards counter", "guards 50 % of the uses of counter" or "does
/// not guard counter" of a lock, "guarded by counter lock" or "no lock guards it" of a variable. Empty if
/// nothing is known, as while a run goes on.
QString guard_words(std::span<const VariableGuards> variables, ObjectId object);

} // namespace interleave
