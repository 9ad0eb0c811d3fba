// SPDX-License-Identifier: GPL-3.0-or-later
// Lanes go on one at a time as an order says; what is no step is silent; time is the run's own.
#include "core/sync/barrier.h"
#include "core/sync/queue.h"
#include "core/sync/semaphore.h"
#include "core/work/compute.h"
#include "core/work/sleep.h"
#include "core/work/spin_barrier.h"
#include "core/work/thread.h"
#include "tests/core/control/programs.h"

#include <QTest>

#include <chrono>
#include <sched.h>
#include <set>
#include <string>
#include <thread>

using namespace interleave;
using namespace interleave::test;
using namespace std::chrono_literals;

namespace test_baton {

/// Returns the steps of the last order, one word for each: "A:read".
std::string steps(const ControlRig& rig) {
    std::string text;
    for (const ControlledStep& step : rig.log().steps)
        text +=
            (text.empty() ? "" : " ") + std::string(1, letter_of(step.lane)) + ":" + name_of(step.operation);
    return text;
}

/// Returns the values of the last order's steps, "-" for one without.
std::string values(const ControlRig& rig) {
    std::string text;
    for (const ControlledStep& step : rig.log().steps)
        text += (text.empty() ? "" : " ") + (step.value ? std::to_string(*step.value) : "-");
    return text;
}

class TestBaton : public QObject {
    Q_OBJECT

private slots:
    void anOrderSaysWhoGoesOn_data() {
        QTest::addColumn<bool>("processes");
        QTest::newRow("threads") << false;
        QTest::newRow("processes") << true;
    }
    void anOrderSaysWhoGoesOn() {
        QFETCH(bool, processes);
        ControlRig rig;
        const auto program = lost_update(rig, 2, 1, false, processes ? Backend::processes : Backend::threads);
        QVERIFY(!rig.run("AB2A", program)); // an update is lost
        QCOMPARE(rig.order(), std::string("AB2A"));
        QCOMPARE(steps(rig), std::string("A:read B:read B:write A:write"));
        QCOMPARE(values(rig), std::string("0 0 1 1"));
        QVERIFY(rig.run("B2A2", program));
        QCOMPARE(steps(rig), std::string("B:read B:write A:read A:write"));
        QCOMPARE(values(rig), std::string("0 1 1 2"));
    }

    void behindItsEndALaneGoesOnAsLongAsItCan() {
        ControlRig rig;
        const auto program = lost_update(rig, 3, 2);
        rig.run("", program);
        QCOMPARE(rig.order(), std::string("A4B4C4"));
        rig.run("C", program);
        QCOMPARE(rig.order(), std::string("C4A4B4"));
        rig.run("AB", program);
        QCOMPARE(rig.order(), std::string("AB4A3C4"));
    }

    void aSeedAlwaysDrawsTheSameOrder() {
        ControlRig rig;
        const auto program = lost_update(rig, 3, 3);
        std::set<std::string> orders;
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            rig.run(ControlPlan{.rule = Rule::random, .seed = seed}, program);
            const std::string order = rig.order();
            orders.insert(order);
            rig.run(ControlPlan{.rule = Rule::random, .seed = seed}, program);
            QCOMPARE(rig.order(), order);
        }
        QVERIFY(orders.size() >= 19); // of 17,153,136 orders
    }

    void everyStepSaysWhoCouldHaveMadeIt() {
        ControlRig rig;
        rig.run("AB", two_locks(rig));
        const OrderLog log = rig.log();
        QCOMPARE(log.steps.size(), 2U);
        QCOMPARE(log.steps[0].offered, set_of(1) | set_of(2));
        QCOMPARE(log.steps[1].offered, set_of(1) | set_of(2));
        QCOMPARE(log.steps[0].object_name, std::string("fork 1"));
        QCOMPARE(log.steps[0].file, std::string("programs.h"));
        QVERIFY(log.verdict == OrderVerdict::stuck);
        QCOMPARE(waits_text(log),
                 std::string("A waits for fork 2, held by B; B waits for fork 1, held by A"));
    }

    void aLaneThatWouldBlockIsNotOffered() {
        ControlRig rig;
        QVERIFY(rig.run("A2", lost_update(rig, 2, 1, true)));
        QCOMPARE(rig.order(), std::string("A4B4"));
        for (std::size_t step = 1; step < 4; ++step)
            QCOMPARE(rig.log().steps[step].offered, set_of(1)); // B waits for the lock
    }

    void aRunThatCannotFollowItsOrderSaysWhere_data() {
        QTest::addColumn<std::string>("order");
        QTest::addColumn<std::string>("line");
        QTest::newRow("waits") << std::string("A2B")
                               << std::string("step 3: B should take lock (programs.h:*) "
                                              "but waits for lock, held by A");
        QTest::newRow("ended") << std::string("A5") << std::string("step 5: A should go on but has ended");
        QTest::newRow("unknown") << std::string("AC") << std::string("step 2: there is no lane C");
        QTest::newRow("main") << std::string("AM")
                              << std::string("step 2: M should go on but goes on only when "
                                             "no other lane can");
        QTest::newRow("too long") << std::string("A4B5")
                                  << std::string("step 9: B should go on but all lanes have ended");
    }
    void aRunThatCannotFollowItsOrderSaysWhere() {
        QFETCH(std::string, order);
        QFETCH(std::string, line);
        ControlRig rig;
        rig.run(order, lost_update(rig, 2, 1, true));
        std::string said = rig.log().divergence;
        const std::size_t number = said.find("programs.h:");
        if (number != std::string::npos)
            said.replace(number + 11, said.find(')', number) - number - 11, "*");
        QCOMPARE(said, line);
        QCOMPARE(static_cast<int>(rig.log().diverged_at), line[5] - '0');
    }

    void anotherProgramDiffersInItsSteps() {
        ControlRig rig;
        rig.run("AB2A", lost_update(rig, 2, 1));
        const OrderLog expected = rig.log();
        rig.run("AB2A", lost_update(rig, 2, 1));
        QCOMPARE(first_difference(expected, rig.log()), 0U);
        rig.run("AB2A", lost_update(rig, 2, 2));
        QCOMPARE(first_difference(expected, rig.log()), 5U); // there the first one had ended
        rig.run("ABAB", lost_update(rig, 2, 1));
        QCOMPARE(first_difference(expected, rig.log()), 3U);
    }

    void sleepsTakeNoTimeButTheRuns() {
        ControlRig rig;
        const auto begin = std::chrono::steady_clock::now();
        std::int64_t slept_ns = 0;
        rig.run("", [&] {
            auto& order = rig.share<Shared<std::int64_t>>("order");
            team_of(2).run([&](Worker& worker) {
                sleep_for(worker.index() == 0 ? 2h : 1h);
                order.write(worker.index());
            });
            slept_ns = wait_clock_ns();
            return order.value() == 0; // who sleeps longer writes last
        });
        QCOMPARE(steps(rig), std::string("B:write A:write"));
        QCOMPARE(slept_ns, std::chrono::nanoseconds(2h).count());
        QVERIFY(std::chrono::steady_clock::now() - begin < 10s);
    }

    void computingTakesAsLongAsItAsksFor() {
        ControlRig rig;
        std::int64_t passed_ns = 0;
        rig.run("", [&] {
            team_of(2).run([](Worker& worker) { worker.compute_ms(60'000); });
            passed_ns = wait_clock_ns();
            return true;
        });
        QCOMPARE(passed_ns, std::chrono::nanoseconds(2min).count());
        QCOMPARE(steps(rig), std::string());
    }

    void aWaitTimesOutWhenNobodyCanGoOn() {
        ControlRig rig;
        bool obtained = true;
        rig.run("AB", [&] {
            auto& lock = rig.share<Mutex>("lock");
            auto& never = rig.share<Semaphore>("never", 0U);
            team_of(2).run([&](Worker& worker) {
                if (worker.index() == 0) {
                    const Guard hold(lock);
                    never.try_acquire_for(3s); // longer than the other one waits
                } else {
                    obtained = lock.try_lock_for(2s);
                }
            });
            return !obtained;
        });
        QVERIFY(rig.log().verdict == OrderVerdict::diverged); // B can only wait, so AB is no order
        obtained = true;
        QVERIFY(rig.run("A2", [&] {
            auto& lock = rig.share<Mutex>("lock");
            auto& never = rig.share<Semaphore>("never", 0U);
            team_of(2).run([&](Worker& worker) {
                if (worker.index() == 0) {
                    const Guard hold(lock);
                    never.try_acquire_for(3s);
                } else {
                    obtained = lock.try_lock_for(2s);
                }
            });
            return !obtained;
        }));
        QCOMPARE(steps(rig), std::string("A:acquire A:acquire A:release"));
    }

    void spinningIsSilent_data() {
        QTest::addColumn<bool>("processes");
        QTest::newRow("threads") << false;
        QTest::newRow("processes") << true;
    }
    void spinningIsSilent() {
        QFETCH(bool, processes);
        ControlRig rig;
        const OrderCounts counts = rig.count([&] {
            auto& counter = rig.share<Shared<std::int64_t>>("counter");
            auto& barrier = rig.share<SpinBarrier>(2);
            team_of(2, processes ? Backend::processes : Backend::threads).run([&](Worker& worker) {
                barrier.meet(worker);
                counter.write(counter.read() + 1);
                barrier.meet(worker);
                barrier.meet(worker);
            });
            return counter.value() == 2;
        });
        QVERIFY2(counts == (OrderCounts{6, 4, 0}), counts.text().c_str());
    }

    void whoIsCalledByNameGoesOnSilently() {
        // Each arrives, which is a step; who arrives last opens it for the other, which is none.
        ControlRig rig;
        const OrderCounts counts = rig.count([&] {
            auto& barrier = rig.share<Barrier>("barrier", 2U);
            team_of(2).run([&](Worker&) { barrier.arrive_and_wait(); });
            return true;
        });
        QVERIFY2(counts == (OrderCounts{2, 0, 0}), counts.text().c_str());
        QCOMPARE(steps(rig), std::string("B:wait A:wait"));
    }

    void messagesAreSteps() {
        ControlRig rig;
        const auto program = [&] {
            auto& queue = rig.share<Queue<int>>("queue", 1U);
            int received = 0;
            team_of(2).run([&](Worker& worker) {
                if (worker.index() == 0) {
                    queue.send(1);
                    queue.send(2);
                } else {
                    received = queue.receive().value_or(0);
                    received += queue.receive().value_or(0);
                }
            });
            return received == 3;
        };
        const OrderCounts counts = rig.count(program);
        QVERIFY2(counts == (OrderCounts{1, 0, 0}), counts.text().c_str());
        QCOMPARE(steps(rig), std::string("A:send B:receive A:send B:receive"));
    }

    void theMainLaneGoesOnWhenNoWorkerCan() {
        ControlRig rig;
        QVERIFY(rig.run("", [&] {
            auto& may_go = rig.share<Semaphore>("may go", 0U);
            Thread worker("worker", [&] { may_go.acquire(); });
            may_go.release();
            worker.join();
            return true;
        }));
        QCOMPARE(steps(rig), std::string("A:acquire M:release"));
    }

    void theMainLaneIsSilentWhileNoWorkerLives() {
        ControlRig rig;
        QVERIFY(rig.run("", [&] {
            auto& value = rig.share<Shared<std::int64_t>>("value");
            value.write(7);
            team_of(1).run([&](Worker&) { value.read(); });
            return value.read() == 7;
        }));
        QCOMPARE(steps(rig), std::string("A:read"));
    }

    void allLanesShareAProcessorAndLeaveItAgain() {
        cpu_set_t before;
        sched_getaffinity(0, sizeof before, &before);
        ControlRig rig;
        int processors = 0;
        rig.run("", [&] {
            team_of(1).run([&](Worker&) {
                cpu_set_t now;
                sched_getaffinity(0, sizeof now, &now);
                processors = CPU_COUNT(&now);
            });
            return true;
        });
        QCOMPARE(processors, 1);
        cpu_set_t after;
        sched_getaffinity(0, sizeof after, &after);
        QVERIFY(CPU_EQUAL(&before, &after));
    }

    void anOrderWithoutEndIsEnded() {
        ControlRig rig;
        rig.run("", [&] {
            auto& value = rig.share<Shared<std::int64_t>>("value");
            team_of(2).run([&](Worker&) {
                for (;;)
                    value.read();
            });
            return true;
        });
        QVERIFY(rig.log().verdict == OrderVerdict::too_long);
        QCOMPARE(rig.log().steps.size(), std::size_t{most_steps});
    }

    void aForeignThreadIsLeftAlone() {
        ControlRig rig;
        QVERIFY(rig.run("", [&] {
            auto& lock = rig.share<Mutex>("lock");
            std::thread foreign([&] { const Guard hold(lock); });
            foreign.join();
            return true;
        }));
        QCOMPARE(steps(rig), std::string());
    }
};

} // namespace test_baton

QTEST_APPLESS_MAIN(test_baton::TestBaton)
#include "test_baton.moc"
