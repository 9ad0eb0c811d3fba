// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers as a text writes them, without the rounding that a binary fraction brings.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace interleave {

/// A decimal number: its digits behind "0." times a power of ten.
class DecimalNumber {
public:
    /// Reads "-12.5e3". Returns nothing for what is no finite number, or for one with an exponent beyond
    /// reason.
    static std::optional<DecimalNumber> read(std::string_view text) noexcept;

    bool is_negative() const noexcept { return negative_; }
    /// Returns how many digits stand behind the decimal point, as far as they are kept; 0 for a whole number.
    int fraction_digits() const noexcept;
    /// Returns the number if it is whole and fits.
    std::optional<std::int64_t> whole() const noexcept;
    /// Returns the nearest binary number.
    double value() const noexcept;

private:
    friend class FineTime;
    static constexpr int most_digits = 40;

    bool negative_ = false;
    int count_ = 0; ///< of the digits that are kept, without zeros at the end
    int point_ = 0; ///< how many digits stand before the decimal point
    std::array<std::uint8_t, most_digits> digits_{};
};

/// A time as whole ns and a fraction, so that sums of what a text writes are exact.
class FineTime {
public:
    FineTime() = default;

    /// Returns nothing if so many microseconds do not fit into 64 bits of ns.
    static std::optional<FineTime> from_microseconds(const DecimalNumber& number) noexcept;
    /// Returns nothing if the sum does not fit.
    std::optional<FineTime> plus(const FineTime& other) const noexcept;
    /// Returns the nearest ns.
    std::int64_t nanoseconds() const noexcept { return ns_ + (fraction_ >= half ? 1 : 0); }
    bool is_whole() const noexcept { return fraction_ == 0; }
    bool is_negative() const noexcept { return ns_ < 0; }

private:
    static constexpr std::uint32_t unit = 1'000'000'000; ///< parts of a ns
    static constexpr std::uint32_t half = unit / 2;

    std::int64_t ns_ = 0; ///< rounded down
    std::uint32_t fraction_ = 0;
};

} // namespace interleave
