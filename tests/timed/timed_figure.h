// SPDX-License-Identifier: GPL-3.0-or-later
// Figures of time are reported in one run and judged in several. A build server may do other things at the
// same time, so there a miss says nothing; tests/effects measures each figure many times on a quiet machine.
#pragma once

#include <QString>
#include <QStringList>
#include <QTest>

#include <algorithm>
#include <cstdio>
#include <functional>

namespace interleave::test {

/// Returns how many runs of each figure are asked for: 1, or the number that tests/effects sets.
inline int runs_wanted() {
    return std::max(1, qEnvironmentVariableIntValue("INTERLEAVE_EFFECT_RUNS"));
}

enum class Verdict { held, missed, undecided };

struct TimedFigure {
    Verdict verdict = Verdict::undecided;
    QString measured; ///< the figure with its unit, or why it is undecided
};

/// Measures as often as it is asked for. In several runs it prints how the figure came out, and a miss fails
/// the test; in a single run a miss is only reported.
inline void judge(const QString& name, const std::function<TimedFigure()>& measure) {
    const int wanted = runs_wanted();
    int held = 0;
    int undecided = 0;
    QStringList missed;
    for (int run = 0; run < wanted && !QTest::currentTestFailed(); ++run) {
        const TimedFigure figure = measure();
        held += figure.verdict == Verdict::held ? 1 : 0;
        undecided += figure.verdict == Verdict::undecided ? 1 : 0;
        if (figure.verdict == Verdict::missed)
            missed.append(figure.measured);
    }
    if (wanted == 1) {
        if (!missed.isEmpty())
            qWarning("%s: missed, %s", qPrintable(name), qPrintable(missed.first()));
        return;
    }
    std::printf("%-68s held %3d  not %3d  open %3d  %s\n", qPrintable(name), held,
                static_cast<int>(missed.size()), undecided, qPrintable(missed.join(QStringLiteral("; "))));
    QVERIFY2(missed.isEmpty(), qPrintable(name + QStringLiteral(": ") + missed.join(QStringLiteral("; "))));
}

} // namespace interleave::test
