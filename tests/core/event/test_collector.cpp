// SPDX-License-Identifier: GPL-3.0-or-later
// The collector passes records on in order of time, keeps causes before effects, and tolerates slow lanes.
#include "core/event/clock_description.h"
#include "core/event/collector.h"
#include "core/event/recorder.h"
#include "tests/core/event/recording_sink.h"

#include <QTest>

#include <algorithm>
#include <atomic>
#include <map>
#include <numeric>
#include <thread>

#include <unistd.h>

using namespace interleave;
using namespace interleave::test;

namespace test_collector {

constexpr SessionLayout small_layout{4096, 1U << 12U};

/// Passes on kernel records that a test made up.
class ScriptedKernel final : public KernelRecordSource {
public:
    void poll(std::vector<KernelRecord>& out) override {
        out.insert(out.end(), next.begin(), next.end());
        next.clear();
    }
    void set_paused(bool now_paused) override { paused = now_paused; }
    std::optional<KernelTask> task(std::int32_t tid) const override {
        const auto found = tasks.find(tid);
        return found != tasks.end() ? std::optional(found->second) : std::nullopt;
    }
    std::map<std::int32_t, KernelTask> tasks;
    bool paused = false;
    std::vector<KernelRecord> next;
};

/// Lets a test write records with times of its own choice into rings, on the ns clock.
struct CollectorRig {
    CollectorRig()
        : region(SessionRegion::create(small_layout, ClockSource::monotonic_raw))
        , origin(origin_now())
        , collector(*region, &kernel, origin) {}

    LaneId lane(const char* name) {
        const LaneId id = region->writer().claim_lane(LaneKind::thread, name, no_object);
        writers.push_back(region->writer().ring_writer(id));
        return id;
    }
    void mark(LaneId lane, std::int64_t time, std::uint64_t value) {
        writers[lane].push(static_cast<std::uint64_t>(origin + time), EventKind::mark, no_object, value, 0,
                           0);
    }
    std::vector<std::uint64_t> values() const {
        std::vector<std::uint64_t> result;
        for (const TimedRecord& record : sink.received)
            result.push_back(record.value);
        return result;
    }
    /// Drains until all records before `time` have been passed on.
    void drainUntil(std::int64_t time) {
        QTRY_VERIFY_WITH_TIMEOUT((collector.drain(sink), sink.reached >= time), 10'000);
    }

    std::unique_ptr<SessionRegion> region;
    std::int64_t origin;
    ScriptedKernel kernel;
    Collector collector;
    std::vector<RingWriter> writers;
    RecordingSink sink;
};

class TestCollector : public QObject {
    Q_OBJECT

private slots:
    void cleanup() { SessionRegion::use(nullptr); }

    void lanesAreMergedByTime() {
        CollectorRig rig;
        const LaneId a = rig.lane("a");
        const LaneId b = rig.lane("b");
        rig.mark(a, 10, 1);
        rig.mark(a, 30, 3);
        rig.mark(a, 50, 5);
        rig.mark(b, 20, 2);
        rig.mark(b, 40, 4);
        rig.collector.finish(rig.sink);
        QCOMPARE(rig.values(), (std::vector<std::uint64_t>{1, 2, 3, 4, 5}));
        QCOMPARE(rig.collector.counts().events, 5U);
        QCOMPARE(rig.collector.counts().late, 0U);
    }

    /// A thread of which nothing is recorded from inside has a lane that says why.
    void threadsThatOnlyTheKernelTellsOfGetLanes() {
        CollectorRig rig;
        Collector collector(*rig.region, &rig.kernel, rig.origin, 20'000'000, &rig.region->writer());
        constexpr std::int32_t process = 4'000'001; // above all that there can be
        constexpr std::int32_t thread = 4'000'002;
        constexpr std::int32_t unknown = 4'000'003;
        rig.kernel.tasks[process] = {process, "go", "it is linked statically"};
        rig.kernel.tasks[thread] = {process, "go", ""};
        const auto add = [&](std::int64_t time, std::int32_t tid, EventKind kind) {
            rig.kernel.next.push_back({static_cast<std::uint64_t>(rig.origin + time), 1, tid, kind, 0});
        };
        for (const std::int32_t tid : {process, thread, unknown}) {
            add(10, tid, EventKind::switch_in);
            add(20, tid, EventKind::switch_out);
            add(30, tid, EventKind::switch_in);
            add(40, tid, EventKind::task_exit);
        }
        collector.finish(rig.sink);
        QCOMPARE(rig.sink.lanes.size(), std::size_t{2});
        QVERIFY(rig.sink.lanes[0].kind == LaneKind::process && rig.sink.lanes[1].kind == LaneKind::thread);
        QCOMPARE(rig.sink.lanes[1].pid, process);
        QCOMPARE(rig.sink.lanes[1].tid, thread);
        QCOMPARE(rig.sink.objects.size(), std::size_t{2});
        QCOMPARE(rig.sink.objects[0].name, std::string("no events: it is linked statically"));
        QCOMPARE(rig.sink.objects[1].name, std::string("no events"));
        std::vector<EventKind> kinds;
        for (const TimedRecord& record : rig.sink.of_lane(0))
            kinds.push_back(record.kind);
        QCOMPARE(kinds, (std::vector{EventKind::task_appears, EventKind::mark, EventKind::switch_in,
                                     EventKind::switch_out, EventKind::switch_in, EventKind::task_exit}));
        QCOMPARE(rig.sink.of_lane(1).size(), std::size_t{6});
        QCOMPARE(collector.counts().refused, 0U);
    }

    void threadsWithLanesAreNotEnteredAgain() {
        CollectorRig rig;
        Collector collector(*rig.region, &rig.kernel, rig.origin, 20'000'000, &rig.region->writer());
        rig.lane("recorded");
        rig.kernel.tasks[gettid()] = {getpid(), "recorded", ""};
        rig.kernel.next.push_back(
            {static_cast<std::uint64_t>(rig.origin + 10), 0, gettid(), EventKind::switch_in, 0});
        collector.finish(rig.sink);
        QCOMPARE(rig.sink.lanes.size(), std::size_t{1});
        QCOMPARE(rig.sink.lanes[0].name, std::string("recorded"));
        QCOMPARE(rig.sink.of_lane(0).size(), std::size_t{1});
    }

    void theKernelsRecordsPauseWhileNothingIsRecorded() {
        CollectorRig rig;
        SessionWriter writer = rig.region->writer();
        QVERIFY(writer.records_switches());
        writer.set_unrecorded(true);
        QVERIFY(writer.records_switches()); // until the collector looks
        rig.collector.drain(rig.sink);
        QVERIFY(rig.kernel.paused);
        QVERIFY(!writer.records_switches());
        QCOMPARE(writer.claim_lane(LaneKind::thread, "not seen", no_object), no_lane);
        QCOMPARE(writer.claim_object(ObjectKind::mutex, "not seen"), no_object);
        writer.set_unrecorded(false);
        rig.collector.drain(rig.sink);
        QVERIFY(!rig.kernel.paused);
        QVERIFY(writer.records_switches());
        QCOMPARE(rig.collector.counts().refused, 0U);
        QCOMPARE(rig.lane("seen"), LaneId{0});
    }

    void withoutAKernelSourceNoSwitchesAreRecorded() {
        const auto region = SessionRegion::create(small_layout, ClockSource::monotonic_raw);
        const Collector collector(*region, nullptr, 0);
        QVERIFY(!region->writer().records_switches());
    }

    void aLaneThatPublishesLateWithinTheSlackKeepsItsPlace() {
        CollectorRig rig;
        const LaneId a = rig.lane("a");
        const LaneId b = rig.lane("b");
        const auto now = [&] { return origin_now() - rig.origin; };
        const std::int64_t early = now();
        rig.mark(b, early + 1000, 2);
        rig.collector.drain(rig.sink); // b's record is taken but not yet due
        QVERIFY(rig.sink.received.empty() || now() - early > 19'000'000);
        if (!rig.sink.received.empty())
            QSKIP("this machine paused for longer than the slack");
        rig.mark(a, early, 1); // stamped before, published after
        rig.collector.finish(rig.sink);
        QCOMPARE(rig.values(), (std::vector<std::uint64_t>{1, 2}));
        QCOMPARE(rig.collector.counts().late, 0U);
    }

    void aRecordLaterThanTheSlackIsPassedOnAndCounted() {
        CollectorRig rig;
        const LaneId a = rig.lane("a");
        const LaneId b = rig.lane("b");
        rig.mark(b, 2000, 2);
        rig.drainUntil(3000);
        rig.mark(a, 1000, 1);
        rig.collector.finish(rig.sink);
        QCOMPARE(rig.values(), (std::vector<std::uint64_t>{2, 1}));
        QCOMPARE(rig.collector.counts().late, 1U);
    }

    /// That switch records were lost is known only with the next one.
    void aLossOfTheKernelIsNotLate() {
        CollectorRig rig;
        const LaneId a = rig.lane("a");
        rig.mark(a, 2000, 2);
        rig.drainUntil(3000);
        const auto at = [&](std::int64_t time) { return static_cast<std::uint64_t>(rig.origin + time); };
        rig.kernel.next = {{at(1000), 0, gettid(), EventKind::switches_lost, 1},
                           {at(2500), 5, gettid(), EventKind::switches_lost, 1}};
        rig.collector.finish(rig.sink);
        QCOMPARE(rig.collector.counts().lost_switches, 5U);
        QCOMPARE(rig.collector.counts().late, 0U);
    }

    void aRingIsEmptiedBeforeItsRecordsAreDue() {
        CollectorRig rig;
        const LaneId a = rig.lane("a");
        rig.mark(a, 0, 0);
        rig.collector.drain(rig.sink);
        constexpr std::uint64_t each = 3'000; // of the 4,096 that the ring holds
        const std::int64_t young = origin_now() - rig.origin;
        for (std::uint64_t i = 1; i <= 2 * each; ++i) {
            rig.mark(a, young, i);
            if (i == each)
                rig.collector.drain(rig.sink);
        }
        rig.collector.finish(rig.sink);
        QCOMPARE(rig.collector.counts().dropped, 0U);
        std::vector<std::uint64_t> expected(2 * each + 1);
        std::iota(expected.begin(), expected.end(), 0U);
        QVERIFY(rig.values() == expected);
    }

    void recordsThatFoundTheirRingFullAreToldAtTheirPlace() {
        CollectorRig rig;
        const LaneId lane = rig.lane("a");
        for (std::int64_t time = 1; time <= 4096 + 3; ++time)
            rig.mark(lane, time * 10, 1);
        rig.collector.drain(rig.sink); // makes room
        rig.mark(lane, 60'000, 7);
        rig.collector.finish(rig.sink);
        const auto received = rig.sink.of_lane(lane);
        QCOMPARE(received.size(), 4098U);
        QVERIFY(received[4096].kind == EventKind::records_lost);
        QCOMPARE(received[4096].time, 40'970); // of the first one that was lost
        QCOMPARE(received[4096].value, 3U);
        QCOMPARE(received[4097].value, 7U);
        QCOMPARE(rig.collector.counts().events, 4097U);
        QCOMPARE(rig.collector.counts().dropped, 3U);
        QCOMPARE(rig.collector.counts().bad, 0U);
    }

    /// A writer that waits or has ended writes no record of what it lost.
    void aLossThatNoRecordTellsIsToldOnce() {
        CollectorRig rig;
        const LaneId lane = rig.lane("a");
        for (std::int64_t time = 1; time <= 4096 + 3; ++time)
            rig.mark(lane, time * 10, 1);
        rig.drainUntil(60'000);
        const auto received = rig.sink.of_lane(lane);
        QCOMPARE(received.size(), 4097U);
        QVERIFY(received.back().kind == EventKind::records_lost);
        QCOMPARE(received.back().time, 40'970);
        QCOMPARE(received.back().value, 3U);
        rig.mark(lane, origin_now() - rig.origin, 7); // now the writer tells it, too
        rig.collector.finish(rig.sink);
        QCOMPARE(rig.sink.of_lane(lane).size(), 4098U);
        QCOMPARE(rig.sink.of_lane(lane).back().value, 7U);
        QCOMPARE(rig.collector.counts().events, 4097U);
        QCOMPARE(rig.collector.counts().bad, 0U);
        QCOMPARE(rig.collector.counts().late, 0U);
    }

    void manyRecordsOfTwoLanesAreMergedByTime() {
        CollectorRig rig;
        const LaneId a = rig.lane("a");
        const LaneId b = rig.lane("b");
        std::vector<std::uint64_t> expected(4'000);
        std::iota(expected.begin(), expected.end(), 0U);
        for (const std::uint64_t value : expected) // in runs of one, a few and many
            rig.mark(value % 2'000 < 500 && value % 3 == 0 ? b : a, static_cast<std::int64_t>(value), value);
        rig.drainUntil(3'000);
        rig.collector.finish(rig.sink);
        QVERIFY(rig.values() == expected);
        QCOMPARE(rig.collector.counts().events, 4'000U);
        QCOMPARE(rig.collector.counts().late, 0U);
    }

    void withinALaneTimeNeverRunsBackwards() {
        CollectorRig rig;
        const LaneId a = rig.lane("a");
        rig.mark(a, 1000, 1);
        rig.mark(a, 900, 2); // the processor swapped the two stamps
        rig.collector.finish(rig.sink);
        QCOMPARE(rig.values(), (std::vector<std::uint64_t>{1, 2}));
        QCOMPARE(rig.sink.received[1].time, 1000);
        QCOMPARE(rig.collector.counts().bad, 0U);
    }

    void kernelRecordsGoToTheLaneOfTheirThread() {
        CollectorRig rig;
        const LaneId a = rig.lane("a");
        rig.mark(a, 1000, 1);
        rig.mark(a, 3000, 3);
        const auto at = [&](std::int64_t time) { return static_cast<std::uint64_t>(rig.origin + time); };
        // These are the buffers of two CPUs, each in order. One record is of a thread without a lane.
        rig.kernel.next = {{at(2500), 1, gettid(), EventKind::switch_in, 0},
                           {at(2000), 0, gettid(), EventKind::switch_out, 1},
                           {at(2200), 0, 999'999'999, EventKind::switch_in, 0}};
        rig.collector.finish(rig.sink);
        QCOMPARE(rig.sink.received.size(), 4U);
        QCOMPARE(rig.sink.received[1].kind, EventKind::switch_out);
        QCOMPARE(rig.sink.received[1].detail, 1);
        QCOMPARE(rig.sink.received[2].kind, EventKind::switch_in);
        QCOMPARE(rig.sink.received[2].lane, a);
        QCOMPARE(rig.collector.counts().kernel, 2U);
    }

    /// Two threads pass a flag back and forth; the receiver follows the stamp that the sender left.
    void aCauseIsNeverStampedAfterItsEffect() {
        const auto region = SessionRegion::create({1U << 19U, 1U << 12U}, best_clock_source());
        SessionRegion::use(region.get());
        Collector collector(*region, nullptr, origin_now());
        constexpr std::uint64_t rounds = 20'000;
        std::atomic<std::uint64_t> turn{0};
        ReleaseStamp sent_before;
        const auto player = [&](const char* name, std::uint64_t parity) {
            Recorder& recorder = Recorder::of_this_thread();
            recorder.begin_lane(LaneKind::thread, name, no_object);
            for (std::uint64_t i = parity; i < rounds; i += 2) {
                while (turn.load(std::memory_order_acquire) != i)
                    std::this_thread::yield();
                recorder.follow(sent_before);
                recorder.event(EventKind::receive, no_object, i, 0);
                recorder.event(EventKind::send, no_object, i + 1, 0);
                recorder.publish(sent_before);
                turn.store(i + 1, std::memory_order_release);
            }
        };
        std::thread even(player, "even", 0);
        std::thread odd(player, "odd", 1);
        even.join();
        odd.join();
        RecordingSink sink;
        collector.finish(sink);
        std::vector<std::int64_t> sent(rounds + 1, 0);
        std::uint64_t wrong = 0;
        std::uint64_t hand_offs = 0;
        for (const TimedRecord& record : sink.received) {
            if (record.kind == EventKind::send)
                sent[record.value] = record.time;
        }
        for (const TimedRecord& record : sink.received) {
            if (record.kind != EventKind::receive || record.value == 0)
                continue;
            ++hand_offs;
            if (record.time <= sent[record.value])
                ++wrong;
        }
        QCOMPARE(hand_offs, rounds - 1);
        QCOMPARE(wrong, 0U);
        QCOMPARE(collector.counts().dropped, 0U);
        QVERIFY(std::is_sorted(sink.received.begin(), sink.received.end(),
                               [](const auto& a, const auto& b) { return a.time < b.time; }));
    }

    /// A drain that is slow must not take what was written meanwhile for records from the future.
    void recordsWrittenDuringALongDrainAreNotBad() {
        const auto region = SessionRegion::create({1U << 18U, 1U << 12U}, best_clock_source());
        SessionRegion::use(region.get());
        Collector collector(*region, nullptr, origin_now());
        std::atomic<bool> done{false};
        std::thread producer([&] {
            Recorder& recorder = Recorder::of_this_thread();
            recorder.begin_lane(LaneKind::thread, "producer", no_object);
            while (!done)
                recorder.event(EventKind::mark, no_object, 1, 0);
        });
        RecordingSink sink;
        const std::int64_t until = origin_now() + 300'000'000;
        while (origin_now() < until) {
            collector.drain(sink);
            sink.received.clear();
        }
        done = true;
        producer.join();
        collector.finish(sink);
        QCOMPARE(collector.counts().bad, 0U);
    }

    void namesFromAnUntrustedWriterAreMadePrintable() {
        CollectorRig rig;
        rig.lane("tab\tand \xff\xfe and \xc3\xa9");
        rig.region->writer().claim_object(ObjectKind::mutex, std::string(500, 'x'));
        rig.collector.finish(rig.sink);
        QCOMPARE(rig.sink.lanes.at(0).name, "tab?and ?? and \xc3\xa9");
        QCOMPARE(rig.sink.objects.at(0).name, std::string(name_capacity - 1, 'x'));
    }

    void anAcquisitionLongerThanTheSessionIsBad() {
        CollectorRig rig;
        const LaneId lane = rig.lane("a");
        const auto acquire = [&](std::uint64_t took) {
            rig.writers[lane].push(static_cast<std::uint64_t>(rig.origin + 1000), EventKind::acquire,
                                   no_object, took, 0, 0);
        };
        acquire(0);
        acquire(900);
        acquire(60'000'000'000);
        acquire(~std::uint64_t{0});
        rig.collector.finish(rig.sink);
        QCOMPARE(rig.values(), (std::vector<std::uint64_t>{0, 900}));
        QCOMPARE(rig.collector.counts().bad, 2U);
    }
};

} // namespace test_collector

QTEST_APPLESS_MAIN(test_collector::TestCollector)
#include "test_collector.moc"
