// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/expectations.h"

#include "core/analysis/told.h"
#include "core/event/error.h"

namespace interleave {

std::vector<OutcomeCondition> expectations_of(const Arguments& arguments) {
    std::vector<OutcomeCondition> expectations;
    for (const std::string& text : arguments.values("--expect")) {
        try {
            expectations.push_back(parse_condition(text));
        } catch (const UsageError& error) {
            throw UsageError(std::string("--expect: ") + error.what());
        }
    }
    return expectations;
}

std::string unmet(const std::vector<OutcomeCondition>& expectations, const RunInfo& info) {
    for (const OutcomeCondition& expected : expectations) {
        const Told<bool> told = tell(expected, info);
        if (!told.what)
            return "expected '" + text_of(expected) + "', which cannot be told: " + told.why;
        if (!*told.what)
            return "expected '" + text_of(expected) + "', but " + what_came(expected, info);
    }
    return {};
}

} // namespace interleave
