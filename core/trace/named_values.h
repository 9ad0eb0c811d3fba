// SPDX-License-Identifier: GPL-3.0-or-later
// Values with names, as plain data: what a run was asked for and what came out of it. A scenario chooses the
// names and the form; a report, a file and the window show what there is.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <optional>
#include <ranges>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace interleave {

class Value;
struct NamedValue;

/// Values with names, in the order in which the names were added; a name is there once. They are
/// plain data like a Value.
class NamedValues {
public:
    NamedValues();
    NamedValues(std::initializer_list<NamedValue> entries); ///< of two equal names the last one counts
    NamedValues(const NamedValues& other);
    NamedValues(NamedValues&& other) noexcept;
    NamedValues& operator=(const NamedValues& other);
    NamedValues& operator=(NamedValues&& other) noexcept;
    ~NamedValues();

    /// The value of that name, which is added (as none) if it is missing.
    Value& operator[](std::string_view name);
    const Value* find(std::string_view name) const noexcept; ///< nullptr if there is none
    const Value& at(std::string_view name) const;            ///< throws std::out_of_range if there is none
    bool contains(std::string_view name) const noexcept { return find(name) != nullptr; }
    /// Takes all of `others`; a name that is there already gets the new value.
    void update(const NamedValues& others);

    std::size_t size() const noexcept;
    bool empty() const noexcept;
    const NamedValue* begin() const noexcept;
    const NamedValue* end() const noexcept;

    bool operator==(const NamedValues& other) const;

private:
    std::vector<NamedValue> entries_;
};

template <typename Range>
concept ListOfValues = std::ranges::input_range<Range> && !std::convertible_to<Range, std::string_view> &&
                       std::constructible_from<Value, std::ranges::range_reference_t<Range>>;

template <typename Number>
concept WholeNumber = std::integral<Number> && !std::same_as<Number, bool>;

/// Nothing, a truth value, a number, a text, a list of values or values with names. It is plain
/// data: any thread may use a copy of its own, and several may read one.
class Value {
public:
    using List = std::vector<Value>;

    Value() noexcept = default; ///< none
    template <std::same_as<bool> Flag>
    Value(Flag flag) noexcept : data_(flag) {}
    /// Whole numbers are kept whole: signed ones, and unsigned ones that do not fit.
    template <WholeNumber Number>
    Value(Number number) noexcept {
        if (std::in_range<std::int64_t>(number))
            data_ = static_cast<std::int64_t>(number);
        else
            data_ = static_cast<std::uint64_t>(number);
    }
    template <std::floating_point Number>
    Value(Number number) noexcept : data_(static_cast<double>(number)) {}
    Value(std::string text) noexcept : data_(std::move(text)) {}
    Value(std::string_view text) : data_(std::string(text)) {}
    Value(const char* text) : data_(std::string(text)) {}
    Value(List list) noexcept : data_(std::move(list)) {}
    Value(NamedValues members) noexcept : data_(std::move(members)) {}
    Value(std::initializer_list<NamedValue> members);
    template <ListOfValues Range>
    Value(const Range& range) {
        List list;
        for (const auto& element : range)
            list.emplace_back(element);
        data_ = std::move(list);
    }

    bool is_none() const noexcept { return std::holds_alternative<std::monostate>(data_); }
    std::optional<bool> flag() const noexcept;     ///< of a truth value
    std::optional<double> number() const noexcept; ///< of any number, rounded where it is whole and large
    bool is_whole() const noexcept;                ///< a whole number
    const std::string* text() const noexcept { return std::get_if<std::string>(&data_); }
    const List* list() const noexcept { return std::get_if<List>(&data_); }
    const NamedValues* members() const noexcept { return std::get_if<NamedValues>(&data_); }

    /// Calls `visitor` with std::monostate, bool, std::int64_t, std::uint64_t, double, std::string, List or
    /// NamedValues.
    template <typename Visitor>
    decltype(auto) visit(Visitor&& visitor) const {
        return std::visit(std::forward<Visitor>(visitor), data_);
    }

    bool operator==(const Value& other) const = default;

private:
    std::variant<std::monostate, bool, std::int64_t, std::uint64_t, double, std::string, List, NamedValues>
        data_;
};

struct NamedValue {
    std::string name;
    Value value;

    bool operator==(const NamedValue& other) const = default;
};

} // namespace interleave
