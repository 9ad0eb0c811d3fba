// SPDX-License-Identifier: GPL-3.0-or-later
// Primitives that know whom they wake say so in their records, because the kernel does not tell.
#include "core/sync/condition.h"
#include "core/sync/fifo_mutex.h"
#include "core/sync/queue.h"
#include "core/sync/semaphore.h"
#include "core/sync/shared_mutex.h"
#include "tests/core/sync/session_rig.h"

#include <QTest>

#include <functional>
#include <set>

using namespace interleave;
using namespace interleave::test;

namespace test_wake_names {

/// Starts lanes that wait for an object one after the other, so that they wait in this order.
class Waiters {
public:
    Waiters(SessionRig& session, ObjectId object) : session_(session), object_(object) {}
    ~Waiters() { join(); }
    Waiters(const Waiters&) = delete;
    Waiters& operator=(const Waiters&) = delete;

    /// Returns false if the lane does not come to wait.
    bool add(const std::string& name, const std::function<void()>& waits) {
        threads_.push_back(lane_thread(name, waits));
        return session_.wait_for(EventKind::wait_begin, threads_.size(), object_);
    }
    void join() {
        for (std::thread& thread : threads_)
            thread.join();
        threads_.clear();
    }

private:
    SessionRig& session_;
    ObjectId object_;
    std::vector<std::thread> threads_;
};

class TestWakeNames : public QObject {
    Q_OBJECT

private slots:
    void aReleaseNamesTheNextHolder() {
        SessionRig session;
        FifoMutex mutex("mutex");
        mutex.lock();
        Waiters waiters(session, mutex.object());
        QVERIFY(waiters.add("first", [&] { const std::lock_guard guard(mutex); }));
        QVERIFY(waiters.add("second", [&] { const std::lock_guard guard(mutex); }));
        mutex.unlock();
        waiters.join();
        const auto releases = session.records(EventKind::release, mutex.object());
        QCOMPARE(releases.size(), 3U);
        QCOMPARE(releases[0].value, woken::lane(session.lane("first")));
        QCOMPARE(releases[1].value, woken::lane(session.lane("second")));
        QCOMPARE(releases[2].value, woken::nobody);
        QVERIFY(session.records(EventKind::wake).empty());
    }

    void ofSeveralAtOnceEachIsNamed() {
        SessionRig session;
        SharedMutex mutex("mutex");
        mutex.lock();
        Waiters waiters(session, mutex.object());
        const auto read = [&] {
            mutex.lock_shared();
            mutex.unlock_shared();
        };
        QVERIFY(waiters.add("first", read));
        QVERIFY(waiters.add("second", read));
        mutex.unlock();
        waiters.join();
        QCOMPARE(session.records(EventKind::release, mutex.object()).at(0).value,
                 woken::lane(session.lane("first")));
        const auto others = session.records(EventKind::wake, mutex.object());
        QCOMPARE(others.size(), 1U);
        QCOMPARE(others[0].value, std::uint64_t{session.lane("second")});
    }

    void severalPermitsWakeSeveral() {
        SessionRig session;
        Semaphore gate("gate", 0);
        Waiters waiters(session, gate.object());
        QVERIFY(waiters.add("first", [&] { gate.acquire(); }));
        QVERIFY(waiters.add("second", [&] { gate.acquire(); }));
        gate.release(2);
        waiters.join();
        const auto releases = session.records(EventKind::release, gate.object());
        QCOMPARE(releases.at(0).value, woken::lane(session.lane("first")));
        QCOMPARE(releases.at(1).value, woken::nobody);
        QCOMPARE(session.records(EventKind::wake, gate.object()).at(0).value,
                 std::uint64_t{session.lane("second")});
    }

    void aNotificationNamesWhomItReaches() {
        SessionRig session;
        Mutex mutex("mutex");
        Condition condition("condition");
        Waiters waiters(session, condition.object());
        const auto wait = [&] {
            const Guard guard(mutex);
            condition.wait(mutex);
        };
        for (const char* name : {"first", "second", "third"})
            QVERIFY(waiters.add(name, wait));
        condition.notify_one();
        condition.notify_all();
        waiters.join();
        condition.notify_one();
        const auto notified = session.records(EventKind::notify, condition.object());
        QCOMPARE(notified.size(), 3U);
        QCOMPARE(notified[0].detail, woken::lane_detail(session.lane("first")));
        QCOMPARE(notified[1].detail, 0U); // two, each with a record of its own
        QCOMPARE(notified[2].detail, 0U); // nobody
        std::set<std::uint64_t> lanes;
        for (const TimedRecord& record : session.records(EventKind::wake, condition.object()))
            lanes.insert(record.value);
        QCOMPARE(lanes, (std::set<std::uint64_t>{session.lane("second"), session.lane("third")}));
    }

    void aMessageSaysWhetherSomebodyWaitsForIt() {
        SessionRig session;
        Queue<int, 1> queue("queue");
        Waiters waiters(session, queue.object());
        QVERIFY(waiters.add("receiver", [&] { queue.receive(); }));
        queue.send(1);
        waiters.join();
        queue.send(2);
        const auto sent = session.records(EventKind::send, queue.object());
        QCOMPARE(sent.at(0).detail, wakes_a_waiter);
        QCOMPARE(sent.at(1).detail, 0U);
        QCOMPARE(session.records(EventKind::receive, queue.object()).at(0).detail, 0U);
    }
};

} // namespace test_wake_names

QTEST_APPLESS_MAIN(test_wake_names::TestWakeNames)
#include "test_wake_names.moc"
