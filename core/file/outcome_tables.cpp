// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/file/outcome_tables.h"

#include "core/trace/named_values.h"

#include <array>
#include <string>
#include <type_traits>

namespace interleave {

namespace {

constexpr std::array outcome_columns{"name", "value"};

void add_value(TableOutput& table, const std::string& name, const Value& value) {
    if (const Value::List* const list = value.list()) {
        for (std::size_t i = 0; i < list->size(); ++i)
            add_value(table, name + '[' + std::to_string(i) + ']', (*list)[i]);
        return;
    }
    if (const NamedValues* const members = value.members()) {
        for (const NamedValue& member : *members)
            add_value(table, name + '.' + member.name, member.value);
        return;
    }
    table.words(name);
    value.visit([&]<typename Data>(const Data& data) {
        if constexpr (std::is_same_v<Data, bool>)
            table.flag(data);
        else if constexpr (std::is_same_v<Data, std::int64_t>)
            table.number(data);
        else if constexpr (std::is_same_v<Data, std::uint64_t>)
            table.real(static_cast<double>(data)); // beyond what a whole number of a table can be
        else if constexpr (std::is_same_v<Data, double>)
            table.real(data);
        else if constexpr (std::is_same_v<Data, std::string>)
            table.words(data);
        else
            table.nothing();
    });
    table.end_row();
}

void fill_outcome(TableOutput& table, const Trace&, const RunInfo& info, const TracePart&) {
    for (const NamedValue& result : info.outcome)
        add_value(table, result.name, result.value);
}

constexpr std::array check_columns{"name",     "claim", "comparison", "expected", "tolerance",
                                   "measured", "unit",  "holds",      "why",      "doubt"};

/// Returns the name in data.
const char* name_of(Comparison comparison) {
    switch (comparison) {
    case Comparison::equal:
        return "equal";
    case Comparison::at_least:
        return "at_least";
    case Comparison::at_most:
        return "at_most";
    case Comparison::above:
        return "above";
    }
    return "";
}

void fill_checks(TableOutput& table, const Trace&, const RunInfo& info, const TracePart&) {
    for (const Check& check : info.checks) {
        table.words(check.name);
        table.words(check.claim);
        table.words(name_of(check.comparison));
        table.real(check.expected);
        table.real(check.tolerance);
        table.real_or_nothing(check.measured);
        table.words_or_nothing(check.unit);
        check.holds ? table.flag(*check.holds) : table.nothing();
        table.words_or_nothing(check.why);
        table.words_or_nothing(check.doubt);
        table.end_row();
    }
}

} // namespace

const RunTable outcome_table{"outcome", outcome_columns, fill_outcome};
const RunTable checks_table{"checks", check_columns, fill_checks};

} // namespace interleave
