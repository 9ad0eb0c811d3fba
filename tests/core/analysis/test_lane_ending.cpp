// SPDX-License-Identifier: GPL-3.0-or-later
// How lanes ended is told as it is known: by their own records, by who was told of their process, or not at
// all.
#include "core/analysis/lane_ending.h"
#include "tests/core/trace/trace_builder.h"

#include <QTest>

#include <csignal>

using namespace interleave;
using namespace interleave::test;

namespace test_lane_ending {

/// A main process, and a worker process with two threads. Times are in ns.
struct Story {
    explicit Story(bool kernel_records) : builder(kernel_records) {
        for (const LaneId lane : {main, process, first, second})
            builder.begin(0, lane);
    }
    QString ending(const Trace& trace, LaneId lane) const {
        const auto ending = lane_ending(trace, trace.lane(lane));
        if (!ending)
            return QStringLiteral("not known");
        const std::string culprit = ending->culprit == no_lane ? "" : trace.lane(ending->culprit).name();
        const std::string place = place_text(trace, ending->place);
        return QString::fromStdString(full_text(*ending, culprit) + (place.empty() ? "" : ", " + place));
    }

    TraceBuilder builder;
    ObjectId worker = builder.object(ObjectKind::worker, "process");
    ObjectId words = builder.object(ObjectKind::label, "no luck");
    std::uint32_t file = builder.file("/a/crash.cpp");
    LaneId main = builder.lane("main", LaneKind::process);
    LaneId process = builder.lane("process", LaneKind::process, worker);
    LaneId first = builder.thread_of(process, "first");
    LaneId second = builder.thread_of(process, "second");
};

class TestLaneEnding : public QObject {
    Q_OBJECT

private slots:
    void theThreadThatGotTheSignalIsNamedAndTheOthersEndWithTheirProcess_data() {
        QTest::addColumn<bool>("kernel_records");
        QTest::newRow("with switch records") << true;
        QTest::newRow("without") << false;
    }
    void theThreadThatGotTheSignalIsNamedAndTheOthersEndWithTheirProcess() {
        QFETCH(bool, kernel_records);
        Story story(kernel_records);
        story.builder.add(40, story.first, EventKind::write, no_object, 1, 0, make_site(story.file, 52));
        story.builder.add(50, story.first, EventKind::fatal_signal, no_object, 0, SIGSEGV);
        story.builder.joined(60, story.main, story.worker, 0, SIGSEGV).end(100, story.main);
        const auto trace = story.builder.build_closed(100);
        QCOMPARE(story.ending(*trace, story.first), "signal 11 (segmentation fault), after crash.cpp:52");
        QCOMPARE(story.ending(*trace, story.second),
                 "the end of its process, by signal 11 (segmentation fault) in first");
        QCOMPARE(story.ending(*trace, story.process),
                 "the end of its process, by signal 11 (segmentation fault) in first");
        QCOMPARE(story.ending(*trace, story.main), "returned");
        QCOMPARE(trace->lane(story.first).end(), 50);
        for (const LaneId lane : {story.process, story.second})
            QCOMPARE(trace->lane(lane).end(), kernel_records ? 60 : 50); // no lane outlives its process
        QVERIFY(trace->lane(story.second).exit()->signal == SIGSEGV);
        QCOMPARE(trace->impossible(), 0U);
    }

    void whatOnlyTheRecordingEndedWentOn() {
        TraceBuilder builder;
        const LaneId on = builder.lane("on a processor");
        const LaneId over = builder.lane("exited");
        const LaneId returned = builder.lane("returned");
        for (const LaneId lane : {on, over, returned})
            builder.begin(0, lane).wake(0, lane);
        builder.add(100, over, EventKind::task_exit);
        builder.end(100, returned);
        const auto open = builder.build(100);
        QVERIFY(!outlived_recording(*open, open->lane(on))); // it is going on
        const auto trace = builder.build_closed(100);
        QVERIFY(outlived_recording(*trace, trace->lane(on)));
        QVERIFY(!outlived_recording(*trace, trace->lane(over)));
        QVERIFY(!outlived_recording(*trace, trace->lane(returned)));
    }

    void aKilledProcessHasNoCulprit() {
        Story story(false);
        story.builder.add(40, story.process, EventKind::sleep_begin, no_object, 1, 0,
                          make_site(story.file, 9));
        story.builder.end(45, story.second);
        story.builder.joined(60, story.main, story.worker, 0, SIGKILL).end(100, story.main);
        const auto trace = story.builder.build_closed(100);
        QCOMPARE(story.ending(*trace, story.process), "signal 9 (killed), crash.cpp:9");
        QCOMPARE(story.ending(*trace, story.first), "the end of its process, by signal 9 (killed)");
        QCOMPARE(story.ending(*trace, story.second), "returned"); // before
        QVERIFY(!trace->lane(story.second).exit());
    }

    void anExceptionHasItsWords() {
        Story story(false);
        story.builder.add(50, story.first, EventKind::lane_end, story.words, 0,
                          to_detail(LaneEndReason::exception));
        story.builder.add(50, story.second, EventKind::lane_end, no_object, 0,
                          to_detail(LaneEndReason::exception));
        const auto trace = story.builder.build(100);
        QCOMPARE(story.ending(*trace, story.first), "an exception: no luck");
        QCOMPARE(story.ending(*trace, story.second), "an exception");
        QCOMPARE(story.ending(*trace, story.process), "not known"); // it goes on
    }

    void theEndOfTheMainProcessIsThatOfItsLanes() {
        Story story(false);
        const LaneId thread = story.builder.thread_of(story.main, "thread");
        story.builder.begin(0, thread).add(90, thread, EventKind::fatal_signal, no_object, 0, SIGABRT);
        story.builder.add(140, story.process, EventKind::mark); // its parent has ended
        const auto trace =
            story.builder.build_closed(100, {{story.builder.pid_of(story.main), 0, SIGABRT},
                                             {story.builder.pid_of(story.process), 0, SIGKILL, true}});
        QCOMPARE(story.ending(*trace, thread), "signal 6 (aborted)");
        QCOMPARE(story.ending(*trace, story.main), "the end of its process, by signal 6 (aborted) in thread");
        QCOMPARE(story.ending(*trace, story.process), "the end of the run");
        QCOMPARE(trace->lane(story.main).end(), 90); // no switch records say that it lived longer
        QCOMPARE(trace->lane(story.process).end(), 140);
        QCOMPARE(trace->time_end(), 140);
    }

    void aProcessThatLeavesItsThreadsHasAnExitCode() {
        Story story(false);
        story.builder.joined(60, story.main, story.worker, 7);
        const auto trace = story.builder.build(100);
        QCOMPARE(story.ending(*trace, story.process), "the end of its process, by exit code 7");
        QCOMPARE(story.ending(*trace, story.first), "the end of its process, by exit code 7");
        QCOMPARE(story.ending(*trace, story.main), "not known");
    }

    void littleRoomHasShortWords() {
        const auto words = [](const LaneEnding& ending, const char* culprit) {
            return QString::fromStdString(short_text(ending, culprit));
        };
        QCOMPARE(words({}, ""), "");
        QCOMPARE(words({.by = LaneEnding::By::signal, .signal = 11}, ""), "signal 11");
        QCOMPARE(words({.by = LaneEnding::By::exception}, ""), "exception");
        QCOMPARE(words({.by = LaneEnding::By::process, .signal = 9}, ""), "with its process");
        QCOMPARE(words({.by = LaneEnding::By::process, .signal = 9}, "worker 2"), "with worker 2");
        QCOMPARE(words({.by = LaneEnding::By::run}, ""), "with the run");
    }
};

} // namespace test_lane_ending

QTEST_APPLESS_MAIN(test_lane_ending::TestLaneEnding)
#include "test_lane_ending.moc"
