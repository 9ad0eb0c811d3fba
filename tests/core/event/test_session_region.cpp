// SPDX-License-Identifier: GPL-3.0-or-later
// The shared region works between threads, across fork, and across exec; full tables refuse and count.
#include "core/event/clock_description.h"
#include "core/event/collector.h"
#include "core/event/error.h"
#include "core/event/recorder.h"
#include "core/event/session_region.h"
#include "tests/core/event/recording_sink.h"

#include <QTest>

#include <algorithm>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace interleave;
using namespace interleave::test;

extern char** environ;

namespace {

constexpr SessionLayout small_layout{1024, 1U << 20U};
constexpr int inherited_descriptor = 17;

/// The program does this when the test starts it again: it records three marks and writes to the workspace.
int record_as_another_program() {
    const auto region = SessionRegion::attach(inherited_descriptor);
    SessionRegion::use(region.get());
    Recorder& recorder = Recorder::of_this_thread();
    recorder.begin_lane(LaneKind::process, "another program", no_object);
    for (std::uint64_t i = 1; i <= 3; ++i)
        recorder.event(EventKind::mark, no_object, i, 0);
    recorder.end_lane();
    return 0;
}

} // namespace

class TestSessionRegion : public QObject {
    Q_OBJECT

private slots:
    void cleanup() { SessionRegion::use(nullptr); }

    void everyThreadHasALaneWithItsOwnName() {
        const auto region = SessionRegion::create(small_layout, best_clock_source());
        SessionRegion::use(region.get());
        Collector collector(*region, nullptr, origin_now());
        std::thread first([] {
            Recorder::of_this_thread().begin_lane(LaneKind::thread, "first", no_object);
            Recorder::of_this_thread().end_lane();
        });
        first.join();
        std::thread second([] {
            Recorder::of_this_thread().begin_lane(LaneKind::thread, "second", no_object);
            Recorder::of_this_thread().end_lane();
        });
        second.join();
        RecordingSink sink;
        collector.finish(sink);
        QCOMPARE(sink.lanes.size(), 2U);
        QCOMPARE(sink.lanes[0].name, "first");
        QCOMPARE(sink.lanes[1].name, "second");
        QVERIFY(sink.lanes[0].tid != sink.lanes[1].tid);
        QCOMPARE(sink.received.size(), 4U);
    }

    void aForkedChildWritesToItsOwnLaneAndItsEventsArrive() {
        const auto region = SessionRegion::create(small_layout, best_clock_source());
        SessionRegion::use(region.get());
        Collector collector(*region, nullptr, origin_now());
        Recorder& recorder = Recorder::of_this_thread();
        recorder.begin_lane(LaneKind::process, "parent", no_object);
        const pid_t child = fork();
        if (child == 0) {
            recorder.begin_lane(LaneKind::process, "child", no_object);
            recorder.event(EventKind::mark, no_object, 42, 0);
            recorder.end_lane();
            _exit(0);
        }
        QVERIFY(child > 0);
        int status = 0;
        QCOMPARE(waitpid(child, &status, 0), child);
        recorder.event(EventKind::mark, no_object, 7, 0);
        recorder.end_lane();
        RecordingSink sink;
        collector.finish(sink);
        QCOMPARE(sink.lanes.size(), 2U);
        QCOMPARE(sink.lanes[1].pid, child);
        const auto of_child = sink.of_lane(1);
        QCOMPARE(of_child.size(), 3U);
        QCOMPARE(of_child[1].value, 42U);
        QCOMPARE(sink.of_lane(0).size(), 3U); // the child wrote nothing into the parent's ring
        QCOMPARE(collector.counts().bad, 0U);
    }

    void aProgramStartedByPosixSpawnRecordsIntoTheSameSession() {
        const auto region = SessionRegion::create(small_layout, best_clock_source());
        Collector collector(*region, nullptr, origin_now());
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_adddup2(&actions, region->descriptor(), inherited_descriptor);
        std::string path = "/proc/self/exe";
        std::string argument = "--record-as-another-program";
        char* arguments[] = {path.data(), argument.data(), nullptr};
        pid_t child = 0;
        QCOMPARE(posix_spawn(&child, "/proc/self/exe", &actions, nullptr, arguments, environ), 0);
        posix_spawn_file_actions_destroy(&actions);
        int status = 0;
        QCOMPARE(waitpid(child, &status, 0), child);
        QCOMPARE(status, 0);
        RecordingSink sink;
        collector.finish(sink);
        QCOMPARE(sink.lanes.size(), 1U);
        QCOMPARE(sink.lanes[0].name, "another program");
        QCOMPARE(sink.lanes[0].pid, child);
        QCOMPARE(sink.received.size(), 5U);
    }

    void whatIsAllocatedIsSharedWithAForkedChild() {
        const auto region = SessionRegion::create(small_layout, best_clock_source());
        auto* const number = static_cast<std::atomic<int>*>(region->allocate(sizeof(std::atomic<int>), 4));
        auto* const other = static_cast<std::atomic<int>*>(region->allocate(sizeof(std::atomic<int>), 4));
        QCOMPARE(number->load(), 0);
        QVERIFY(reinterpret_cast<char*>(other) - reinterpret_cast<char*>(number) >=
                64); // they share no cache line
        const pid_t child = fork();
        if (child == 0) {
            number->store(5);
            _exit(0);
        }
        int status = 0;
        QCOMPARE(waitpid(child, &status, 0), child);
        QCOMPARE(number->load(), 5);
    }

    void aSessionThatIsSetBackForgetsWhatCameAfterTheMark() {
        const auto region = SessionRegion::create({64, 1U << 16U, 8, 8}, best_clock_source());
        SessionRegion::use(region.get());
        const ObjectId kept = register_object(ObjectKind::mutex, "kept");
        Recorder::of_this_thread().begin_lane(LaneKind::thread, "main", no_object);
        const SessionRegion::Mark mark = region->mark();
        // More often than there is room for.
        for (int order = 0; order < 100; ++order) {
            auto* const bytes = static_cast<unsigned char*>(region->allocate(1U << 12U, 1));
            QVERIFY(std::all_of(bytes, bytes + (1U << 12U), [](unsigned char byte) { return byte == 0; }));
            std::fill_n(bytes, 1U << 12U, static_cast<unsigned char>(0xff));
            QCOMPARE(register_object(ObjectKind::queue, "another"), kept + 1);
            std::thread([] {
                Recorder::of_this_thread().begin_lane(LaneKind::thread, "worker", no_object);
                QCOMPARE(Recorder::of_this_thread().lane(), LaneId{1});
                Recorder::of_this_thread().event(EventKind::mark, no_object, 0, 0);
                Recorder::of_this_thread().end_lane();
            }).join();
            region->writer().request_stop();
            region->writer().report_failure("of this order");
            region->rewind(mark);
            QVERIFY(!region->writer().stop_requested());
            QVERIFY(!region->reader().has_failure());
        }
        QCOMPARE(region->reader().lane_count(), 1U);
        QVERIFY(region->kind_of(kept) == ObjectKind::mutex);
        QCOMPARE(region->reader().refused(), 0U);
        Recorder::of_this_thread().end_lane();
    }

    void aFullWorkspaceRefusesRequests() {
        const auto region = SessionRegion::create(small_layout, best_clock_source());
        QVERIFY_THROWS_EXCEPTION(RunError, region->allocate(2U << 20U, 8));
        QVERIFY(region->allocate(1000, 8) != nullptr); // the refused request took nothing
        QVERIFY_THROWS_EXCEPTION(RunError, region->allocate(~std::size_t{0}, 8));
    }

    void fullTablesRefuseAndCount() {
        const auto region = SessionRegion::create({2, 1U << 12U}, best_clock_source());
        for (std::uint32_t i = 0; i < max_lanes; ++i) {
            const LaneId lane = region->writer().claim_lane(LaneKind::thread, "lane", no_object);
            QCOMPARE(lane, static_cast<LaneId>(i));
            region->writer().end_lane(lane);
            region->reader().give_back_ring(region->reader().ring_of(lane).value());
        }
        QCOMPARE(region->writer().claim_lane(LaneKind::thread, "one too many", no_object), no_lane);
        QCOMPARE(region->reader().refused(), 1U);
        QCOMPARE(region->reader().lane_count(), max_lanes);
        for (std::uint32_t i = 1; i < max_objects; ++i)
            QCOMPARE(region->writer().claim_object(ObjectKind::mutex, "object"), i);
        QCOMPARE(region->writer().claim_object(ObjectKind::mutex, "one too many"), no_object);
        QCOMPARE(region->reader().object_count(), max_objects);
        QCOMPARE(region->reader().refused(), 2U);
    }

    void noMoreLanesAreGivenOutThanThereCanBe() {
        const auto region = SessionRegion::create({1024, 1U << 12U, 3}, best_clock_source());
        for (int i = 0; i < 3; ++i)
            QVERIFY(region->writer().claim_lane(LaneKind::thread, "lane", no_object) != no_lane);
        QCOMPARE(region->writer().claim_lane(LaneKind::thread, "one too many", no_object), no_lane);
        QCOMPARE(region->reader().lane_count(), 3U);
        QCOMPARE(region->reader().refused(), 1U);
        const auto attached = SessionRegion::attach(dup(region->descriptor()));
        QCOMPARE(attached->layout().lanes, 3U);
        for (const std::uint32_t lanes : {0U, max_lanes + 1})
            QVERIFY_THROWS_EXCEPTION(RunError,
                                     SessionRegion::create({1024, 1U << 12U, lanes}, best_clock_source()));
    }

    void aRingGoesFromALaneThatHasEndedAndWasReadToTheNext() {
        // Twenty lanes one after another, in two rings of which each holds less than all of them write.
        const auto region = SessionRegion::create({64, 1U << 12U, 32, 2}, ClockSource::monotonic_raw);
        Collector collector(*region, nullptr, static_cast<std::int64_t>(monotonic_raw_ns()), 0);
        RecordingSink sink;
        constexpr LaneId lanes = 20;
        constexpr std::uint64_t records = 40;
        for (LaneId number = 0; number < lanes; ++number) {
            const LaneId lane = region->writer().claim_lane(LaneKind::thread, "worker", no_object);
            QCOMPARE(lane, number);
            RingWriter ring = region->writer().ring_writer(lane);
            for (std::uint64_t i = 0; i < records; ++i)
                ring.push(monotonic_raw_ns(), EventKind::mark, no_object, number * records + i, 0, 0);
            region->writer().end_lane(lane);
            if (number % 2 == 1)
                collector.drain(sink);
        }
        collector.finish(sink);
        QCOMPARE(collector.counts().events, lanes * records);
        QCOMPARE(collector.counts().dropped + collector.counts().bad + collector.counts().refused, 0U);
        QCOMPARE(sink.received.size(), std::size_t{lanes * records});
        for (std::size_t i = 0; i < sink.received.size(); ++i) {
            QCOMPARE(sink.received[i].value, i);
            QCOMPARE(sink.received[i].lane, static_cast<LaneId>(i / records));
        }
    }

    void aRingIsGivenBackWhenItsLaneHasEndedAlthoughItsRecordsAreNotDue() {
        const auto region = SessionRegion::create({64, 1U << 12U, 32, 1}, ClockSource::monotonic_raw);
        constexpr std::int64_t hour_ns = 3'600'000'000'000;
        Collector waits_long(*region, nullptr, static_cast<std::int64_t>(monotonic_raw_ns()), hour_ns);
        RecordingSink sink;
        SessionWriter& writer = region->writer();
        const LaneId first = writer.claim_lane(LaneKind::thread, "first", no_object);
        RingWriter ring = writer.ring_writer(first);
        ring.push(monotonic_raw_ns(), EventKind::mark, no_object, 1, 0, 0);
        waits_long.drain(sink);
        QCOMPARE(writer.claim_lane(LaneKind::thread, "while it goes on", no_object), no_lane);
        writer.end_lane(first);
        waits_long.drain(sink);
        QCOMPARE(sink.received.size(), std::size_t{0}); // it is not due
        const LaneId second = writer.claim_lane(LaneKind::thread, "second", no_object);
        QCOMPARE(second, LaneId{1});
        RingWriter again = writer.ring_writer(second);
        again.push(monotonic_raw_ns(), EventKind::mark, no_object, 2, 0, 0);
        waits_long.finish(sink);
        QCOMPARE(sink.received.size(), std::size_t{2});
        QCOMPARE(sink.received[0].lane, first);
        QCOMPARE(sink.received[1].lane, second);
        QCOMPARE(region->reader().refused(), 1U);
    }

    void whatALaneLostIsNotPutDownToTheNextOneOfItsRing() {
        const auto region = SessionRegion::create({64, 1U << 12U, 32, 1}, ClockSource::monotonic_raw);
        Collector collector(*region, nullptr, static_cast<std::int64_t>(monotonic_raw_ns()), 0);
        RecordingSink sink;
        for (const std::uint64_t records : {100U, 10U}) {
            const LaneId lane = region->writer().claim_lane(LaneKind::thread, "worker", no_object);
            QVERIFY(lane != no_lane);
            RingWriter ring = region->writer().ring_writer(lane);
            for (std::uint64_t i = 0; i < records; ++i)
                ring.push(monotonic_raw_ns(), EventKind::mark, no_object, i, 0, 0);
            region->writer().end_lane(lane);
            collector.drain(sink);
            collector.finish(sink);
        }
        QCOMPARE(collector.counts().dropped, 36U);
        QCOMPARE(collector.counts().events, 64U + 10U);
        const auto losses = std::ranges::count(sink.received, EventKind::records_lost, &TimedRecord::kind);
        QCOMPARE(losses, 1);
    }

    void theFirstFailureIsKeptInOneLine() {
        const auto region = SessionRegion::create(small_layout, best_clock_source());
        QVERIFY(!region->reader().has_failure());
        QCOMPARE(region->reader().failure(), "");
        region->writer().report_failure("worker 1 failed:\nno room" + std::string(2 * failure_capacity, '.'));
        region->writer().report_failure("worker 2 failed");
        QVERIFY(region->reader().has_failure());
        const std::string text = region->reader().failure();
        QVERIFY2(text.starts_with("worker 1 failed:?no room."), text.c_str());
        QCOMPARE(text.size(), failure_capacity - 1);
    }

    void aSourceFileIsEnteredOnce() {
        const auto region = SessionRegion::create(small_layout, best_clock_source());
        const auto first = region->writer().file_number("a.cpp");
        QVERIFY(first != 0);
        QVERIFY(region->writer().file_number("b.cpp") != first);
        QCOMPARE(region->writer().file_number("a.cpp"), first);
    }

    void aDescriptorThatIsNoSessionIsRefused() {
        const int descriptor = memfd_create("not-a-session", 0);
        QVERIFY(descriptor >= 0);
        QVERIFY_THROWS_EXCEPTION(RunError, SessionRegion::attach(descriptor));
        QCOMPARE(ftruncate(descriptor, 16 << 20), 0); // it is large enough now, but has no magic number
        QVERIFY_THROWS_EXCEPTION(RunError, SessionRegion::attach(descriptor));
        close(descriptor);
        QVERIFY_THROWS_EXCEPTION(RunError, SessionRegion::attach(-1));
    }

    void theMemoryCannotBeTruncatedUnderItsReader() {
        const auto region = SessionRegion::create(small_layout, best_clock_source());
        QCOMPARE(ftruncate(region->descriptor(), 0), -1);
        QCOMPARE(errno, EPERM);
    }
};

int main(int argc, char** argv) {
    if (argc > 1 && std::string_view(argv[1]) == "--record-as-another-program")
        return record_as_another_program();
    TestSessionRegion test;
    return QTest::qExec(&test, argc, argv);
}
#include "test_session_region.moc"
