// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/replay/replay_speed.h"

#include "ui/words/words.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <utility>

namespace interleave {

namespace {

struct ReplaySpeedWords {
    Q_DECLARE_TR_FUNCTIONS(Replay)
};

/// The root of 10 s times 20 s: the nearest of speeds that differ by 2 or 2.5 lasts 9 to 22 s.
constexpr double wanted_ns = 14.1e9;
constexpr std::int64_t second_ns = 1'000'000'000;

} // namespace

std::int64_t proposed_slowdown(std::int64_t length) noexcept {
    const double wanted = wanted_ns / static_cast<double>(std::max<std::int64_t>(1, length));
    return *std::ranges::min_element(replay_slowdowns, {}, [wanted](std::int64_t slowdown) {
        return std::abs(std::log(static_cast<double>(slowdown) / wanted));
    });
}

QString speed_words(std::int64_t slowdown) {
    if (slowdown <= 1)
        return ReplaySpeedWords::tr("1 · as it ran");
    // duration_text() would say "1.00 ms", and all of these are whole.
    const std::int64_t ns = second_ns / slowdown;
    const auto [value, unit] = ns >= 1'000'000 ? std::pair(ns / 1'000'000, QStringLiteral("ms"))
                               : ns >= 1'000   ? std::pair(ns / 1'000, QStringLiteral("µs"))
                                               : std::pair(ns, QStringLiteral("ns"));
    return ReplaySpeedWords::tr("1/%1 · %2 in 1 s")
        .arg(count_text(static_cast<std::uint64_t>(slowdown)), integer_text(value) + QChar(0x202f) + unit);
}

} // namespace interleave
