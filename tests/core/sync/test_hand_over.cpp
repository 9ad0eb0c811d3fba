// SPDX-License-Identifier: GPL-3.0-or-later
// Every operation of every primitive passes the hand-over point before it acts.
#include "core/sync/gil.h"
#include "core/sync/hand_over.h"
#include "core/sync/mutex.h"
#include "tests/core/sync/session_rig.h"

#include <QtTest>

#include <utility>
#include <vector>

using namespace interleave;
using namespace interleave::test;

namespace {

using Reached = std::pair<Operation, ObjectId>;
std::vector<Reached> reached; // by the test's thread only

void note(Operation operation, ObjectId object) noexcept {
    reached.emplace_back(operation, object);
}

/// What the hook was told while `work` ran.
template <typename Work>
std::vector<Reached> hand_overs_of(Work&& work) {
    reached.clear();
    set_hand_over_hook(note);
    work();
    set_hand_over_hook(nullptr);
    return reached;
}

} // namespace

class TestHandOver : public QObject {
    Q_OBJECT

private slots:
    void everyOperationOfAMutex() {
        SessionRig session;
        Mutex mutex("lock");
        const ObjectId id = mutex.object();
        QCOMPARE(hand_overs_of([&] {
                     mutex.lock();
                     mutex.unlock();
                     mutex.try_lock();
                     mutex.try_lock();
                     mutex.unlock();
                     mutex.try_lock_for(std::chrono::seconds(1));
                     mutex.unlock();
                 }),
                 (std::vector<Reached>{{Operation::acquire, id},
                                       {Operation::release, id},
                                       {Operation::try_acquire, id},
                                       {Operation::try_acquire, id},
                                       {Operation::release, id},
                                       {Operation::acquire, id},
                                       {Operation::release, id}}));
    }

    void everyOperationOfAGil() {
        SessionRig session;
        Gil gil("GIL");
        const ObjectId id = gil.object();
        QCOMPARE(hand_overs_of([&] {
                     gil.take();
                     gil.safe_point();
                     gil.release_around([] {});
                     gil.drop();
                 }),
                 (std::vector<Reached>{{Operation::acquire, id},
                                       {Operation::safe_point, id},
                                       {Operation::blocking_call, id},
                                       {Operation::release, id},
                                       {Operation::acquire, id},
                                       {Operation::release, id}}));
    }

    void theHookComesBeforeTheOperation() {
        SessionRig session;
        static Mutex* looked_at = nullptr;
        static bool was_free = false;
        Mutex mutex("lock");
        looked_at = &mutex;
        set_hand_over_hook([](Operation, ObjectId) noexcept {
            set_hand_over_hook(nullptr);
            was_free = looked_at->try_lock();
            looked_at->unlock();
        });
        mutex.lock();
        QVERIFY(was_free);
        mutex.unlock();
    }

    void afterAStopEveryHandOverThrowsButReleasesDoNot() {
        SessionRig session;
        Mutex mutex("lock");
        Gil gil("GIL");
        mutex.lock();
        gil.take();
        session.region().writer().request_stop();
        raise(stop_signal);
        QVERIFY_EXCEPTION_THROWN(mutex.lock(), Stopped);
        QVERIFY_EXCEPTION_THROWN(mutex.try_lock(), Stopped);
        QVERIFY_EXCEPTION_THROWN(gil.safe_point(), Stopped);
        mutex.unlock();
        gil.drop();
        QVERIFY_EXCEPTION_THROWN(gil.take(), Stopped);
        QCOMPARE(session.records(EventKind::release).size(), 2U);
    }

    void aStopSignalWithoutAStopChangesNothing() {
        SessionRig session;
        raise(stop_signal);
        Mutex mutex("lock");
        mutex.lock();
        mutex.unlock();
        QCOMPARE(session.records(EventKind::acquire).size(), 1U);
    }
};

QTEST_APPLESS_MAIN(TestHandOver)
#include "test_hand_over.moc"
