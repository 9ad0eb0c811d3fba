// SPDX-License-Identifier: GPL-3.0-or-later
// Starting, joining, sleeping, computing and printing pass the hand-over point too.
#include "core/work/compute.h"
#include "core/work/print.h"
#include "core/work/process.h"
#include "core/work/sleep.h"
#include "core/work/thread.h"
#include "tests/core/sync/recording_scheduler.h"
#include "tests/core/sync/session_rig.h"

#include <QTest>

using namespace interleave;
using namespace interleave::test;
using namespace std::chrono_literals;

namespace test_work_hand_over {

class TestWorkHandOver : public QObject {
    Q_OBJECT

private slots:
    void startAndJoinOfAThread() {
        SessionRig session;
        ObjectId id = no_object;
        const auto hand_overs = hand_overs_of([&] {
            Thread worker("worker", [] {});
            id = worker.object();
            worker.join();
        });
        QCOMPARE(hand_overs, (HandOvers{{Operation::start, id}, {Operation::join, id}}));
    }

    void startAndJoinOfAProcess() {
        SessionRig session;
        ObjectId id = no_object;
        const auto hand_overs = hand_overs_of([&] {
            Process child("child", [] {});
            id = child.object();
            child.join();
        });
        QCOMPARE(hand_overs, (HandOvers{{Operation::start, id}, {Operation::join, id}}));
    }

    void sleepPrintAndCompute() {
        SessionRig session;
        PrintedLines printed;
        const auto hand_overs = hand_overs_of([&] {
            sleep_for(1ms);
            printed.print("line");
            compute(1);
            safe_point();
        });
        QCOMPARE(hand_overs, (HandOvers{{Operation::sleep, no_object},
                                        {Operation::print, no_object},
                                        {Operation::safe_point, no_object},
                                        {Operation::safe_point, no_object}}));
    }
};

} // namespace test_work_hand_over

QTEST_APPLESS_MAIN(test_work_hand_over::TestWorkHandOver)
#include "test_work_hand_over.moc"
