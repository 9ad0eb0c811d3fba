// SPDX-License-Identifier: GPL-3.0-or-later
// The speeds of a replay, which of them is proposed, and what they mean in words.
#pragma once

#include <QString>

#include <array>
#include <cstdint>

namespace interleave {

/// How many times slower than it ran a run can be replayed.
inline constexpr std::array<std::int64_t, 19> replay_slowdowns{
    1,     2,     5,      10,     20,     50,      100,     200,     500,      1'000,
    2'000, 5'000, 10'000, 20'000, 50'000, 100'000, 200'000, 500'000, 1'000'000};

/// Returns the slowdown with which this much of a run, in ns, is replayed in 9 to 22 s. What lasted longer is
/// replayed as it ran, and what lasted less than 9 µs as slowly as possible.
std::int64_t proposed_slowdown(std::int64_t length) noexcept;

/// Returns "1/1,000 · 1 ms in 1 s".
QString speed_words(std::int64_t slowdown);

} // namespace interleave
