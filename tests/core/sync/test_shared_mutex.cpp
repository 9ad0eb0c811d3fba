// SPDX-License-Identifier: GPL-3.0-or-later
// Readers hold it together, a writer alone; the preference says who goes first when both wait.
#include "core/sync/mutex.h"
#include "core/sync/shared_mutex.h"
#include "tests/core/sync/waiting_rig.h"

#include <QTest>

using namespace interleave;
using namespace interleave::test;

namespace test_shared_mutex {

/// While main holds the lock as a writer, a writer, a reader, another writer and another reader ask for it in
/// this order; then main releases it. Returns the order in which they got it. Readers that got it together
/// are in the order of their names.
std::vector<std::string> order_of_entry(Preference preference) {
    SessionRig session;
    SharedMutex mutex("lock", preference);
    mutex.lock();
    std::vector<std::thread> waiters;
    bool all_came = true;
    for (const std::string name : {"writer 1", "reader 1", "writer 2", "reader 2"}) {
        waiters.push_back(lane_thread(name, [&mutex, reads = name[0] == 'r'] {
            if (reads) {
                const SharedGuard guard(mutex);
            } else {
                const Guard guard(mutex);
            }
        }));
        all_came = all_came && session.wait_for(EventKind::wait_begin, waiters.size(), mutex.object());
    }
    mutex.unlock();
    for (std::thread& waiter : waiters)
        waiter.join();
    std::vector<std::string> order = acquirers(session, mutex.object());
    for (std::size_t i = 1; i < order.size(); ++i) {
        if (order[i - 1] == "reader 2" && order[i] == "reader 1")
            std::swap(order[i - 1], order[i]);
    }
    return all_came ? order : std::vector<std::string>{"not all waited"};
}

class TestSharedMutex : public QObject {
    Q_OBJECT

private slots:
    void readersGoInTogether() {
        SessionRig session;
        SharedMutex mutex("lock");
        mutex.lock_shared();
        lane_thread("other reader", [&] {
            mutex.lock_shared(); // would hang if readers excluded each other
            mutex.unlock_shared();
        }).join();
        mutex.unlock_shared();
        QCOMPARE(session.records(EventKind::acquire, mutex.object()).size(), 2U);
        QCOMPARE(session.records(EventKind::wait_begin, mutex.object()).size(), 0U);
    }

    void aWriterIsAlone() {
        SessionRig session(1U << 10U); // its rings are soon full, which must not matter
        SharedMutex mutex("lock", Preference::in_order);
        std::uint64_t first = 0;
        std::uint64_t second = 0;
        std::atomic<int> torn{0};
        std::vector<std::thread> threads;
        for (int i = 0; i < 2; ++i) {
            threads.push_back(lane_thread("writer", [&] {
                for (int k = 0; k < 2'000; ++k) {
                    const Guard guard(mutex);
                    ++first;
                    ++second;
                }
            }));
            threads.push_back(lane_thread("reader", [&] {
                for (int k = 0; k < 2'000; ++k) {
                    const SharedGuard guard(mutex);
                    torn += first == second ? 0 : 1;
                }
            }));
        }
        for (std::thread& thread : threads)
            thread.join();
        QCOMPARE(torn, 0);
        QCOMPARE(first, 4'000U);
    }

    void readersFirstLetsAllReadersInBeforeAnyWriter() {
        QCOMPARE(order_of_entry(Preference::readers),
                 (std::vector<std::string>{"main", "reader 1", "reader 2", "writer 1", "writer 2"}));
    }

    void writersFirstLetsAllWritersInBeforeAnyReader() {
        QCOMPARE(order_of_entry(Preference::writers),
                 (std::vector<std::string>{"main", "writer 1", "writer 2", "reader 1", "reader 2"}));
    }

    void inOrderKeepsTheOrder() {
        QCOMPARE(order_of_entry(Preference::in_order),
                 (std::vector<std::string>{"main", "writer 1", "reader 1", "writer 2", "reader 2"}));
    }

    void aReaderPassesAWaitingWriterOnlyIfReadersGoFirst() {
        for (const auto& [preference, passes] : {std::pair{Preference::readers, true},
                                                 {Preference::writers, false},
                                                 {Preference::in_order, false}}) {
            SessionRig session;
            SharedMutex mutex("lock", preference);
            mutex.lock_shared();
            std::thread writer = lane_thread("writer", [&] { const Guard guard(mutex); });
            const bool waits = session.wait_for(EventKind::wait_begin, 1, mutex.object());
            bool obtained = false;
            lane_thread("reader", [&] {
                obtained = mutex.try_lock_shared();
                if (obtained)
                    mutex.unlock_shared();
            }).join();
            mutex.unlock_shared();
            writer.join();
            QVERIFY(waits);
            QCOMPARE(obtained, passes);
        }
    }

    /// Readers that waited only because of a waiting writer go in when that writer gives up.
    void aWriterThatGivesUpLetsTheReadersIn() {
        SessionRig session;
        SharedMutex mutex("lock", Preference::writers);
        mutex.lock_shared();
        std::atomic<bool> writer_obtained{false};
        std::thread writer = lane_thread(
            "writer", [&] { writer_obtained = mutex.try_lock_for(std::chrono::milliseconds(100)); });
        const bool writer_waits = session.wait_for(EventKind::wait_begin, 1, mutex.object());
        std::thread reader = lane_thread("reader", [&] { const SharedGuard guard(mutex); });
        writer.join();
        reader.join(); // main still reads
        mutex.unlock_shared();
        QVERIFY(writer_waits);
        QVERIFY(!writer_obtained);
    }

    void readersThatWaitSaySo() {
        SessionRig session;
        SharedMutex mutex("lock");
        mutex.lock();
        bool reader_obtained = true;
        lane_thread("reader", [&] {
            reader_obtained = mutex.try_lock_shared_for(std::chrono::milliseconds(5));
        }).join();
        mutex.unlock();
        const auto begun = session.records(EventKind::wait_begin, mutex.object());
        QVERIFY(!reader_obtained);
        QCOMPARE(begun.size(), 1U);
        QCOMPARE(begun[0].detail & ~wait_is_timed, static_cast<int>(WaitDetail::shared));
        QCOMPARE(wait_outcomes(session, mutex.object()), (std::vector{WaitOutcome::timed_out}));
    }

    void eachAcquisitionSaysAsWhat() {
        SessionRig session;
        SharedMutex mutex("lock");
        mutex.lock_shared();
        std::thread writer = lane_thread("writer", [&] {
            mutex.lock();
            mutex.unlock();
        });
        while (session.records(EventKind::wait_begin, mutex.object()).empty())
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        mutex.unlock_shared();
        writer.join();
        QVERIFY(mutex.try_lock_shared());
        mutex.unlock_shared();
        const auto acquired = session.records(EventKind::acquire, mutex.object());
        QCOMPARE(acquired.size(), 3U);
        QCOMPARE(acquired[0].detail, to_detail(AcquireDetail::as_reader));
        QCOMPARE(acquired[1].detail, to_detail(AcquireDetail::as_writer));
        QCOMPARE(acquired[2].detail, to_detail(AcquireDetail::as_reader | AcquireDetail::tried));
    }

    void itWorksBetweenProcesses() {
        SessionRig session;
        auto& mutex = session.share<SharedMutex>("lock", Preference::in_order);
        auto* const pair = session.region().allocate(2 * sizeof(std::uint64_t), alignof(std::uint64_t));
        auto* const numbers = new (pair) std::uint64_t[2]{};
        Child child("child", [&] {
            for (int i = 0; i < 2'000; ++i) {
                const Guard guard(mutex);
                ++numbers[0];
                ++numbers[1];
            }
        });
        int torn = 0;
        for (int i = 0; i < 2'000; ++i) {
            const SharedGuard guard(mutex);
            torn += numbers[0] == numbers[1] ? 0 : 1;
        }
        QCOMPARE(child.join(), 0);
        QCOMPARE(torn, 0);
        QCOMPARE(numbers[0], 2'000U);
    }

    void aStopEndsABlockedWait() {
        SessionRig session;
        SharedMutex mutex("lock");
        mutex.lock_shared();
        QVERIFY(a_stop_ends(session, mutex.object(), [&] { const Guard guard(mutex); }));
        mutex.unlock_shared();
        QCOMPARE(wait_outcomes(session, mutex.object()), (std::vector{WaitOutcome::stopped}));
    }

    void everyOperationIsAHandOverPoint() {
        SessionRig session;
        SharedMutex mutex("lock");
        const ObjectId id = mutex.object();
        QCOMPARE(hand_overs_of([&] {
                     mutex.lock();
                     mutex.try_lock();
                     mutex.try_lock_shared();
                     mutex.unlock();
                     mutex.lock_shared();
                     mutex.unlock_shared();
                 }),
                 (HandOvers{{Operation::acquire, id},
                            {Operation::try_acquire, id},
                            {Operation::try_acquire, id},
                            {Operation::release, id},
                            {Operation::acquire, id},
                            {Operation::release, id}}));
    }
};

} // namespace test_shared_mutex

QTEST_APPLESS_MAIN(test_shared_mutex::TestSharedMutex)
#include "test_shared_mutex.moc"
