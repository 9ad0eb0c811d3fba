// SPDX-License-Identifier: GPL-3.0-or-later
// The counters of a Chrome trace. Values of an object are whole numbers of 32 bits, so others are told in a
// unit of their own.
#pragma once

#include "core/file/chrome_event.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace interleave {

/// One series of values.
struct ChromeCounter {
    std::uint16_t process;
    std::string name;        ///< of the counter
    std::string id;          ///< of the instance, empty if there is none
    std::string series;      ///< of the value
    int fraction_digits = 0; ///< the most that a value has behind its decimal point
    double greatest = 0;     ///< magnitude of all values
};

/// In which unit the values of a series are told: they are multiplied by 10 to the power of `power`.
struct ChromeUnit {
    int power = 0;
    bool rounds = false; ///< not every value is a whole number of this unit

    /// Returns "in thousandths", "in millions", or nothing for the unit of the file.
    std::string words() const;
    std::int64_t value_of(double value) const noexcept;
};

/// Returns the finest unit in which all values of the series are whole and fit, or else the finest in which
/// they fit.
ChromeUnit unit_of(const ChromeCounter& counter) noexcept;

class ChromeCounters {
public:
    /// With the names of ChromeNames they have room in a trace.
    static constexpr std::size_t most = 2'000;

    /// Notes a value of a series. Returns its number, or nothing if there are too many.
    std::optional<std::uint32_t> note(std::uint16_t process, const ChromeEvent& event,
                                      const ChromeValue& value);
    const std::vector<ChromeCounter>& all() const noexcept { return counters_; }
    /// Returns what a person calls the series, without its process: "memory: used".
    std::string name_of(std::uint32_t counter) const;

private:
    std::vector<ChromeCounter> counters_;
    std::unordered_map<std::string, std::uint32_t> numbers_;
    std::unordered_map<std::string, std::size_t> series_of_; ///< how many series a counter has
    std::string key_;
};

} // namespace interleave
