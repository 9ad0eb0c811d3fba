// SPDX-License-Identifier: GPL-3.0-or-later
// The names of a scenario's results for people: "thread_us" is "Thread", in µs.
#pragma once

#include <string>
#include <string_view>

namespace interleave {

/// A name without its unit, and the unit.
struct OutcomeLabel {
    std::string words;
    std::string unit; ///< empty if the name has none
};

/// Takes a name apart that a scenario gave. Pure function.
OutcomeLabel outcome_label(std::string_view name);

} // namespace interleave
