// SPDX-License-Identifier: GPL-3.0-or-later
// A signal that ends a process is noted on the lane of the thread that got it, and ends the process all the
// same.
#include "core/event/fatal_signal.h"
#include "core/event/recorder.h"
#include "tests/core/sync/session_rig.h"

#include <QTest>

#include <csignal>
#include <cstdlib>
#include <functional>
#include <sys/mman.h>
#include <sys/wait.h>

using namespace interleave;
using namespace interleave::test;

namespace test_fatal_signal {

using Body = void (*)();

void write_where_nobody_may() {
    void* const page = mmap(nullptr, 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    *static_cast<volatile int*>(page) = 1;
}

/// Returns the signal that ended a child with this body, 0 if it ended by itself.
int end_of_child_that(const std::function<void()>& does) {
    const pid_t child = fork();
    if (child == 0) {
        note_fatal_signals();
        does();
        _exit(0);
    }
    int status = 0;
    while (waitpid(child, &status, 0) < 0) {
    }
    return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

class TestFatalSignal : public QObject {
    Q_OBJECT

private slots:
    void theThreadThatGotItIsNoted_data() {
        QTest::addColumn<int>("signal");
        QTest::addColumn<Body>("does");
        QTest::newRow("a fault") << SIGSEGV << +write_where_nobody_may;
        QTest::newRow("an abort") << SIGABRT << +[] { std::abort(); };
        QTest::newRow("a sent one") << SIGBUS << +[] { raise(SIGBUS); };
    }
    void theThreadThatGotItIsNoted() {
        QFETCH(int, signal);
        QFETCH(Body, does);
        SessionRig session;
        const int ended_by = end_of_child_that([&] {
            Recorder::of_this_thread().begin_lane(LaneKind::process, "child", no_object);
            std::thread bystander = lane_thread("bystander", [] { pause(); });
            std::thread culprit = lane_thread("culprit", [&] {
                Recorder::of_this_thread().event(EventKind::mark, no_object, 1, 0);
                does();
            });
            culprit.join();
        });
        QCOMPARE(ended_by, signal);
        const auto noted = session.records(EventKind::fatal_signal);
        QCOMPARE(noted.size(), 1U);
        QCOMPARE(noted[0].lane, session.lane("culprit"));
        QCOMPARE(noted[0].detail, static_cast<std::uint16_t>(signal));
        const auto marks = session.records(EventKind::mark);
        QVERIFY(marks.at(0).time <= noted[0].time);
        QVERIFY(session.records().back().time <= noted[0].time + 1'000'000'000);
        QCOMPARE(session.counts().bad, 0U);
    }

    void aChildWithoutALaneIsNotNotedOnTheLaneItWasForkedFrom() {
        SessionRig session;
        QCOMPARE(end_of_child_that([] { std::abort(); }), SIGABRT);
        QVERIFY(session.records(EventKind::fatal_signal).empty());
    }

    void anImpossibleSignalIsBad() {
        SessionRig session;
        session.region().writer().note_fatal_signal(session.lane("main"), 65);
        QVERIFY(session.records(EventKind::fatal_signal).empty());
        QCOMPARE(session.counts().bad, 1U);
        QCOMPARE(session.counts().bad, 1U); // it is counted once
    }
};

} // namespace test_fatal_signal

QTEST_APPLESS_MAIN(test_fatal_signal::TestFatalSignal)
#include "test_fatal_signal.moc"
