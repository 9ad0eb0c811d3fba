// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/check_text.h"

#include "core/analysis/figure.h"

namespace interleave {

std::string expected_text(const Check& check) {
    const std::string text = words_of(check.comparison) + figure(check.expected, check.unit);
    if (check.tolerance <= 0 || check.comparison == Comparison::above)
        return text;
    return text + " ± " +
           (check.expected == 0 ? figure(check.tolerance, check.unit) : figure(check.tolerance * 100) + " %");
}

} // namespace interleave
