// SPDX-License-Identifier: GPL-3.0-or-later
// Threads compete for one processor by fixed priorities, and a holder inherits that of its waiter if its lock
// says so.
#include "core/sync/mutex.h"
#include "core/sync/robust_mutex.h"
#include "core/work/fixed_priority.h"
#include "tests/core/sync/waiting_rig.h"

#include <QFile>
#include <QTest>

#include <algorithm>
#include <sched.h>
#include <unistd.h>

using namespace interleave;
using namespace interleave::test;

namespace test_fixed_priority {

/// Returns what the kernel says of a thread of this process: -1 minus a fixed priority, else 0 or more.
int priority_in_kernel(pid_t thread) {
    QFile file(QStringLiteral("/proc/self/task/%1/stat").arg(thread));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray stat = file.readAll();
    // The name, which may have blanks, is the second field, and the priority the 18th.
    return stat.mid(stat.lastIndexOf(')') + 2).split(' ').value(15).toInt();
}

/// Whether this user may set fixed priorities here.
bool are_granted() {
    bool granted = false;
    std::thread([&] { granted = compete_with_fixed_priority(1); }).join();
    return granted;
}

class TestFixedPriority : public QObject {
    Q_OBJECT

private slots:
    void aThreadGetsThePriorityAndOneProcessor() {
        if (!are_granted())
            QSKIP("fixed priorities are refused here");
        int policy = 0;
        int priority = 0;
        int processors = 0;
        std::thread([&] {
            compete_with_fixed_priority(2);
            policy = sched_getscheduler(0);
            priority = priority_in_kernel(gettid());
            cpu_set_t usable;
            sched_getaffinity(0, sizeof usable, &usable);
            processors = CPU_COUNT(&usable);
        }).join();
        QCOMPARE(policy & ~SCHED_RESET_ON_FORK, SCHED_FIFO);
        QCOMPARE(priority, -3);
        QCOMPARE(processors, 1);
    }

    void whatItStartsIsOrdinary() {
        if (!are_granted())
            QSKIP("fixed priorities are refused here");
        int policy = SCHED_FIFO;
        std::thread([&] {
            compete_with_fixed_priority(1);
            std::thread([&] { policy = sched_getscheduler(0); }).join();
        }).join();
        QCOMPARE(policy, SCHED_OTHER);
    }

    void aHolderInheritsThePriorityOfItsWaiter_data() {
        QTest::addColumn<HolderPriority>("holder");
        QTest::addColumn<int>("expected");
        QTest::newRow("its own") << HolderPriority::its_own << -2;
        QTest::newRow("inherited") << HolderPriority::inherited << -4;
    }
    void aHolderInheritsThePriorityOfItsWaiter() {
        QFETCH(HolderPriority, holder);
        QFETCH(int, expected);
        if (!are_granted())
            QSKIP("fixed priorities are refused here");
        SessionRig session;
        auto& mutex = session.share<RobustMutex>("lock", holder);
        std::atomic<pid_t> low_thread{0};
        std::atomic<bool> may_release{false};
        std::thread low = lane_thread("low", [&] {
            compete_with_fixed_priority(1);
            mutex.lock();
            low_thread = gettid();
            while (!may_release)
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
            mutex.unlock();
        });
        QVERIFY(becomes_true([&] { return low_thread != 0; }));
        std::thread high = lane_thread("high", [&] {
            compete_with_fixed_priority(3);
            const Guard guard(mutex);
        });
        const bool waits = session.wait_for(EventKind::wait_begin, 1, mutex.object());
        // It waits in slices, and between two of them the holder has its own priority for a moment.
        int highest = 0;
        for (int look = 0; look < 100; ++look) {
            highest = std::min(highest, priority_in_kernel(low_thread));
            std::this_thread::sleep_for(std::chrono::microseconds(200));
        }
        may_release = true;
        low.join();
        high.join();
        QVERIFY(waits);
        QCOMPARE(highest, expected);
        QCOMPARE(acquirers(session, mutex.object()), (std::vector<std::string>{"low", "high"}));
    }
};

} // namespace test_fixed_priority

QTEST_APPLESS_MAIN(test_fixed_priority::TestFixedPriority)
#include "test_fixed_priority.moc"
