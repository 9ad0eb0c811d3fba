// SPDX-License-Identifier: GPL-3.0-or-later
// Small conditions over what came out of a run, by which a lesson says when an answer is the right one, and
// whoever grades a run says what it must show:
//
//   KEY OP NUMBER              OP is = != < <= > >=; true and false count as 1 and 0
//   KEY / KEY OP NUMBER        a ratio
//   check NAME holds           or: check NAME fails
//   ended WORD                 finished, crashed or deadlock
//
// A KEY is a name of the outcome. A member of a value is KEY.MEMBER, an element of a list KEY.0, and before a
// KEY may stand `count`, `distinct`, `min` or `max`, which make a number of a list. There is no more than
// this.
#pragma once

#include "core/trace/run_info.h"

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace interleave {

enum class ListFunction { none, count, distinct, least, most };

/// A number of the outcome.
struct OutcomeKey {
    ListFunction function = ListFunction::none;
    std::vector<std::string> path; ///< the outcome's key, then members and places in lists
};

/// A number of the outcome, or one divided by another.
struct OutcomeQuantity {
    std::string text; ///< as it is written in the lesson
    OutcomeKey key;
    std::optional<OutcomeKey> divisor{};
};

enum class Relation { equal, not_equal, less, at_most, greater, at_least };

struct NumberCondition {
    OutcomeQuantity quantity;
    Relation relation;
    double number;
};
struct CheckCondition {
    std::string name; ///< where checks share a name, all of them are meant
    bool holds;
};
struct EndCondition {
    Ended ended;
};
using OutcomeCondition = std::variant<NumberCondition, CheckCondition, EndCondition>;

/// Both throw UsageError, whose message says in one line what is wrong and how it is written.
OutcomeCondition parse_condition(std::string_view text);
/// Returns the condition as it is written.
std::string text_of(const OutcomeCondition& condition);
OutcomeQuantity parse_quantity(std::string_view text);

} // namespace interleave
