// SPDX-License-Identifier: GPL-3.0-or-later
// The setup of the next run, without a window: choosing, setting, and what is saved between starts.
#include "core/event/error.h"
#include "ui/run/run_setup.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace interleave;

namespace test_run_setup {

Scenario scenario(const char* name) {
    Scenario made;
    made.name = name;
    made.backends = {Backend::threads, Backend::processes};
    made.parameters = {integer("workers", 2, 1, 64, "", "how many"),
                       text("word", "hello", "what is printed")};
    return made;
}

class TestRunSetup : public QObject {
    Q_OBJECT

private slots:
    void init() {
        folder_ = std::make_unique<QTemporaryDir>();
        settings_ = std::make_unique<WindowSettings>(folder_->filePath(QStringLiteral("settings.ini")));
    }
    void cleanup() { settings_.reset(); } // written into the folder

    void theFirstOfTheCourseIsChosenAtTheFirstStart() {
        RunSetup setup(scenarios_, *settings_);
        QVERIFY(setup.scenario() == nullptr);
        setup.chooseLast();
        QCOMPARE(setup.scenario(), &first_);
    }

    void whatWasSetComesBack() {
        {
            RunSetup setup(scenarios_, *settings_);
            setup.choose(first_);
            setup.setParameterWords(QStringLiteral(R"({"workers":"7"})"));
            setup.setBackendName(QStringLiteral("processes"));
            setup.choose(second_);
            setup.remember();
        }
        RunSetup setup(scenarios_, *settings_);
        setup.chooseLast();
        QCOMPARE(setup.scenario(), &second_);
        QCOMPARE(setup.parameters().integer("workers"), 2);
        setup.choose(first_);
        const RunRequest request = setup.request();
        QCOMPARE(request.parameters.integer("workers"), 7);
        QCOMPARE(request.parameters.text("word"), std::string("hello"));
        QVERIFY(request.backend == Backend::processes);
    }

    void aBackendThatTheScenarioDoesNotKnowIsItsFirst() {
        RunSetup setup(scenarios_, *settings_);
        setup.choose(first_);
        setup.setBackendName(QStringLiteral("quantum"));
        QVERIFY(setup.request().backend == Backend::threads);
    }

    void aWordThatDoesNotFitIsReportedWithTheRequest() {
        RunSetup setup(scenarios_, *settings_);
        setup.choose(first_);
        setup.setParameterWords(QStringLiteral(R"({"workers":"many"})"));
        QVERIFY_THROWS_EXCEPTION(UsageError, setup.request());
    }

    void nothingRunsWhileAFieldHasAProblem() {
        RunSetup setup(scenarios_, *settings_);
        setup.choose(first_);
        setup.setProblem(QStringLiteral("parameters"), QStringLiteral("Workers: 12000 is too large"));
        setup.setProblem(QStringLiteral("seed"), QStringLiteral("Seed: the number is missing"));
        QVERIFY_THROWS_EXCEPTION(UsageError, setup.request());
        QVERIFY_THROWS_EXCEPTION(UsageError, setup.parameters());
        setup.setProblem(QStringLiteral("parameters"), QString());
        try {
            setup.request();
            QFAIL("the seed's problem is left");
        } catch (const UsageError& error) {
            QCOMPARE(QString::fromUtf8(error.what()), QStringLiteral("Seed: the number is missing"));
        }
        setup.setProblem(QStringLiteral("seed"), QString());
        QCOMPARE(setup.request().parameters.integer("workers"), 2);
    }

    void choosingTheSameAgainSignalsOnlyTheList() {
        RunSetup setup(scenarios_, *settings_);
        setup.choose(first_);
        QSignalSpy chosen(&setup, &RunSetup::chosen);
        QSignalSpy by_name(&setup, &RunSetup::chosenByName);
        QVERIFY(setup.chooseByName(QStringLiteral("first")));
        QVERIFY(!setup.chooseByName(QStringLiteral("no-such-scenario")));
        QCOMPARE(chosen.count(), 0);
        QCOMPARE(by_name.count(), 1);
    }

    void aChangeIsSignalledOnce() {
        RunSetup setup(scenarios_, *settings_);
        QSignalSpy changed(&setup, &RunSetup::changed);
        setup.choose(first_);
        QCOMPARE(changed.count(), 1);
        setup.setParameterWords(QStringLiteral(R"({"workers":"7"})"));
        setup.setBackendName(QStringLiteral("processes"));
        setup.setSeed(77);
        QCOMPARE(changed.count(), 4);
        setup.setParameterWords(QStringLiteral(R"({"workers":"7"})"));
        setup.setBackendName(QStringLiteral("processes"));
        setup.setSeed(77);
        QCOMPARE(changed.count(), 4);
    }

    void aRunIsRepeatedOnlyWithAllThatItHad() {
        RunSetup setup(scenarios_, *settings_);
        RunInfo run;
        QVERIFY2(!setup.wouldRepeat(run), "no scenario is chosen");
        setup.choose(first_);
        run.scenario = "first";
        run.backend = "threads";
        run.seed = setup.seed();
        run.parameters = {{"workers", 2}, {"word", "hello"}};
        QVERIFY(setup.wouldRepeat(run));
        setup.setParameterWords(QStringLiteral(R"({"workers":"2"})"));
        QVERIFY2(setup.wouldRepeat(run), "the default in words is the default");
        setup.setParameterWords(QStringLiteral(R"({"workers":"7"})"));
        QVERIFY(!setup.wouldRepeat(run));
        setup.setParameterWords(QStringLiteral(R"({"workers":"many"})"));
        QVERIFY2(!setup.wouldRepeat(run), "nothing can run");
        setup.setParameterWords({});
        setup.setSeed(run.seed + 1);
        QVERIFY(!setup.wouldRepeat(run));
        setup.setSeed(run.seed);
        setup.setBackendName(QStringLiteral("processes"));
        QVERIFY(!setup.wouldRepeat(run));
        setup.setBackendName({});
        setup.choose(second_);
        QVERIFY(!setup.wouldRepeat(run));
    }

private:
    Scenario first_ = scenario("first");
    Scenario second_ = scenario("second");
    std::vector<const Scenario*> scenarios_{&first_, &second_};
    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<WindowSettings> settings_;
};

} // namespace test_run_setup

QTEST_MAIN(test_run_setup::TestRunSetup)
#include "test_run_setup.moc"
