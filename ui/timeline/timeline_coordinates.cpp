// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timeline_coordinates.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace interleave {

namespace {

/// The unit of all labels of an axis.
struct AxisUnit {
    std::int64_t nanoseconds;
    const char* name;
};

/// Returns the greatest unit of which a step is at least a tenth, so that labels need at most one decimal.
AxisUnit unit_of(std::int64_t step) noexcept {
    if (step >= 100'000'000)
        return {1'000'000'000, "s"};
    if (step >= 100'000)
        return {1'000'000, "ms"};
    if (step >= 100)
        return {1'000, "µs"};
    return {1, "ns"};
}

QString label_of(std::int64_t time, std::int64_t step) {
    const AxisUnit unit = unit_of(step);
    const int decimals = step % unit.nanoseconds == 0 ? 0 : 1;
    const auto value = static_cast<double>(time) / static_cast<double>(unit.nanoseconds);
    return QLocale().toString(value, 'f', decimals) + QChar(0x202f) + QString::fromUtf8(unit.name);
}

/// Returns the step that follows in the sequence 1, 2, 5, 10, 20, 50 and so on.
std::int64_t next_step(std::int64_t step) noexcept {
    std::int64_t leading = step;
    while (leading >= 10)
        leading /= 10;
    return leading == 2 ? step / 2 * 5 : step * 2;
}

std::int64_t first_multiple(std::int64_t time, std::int64_t step) noexcept {
    std::int64_t rest = time % step;
    if (rest < 0)
        rest += step;
    return rest == 0 ? time : time + (step - rest);
}

} // namespace

double pixel_of(std::int64_t time, const TimeRange& range, double left, double width) noexcept {
    const auto share = static_cast<double>(time - range.from) / static_cast<double>(range.length());
    return left + share * width;
}

std::int64_t time_at(double pixel, const TimeRange& range, double left, double width) noexcept {
    const double share = (pixel - left) / width;
    return range.from + static_cast<std::int64_t>(std::floor(share * static_cast<double>(range.length())));
}

std::vector<Tick> nice_ticks(const TimeRange& range, double width, double gap,
                             const std::function<double(const QString&)>& text_width) {
    const auto distance = [&](std::int64_t step) {
        return width * static_cast<double>(step) / static_cast<double>(range.length());
    };
    const auto fits = [&](std::int64_t step) {
        const double widest =
            std::max(text_width(label_of(range.from, step)), text_width(label_of(range.until, step)));
        return distance(step) >= widest + gap;
    };
    // Measuring words takes long, so labels are measured only where the gap alone fits.
    std::int64_t step = 1;
    while (step < range.length() && (distance(step) <= gap || !fits(step)))
        step = next_step(step);
    std::vector<Tick> ticks;
    for (std::int64_t time = first_multiple(range.from, step); time <= range.until; time += step)
        ticks.push_back({time, label_of(time, step)});
    return ticks;
}

} // namespace interleave
