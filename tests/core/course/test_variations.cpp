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

Q_DECLARE_METATYPE(const interleave::Scenario*)

namespace {

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

} // namespace

class TestVariations : public QObject {
    Q_OBJECT

private slots:
    void whatALessonVariesRuns_data() {
        QTest::addColumn<const Scenario*>("scenario");
        QTest::addColumn<QString>("variation");
        for (const Scenario* scenario : all_scenarios())
            for (const QString& variation : variations_in(*scenario))
                if (!variation.startsWith(QStringLiteral("sweep:")))
                    QTest::newRow(
                        qPrintable(QString::fromStdString(scenario->name) + QLatin1Char(' ') + variation))
                        << scenario << variation;
    }
    void whatALessonVariesRuns() {
        QFETCH(const Scenario*, scenario);
        QFETCH(QString, variation);
        const ObservedRun run(
            request_of(*scenario, to_variation(*scenario, variation.toStdString()).value()));
        QVERIFY2(run.wait(std::chrono::seconds(150)), "it did not end");
        const RunInfo& info = run.report().info;
        QVERIFY2(info.error.empty() || info.ended != Ended::finished, info.error.c_str());
        QVERIFY2(info.ended && *info.ended != Ended::stopped && *info.ended != Ended::time_limit,
                 info.error.c_str());
        for (const Check& check : info.checks)
            QVERIFY2(check.holds != false, (check.name + ": " + check.claim + " " + check.why).c_str());
    }
};

QTEST_GUILESS_MAIN(TestVariations)
#include "test_variations.moc"
