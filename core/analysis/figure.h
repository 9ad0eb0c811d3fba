// SPDX-License-Identifier: GPL-3.0-or-later
// Formats numbers and values for a report, the same in every locale.
#pragma once

#include "core/trace/named_values.h"

#include <cstdint>
#include <string>

namespace interleave {

/// Returns three significant digits, or all digits of a whole number: "1.25", "12.3", "4711". Returns
/// "unknown" for a number that is not finite.
std::string figure(double value);
/// Returns the unit of a number in a sentence: "workers in a ring" for 2, "worker in a ring" for 1.
std::string unit_for(double value, const std::string& unit);
/// Returns a number of things in a sentence: "2 runs", "1 run".
std::string counted(std::uint64_t number, const std::string& things);
/// Appends the unit, if there is one.
std::string figure(double value, const std::string& unit);

/// Converts nanoseconds to milliseconds.
constexpr double to_ms(std::int64_t ns) noexcept {
    return static_cast<double>(ns) / 1e6;
}
/// Returns nanoseconds in milliseconds: "1.25 ms".
std::string ms_text(std::int64_t ns);

/// Formats a parameter or an outcome value: text without quotation marks, numbers as figure() writes them.
std::string value_text(const Value& value);

} // namespace interleave
