// SPDX-License-Identifier: GPL-3.0-or-later
// What a lesson says one should vary runs to its end, and theory does not fail in it.
#include "core/course/lesson_links.h"
#include "core/course/lesson_page.h"
#include "core/course/lessons.h"
#include "core/course/variation.h"
#include "core/experiment/observed_run.h"

#include <QRegularExpression>
#include <QTest>

#include <chrono>

using namespace interleave;

namespace test_variations {

QStringList variations_in(const Scenario& scenario) {
    static const QRegularExpression link(QStringLiteral("\\]\\(vary:([^)]*)\\)"));
    const QString page =
        QString::fromStdString(with_links(lesson_page(*find_lesson(scenario.name)), scenario));
    QStringList variations;
    for (auto found = link.globalMatch(page); found.hasNext();)
        variations << found.next().captured(1);
    return variations;
}

RunRequest request_of(const Scenario& scenario, const Variation& variation) {
    RunRequest request = default_request(scenario);
    request.parameters = parameters_of(scenario, variation);
    request.backend = variation.backend.value_or(request.backend);
    request.seed = variation.seed.value_or(request.seed);
    return request;
}

/// Runs it, and returns what went wrong: an end that nobody asked for, or a check that does not hold.
QString wrong_in(const RunRequest& request) {
    const ObservedRun run(request);
    if (!run.wait(std::chrono::seconds(150)))
        return QStringLiteral("it did not end");
    const RunInfo& info = run.report().info;
    const bool has_end = info.ended && *info.ended != Ended::stopped && *info.ended != Ended::time_limit;
    if (!has_end || (info.ended == Ended::finished && !info.error.empty()))
        return QStringLiteral("it has no end of its own: ") + QString::fromStdString(info.error);
    for (const Check& check : info.checks)
        if (check.holds == false)
            return QString::fromStdString(check.name + ": " + check.claim + " " + check.why);
    return {};
}

class TestVariations : public QObject {
    Q_OBJECT

private slots:
    void whatALessonVariesRuns_data() {
        QTest::addColumn<const Scenario*>("scenario");
        QTest::addColumn<QString>("variation");
        // They take minutes, so every second one is for tests/run --all.
        const bool all = qEnvironmentVariableIsSet("INTERLEAVE_TEST_ALL");
        int number = 0;
        for (const Scenario* scenario : all_scenarios())
            for (const QString& variation : variations_in(*scenario))
                if (!variation.startsWith(QStringLiteral("sweep:")) && (number++ % 2 == 0 || all))
                    QTest::newRow(
                        qPrintable(QString::fromStdString(scenario->name) + QLatin1Char(' ') + variation))
                        << scenario << variation;
    }
    void whatALessonVariesRuns() {
        QFETCH(const Scenario*, scenario);
        QFETCH(QString, variation);
        const RunRequest request =
            request_of(*scenario, to_variation(*scenario, variation.toStdString()).value());
        // One of two hundred runs may miss a time by chance. What misses again at once is wrong.
        if (const QString first = wrong_in(request); !first.isEmpty())
            QCOMPARE(wrong_in(request), QString());
    }
};

} // namespace test_variations

QTEST_GUILESS_MAIN(test_variations::TestVariations)
#include "test_variations.moc"
