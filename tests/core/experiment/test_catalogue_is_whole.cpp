// SPDX-License-Identifier: GPL-3.0-or-later
// The catalogue is complete: every scenario has a lesson that fits it, and every claim has a run that can
// decide it.
#include "core/event/error.h"
#include "core/experiment/claims.h"
#include "core/sync/wait_queue.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace interleave;

namespace test_catalogue_is_whole {

QString lesson_of(const Scenario& scenario) {
    QFile file(QStringLiteral(INTERLEAVE_SOURCE_DIR "/resources/lessons/%1.md")
                   .arg(QString::fromStdString(scenario.name)));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

void add_scenarios() {
    QTest::addColumn<const Scenario*>("scenario");
    for (const Scenario* scenario : all_scenarios())
        QTest::newRow(scenario->name.c_str()) << scenario;
}

class TestCatalogueIsWhole : public QObject {
    Q_OBJECT

private slots:
    void everyConstructOfTheArticlesIsAScenario() {
        for (const char* name :
             {"hello-thread", "hello-process", "numbers-and-letters", "pool-map", "thread-pool",
              "process-pool", "futures", "lock", "semaphore-gate", "queue-hello", "memory", "lost-update",
              "gil-switching", "crash-isolation", "sensor-hub", "image-blur", "choose"})
            QCOMPARE(find_scenario(name).name, std::string(name));
    }

    void everyScenarioHasALessonWithAllItsParts_data() { add_scenarios(); }
    void everyScenarioHasALessonWithAllItsParts() {
        QFETCH(const Scenario*, scenario);
        const QString lesson = lesson_of(*scenario);
        QVERIFY2(!lesson.isEmpty(), "no file resources/lessons/NAME.md");
        for (const char* part :
             {"## The idea", "## What to look for", "## What to vary", "## Why", "## The same in Python"})
            QVERIFY2(lesson.contains(QLatin1String(part)), part);
        // The lesson shows the program in the place of this line.
        const QString program = QString::fromStdString(scenario->name) + QStringLiteral(".py");
        QVERIFY2(lesson.contains(QStringLiteral("\n\n[%1](%1)\n").arg(program)), qPrintable(program));
        QVERIFY(QFile::exists(QStringLiteral(INTERLEAVE_SOURCE_DIR "/resources/lessons/") + program));
        QVERIFY2(!lesson.contains(QLatin1String("## Predict")), "the question is in the front matter");
    }

    /// In a lesson `name=value` is something to set: it must exist and the value must be allowed.
    void lessonsNameOnlyParametersThatExist_data() { add_scenarios(); }
    void lessonsNameOnlyParametersThatExist() {
        QFETCH(const Scenario*, scenario);
        const QString text = lesson_of(*scenario).section(QStringLiteral("## The same in Python"), 0, 0);
        static const QRegularExpression words(QStringLiteral("`([a-z_]+=[^`]+)`"));
        for (auto found = words.globalMatch(text); found.hasNext();) {
            for (const QString& setting :
                 found.next().captured(1).split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
                if (setting.endsWith(QLatin1String("=FILE")))
                    continue; // FILE is a placeholder
                if (setting.startsWith(QLatin1String("seed=")))
                    continue; // every run has one
                ParameterSet set(scenario->parameters);
                try {
                    set.set(scenario->parameters, setting.toStdString());
                } catch (const UsageError& error) {
                    QFAIL(error.what());
                }
            }
        }
    }

    void everyDefaultIsWithinItsRange_data() { add_scenarios(); }
    void everyDefaultIsWithinItsRange() {
        QFETCH(const Scenario*, scenario);
        const ParameterSet defaults(scenario->parameters);
        // On the way to the engine values are read in the same way as those that a user types.
        QVERIFY(ParameterSet::from(scenario->parameters, defaults.named_values()).named_values() ==
                defaults.named_values());
        QVERIFY(!scenario->about.empty() && !scenario->title.empty() && !scenario->backends.empty());
        QVERIFY(scenario->most_lanes <= WaitQueue::most_waiters);
    }

    void everyClaimHasARunThatExists() {
        QCOMPARE(all_claims().size(), 22U);
        for (const Claim& claim : all_claims()) {
            QCOMPARE(&find_claim(claim.id), &claim);
            std::vector<ClaimRun> runs = claim.compared_with;
            runs.push_back(claim.run);
            for (const ClaimRun& run : runs) {
                const Scenario& scenario = find_scenario(run.scenario);
                QVERIFY(std::find(scenario.backends.begin(), scenario.backends.end(), run.backend) !=
                        scenario.backends.end());
                ParameterSet set(scenario.parameters);
                for (const auto& [name, words] : run.settings)
                    set.set(scenario.parameters, name, words);
            }
        }
        QVERIFY_THROWS_EXCEPTION(UsageError, find_claim("race-loses-update"));
    }

    void aClaimIsSettledByTheCheckOfItsName() {
        const Claim* const claims[] = {&find_claim("threads-share-memory"),
                                       &find_claim("processes-own-memory")};
        const auto results = measure_claims(claims, [](const ClaimProgress&) { return true; });
        QCOMPARE(results.size(), 2U);
        for (const ClaimResult& result : results) {
            QVERIFY2(result.check.holds == true, result.check.why.c_str());
            QCOMPARE(result.check.name, result.claim->id);
        }
    }

    void aClaimThatWasNotMeasuredIsUndecided() {
        const Claim* const claims[] = {&find_claim("threads-share-memory")};
        const auto results = measure_claims(claims, [](const ClaimProgress&) { return false; });
        QVERIFY(!results.front().check.holds.has_value());
        QVERIFY(!results.front().check.why.empty());
    }
};

} // namespace test_catalogue_is_whole

QTEST_GUILESS_MAIN(test_catalogue_is_whole::TestCatalogueIsWhole)
#include "test_catalogue_is_whole.moc"
