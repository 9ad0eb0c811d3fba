// SPDX-License-Identifier: GPL-3.0-or-later
// Every operation of every primitive passes the hand-over point before it acts.
#include "core/sync/gil.h"
#include "core/sync/hand_over.h"
#include "core/sync/mutex.h"
#include "tests/core/sync/recording_scheduler.h"
#include "tests/core/sync/session_rig.h"

#include <QTest>

#include <csignal>

using namespace interleave;
using namespace interleave::test;

namespace test_hand_over {

/// Checks at the first hand-over whether a lock is free.
class LockCheckingScheduler final : public Scheduler {
public:
    explicit LockCheckingScheduler(Mutex& lock) : lock_(lock) { set_scheduler(this); }
    void before(const Step&) noexcept override {
        set_scheduler(nullptr);
        was_free = lock_.try_lock();
        lock_.unlock();
    }
    bool was_free = false;

private:
    Mutex& lock_;
};

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
                 (HandOvers{{Operation::acquire, id},
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
                 (HandOvers{{Operation::acquire, id},
                            {Operation::safe_point, id},
                            {Operation::blocking_call, id},
                            {Operation::release, id},
                            {Operation::acquire, id},
                            {Operation::release, id}}));
    }

    void theHandOverComesBeforeTheOperation() {
        SessionRig session;
        Mutex mutex("lock");
        LockCheckingScheduler scheduler(mutex);
        mutex.lock();
        QVERIFY(scheduler.was_free);
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
        QVERIFY_THROWS_EXCEPTION(Stopped, mutex.lock());
        QVERIFY_THROWS_EXCEPTION(Stopped, mutex.try_lock());
        QVERIFY_THROWS_EXCEPTION(Stopped, gil.safe_point());
        mutex.unlock();
        gil.drop();
        QVERIFY_THROWS_EXCEPTION(Stopped, gil.take());
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

} // namespace test_hand_over

QTEST_APPLESS_MAIN(test_hand_over::TestHandOver)
#include "test_hand_over.moc"
