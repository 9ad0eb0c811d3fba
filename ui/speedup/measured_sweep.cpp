// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/speedup/measured_sweep.h"

#include "core/analysis/figure.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace interleave {

namespace {

struct MeasuredSweepWords {
    Q_DECLARE_TR_FUNCTIONS(SweepChart)
};

} // namespace

bool can_share_chart(const SweepRequest& one, const SweepRequest& other) {
    if (one.axis.is_workers() || other.axis.is_workers())
        return one.axis.is_workers() && other.axis.is_workers();
    return one.axis.parameter->name == other.axis.parameter->name &&
           one.axis.parameter->unit == other.axis.parameter->unit;
}

QString difference_text(const SweepRequest& before, const SweepRequest& now) {
    QStringList parts;
    if (before.scenario->name != now.scenario->name)
        parts << QString::fromStdString(before.scenario->name);
    const NamedValues values = now.parameters.named_values();
    for (const auto& [name, value] : before.parameters.named_values()) {
        const Value* const other = values.find(name);
        // A parameter that only the other scenario has says little.
        if (name == before.axis.parameter->name || other == nullptr || *other == value)
            continue;
        QString words = QString::fromStdString(name + ' ' + value_text(value));
        const auto parameter = std::ranges::find(before.scenario->parameters, name, &Parameter::name);
        if (parameter != before.scenario->parameters.end() && !parameter->unit.empty())
            words += QLatin1Char(' ') + QString::fromStdString(parameter->unit);
        parts << words;
    }
    return parts.isEmpty() ? MeasuredSweepWords::tr("before: the same, measured earlier")
                           : MeasuredSweepWords::tr("before: %1").arg(parts.join(QStringLiteral(", ")));
}

bool has_points(const SweepResult& result) {
    return std::ranges::any_of(result.curves, [](const SweepCurve& curve) {
        return std::ranges::any_of(curve.points, [](const SweepPoint& point) { return !point.runs.empty(); });
    });
}

const SweepPoint* find_point(const SweepResult& result, Backend backend, double value) {
    for (const SweepCurve& curve : result.curves) {
        if (curve.backend != backend)
            continue;
        const auto point = std::ranges::find(curve.points, value, &SweepPoint::value);
        return point == curve.points.end() || point->runs.empty() ? nullptr : &*point;
    }
    return nullptr;
}

} // namespace interleave
