// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/file/chrome_counters.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

namespace interleave {

namespace {

/// The units that have a word, from the finest.
constexpr std::array<std::pair<int, const char*>, 9> units{{{9, "in billionths"},
                                                            {6, "in millionths"},
                                                            {3, "in thousandths"},
                                                            {2, "in hundredths"},
                                                            {1, "in tenths"},
                                                            {0, ""},
                                                            {-3, "in thousands"},
                                                            {-6, "in millions"},
                                                            {-9, "in billions"}}};

std::string counter_key(std::uint16_t process, const std::string& name, const std::string& id) {
    return std::to_string(process) + '\n' + name + '\n' + id; // printable texts have no ends of lines
}

} // namespace

std::string ChromeUnit::words() const {
    for (const auto& [unit, name] : units)
        if (unit == power)
            return name;
    return "in units of 10^" + std::to_string(-power);
}

std::int64_t ChromeUnit::value_of(double value) const noexcept {
    const double scaled = power < 0 ? value / std::pow(10.0, -power) : value * std::pow(10.0, power);
    return std::llround(scaled);
}

ChromeUnit unit_of(const ChromeCounter& counter) noexcept {
    const auto fits = [&](int power) {
        return counter.greatest * std::pow(10.0, power) <= std::numeric_limits<std::int32_t>::max();
    };
    ChromeUnit unit{units.front().first, false};
    for (const auto& [power, name] : units) // the coarsest in which all are whole
        if (power >= 0 && power >= std::min(counter.fraction_digits, units.front().first))
            unit.power = power;
    for (const auto& [power, name] : units)
        if (!fits(unit.power) && power < unit.power)
            unit.power = power;
    while (!fits(unit.power))
        unit.power -= 3;
    unit.rounds = unit.power < counter.fraction_digits;
    return unit;
}

std::optional<std::uint32_t> ChromeCounters::note(std::uint16_t process, const ChromeEvent& event,
                                                  const ChromeValue& value) {
    const std::string id =
        event.id.kind == ChromeKey::Kind::number ? std::to_string(event.id.number) : event.id.text;
    key_ = counter_key(process, event.name, id) + '\n' + value.series;
    auto known = numbers_.find(key_);
    if (known == numbers_.end()) {
        if (counters_.size() == most)
            return std::nullopt;
        known = numbers_.emplace(key_, static_cast<std::uint32_t>(counters_.size())).first;
        counters_.push_back({process, event.name, id, value.series});
        ++series_of_[counter_key(process, event.name, id)];
    }
    ChromeCounter& counter = counters_[known->second];
    counter.fraction_digits = std::max(counter.fraction_digits, value.fraction_digits);
    counter.greatest = std::max(counter.greatest, std::abs(value.value));
    return known->second;
}

std::string ChromeCounters::name_of(std::uint32_t counter) const {
    const ChromeCounter& one = counters_[counter];
    std::string name = one.name.empty() ? "(no name)" : one.name;
    if (!one.id.empty())
        name += ' ' + one.id;
    if (series_of_.at(counter_key(one.process, one.name, one.id)) > 1)
        name += ": " + one.series;
    return name;
}

} // namespace interleave
