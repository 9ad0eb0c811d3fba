// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/file/table_output.h"

#include "core/file/csv_text.h"
#include "core/file/json_text.h"
#include "core/trace/json.h"

#include <array>
#include <charconv>
#include <cmath>

namespace interleave {

namespace {

/// Returns the fewest digits that are read back as this number, with a point whatever the locale.
std::string digits_of(double number, std::string_view if_none) {
    if (!std::isfinite(number))
        return std::string(if_none);
    std::array<char, 32> digits{};
    const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), number);
    return {digits.data(), end};
}

class CsvTable final : public TableOutput {
public:
    CsvTable(TextOutput& text, TableColumns columns) : text_(text) {
        for (const char* const column : columns)
            words(column);
        CsvTable::end_row();
    }

    std::string form(std::string_view text) const override { return csv_field(text); }
    void formed_words(std::string_view formed) override { field() << formed; }
    void number(std::int64_t number) override { field() << number; }
    void real(double number) override { field() << digits_of(number, ""); }
    void flag(bool flag) override { field() << (flag ? "true" : "false"); }
    void nothing() override { field(); }
    void end_row() override {
        text_ << "\r\n";
        is_first_ = true;
    }
    void end() override {}

private:
    TextOutput& field() {
        if (!is_first_)
            text_ << ',';
        is_first_ = false;
        return text_;
    }

    TextOutput& text_;
    bool is_first_ = true;
};

class JsonTable final : public TableOutput {
public:
    JsonTable(TextOutput& text, TableColumns columns, std::string_view name, const Json& run)
        : text_(text)
        , columns_(columns) {
        text_ << "{\n\"run\": " << one_line(run) << ",\n" << json_string(name) << ": [";
    }

    std::string form(std::string_view text) const override { return json_string(text); }
    void formed_words(std::string_view formed) override { member() << formed; }
    void number(std::int64_t number) override { member() << number; }
    void real(double number) override { member() << digits_of(number, "null"); }
    void flag(bool flag) override { member() << (flag ? "true" : "false"); }
    void nothing() override { member() << "null"; }
    void end_row() override {
        text_ << '}';
        column_ = 0;
        is_first_row_ = false;
    }
    void end() override { text_ << "\n]\n}\n"; }

private:
    TextOutput& member() {
        if (column_ == 0)
            text_ << (is_first_row_ ? "\n{\"" : ",\n{\"");
        else
            text_ << ", \"";
        return text_ << columns_[column_++] << "\": ";
    }

    TextOutput& text_;
    TableColumns columns_;
    std::size_t column_ = 0;
    bool is_first_row_ = true;
};

} // namespace

std::unique_ptr<TableOutput> csv_table(TextOutput& text, TableColumns columns) {
    return std::make_unique<CsvTable>(text, columns);
}

std::unique_ptr<TableOutput> json_table(TextOutput& text, TableColumns columns, std::string_view name,
                                        const Json& run) {
    return std::make_unique<JsonTable>(text, columns, name, run);
}

} // namespace interleave
