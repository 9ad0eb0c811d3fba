// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/named_values.h"

#include <algorithm>
#include <stdexcept>

namespace interleave {

NamedValues::NamedValues() = default;
NamedValues::NamedValues(const NamedValues& other) = default;
NamedValues::NamedValues(NamedValues&& other) noexcept = default;
NamedValues& NamedValues::operator=(const NamedValues& other) = default;
NamedValues& NamedValues::operator=(NamedValues&& other) noexcept = default;
NamedValues::~NamedValues() = default;

NamedValues::NamedValues(std::initializer_list<NamedValue> entries) {
    for (const NamedValue& entry : entries)
        (*this)[entry.name] = entry.value;
}

Value& NamedValues::operator[](std::string_view name) {
    const auto found = std::ranges::find(entries_, name, &NamedValue::name);
    return found != entries_.end() ? found->value : entries_.emplace_back(std::string(name), Value()).value;
}

const Value* NamedValues::find(std::string_view name) const noexcept {
    const auto found = std::ranges::find(entries_, name, &NamedValue::name);
    return found != entries_.end() ? &found->value : nullptr;
}

const Value& NamedValues::at(std::string_view name) const {
    if (const Value* const found = find(name))
        return *found;
    throw std::out_of_range("there is no value '" + std::string(name) + "'");
}

void NamedValues::update(const NamedValues& others) {
    for (const auto& [name, value] : others)
        (*this)[name] = value;
}

std::size_t NamedValues::size() const noexcept {
    return entries_.size();
}
bool NamedValues::empty() const noexcept {
    return entries_.empty();
}
const NamedValue* NamedValues::begin() const noexcept {
    return entries_.data();
}
const NamedValue* NamedValues::end() const noexcept {
    return entries_.data() + entries_.size();
}

bool NamedValues::operator==(const NamedValues& other) const {
    return entries_ == other.entries_;
}

Value::Value(std::initializer_list<NamedValue> members) : data_(NamedValues(members)) {}

std::optional<bool> Value::flag() const noexcept {
    const bool* const flag = std::get_if<bool>(&data_);
    return flag != nullptr ? std::optional(*flag) : std::nullopt;
}

std::optional<double> Value::number() const noexcept {
    if (const auto* const whole = std::get_if<std::int64_t>(&data_))
        return static_cast<double>(*whole);
    if (const auto* const large = std::get_if<std::uint64_t>(&data_))
        return static_cast<double>(*large);
    const double* const real = std::get_if<double>(&data_);
    return real != nullptr ? std::optional(*real) : std::nullopt;
}

bool Value::is_whole() const noexcept {
    return std::holds_alternative<std::int64_t>(data_) || std::holds_alternative<std::uint64_t>(data_);
}

} // namespace interleave
