// SPDX-License-Identifier: GPL-3.0-or-later
// A number over time, as the length of a queue or how many hold a lock: its mean, least and most within a
// stretch.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>

namespace interleave {

/// Times are ns and must not go backwards. One thread uses it.
class LevelSums {
public:
    /// Adds up what is at or after `from`.
    explicit LevelSums(std::int64_t from) noexcept : from_(from) {}

    /// From here on it is `value`.
    void set(std::int64_t time, std::int64_t value) noexcept {
        pass(time);
        value_ = value;
        if (time >= from_)
            note(value);
    }
    /// It has stayed as it was until here.
    void pass(std::int64_t time) noexcept {
        if (const std::int64_t ns = std::max<std::int64_t>(0, time - std::max(since_, from_));
            value_ && ns > 0) {
            note(*value_);
            value_times_ns_ += static_cast<double>(*value_) * static_cast<double>(ns);
            known_ns_ += ns;
        }
        since_ = std::max(since_, time);
    }

    /// Returns what it is now, if it has been set.
    std::optional<std::int64_t> value() const noexcept { return value_; }
    /// Returns for how long it was known.
    std::int64_t known_ns() const noexcept { return known_ns_; }
    /// Returns none if it was never known for a while.
    std::optional<double> mean() const noexcept {
        return known_ns_ > 0 ? std::optional(value_times_ns_ / static_cast<double>(known_ns_)) : std::nullopt;
    }
    /// Returns none if it was never known, not even for a moment.
    std::optional<std::int64_t> least() const noexcept { return least_; }
    std::optional<std::int64_t> most() const noexcept { return most_; }

private:
    void note(std::int64_t value) noexcept {
        least_ = least_ ? std::min(*least_, value) : value;
        most_ = most_ ? std::max(*most_, value) : value;
    }

    std::int64_t from_;
    std::optional<std::int64_t> value_;
    std::int64_t since_ = 0;
    double value_times_ns_ = 0;
    std::int64_t known_ns_ = 0;
    std::optional<std::int64_t> least_;
    std::optional<std::int64_t> most_;
};

} // namespace interleave
