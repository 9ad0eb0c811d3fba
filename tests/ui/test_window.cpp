// SPDX-License-Identifier: GPL-3.0-or-later
// The window with a real engine: choosing, setting, running, watching and stopping.
#include "core/scenario/page_source.h"
#include "tests/ui/window_rig.h"

#include <QFile>
#include <QLabel>
#include <QSignalSpy>
#include <QStandardPaths>

#include <csignal>

using namespace interleave;
using namespace interleave::rig;

namespace test_window {

/// Counts how often a widget is painted.
class PaintCounter : public QObject {
public:
    int paints = 0;

protected:
    bool eventFilter(QObject*, QEvent* event) override {
        paints += event->type() == QEvent::Paint ? 1 : 0;
        return false;
    }
};

class TestWindow : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        mark_ = QByteArrayLiteral("INTERLEAVE_WINDOW_TEST=") +
                QByteArray::number(QCoreApplication::applicationPid());
        qputenv("INTERLEAVE_WINDOW_TEST", QByteArray::number(QCoreApplication::applicationPid()));
        QVERIFY2(QFile::exists(engine_), "INTERLEAVE_ENGINE must name the engine");
    }
    void init() { folder_ = std::make_unique<QTemporaryDir>(); }
    void cleanup() {
        qputenv("INTERLEAVE_ENGINE", engine_.toLocal8Bit());
        QTRY_COMPARE_WITH_TIMEOUT(enginesAlive(), 0, timeout_ms);
    }

    void aRunFillsTheTimelineAndTheTables() {
        WindowRig rig(settingsFile());
        rig.choose("numbers-and-letters");
        rig.set("parameter.count", 3);
        rig.set("parameter.number_pause", 20);
        rig.set("parameter.letter_pause", 30);
        rig.press("actionRun");
        QVERIFY(rig.runs().isActive());
        QTRY_VERIFY_WITH_TIMEOUT(rig.hasLanes(3), timeout_ms);
        QTRY_VERIFY_WITH_TIMEOUT(rig.isIdle(), timeout_ms);

        const RunInfo info = rig.run()->info();
        QVERIFY(info.ended == Ended::finished);
        QCOMPARE(info.parameters.at("count"), Value(3));
        QCOMPARE(rig.timeline().trace().get(), &rig.run()->trace());
        QTRY_COMPARE_WITH_TIMEOUT(rig.table("statisticsView").rows.size(), rig.run()->trace().lane_count(),
                                  timeout_ms);
        QCOMPARE(rig.table("checksView").rows.size(), info.checks.size());
        QVERIFY(!info.checks.empty());
        QVERIFY(rig.table("outcomeView").rows.size() >= 2);
        QVERIFY(!rig.banner().isVisible());
        QVERIFY(rig.find<QLabel>("statusEvents").text().endsWith(QStringLiteral(" events, none missing")));
    }

    void theLanesGrowWhileTheRunGoesOn() {
        WindowRig rig(settingsFile());
        startLongRun(rig);
        const std::int64_t early = rig.run()->trace().time_end();
        const std::int64_t shown_early = rig.navigation().visibleRange().until;
        QTRY_VERIFY_WITH_TIMEOUT(rig.run()->trace().time_end() > early + 50'000'000, timeout_ms);
        QTRY_VERIFY_WITH_TIMEOUT(rig.navigation().visibleRange().until > shown_early, timeout_ms);
        QVERIFY(rig.navigation().isFollowing());
        QVERIFY(rig.runs().isActive());
    }

    void stopEndsTheRunAndKeepsWhatItShowed() {
        WindowRig rig(settingsFile());
        startLongRun(rig);
        QVERIFY(enginesAlive() > 0);
        rig.press("actionStop");
        QTRY_VERIFY_WITH_TIMEOUT(rig.isIdle(), timeout_ms);
        QVERIFY(rig.run()->info().ended == Ended::stopped);
        QTRY_COMPARE_WITH_TIMEOUT(enginesAlive(), 0, timeout_ms);
        QVERIFY(rig.timeline().trace() != nullptr);
        QVERIFY(!rig.find<QAction>("actionStop").isEnabled());
    }

    void theWindowNeverWaitsForTheEngine() {
        WindowRig rig(settingsFile());
        rig.choose("numbers-and-letters");
        // This is what a press does at once, counted in turns of the event loop and not in time: the run has
        // not begun yet.
        rig.press("actionRun");
        QVERIFY(rig.run() == nullptr);
        QTRY_VERIFY_WITH_TIMEOUT(rig.hasLanes(1), timeout_ms);
        rig.press("actionStop");
        QVERIFY(rig.runs().isActive());
        QTRY_VERIFY_WITH_TIMEOUT(rig.isIdle(), timeout_ms);
    }

    void runningAgainReplacesTheRun() {
        WindowRig rig(settingsFile());
        startLongRun(rig);
        const ObservedRun* first = rig.run();
        QSignalSpy finished(&rig.runs(), &RunController::finished);
        rig.choose("hello-thread");
        rig.set("parameter.work", 5.0);
        rig.press("actionRun");
        QTRY_VERIFY_WITH_TIMEOUT(finished.count() == 2 && rig.isIdle(), timeout_ms);
        QVERIFY(rig.run() != first);
        QCOMPARE(rig.run()->info().scenario, std::string("hello-thread"));
        QVERIFY(rig.run()->info().ended == Ended::finished);
        QCOMPARE(rig.timeline().trace().get(), &rig.run()->trace());
    }

    void aStopThatComesWhileTheEngineStartsIsNotLost() {
        WindowRig rig(settingsFile());
        rig.choose("numbers-and-letters");
        rig.set("parameter.count", 26);
        rig.set("parameter.number_pause", 2000);
        rig.press("actionRun");
        rig.press("actionStop");
        QTRY_VERIFY_WITH_TIMEOUT(rig.isIdle(), timeout_ms);
        QVERIFY(rig.run()->info().ended == Ended::stopped);
    }

    void aRunWhoseGuardianWasStoppedEndsAtStop() {
        WindowRig rig(settingsFile());
        rig.choose("numbers-and-letters");
        rig.set("parameter.count", 26);
        rig.set("parameter.number_pause", 2000);
        rig.press("actionRun");
        QTRY_VERIFY_WITH_TIMEOUT(rig.hasLanes(3), timeout_ms);
        QFile stat(QStringLiteral("/proc/%1/stat").arg(rig.run()->trace().lane(0).pid()));
        QVERIFY(stat.open(QIODevice::ReadOnly));
        const QByteArray text = stat.readAll();
        const pid_t guardian = text.mid(text.lastIndexOf(')') + 2).split(' ').value(1).toInt();
        QVERIFY(guardian > 1);
        ::kill(guardian, SIGSTOP);
        rig.press("actionStop");
        QTRY_VERIFY_WITH_TIMEOUT(rig.isIdle(), timeout_ms);
        QVERIFY(rig.run()->info().ended == Ended::stopped);
        QVERIFY(rig.banner().words().contains(QStringLiteral("guardian")));
    }

    void aMissingEngineIsOneLineAndTheWindowStaysUsable() {
        qputenv("INTERLEAVE_ENGINE", "/nowhere/interleave-engine");
        WindowRig rig(settingsFile());
        rig.choose("hello-thread");
        rig.press("actionRun");
        QTRY_VERIFY_WITH_TIMEOUT(rig.banner().isVisible(), timeout_ms);
        QVERIFY2(rig.banner().words().contains(QStringLiteral("/nowhere/interleave-engine")),
                 qPrintable(rig.banner().words()));
        QVERIFY(!rig.banner().words().contains(QLatin1Char('\n')));
        QVERIFY(rig.isIdle());

        qputenv("INTERLEAVE_ENGINE", engine_.toLocal8Bit());
        rig.set("parameter.work", 5.0);
        rig.press("actionRun");
        QTRY_VERIFY_WITH_TIMEOUT(rig.run() != nullptr && rig.isIdle(), timeout_ms);
        QVERIFY(!rig.banner().isVisible());
        QVERIFY(rig.timeline().trace() != nullptr);

        // What the run before had must not be taken for this one's.
        qputenv("INTERLEAVE_ENGINE", "/nowhere/interleave-engine");
        rig.press("actionRun");
        QTRY_VERIFY_WITH_TIMEOUT(rig.banner().isVisible(), timeout_ms);
        QVERIFY(rig.run() == nullptr);
        QVERIFY(rig.timeline().trace() == nullptr);
        qputenv("INTERLEAVE_ENGINE", engine_.toLocal8Bit());
    }

    void aProgramThatIsNoEngineIsOneLineToo() {
        qputenv("INTERLEAVE_ENGINE", "/bin/true");
        WindowRig rig(settingsFile());
        rig.choose("hello-thread");
        rig.press("actionRun");
        QTRY_VERIFY_WITH_TIMEOUT(rig.banner().isVisible(), timeout_ms);
        QVERIFY(!rig.banner().words().isEmpty());
        QTRY_VERIFY_WITH_TIMEOUT(rig.isIdle(), timeout_ms);
    }

    void closingTheWindowEndsItsRun() {
        {
            WindowRig rig(settingsFile());
            startLongRun(rig);
            QVERIFY(enginesAlive() > 0);
            rig.window->close();
            rig.window.reset();
        }
        QTRY_COMPARE_WITH_TIMEOUT(enginesAlive(), 0, timeout_ms);
    }

    void manyEventsMakeFewRepaints() {
        WindowRig rig(settingsFile());
        rig.choose("lock-contention");
        rig.set("parameter.critical", 1.0);
        rig.set("parameter.outside", 0.0);
        rig.set("parameter.rounds", 20'000);
        PaintCounter counter;
        rig.window->installEventFilter(&counter);
        for (QWidget* widget : rig.timeline().findChildren<QWidget*>())
            widget->installEventFilter(&counter);
        QSignalSpy ticks(&rig.runs(), &RunController::ticked);
        rig.press("actionRun");
        QTRY_VERIFY_WITH_TIMEOUT(rig.run() != nullptr && rig.isIdle(), timeout_ms);
        const auto events = static_cast<qint64>(rig.run()->info().counts.events);
        QVERIFY2(events > 50'000, qPrintable(QString::number(events)));
        // A few widgets are painted per poll, and none per event.
        QVERIFY2(counter.paints < 8 * ticks.count() + 60,
                 qPrintable(QStringLiteral("%1 paints, %2 ticks").arg(counter.paints).arg(ticks.count())));
        QVERIFY(ticks.count() < events / 10);
    }

    void nothingIsPolledWhileNothingRuns() {
        WindowRig rig(settingsFile());
        rig.choose("hello-thread");
        rig.set("parameter.work", 5.0);
        rig.press("actionRun");
        QTRY_VERIFY_WITH_TIMEOUT(rig.run() != nullptr && rig.isIdle(), timeout_ms);
        QSignalSpy ticks(&rig.runs(), &RunController::ticked);
        QTest::qWait(rig.runs().interval() * 5);
        QCOMPARE(ticks.count(), 0);
    }

    void spaceRunsAndStopsInTheTimeline() {
        WindowRig rig(settingsFile());
        rig.choose("numbers-and-letters");
        rig.set("parameter.count", 26);
        rig.set("parameter.number_pause", 500);
        rig.timeline().setFocus();
        QTest::keyClick(&rig.timeline(), Qt::Key_Space);
        QTRY_VERIFY_WITH_TIMEOUT(rig.hasLanes(2), timeout_ms);
        QTest::keyClick(&rig.timeline(), Qt::Key_Space);
        QTRY_VERIFY_WITH_TIMEOUT(rig.isIdle(), timeout_ms);
        QVERIFY(rig.run()->info().ended == Ended::stopped);
    }

    void everyScenarioHasItsSourceInTheWindow() {
        for (const Scenario* scenario : all_scenarios()) {
            QVERIFY2(!page_source(scenario->source).empty(), scenario->source.c_str());
        }
    }

private:
    QString settingsFile() const { return folder_->filePath(QStringLiteral("settings.ini")); }
    /// The mark was set after this process began, so /proc shows it only in the processes that this one
    /// started.
    int enginesAlive() const { return processes_marked(mark_); }
    static void startLongRun(WindowRig& rig) {
        rig.choose("lock-contention");
        rig.set("parameter.rounds", 20'000);
        rig.press("actionRun");
        QTRY_VERIFY_WITH_TIMEOUT(rig.hasLanes(3), timeout_ms);
        QTRY_VERIFY_WITH_TIMEOUT(rig.run()->trace().event_count() > 100, timeout_ms);
    }

    QString engine_ = qEnvironmentVariable("INTERLEAVE_ENGINE");
    QByteArray mark_;
    std::unique_ptr<QTemporaryDir> folder_;
};

} // namespace test_window

QTEST_MAIN(test_window::TestWindow)
#include "test_window.moc"
