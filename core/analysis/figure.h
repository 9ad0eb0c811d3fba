// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers and values as words of a report, the same in every locale.
#pragma once

#include "core/trace/named_values.h"

#include <string>

namespace interleave {

/// Three significant digits, or all of a whole number: "1.25", "12.3", "4711". "unknown" for what is not
/// finite.
std::string figure(double value);

/// A parameter or an outcome value: text without its quotation marks, numbers as figure() writes them.
std::string value_text(const Value& value);

} // namespace interleave
