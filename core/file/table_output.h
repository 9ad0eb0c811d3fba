// SPDX-License-Identifier: GPL-3.0-or-later
// A table on its way to a file, row after row, as CSV or as JSON: who fills it does not know which.
#pragma once

#include "core/file/text_output.h"
#include "core/trace/json_forward.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace interleave {

/// One thread uses it. Each row gets a cell for each column, in their order, and then end_row().
class TableOutput {
public:
    TableOutput() = default;
    virtual ~TableOutput() = default;
    TableOutput(const TableOutput&) = delete;
    TableOutput& operator=(const TableOutput&) = delete;

    void words(std::string_view text) { formed_words(form(text)); }
    /// Returns the text as it stands in the file. Names that come again and again are formed once.
    virtual std::string form(std::string_view text) const = 0;
    virtual void formed_words(std::string_view formed) = 0;
    virtual void number(std::int64_t number) = 0;
    /// What is not finite is nothing.
    virtual void real(double number) = 0;
    virtual void flag(bool flag) = 0;
    virtual void nothing() = 0;
    virtual void end_row() = 0;
    /// Call it once, after the last row. Nothing is flushed.
    virtual void end() = 0;

    void words_or_nothing(std::string_view text) { text.empty() ? nothing() : words(text); }
    void real_or_nothing(std::optional<double> value) { value ? real(*value) : nothing(); }
    void number_or_nothing(std::optional<std::int64_t> value) { value ? number(*value) : nothing(); }
};

/// The columns' names, which tell their units: "time_ns".
using TableColumns = std::span<const char* const>;

/// CSV (RFC 4180, UTF-8): a line of the columns' names, then a line for each row. Nothing is an empty field.
/// `text` must outlive it.
std::unique_ptr<TableOutput> csv_table(TextOutput& text, TableColumns columns);

/// A JSON object of "run", which is `run`, and a list named `name` of an object for each row, a line each.
/// Nothing is null. `text` and the columns must outlive it.
std::unique_ptr<TableOutput> json_table(TextOutput& text, TableColumns columns, std::string_view name,
                                        const Json& run);

} // namespace interleave
