// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/words.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>

#include <array>
#include <cmath>

namespace interleave {

namespace {

struct UnitWords {
    Q_DECLARE_TR_FUNCTIONS(Timeline)
};

struct Unit {
    double nanoseconds;
    const char* name;
};

Unit unit_for(double magnitude) noexcept {
    if (magnitude >= 1e9)
        return {1e9, "s"};
    if (magnitude >= 1e6)
        return {1e6, "ms"};
    if (magnitude >= 1e3)
        return {1e3, "µs"};
    return {1.0, "ns"};
}

QString with_unit(double value, int decimals, const char* unit) {
    return QLocale().toString(value, 'f', decimals) + QChar(0x202f) + QString::fromUtf8(unit);
}

} // namespace

QString title_text(LaneState state) {
    switch (state) {
    case LaneState::absent:
        return UnitWords::tr("not there");
    case LaneState::unknown:
        return UnitWords::tr("unknown");
    case LaneState::running:
        return UnitWords::tr("running");
    case LaneState::running_or_ready:
        return UnitWords::tr("running or ready");
    case LaneState::sleeping:
        return UnitWords::tr("sleeping");
    case LaneState::io:
        return UnitWords::tr("input or output");
    case LaneState::off_cpu:
        return UnitWords::tr("off CPU, cause unknown");
    case LaneState::ready:
        return UnitWords::tr("ready, waits for a CPU");
    default:
        return UnitWords::tr("waits for %1").arg(short_text(state));
    }
}

QString short_text(LaneState state) {
    switch (state) {
    case LaneState::io:
        return UnitWords::tr("I/O");
    case LaneState::off_cpu:
        return UnitWords::tr("off CPU");
    case LaneState::ready:
        return UnitWords::tr("ready");
    case LaneState::waiting_start:
        return UnitWords::tr("start gate");
    case LaneState::waiting_join:
        return UnitWords::tr("join");
    case LaneState::waiting_future:
        return UnitWords::tr("future");
    case LaneState::waiting_barrier:
        return UnitWords::tr("barrier");
    case LaneState::waiting_queue:
        return UnitWords::tr("queue");
    case LaneState::waiting_condition:
        return UnitWords::tr("condition");
    case LaneState::waiting_semaphore:
        return UnitWords::tr("semaphore");
    case LaneState::waiting_gil:
        return UnitWords::tr("GIL");
    case LaneState::waiting_lock:
        return UnitWords::tr("lock");
    default:
        return title_text(state);
    }
}

QString glyph_text(LaneState state) {
    if (!is_wait(state) || state == LaneState::waiting_start) // quiet, and its letter is the semaphore's
        return {};
    return short_text(state).left(1).toUpper();
}

QString style_text(StyleId style) {
    switch (style) {
    case held_style:
        return UnitWords::tr("held");
    case contended_style:
        return UnitWords::tr("held while others wait");
    case contended_gil_style:
        return UnitWords::tr("GIL held while others wait");
    case handing_off_style:
        return UnitWords::tr("handing over");
    case handing_off_gil_style:
        return UnitWords::tr("GIL handing over");
    case waiters_style:
        return UnitWords::tr("number waiting");
    case gil_waiters_style:
        return UnitWords::tr("number waiting for the GIL");
    case value_style:
        return UnitWords::tr("value");
    case value_change_style:
        return UnitWords::tr("value changes");
    case lost_value_style:
        return UnitWords::tr("lost update");
    case missing_style:
        return UnitWords::tr("records missing");
    case missing_switches_style:
        return UnitWords::tr("switch records missing");
    default:
        break;
    }
    const auto state = static_cast<LaneState>(style);
    return is_wait(state) ? UnitWords::tr("waits: %1").arg(short_text(state)) : short_text(state);
}

QString kind_text(ObjectKind kind) {
    switch (kind) {
    case ObjectKind::mutex:
        return UnitWords::tr("lock");
    case ObjectKind::shared_mutex:
        return UnitWords::tr("read-write lock");
    case ObjectKind::gil:
        return UnitWords::tr("GIL");
    case ObjectKind::semaphore:
        return UnitWords::tr("semaphore");
    case ObjectKind::condition:
        return UnitWords::tr("condition");
    case ObjectKind::barrier:
        return UnitWords::tr("barrier");
    case ObjectKind::start_gate:
        return UnitWords::tr("start gate");
    case ObjectKind::queue:
        return UnitWords::tr("queue");
    case ObjectKind::pipe:
        return UnitWords::tr("pipe");
    case ObjectKind::worker:
        return UnitWords::tr("worker");
    case ObjectKind::future:
        return UnitWords::tr("future");
    case ObjectKind::pool:
        return UnitWords::tr("pool");
    case ObjectKind::variable:
        return UnitWords::tr("variable");
    case ObjectKind::label:
        return UnitWords::tr("label");
    case ObjectKind::none:
    case ObjectKind::count_:
        break;
    }
    return {};
}

QString kind_text(LaneKind kind) {
    switch (kind) {
    case LaneKind::process:
        return UnitWords::tr("process");
    case LaneKind::track:
        return UnitWords::tr("asynchronous");
    case LaneKind::thread:
        break;
    }
    return UnitWords::tr("thread");
}

QString kind_text(EventKind kind) {
    QString words = QString::fromLatin1(name_of(kind));
    return words.replace(QLatin1Char('_'), QLatin1Char(' '));
}

QString duration_text(std::int64_t nanoseconds) {
    const auto value = static_cast<double>(nanoseconds);
    // The unit is chosen by the rounded value, so that 999.6 µs is not shown as "1000 µs".
    const double magnitude = std::abs(value);
    const double rounded =
        magnitude < 1.0 ? magnitude
                        : std::round(magnitude / std::pow(10.0, std::floor(std::log10(magnitude)) - 2)) *
                              std::pow(10.0, std::floor(std::log10(magnitude)) - 2);
    const Unit unit = unit_for(rounded);
    const double shown = rounded / unit.nanoseconds;
    const int decimals = unit.nanoseconds < 2.0 || shown >= 100.0 ? 0 : (shown >= 10.0 ? 1 : 2);
    return with_unit(std::copysign(shown, value), decimals, unit.name);
}

QString moment_text(std::int64_t nanoseconds) {
    const auto value = static_cast<double>(nanoseconds);
    const Unit unit = unit_for(std::abs(value));
    const int decimals = unit.nanoseconds >= 1e9 ? 6 : unit.nanoseconds >= 1e3 ? 3 : 0;
    return with_unit(value / unit.nanoseconds, decimals, unit.name);
}

QString count_text(std::uint64_t count) {
    return QLocale().toString(static_cast<qulonglong>(count));
}

QString integer_text(std::int64_t value) {
    return QLocale().toString(static_cast<qlonglong>(value));
}

QString sentence_of(const std::string& core_text) {
    static const QRegularExpression decimals(
        QStringLiteral("(?<![\\w.:=/-])([0-9]+)\\.([0-9]+)(?![\\w.:/])"));
    return QString::fromStdString(core_text).replace(
        decimals, QStringLiteral("\\1") + QLocale().decimalPoint() + QStringLiteral("\\2"));
}

QString number_words(double value) {
    if (!std::isfinite(value))
        return QStringLiteral("–");
    const double size = std::abs(value);
    if (value == std::round(value) && size < 1e15)
        return QLocale().toString(value, 'f', 0);
    if (size >= 0.001 && size < 1e6)
        return QLocale().toString(value, 'f', size >= 100 ? 1 : size >= 1 ? 2 : 4);
    return QLocale().toString(value, 'g', 4);
}

} // namespace interleave
