// SPDX-License-Identifier: GPL-3.0-or-later
// The replay in the window, by real keys and clicks: all views show the run as it was then.
#include "tests/ui/window_rig.h"

#include "core/analysis/printed_lines.h"
#include "ui/code/code_view.h"
#include "ui/replay/replay.h"
#include "ui/theme/appearance.h"
#include "ui/window/presenter_screen.h"

#include <QComboBox>
#include <QDockWidget>
#include <QLabel>
#include <QSlider>
#include <QStandardPaths>
#include <QToolButton>

using namespace interleave;
using namespace interleave::rig;

namespace test_window_replay {

class TestWindowReplay : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        folder_ = std::make_unique<QTemporaryDir>();
    }
    void init() {
        rig_ = std::make_unique<WindowRig>(folder_->filePath(QStringLiteral("settings.ini")));
        QVERIFY(QTest::qWaitForWindowActive(rig_->window.get()));
        rig_->choose("numbers-and-letters");
        rig_->set("parameter.number_pause", 1);
        rig_->set("parameter.letter_pause", 1);
    }
    void cleanup() { rig_.reset(); }

    void keysOpenPlayPauseStepAndEndIt() {
        run();
        QVERIFY(!strip().isVisible());
        key(Qt::Key_P);
        QVERIFY(replay().isOpen() && replay().isPlaying());
        QTRY_VERIFY(strip().isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(cursor() > 0, timeout_ms); // by the real clock
        const auto run_before = rig_->runs().run();
        key(Qt::Key_Space);
        QVERIFY(!replay().isPlaying());
        key(Qt::Key_Space);
        QVERIFY(replay().isPlaying());
        QTest::keyClick(&rig_->timeline(), Qt::Key_P, Qt::ControlModifier);
        QVERIFY(!replay().isPlaying());
        QCOMPARE(rig_->runs().run(), run_before); // nothing was run meanwhile
        const std::int64_t paused = cursor();
        key(Qt::Key_Greater);
        const std::int64_t next = cursor();
        QVERIFY(next > paused && rig_->navigation().chosenLane());
        key(Qt::Key_Greater);
        QVERIFY(cursor() >= next);
        key(Qt::Key_Less);
        QCOMPARE(cursor(), next);
        rig_->navigation().showRange({0, 1'000});
        key(Qt::Key_Escape);
        QVERIFY(!replay().isOpen() && !rig_->navigation().cursor());
        QTRY_VERIFY(!strip().isVisible());
        QCOMPARE(rig_->navigation().visibleRange(), rig_->navigation().wholeRange());
        key(Qt::Key_Space); // runs again
        QTRY_VERIFY_WITH_TIMEOUT(rig_->runs().run() != run_before && rig_->isIdle(), timeout_ms);
    }

    void theStripDoesTheSameByMouseAndByTheKeysOfItsControls() {
        run();
        key(Qt::Key_Greater);
        QTRY_VERIFY(strip().isVisible());
        QVERIFY(!replay().isPlaying());
        const TimeRange whole = rig_->navigation().wholeRange();
        click("replayToEnd");
        QCOMPARE(cursor(), whole.until);
        click("replayToBegin");
        QCOMPARE(cursor(), whole.from);
        QTRY_COMPARE(label("replayHappened").text(), QStringLiteral("Nothing has happened yet"));
        click("replayStepForward");
        const std::int64_t first = cursor();
        QTRY_VERIFY2(label("replayHappened").text().startsWith(QStringLiteral("main ")),
                     qPrintable(label("replayHappened").text()));
        click("replayStepForward");
        click("replayStepBack");
        QCOMPARE(cursor(), first);
        click("replayPlay");
        QVERIFY(replay().isPlaying());
        QTRY_COMPARE(rig_->find<QToolButton>("replayPlay").accessibleName(), QStringLiteral("Pause"));

        auto& speed = rig_->find<QComboBox>("replaySpeed");
        QTRY_COMPARE(speed.currentText().contains(QStringLiteral("in 1 s")), true);
        const std::int64_t before = replay().slowdown();
        speed.setFocus(Qt::TabFocusReason);
        QTest::keyClick(&speed, Qt::Key_Down);
        QVERIFY(replay().slowdown() > before);

        auto& moment = rig_->find<QSlider>("replayMoment");
        moment.setFocus(Qt::TabFocusReason);
        QTest::keyClick(&moment, Qt::Key_Space); // plays and pauses, there is nothing to press
        QVERIFY(!replay().isPlaying());
        QTest::keyClick(&moment, Qt::Key_End);
        QCOMPARE(cursor(), whole.until);
        QTRY_VERIFY2(label("replayTime").text().contains(QStringLiteral(" of ")),
                     qPrintable(label("replayTime").text()));
        QTest::keyClick(&moment, Qt::Key_Home);
        QCOMPARE(cursor(), whole.from);
        QTest::keyClick(&moment, Qt::Key_Right);
        QVERIFY(cursor() > whole.from && cursor() < whole.from + whole.length() / 10);
        QTest::keyClick(&moment, Qt::Key_Greater);
        QVERIFY(rig_->navigation().chosenLane().has_value());

        auto& close = rig_->find<QToolButton>("replayClose");
        close.setFocus(Qt::TabFocusReason);
        QTest::keyClick(&close, Qt::Key_Space); // presses it, and does not play
        QVERIFY(!replay().isOpen());
        QCOMPARE(QApplication::focusWidget(), &rig_->timeline());
    }

    void statisticsAreOfWhatWasReplayed() {
        run();
        const QString whole = QStringLiteral("Whole run");
        QTRY_COMPARE_WITH_TIMEOUT(label("statisticsRange").text(), whole, timeout_ms);
        key(Qt::Key_Greater);
        click("replayToEnd");
        click("replayStepBack");
        QTRY_VERIFY_WITH_TIMEOUT(label("statisticsRange").text().startsWith(QStringLiteral("From ")),
                                 timeout_ms);
        key(Qt::Key_Escape);
        QTRY_COMPARE_WITH_TIMEOUT(label("statisticsRange").text(), whole, timeout_ms);
    }

    void printedLinesAppearAsTheyWerePrinted() {
        run();
        bringToFront("dockPrinted");
        const Trace& trace = rig_->run()->trace();
        const std::vector<PrintedLine> lines = printed_lines(trace);
        QVERIFY(lines.size() >= 6);
        QTRY_COMPARE_WITH_TIMEOUT(rowsOfPrinted().size(), static_cast<qsizetype>(lines.size()), timeout_ms);
        const QStringList all = rowsOfPrinted();
        click("replayToBegin"); // hidden, but it opens the replay as any other way
        QTRY_VERIFY(rowsOfPrinted().isEmpty());
        qsizetype seen = 0;
        for (std::int64_t last = -1;; last = cursor()) {
            key(Qt::Key_Greater);
            QCoreApplication::processEvents();
            const auto printed = static_cast<qsizetype>(printed_until(lines, cursor()));
            QCOMPARE(rowsOfPrinted(), all.mid(0, printed));
            seen = std::max(seen, printed);
            if (cursor() == last && rig_->navigation().cursor() == lastEventTime(trace))
                break;
        }
        QCOMPARE(seen, all.size());
        for (qsizetype i = 0; i < 4; ++i)
            key(Qt::Key_Less);
        QCoreApplication::processEvents();
        QCOMPARE(rowsOfPrinted(), all.mid(0, static_cast<qsizetype>(printed_until(lines, cursor()))));
        key(Qt::Key_Escape);
        QTRY_COMPARE(rowsOfPrinted(), all);
    }

    void aPrintedLineLeadsToItsMoment() {
        run();
        bringToFront("dockPrinted");
        auto& table = rig_->find<TableView>("printedView");
        const std::vector<PrintedLine> lines = printed_lines(rig_->run()->trace());
        QTRY_COMPARE_WITH_TIMEOUT(rowsOfPrinted().size(), static_cast<qsizetype>(lines.size()), timeout_ms);
        const QModelIndex third = table.model()->index(2, 2);
        table.scrollTo(third);
        QTest::mouseClick(table.viewport(), Qt::LeftButton, Qt::NoModifier, table.visualRect(third).center());
        QCOMPARE(cursor(), lines[2].time);
        QCOMPARE(rig_->navigation().chosenLane(), lines[2].lane);
    }

    void theCodeFollowsWhoActs() {
        run();
        bringToFront("dockCode");
        auto& code = rig_->find<CodeView>("codeView");
        QVERIFY(code.markedPlace().isEmpty());
        key(Qt::Key_P);
        key(Qt::Key_Space);
        replay().goTo(printed_lines(rig_->run()->trace()).at(3).time);
        QVERIFY(!rig_->navigation().chosenLane());
        QTRY_VERIFY(!code.markedPlace().isEmpty());
    }

    void aRunThatGoesOnCannotBeReplayed() {
        rig_->set("parameter.number_pause", 500);
        rig_->press("actionRun");
        QTRY_VERIFY_WITH_TIMEOUT(rig_->hasLanes(2), timeout_ms);
        key(Qt::Key_P);
        QVERIFY(!replay().isOpen() && !rig_->navigation().cursor());
        QTRY_VERIFY2(rig_->banner().isVisible() &&
                         label("bannerWords").text().contains(QStringLiteral("still being recorded")),
                     qPrintable(label("bannerWords").text()));
        QVERIFY(!strip().isVisible());
        rig_->press("actionStop");
        QTRY_VERIFY_WITH_TIMEOUT(rig_->isIdle(), timeout_ms);
        rig_->press("actionReplay");
        QVERIFY(replay().isPlaying());
    }

    void thePresenterReplaysInLargeLetters() {
        run();
        rig_->press("actionPresenter");
        auto* screen = rig_->window->findChild<PresenterScreen*>();
        QVERIFY(screen != nullptr);
        QTRY_COMPARE(screen->focusWidget(), static_cast<QWidget*>(&rig_->timeline()));
        key(Qt::Key_P);
        QTRY_VERIFY(strip().isVisible() && strip().window() == screen);
        QVERIFY(label("replayHappened").font().pixelSize() >= 18);
        key(Qt::Key_Space);
        QVERIFY(replay().isOpen() && !replay().isPlaying());
        key(Qt::Key_Escape);
        QVERIFY(!replay().isOpen() && screen->isVisible());
        key(Qt::Key_Escape);
        QTRY_VERIFY(rig_->window->findChild<PresenterScreen*>() == nullptr ||
                    !rig_->window->findChild<PresenterScreen*>()->isVisible());
    }

private:
    void run() {
        rig_->press("actionRun");
        QTRY_VERIFY_WITH_TIMEOUT(rig_->run() != nullptr && rig_->isIdle(), timeout_ms);
        rig_->timeline().setFocus(Qt::TabFocusReason);
    }
    void key(Qt::Key key) { QTest::keyClick(&rig_->timeline(), key); }
    void click(const char* button) {
        auto& widget = rig_->find<QToolButton>(button);
        if (widget.isVisible())
            QTest::mouseClick(&widget, Qt::LeftButton);
        else
            widget.click();
    }
    Replay& replay() { return *rig_->window->findChild<Replay*>(); }
    QWidget& strip() { return rig_->find<QWidget>("replayStrip"); }
    QLabel& label(const char* name) {
        for (QWidget* top : QApplication::topLevelWidgets())
            if (auto* found = top->findChild<QLabel*>(QLatin1String(name)))
                return *found;
        qFatal("no label %s", name);
    }
    std::int64_t cursor() { return rig_->navigation().cursor().value_or(-1); }
    QStringList rowsOfPrinted() {
        QStringList lines;
        for (const auto& row : rig_->table("printedView").rows)
            lines << QStringLiteral("%1 %2").arg(row[1].text, row[2].text);
        return lines;
    }
    static std::int64_t lastEventTime(const Trace& trace) {
        std::int64_t last = 0;
        for (std::size_t i = 0; i < trace.lane_count(); ++i)
            if (const EventSequence& events = trace.lane(i).events(); !events.empty())
                last = std::max(last, events[events.size() - 1].time);
        return last;
    }
    void bringToFront(const char* dock) {
        auto& widget = rig_->find<QDockWidget>(dock);
        widget.raise();
        QTRY_VERIFY(widget.widget()->isVisible());
    }

    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<WindowRig> rig_;
};

} // namespace test_window_replay

QTEST_MAIN(test_window_replay::TestWindowReplay)
#include "test_window_replay.moc"
