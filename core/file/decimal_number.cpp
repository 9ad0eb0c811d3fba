// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/file/decimal_number.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace interleave {

namespace {

bool is_digit(char letter) noexcept {
    return letter >= '0' && letter <= '9';
}

} // namespace

std::optional<DecimalNumber> DecimalNumber::read(std::string_view text) noexcept {
    constexpr int most_exponent = 100'000;
    DecimalNumber number;
    std::size_t at = 0;
    const auto has = [&](char letter) { return at < text.size() && text[at] == letter; };
    if (has('-') || has('+'))
        number.negative_ = text[at++] == '-';
    bool any = false;
    bool after_point = false;
    int zeros = 0; // digits that are kept only if another one follows
    for (; at < text.size(); ++at) {
        const char letter = text[at];
        if (letter == '.' && !after_point) {
            after_point = true;
            continue;
        }
        if (!is_digit(letter))
            break;
        any = true;
        const bool is_leading_zero = letter == '0' && number.count_ == 0 && zeros == 0 && number.point_ <= 0;
        if (is_leading_zero) {
            number.point_ -= after_point ? 1 : 0;
            continue;
        }
        number.point_ += after_point ? 0 : 1;
        if (letter == '0') {
            ++zeros;
            continue;
        }
        for (; zeros > 0; --zeros)
            if (number.count_ < most_digits)
                ++number.count_; // digits_ is 0 there
        if (number.count_ < most_digits)
            number.digits_[static_cast<std::size_t>(number.count_++)] =
                static_cast<std::uint8_t>(letter - '0');
    }
    if (!any)
        return std::nullopt;
    if (has('e') || has('E')) {
        ++at;
        bool negative = false;
        if (has('-') || has('+'))
            negative = text[at++] == '-';
        int exponent = 0;
        if (at == text.size())
            return std::nullopt;
        for (; at < text.size() && is_digit(text[at]); ++at)
            exponent = std::min(most_exponent, exponent * 10 + (text[at] - '0'));
        number.point_ += negative ? -exponent : exponent;
    }
    if (at != text.size())
        return std::nullopt;
    while (number.count_ > 0 && number.digits_[static_cast<std::size_t>(number.count_ - 1)] == 0)
        --number.count_;
    if (number.count_ == 0) {
        number.point_ = 0;
        number.negative_ = false;
    }
    return number;
}

int DecimalNumber::fraction_digits() const noexcept {
    return std::max(0, count_ - point_);
}

std::optional<std::int64_t> DecimalNumber::whole() const noexcept {
    constexpr int most_whole = 18; // digits that surely fit
    if (count_ > point_ || point_ > most_whole)
        return std::nullopt;
    std::int64_t value = 0;
    for (int i = 0; i < point_; ++i)
        value = value * 10 + (i < count_ ? digits_[static_cast<std::size_t>(i)] : 0);
    return negative_ ? -value : value;
}

double DecimalNumber::value() const noexcept {
    if (const auto exact = whole())
        return static_cast<double>(*exact);
    // As far as a binary number can tell them apart; its last bit may differ from the nearest.
    constexpr int most_used = 18;
    std::int64_t mantissa = 0;
    const int used = std::min(count_, most_used);
    for (int i = 0; i < used; ++i)
        mantissa = mantissa * 10 + digits_[static_cast<std::size_t>(i)];
    const int exponent = point_ - used;
    const double power = std::pow(10.0, std::abs(exponent));
    const double value =
        exponent < 0 ? static_cast<double>(mantissa) / power : static_cast<double>(mantissa) * power;
    return negative_ ? -value : value;
}

std::optional<FineTime> FineTime::from_microseconds(const DecimalNumber& number) noexcept {
    constexpr int ns_digits = 3;       // of a microsecond
    constexpr int fraction_digits = 9; // of a ns
    constexpr int most_whole = 19;
    const int whole_digits = number.point_ + ns_digits;
    if (whole_digits > most_whole)
        return std::nullopt;
    const auto digit = [&](int i) -> std::uint64_t {
        return i >= 0 && i < number.count_ ? number.digits_[static_cast<std::size_t>(i)] : 0U;
    };
    std::uint64_t whole = 0;
    for (int i = 0; i < whole_digits; ++i)
        whole = whole * 10 + digit(i);
    if (whole >= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
        return std::nullopt;
    std::uint64_t fraction = 0;
    for (int i = whole_digits; i < whole_digits + fraction_digits; ++i)
        fraction = fraction * 10 + digit(i);
    FineTime time;
    time.ns_ = static_cast<std::int64_t>(whole);
    time.fraction_ = static_cast<std::uint32_t>(fraction);
    if (number.negative_) {
        time.ns_ = -time.ns_ - (fraction > 0 ? 1 : 0);
        time.fraction_ = fraction > 0 ? unit - time.fraction_ : 0;
    }
    return time;
}

std::optional<FineTime> FineTime::plus(const FineTime& other) const noexcept {
    FineTime sum;
    const std::uint32_t fraction = fraction_ + other.fraction_; // below 2 units
    const std::int64_t carry = fraction >= unit ? 1 : 0;
    // One more must still fit, for rounding.
    if (__builtin_add_overflow(ns_, other.ns_, &sum.ns_) ||
        __builtin_add_overflow(sum.ns_, carry, &sum.ns_) ||
        sum.ns_ == std::numeric_limits<std::int64_t>::max())
        return std::nullopt;
    sum.fraction_ = carry > 0 ? fraction - unit : fraction;
    return sum;
}

} // namespace interleave
