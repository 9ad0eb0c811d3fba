// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rows/timeline_coordinates.h"

#include <QLocale>

#include <algorithm>
#include <cmath>
#include <cstdlib>

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

std::int64_t first_multiple(std::int64_t time, std::int64_t step) noexcept {
    std::int64_t rest = time % step;
    if (rest < 0)
        rest += step;
    return rest == 0 ? time : time + (step - rest);
}

/// Returns how many decimals show multiples of `step` in this unit exactly.
int decimals_of(std::int64_t step, std::int64_t unit) noexcept {
    int decimals = 0;
    while (unit > 1 && step % unit != 0) {
        unit /= 10;
        ++decimals;
    }
    return decimals;
}

QString with_unit(std::int64_t time, const AxisUnit& unit, int decimals) {
    const auto value = static_cast<double>(time) / static_cast<double>(unit.nanoseconds);
    return QLocale().toString(value, 'f', decimals) + QChar(0x202f) + QString::fromUtf8(unit.name);
}

QString label_of(std::int64_t time, std::int64_t step) {
    const AxisUnit unit = unit_of(step);
    return with_unit(time, unit, decimals_of(step, unit.nanoseconds));
}

/// Returns the unit in which people say this time: "95.1 ms".
AxisUnit unit_for(std::int64_t time) noexcept {
    const std::int64_t size = std::abs(time);
    for (const AxisUnit& unit : {AxisUnit{1'000'000'000, "s"}, {1'000'000, "ms"}, {1'000, "µs"}})
        if (size >= unit.nanoseconds)
            return unit;
    return {1, "ns"};
}

/// Whether the label of a multiple of `step` needs more digits than can be compared at a glance.
bool has_many_digits(std::int64_t time, std::int64_t step) noexcept {
    constexpr std::int64_t most = 1'000'000; // six digits
    const AxisUnit unit = unit_of(step);
    const std::int64_t last_digit = step % unit.nanoseconds == 0 ? unit.nanoseconds : unit.nanoseconds / 10;
    return std::abs(time) / last_digit >= most;
}

/// Returns the round time before the range from which labels with an offset count.
std::int64_t offset_of(const TimeRange& range) noexcept {
    std::int64_t round = 1;
    while (round < range.length())
        round *= 10;
    return first_multiple(range.from - round + 1, round); // the last multiple up to `from`
}

/// Returns the step that follows in the sequence 1, 2, 5, 10, 20, 50 and so on.
std::int64_t next_step(std::int64_t step) noexcept {
    std::int64_t leading = step;
    while (leading >= 10)
        leading /= 10;
    return leading == 2 ? step / 2 * 5 : step * 2;
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

TimeAxis nice_axis(const TimeRange& range, double width, double gap,
                   const std::function<double(const QString&)>& text_width) {
    const auto distance = [&](std::int64_t step) {
        return width * static_cast<double>(step) / static_cast<double>(range.length());
    };
    const std::int64_t offset = offset_of(range);
    const auto counts_from_offset = [&](std::int64_t step) { return has_many_digits(range.until, step); };
    const auto label = [&](std::int64_t time, std::int64_t step) {
        return counts_from_offset(step) ? QLatin1Char('+') + label_of(time - offset, step)
                                        : label_of(time, step);
    };
    const auto fits = [&](std::int64_t step) {
        const double widest =
            std::max(text_width(label(range.from, step)), text_width(label(range.until, step)));
        return distance(step) >= widest + gap;
    };
    // Measuring words takes long, so labels are measured only where the gap alone fits.
    TimeAxis axis;
    axis.step = 1;
    while (axis.step < range.length() && (distance(axis.step) <= gap || !fits(axis.step)))
        axis.step = next_step(axis.step);
    if (counts_from_offset(axis.step)) {
        std::int64_t round = 1; // the greatest power of ten of which the offset is a multiple
        while (round < std::abs(offset) && offset % (round * 10) == 0)
            round *= 10;
        axis.offset = moment_text(offset, round * 10);
    }
    for (std::int64_t time = first_multiple(range.from, axis.step); time <= range.until; time += axis.step)
        axis.ticks.push_back({time, label(time, axis.step)});
    return axis;
}

QString moment_text(std::int64_t time, std::int64_t step) {
    const AxisUnit unit = unit_for(time);
    std::int64_t precision = 1; // a tenth of the step, or the nanosecond
    while (precision * 100 <= step)
        precision *= 10;
    const int decimals = decimals_of(precision, unit.nanoseconds);
    QString words = with_unit(time, unit, decimals);
    // Decimals are grouped by three, so that they can be read.
    constexpr qsizetype group = 3;
    const qsizetype point = words.indexOf(QLocale().decimalPoint());
    if (point < 0 || decimals <= group)
        return words;
    for (qsizetype at = point + 1 + (decimals - 1) / group * group; at > point + 1; at -= group)
        words.insert(at, QChar(0x202f));
    return words;
}

} // namespace interleave
