// SPDX-License-Identifier: GPL-3.0-or-later
// The replay with a clock of the test's own: how far it comes, where it stops, how it steps, and what the
// timeline shows meanwhile.
#include "core/analysis/run_report.h"
#include "tests/ui/example_traces.h"
#include "tests/ui/timeline_rig.h"
#include "ui/replay/replay.h"
#include "ui/replay/replay_clock.h"
#include "ui/replay/replay_speed.h"
#include "ui/run/shown_run.h"
#include "ui/status/messages.h"

#include <QLocale>
#include <QSignalSpy>
#include <QTest>

#include <cstdlib>

using namespace interleave;
using namespace interleave::test;

namespace test_replay {

constexpr std::int64_t second_ns = 1'000'000'000;

/// A run of 100 ms that is over, and its replay. Time passes only as the test says.
struct ReplayRig {
    explicit ReplayRig(std::shared_ptr<const Trace> shown, bool is_over = true) : trace(std::move(shown)) {
        run.show(trace, RunInfo());
        navigation.reset(whole_range(*trace));
        if (is_over)
            run.complete(make_report(RunInfo(), *trace));
    }
    void pass(std::int64_t ns) {
        now += ns;
        replay.advance();
    }
    std::int64_t cursor() const { return navigation.cursor().value_or(-1); }
    /// Returns "time lane kind" of what happened last.
    QString last() const {
        const auto step = replay.lastHappened();
        return !step ? QStringLiteral("none")
                     : QStringLiteral("%1 %2 %3")
                           .arg(step->record.event.time)
                           .arg(QString::fromStdString(trace->lane(step->record.lane).name()),
                                name_of(step->record.event.kind));
    }

    std::shared_ptr<const Trace> trace;
    ShownRun run;
    Navigation navigation;
    Messages messages;
    std::int64_t now = 5;
    Replay replay{run, navigation, messages, nullptr, [this] { return now; }};
};

int difference(const QColor& a, const QColor& b) {
    return std::abs(a.red() - b.red()) + std::abs(a.green() - b.green()) + std::abs(a.blue() - b.blue());
}

std::unique_ptr<Trace> trace_of_steps() {
    TraceBuilder story(false);
    const LaneId a = story.lane("a"), b = story.lane("b");
    const ObjectId label = story.object(ObjectKind::label, "here");
    story.begin(0, a).begin(10 * ms, b).add(10 * ms, a, EventKind::mark, label);
    story.add(10 * ms, a, EventKind::mark, label).add(20 * ms, a, EventKind::records_lost, no_object, 3);
    story.add(50 * ms, b, EventKind::mark, label).add(60 * ms, a, EventKind::mark, label);
    return story.build_closed(100 * ms);
}

class TestReplay : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English)); }

    void theClockGoesByTimeAndNotByHowOftenItIsAsked() {
        ReplayClock often, seldom;
        for (ReplayClock* clock : {&often, &seldom}) {
            clock->go_to(100, 0);
            clock->set_slowdown(1'000, 0);
            clock->start(0);
        }
        std::int64_t last = 0;
        for (std::int64_t now = 0; now <= second_ns; now += 333) {
            QVERIFY(often.moment(now) >= last);
            last = often.moment(now);
        }
        QCOMPARE(often.moment(second_ns), std::int64_t{1'000'100});
        QCOMPARE(seldom.moment(second_ns), std::int64_t{1'000'100});
    }

    void theClockKeepsItsMomentWhenItStopsAndWhenItsSpeedChanges() {
        ReplayClock clock;
        QCOMPARE(clock.moment(700), std::int64_t{0});
        clock.start(1'000);
        QCOMPARE(clock.moment(3'000), std::int64_t{2'000});
        clock.set_slowdown(10, 3'000);
        QCOMPARE(clock.moment(3'000), std::int64_t{2'000});
        QCOMPARE(clock.moment(4'000), std::int64_t{2'100});
        clock.stop(4'000);
        QCOMPARE(clock.moment(9'000), std::int64_t{2'100});
        clock.start(9'000);
        QCOMPARE(clock.moment(9'500), std::int64_t{2'150});
        clock.go_to(7, 9'500);
        QCOMPARE(clock.moment(9'600), std::int64_t{17});
        QCOMPARE(clock.moment(9'000), std::int64_t{7}); // a time before does not lead back
    }

    void theProposedSpeedLetsARunLastSomeFifteenSeconds() {
        for (double length = 20e3; length < 14e9; length *= 1.07) {
            const auto run = static_cast<std::int64_t>(length);
            const double seconds = static_cast<double>(run * proposed_slowdown(run)) / 1e9;
            QVERIFY2(seconds > 8.8 && seconds < 22.4, qPrintable(QString::number(seconds)));
        }
        QCOMPARE(proposed_slowdown(14'100'000), std::int64_t{1'000});
        QCOMPARE(proposed_slowdown(60 * second_ns), std::int64_t{1});
        QCOMPARE(proposed_slowdown(0), std::int64_t{1'000'000});
    }

    void speedsAreSaidInWords() {
        const auto words = [](std::int64_t slowdown) {
            return speed_words(slowdown).replace(QChar(0x202f), QLatin1Char(' '));
        };
        QCOMPARE(words(1), QString::fromUtf8("1 · as it ran"));
        QCOMPARE(words(2), QString::fromUtf8("1/2 · 500 ms in 1 s"));
        QCOMPARE(words(1'000), QString::fromUtf8("1/1,000 · 1 ms in 1 s"));
        QCOMPARE(words(20'000), QString::fromUtf8("1/20,000 · 50 µs in 1 s"));
        QCOMPARE(words(1'000'000), QString::fromUtf8("1/1,000,000 · 1 µs in 1 s"));
    }

    void playingMovesTheCursorAndStopsAtTheEnd() {
        ReplayRig rig(trace_of_contention(2, 5));
        const std::int64_t end = rig.navigation.wholeRange().until;
        rig.replay.playOrPause();
        QVERIFY(rig.replay.isOpen() && rig.replay.isPlaying());
        QCOMPARE(rig.cursor(), std::int64_t{0});
        QCOMPARE(rig.replay.slowdown(), proposed_slowdown(end));
        rig.replay.setSlowdown(500);
        rig.pass(second_ns);
        QCOMPARE(rig.cursor(), std::int64_t{2 * ms});
        rig.pass(second_ns / 2);
        QCOMPARE(rig.cursor(), std::int64_t{3 * ms});
        rig.replay.playOrPause();
        rig.pass(second_ns);
        QCOMPARE(rig.cursor(), std::int64_t{3 * ms});
        rig.replay.playOrPause();
        rig.pass(500 * end);
        QCOMPARE(rig.cursor(), end);
        QVERIFY(rig.replay.isOpen() && !rig.replay.isPlaying());
        rig.replay.playOrPause(); // from the begin again
        QCOMPARE(rig.cursor(), std::int64_t{0});
        rig.pass(second_ns);
        QCOMPARE(rig.cursor(), std::int64_t{2 * ms});
    }

    void whoMovesTheCursorMovesTheReplay() {
        ReplayRig rig(trace_of_contention(2, 5));
        rig.replay.playOrPause();
        rig.replay.setSlowdown(1'000);
        rig.pass(second_ns);
        rig.navigation.chooseLane(1, 7 * ms);
        rig.pass(second_ns);
        QCOMPARE(rig.cursor(), 7 * ms); // the time until the next frame was spent before the move
        rig.pass(second_ns);
        QCOMPARE(rig.cursor(), 8 * ms);
        rig.replay.goTo(2 * ms);
        rig.pass(0);
        rig.pass(second_ns);
        QCOMPARE(rig.cursor(), 3 * ms);
        rig.replay.goTo(-5);
        QCOMPARE(rig.cursor(), std::int64_t{0});
        rig.replay.goTo(rig.navigation.wholeRange().until + 5);
        QCOMPARE(rig.cursor(), rig.navigation.wholeRange().until);
    }

    void itBeginsAtTheCursorElseWithWhatIsInView() {
        ReplayRig rig(trace_of_contention(2, 5));
        rig.navigation.showRange({4 * ms, 6 * ms});
        QVERIFY(rig.replay.open());
        QCOMPARE(rig.cursor(), 4 * ms);
        QCOMPARE(rig.replay.slowdown(), proposed_slowdown(2 * ms));
        rig.replay.close();
        rig.navigation.chooseLane(0, 9 * ms);
        QVERIFY(rig.replay.open());
        QCOMPARE(rig.cursor(), 9 * ms);
    }

    void theCursorStaysInSight() {
        ReplayRig rig(trace_of_contention(2, 10));
        const TimeRange before{1 * ms, 3 * ms};
        const std::int64_t end = rig.navigation.wholeRange().until;
        rig.navigation.showRange(before);
        rig.replay.playOrPause();
        rig.replay.setSlowdown(1'000);
        QCOMPARE(rig.navigation.visibleRange(), before); // nothing moves before it must
        for (std::int64_t at = 0; rig.replay.isPlaying(); at += second_ns / 20) {
            rig.pass(second_ns / 20);
            const TimeRange& range = rig.navigation.visibleRange();
            QVERIFY(range.from <= rig.cursor() && rig.cursor() <= range.until);
            QVERIFY(rig.cursor() + range.length() / 5 <= range.until || range.until == end);
            QCOMPARE(range.length(), before.length());
            QVERIFY(at < 1'000 * end);
        }
        QCOMPARE(rig.cursor(), end);
        rig.navigation.undo(); // one move, however many frames it had
        QCOMPARE(rig.navigation.visibleRange(), before);
    }

    void endingItShowsTheWholeRun_data() {
        QTest::addColumn<bool>("by_clearing");
        QTest::newRow("the control") << false;
        QTest::newRow("Esc, which takes the cursor away") << true;
    }
    void endingItShowsTheWholeRun() {
        QFETCH(bool, by_clearing);
        ReplayRig rig(trace_of_contention(2, 5));
        rig.navigation.showRange({4 * ms, 6 * ms});
        rig.replay.playOrPause();
        rig.pass(second_ns);
        by_clearing ? rig.navigation.clear() : rig.replay.close();
        rig.pass(second_ns);
        QVERIFY(!rig.replay.isOpen() && !rig.replay.isPlaying() && !rig.navigation.cursor());
        QCOMPARE(rig.navigation.visibleRange(), rig.navigation.wholeRange());
        QVERIFY(!rig.navigation.consideredRange());
    }

    void anotherRunEndsIt() {
        ReplayRig rig(trace_of_contention(2, 5));
        rig.replay.playOrPause();
        const std::shared_ptr<const Trace> other = trace_of_a_wait();
        rig.run.show(other, RunInfo());
        rig.navigation.reset(whole_range(*other));
        QTRY_VERIFY(!rig.replay.isPlaying());
        QVERIFY(!rig.replay.isOpen() && !rig.navigation.cursor());
    }

    void whatStillRecordsCannotBeReplayed() {
        ReplayRig rig(trace_of_contention(2, 5), false);
        QSignalSpy notes(&rig.messages, &Messages::note);
        rig.replay.playOrPause();
        rig.replay.step(1);
        rig.replay.goTo(5);
        QVERIFY(!rig.replay.isOpen() && !rig.replay.isPlaying() && !rig.navigation.cursor());
        QCOMPARE(notes.count(), 3);
        QVERIFY(notes.first().first().toString().contains(QStringLiteral("still being recorded")));
        rig.run.clear();
        rig.replay.playOrPause();
        QVERIFY(notes.last().first().toString().contains(QStringLiteral("nothing to replay")));
    }

    void stepsGoThroughAllLanesAlsoAtOneTimeAndWhereRecordsAreMissing() {
        ReplayRig rig(trace_of_steps());
        const QStringList expected{"0 a lane_begin",        "10000000 a mark",         "10000000 a mark",
                                   "10000000 b lane_begin", "20000000 a records_lost", "50000000 b mark",
                                   "60000000 a mark"};
        QVERIFY(rig.replay.open());
        QCOMPARE(rig.last(), QStringLiteral("none"));
        QStringList steps;
        for (qsizetype i = 0; i < expected.size(); ++i) {
            rig.replay.step(1);
            steps << rig.last();
            QVERIFY(steps.last().startsWith(QString::number(rig.cursor())));
        }
        QCOMPARE(steps, expected);
        rig.replay.step(1); // there is no further one
        QCOMPARE(rig.last(), expected.last());
        for (qsizetype i = expected.size() - 1; i-- > 0;) {
            rig.replay.step(-1);
            QCOMPARE(rig.last(), expected[i]);
        }
        rig.replay.step(-1);
        QCOMPARE(rig.last(), expected.first());
        QCOMPARE(rig.navigation.chosenLane(), LaneId{0});
    }

    void stepsGoOnFromWhereTheUserHasGone() {
        ReplayRig rig(trace_of_steps());
        rig.replay.goTo(30 * ms);
        QCOMPARE(rig.last(), QStringLiteral("20000000 a records_lost"));
        rig.replay.step(-1); // to the last one that happened
        QCOMPARE(rig.cursor(), 20 * ms);
        rig.navigation.chooseLane(0, 10 * ms); // as a click on that event in a table
        QCOMPARE(rig.last(), QStringLiteral("10000000 a mark"));
        rig.replay.step(1);
        QCOMPARE(rig.last(), QStringLiteral("10000000 b lane_begin"));
        rig.replay.playOrPause();
        rig.replay.step(1);
        QVERIFY(!rig.replay.isPlaying());
        QCOMPARE(rig.cursor(), 20 * ms);
    }

    void figuresAreOfWhatWasReplayed() {
        ReplayRig rig(trace_of_steps());
        QVERIFY(!rig.navigation.consideredRange());
        rig.replay.goTo(30 * ms);
        QCOMPARE(rig.navigation.consideredRange(), (TimeRange{0, 30 * ms}));
        rig.navigation.select({1, 2});
        QCOMPARE(rig.navigation.consideredRange(), (TimeRange{1, 2}));
    }

    void whatIsToComeIsFaint() {
        TimelineRig rig(trace_of_a_wait());
        const auto colour = [&](std::int64_t time) {
            TimelineRig::processEvents();
            const int y = static_cast<int>(rig.view.layoutOfRows().bar(0).bottom()) - 4; // below the words
            return QColor(rig.view.grab().toImage().pixel(rig.pixelOf(time, 0).x(), y));
        };
        const QColor full = colour(45 * ms);
        const QColor ground = theme_for(rig.view.palette()).background;
        rig.navigation.beginReplay(30 * ms);
        QCOMPARE(colour(25 * ms), full);
        const QColor veiled = colour(45 * ms);
        QVERIFY2(difference(full, ground) > 200 && 3 * difference(veiled, ground) < difference(full, ground),
                 qPrintable(full.name() + veiled.name()));
        rig.navigation.moveCursor(50 * ms);
        QCOMPARE(colour(45 * ms), full);
        rig.navigation.beginReplay(30 * ms);
        rig.press(Qt::Key_Escape);
        QVERIFY(!rig.navigation.isReplaying());
        QCOMPARE(colour(45 * ms), full);
    }
};

} // namespace test_replay

QTEST_MAIN(test_replay::TestReplay)
#include "test_replay.moc"
