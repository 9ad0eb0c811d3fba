// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever a writer puts into the region, the reader counts it and goes on. Run it under AddressSanitizer.
#include "core/event/collector.h"
#include "tests/core/event/recording_sink.h"

#include <QTest>

#include <cstddef>
#include <cstring>
#include <random>
#include <sys/mman.h>
#include <sys/stat.h>
#include <utility>
#include <vector>

using namespace interleave;
using namespace interleave::test;

namespace test_hostile_region {

constexpr SessionLayout small_layout{256, 1U << 12U};

/// Writes anything anywhere in the region, as a hostile writer could, through a mapping of its own.
class HostileWriter {
public:
    explicit HostileWriter(const SessionRegion& region) {
        struct stat status {};
        fstat(region.descriptor(), &status);
        size_ = static_cast<std::size_t>(status.st_size);
        bytes_ = static_cast<unsigned char*>(
            mmap(nullptr, size_, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_NORESERVE, region.descriptor(), 0));
    }
    ~HostileWriter() { munmap(bytes_, size_); }
    HostileWriter(const HostileWriter&) = delete;
    HostileWriter& operator=(const HostileWriter&) = delete;

    void fill(std::size_t from, std::size_t until, unsigned seed) {
        std::mt19937_64 random(seed);
        for (std::size_t i = from; i + 8 <= until && i + 8 <= size_; i += 8) {
            const std::uint64_t eight = random();
            std::memcpy(bytes_ + i, &eight, 8);
        }
    }
    void overwrite(std::size_t at, unsigned char value, std::size_t count) {
        if (at + count <= size_)
            std::memset(bytes_ + at, value, count);
    }
    std::uint64_t eight(std::size_t at) const {
        std::uint64_t bytes = 0;
        std::memcpy(&bytes, bytes_ + at, sizeof bytes);
        return bytes;
    }
    void put_back(std::size_t at, std::uint64_t bytes) { std::memcpy(bytes_ + at, &bytes, sizeof bytes); }
    std::size_t size() const { return size_; }

private:
    std::size_t size_ = 0;
    unsigned char* bytes_ = nullptr;
};

// One thread reads and writes here, so ThreadSanitizer, under which this takes ten times as long, finds
// nothing more in many rounds than in few.
#if defined(__SANITIZE_THREAD__)
constexpr unsigned seeds = 2;
constexpr std::size_t table_step = 24;
#else
constexpr unsigned seeds = 8;
constexpr std::size_t table_step = 3;
#endif

constexpr std::size_t state_of_first_lane = session_offsets::lanes;

constexpr std::size_t dropped_of_first_lane = session_offsets::ring_entries + sizeof(std::uint64_t);

/// Has two lanes with one record each. The entry of the first lane is claimed but not filled in.
struct HalfClaimed {
    std::unique_ptr<SessionRegion> region = SessionRegion::create(small_layout, ClockSource::monotonic_raw);
    Collector collector{*region, nullptr, origin_now()};
    HostileWriter hostile{*region};
    RecordingSink sink;

    HalfClaimed() {
        for (const char* name : {"first", "second"}) {
            RingWriter writer =
                region->writer().ring_writer(region->writer().claim_lane(LaneKind::thread, name, no_object));
            writer.push(monotonic_raw_ns(), EventKind::mark, no_object, 0, 0, 0);
        }
        hostile.overwrite(state_of_first_lane, 0, 1);
    }
};

void checkThatAllReceivedIsPossible(const RecordingSink& sink) {
    for (const TimedRecord& record : sink.received) {
        QVERIFY(record.kind > EventKind::none && record.kind < EventKind::count_);
        QVERIFY(record.lane == no_lane || record.lane < sink.lanes.size());
        QVERIFY(record.object <= sink.objects.size());
        QVERIFY(site_file(record.site) < max_files);
    }
    QVERIFY(sink.lanes.size() <= max_lanes);
    QVERIFY(sink.objects.size() < max_objects);
}

class TestHostileRegion : public QObject {
    Q_OBJECT

private slots:
    void randomBytesEverywhereAreCountedAndSkipped_data() {
        QTest::addColumn<unsigned>("seed");
        for (unsigned seed = 1; seed <= seeds; ++seed)
            QTest::addRow("seed %u", seed) << seed;
    }
    void randomBytesEverywhereAreCountedAndSkipped() {
        QFETCH(unsigned, seed);
        const auto region = SessionRegion::create(small_layout, ClockSource::monotonic_raw);
        region->writer().claim_lane(LaneKind::thread, "honest", no_object);
        Collector collector(*region, nullptr, origin_now(), 1000);
        HostileWriter hostile(*region);
        RecordingSink sink;
        collector.drain(sink);
        hostile.fill(0, std::min<std::size_t>(hostile.size(), 8U << 20U), seed);
        for (int i = 0; i < 3; ++i)
            collector.drain(sink);
        collector.finish(sink);
        checkThatAllReceivedIsPossible(sink);
        QVERIFY(collector.counts().bad > 0);
    }

    void anyByteOfTheTablesMayBeWrong() {
        const auto region = SessionRegion::create(small_layout, ClockSource::monotonic_raw);
        const LaneId lane = region->writer().claim_lane(LaneKind::thread, "honest", no_object);
        region->writer().claim_object(ObjectKind::mutex, "lock");
        RingWriter writer = region->writer().ring_writer(lane);
        HostileWriter hostile(*region);
        // The header and the first entries of lanes, and of rings. One at a time is wrong: behind a wrong
        // count there are thousands of lanes that say nothing.
        for (const auto& [from, until] : {std::pair(std::size_t{0}, session_offsets::lanes + 256),
                                          std::pair(session_offsets::ring_entries,
                                                    session_offsets::ring_entries + 2 * sizeof(RingEntry))}) {
            for (std::size_t at = from; at < until; at += table_step) {
                Collector collector(*region, nullptr, origin_now() - 1'000'000, 1000);
                writer.push(monotonic_raw_ns(), EventKind::acquire, 1, 0, 0, 0);
                const std::uint64_t right = hostile.eight(at);
                hostile.overwrite(at, 0xff, 8);
                RecordingSink sink;
                collector.finish(sink);
                checkThatAllReceivedIsPossible(sink);
                hostile.put_back(at, right);
            }
        }
    }

    void impossibleRecordsAreCountedAndTheGoodOnesBetweenThemArrive() {
        const auto region = SessionRegion::create(small_layout, ClockSource::monotonic_raw);
        const std::int64_t origin = origin_now();
        Collector collector(*region, nullptr, origin);
        RingWriter writer =
            region->writer().ring_writer(region->writer().claim_lane(LaneKind::thread, "lane", no_object));
        const ObjectId lock = region->writer().claim_object(ObjectKind::mutex, "lock");
        const std::uint64_t now = monotonic_raw_ns();
        const std::uint64_t hour = 3'600'000'000'000U;
        writer.push(now, EventKind::acquire, lock, 1, 0, 0);
        writer.push(now, static_cast<EventKind>(9999), lock, 0, 0, 0);     // no such kind
        writer.push(now, EventKind::none, lock, 0, 0, 0);                  // no such kind
        writer.push(now, EventKind::switch_in, no_object, 0, 0, 0);        // only the kernel records it
        writer.push(now, EventKind::acquire, lock + 1, 0, 0, 0);           // no such object
        writer.push(now, EventKind::acquire, 0xffffffffU, 0, 0, 0);        // no such object
        writer.push(now, EventKind::mark, lock, 0, make_site(4000, 1), 0); // no such file
        writer.push(now + hour, EventKind::mark, lock, 0, 0, 0);           // from the future
        writer.push(0, EventKind::mark, lock, 0, 0, 0);                    // before the session
        writer.push(~std::uint64_t{0}, EventKind::mark, lock, 0, 0, 0);    // no possible time
        writer.push(now, EventKind::release, lock, 2, 0, 0);
        RecordingSink sink;
        collector.finish(sink);
        QCOMPARE(sink.received.size(), 2U);
        QCOMPARE(sink.received[0].value, 1U);
        QCOMPARE(sink.received[1].value, 2U);
        QCOMPARE(collector.counts().bad, 9U);
    }

    void aLossThatCannotBeIsBad() {
        const auto region = SessionRegion::create(small_layout, ClockSource::monotonic_raw);
        Collector collector(*region, nullptr, origin_now());
        RingWriter writer =
            region->writer().ring_writer(region->writer().claim_lane(LaneKind::thread, "lane", no_object));
        const std::uint64_t now = monotonic_raw_ns();
        const std::uint64_t hour = 3'600'000'000'000U;
        RecordingSink sink;
        const auto forge = [&](std::uint64_t time, std::uint64_t value, ObjectId object = 0, SiteId site = 0,
                               std::uint16_t detail = 0) {
            writer.push(time, EventKind::records_lost, object, value, site, detail);
        };
        HostileWriter(*region).overwrite(dropped_of_first_lane, 5, 1);
        forge(now, 1); // before the lane's first record there was room
        writer.push(now, EventKind::mark, no_object, 1, 0, 0);
        forge(now, 0);                 // nothing
        forge(now, 6);                 // more than the lane lost
        forge(now, ~std::uint64_t{0}); // more than any
        forge(now + hour, 1);          // from the future
        forge(0, 1);                   // before the session
        forge(now, 1, 0xffffffffU);    // of an object
        forge(now, 1, 0, make_site(9, 9));
        forge(now, 1, 0, 0, 1);
        forge(now, 2);
        forge(now, 2); // told before
        forge(now, 1); // fewer than before
        writer.push(now, EventKind::mark, no_object, 2, 0, 0);
        collector.finish(sink);
        QCOMPARE(collector.counts().bad, 11U);
        QCOMPARE(sink.received.size(), 4U);
        QCOMPARE(sink.received[1].value, 2U);
        QVERIFY(sink.received[1].kind == EventKind::records_lost);
        QVERIFY(sink.received[3].kind == EventKind::records_lost); // the control says three more
        QCOMPARE(sink.received[3].value, 3U);
        QCOMPARE(collector.counts().events, 2U);
    }

    void anyNumberAndTimeOfALossMayStandInTheControl() {
        for (const int number : {0x01, 0x7f, 0x80, 0xff}) {
            const auto byte = static_cast<unsigned char>(number);
            const auto region = SessionRegion::create(small_layout, ClockSource::monotonic_raw);
            Collector collector(*region, nullptr, origin_now(), 1000);
            RingWriter writer = region->writer().ring_writer(
                region->writer().claim_lane(LaneKind::thread, "lane", no_object));
            writer.push(monotonic_raw_ns(), EventKind::mark, no_object, 1, 0, 0);
            HostileWriter hostile(*region);
            hostile.overwrite(dropped_of_first_lane, byte, 3 * sizeof(std::uint64_t));
            RecordingSink sink;
            QTRY_VERIFY_WITH_TIMEOUT((collector.drain(sink), sink.received.size() == 2), 20'000);
            hostile.overwrite(dropped_of_first_lane, 0, sizeof(std::uint64_t)); // it only grows
            writer.push(monotonic_raw_ns(), EventKind::mark, no_object, 2, 0, 0);
            collector.finish(sink);
            checkThatAllReceivedIsPossible(sink);
            QCOMPARE(sink.received.size(), 3U);
            QCOMPARE(sink.received[1].time, sink.received[0].time); // no better time is believed
            QCOMPARE(collector.counts().late, 0U);
        }
    }

    void lanesThatNameOneRingReadNothingBeyondIt() {
        const auto region = SessionRegion::create(small_layout, ClockSource::monotonic_raw);
        Collector collector(*region, nullptr, origin_now() - 1'000'000, 1000);
        std::vector<RingWriter> writers;
        for (const char* const name : {"one", "other"}) {
            const LaneId lane = region->writer().claim_lane(LaneKind::thread, name, no_object);
            writers.push_back(region->writer().ring_writer(lane));
        }
        HostileWriter hostile(*region);
        const std::size_t ring_of_second =
            session_offsets::lanes + sizeof(LaneEntry) + offsetof(LaneEntry, ring);
        RecordingSink sink;
        for (const int byte : {0, 0xff, 1, 0x7f}) {
            hostile.overwrite(ring_of_second, static_cast<unsigned char>(byte), 1);
            for (RingWriter& writer : writers)
                writer.push(monotonic_raw_ns(), EventKind::mark, no_object, 0, 0, 0);
            collector.drain(sink);
        }
        for (const LaneId lane : {LaneId{0}, LaneId{1}, LaneId{1}})
            region->writer().end_lane(lane); // also twice
        collector.finish(sink);
        collector.finish(sink);
        checkThatAllReceivedIsPossible(sink);
    }

    /// A thread may lose its CPU between claiming its lane and filling it in.
    void aHalfEnteredLaneIsWaitedForAndGetsItsName() {
        HalfClaimed rig;
        const std::int64_t begin = origin_now();
        rig.collector.drain(rig.sink);
        QTest::qSleep(60); // a thread may well be kept from its CPU for so long
        rig.collector.drain(rig.sink);
        if (origin_now() - begin > 900'000'000)
            QSKIP("this machine paused for longer than the collector waits");
        QVERIFY(rig.sink.lanes.empty()); // neither lane has been announced
        QVERIFY(rig.sink.received.empty());
        rig.hostile.overwrite(state_of_first_lane, 1, 1);
        QTRY_VERIFY_WITH_TIMEOUT((rig.collector.drain(rig.sink), rig.sink.received.size() == 2), 20'000);
        QCOMPARE(rig.sink.lanes.size(), 2U);
        QCOMPARE(rig.sink.lanes[0].name, "first");
        QCOMPARE(rig.sink.received[0].lane, rig.sink.lanes[0].id);
        QCOMPARE(rig.collector.counts().late, 0U);
    }

    /// A thread may also be killed in between: the others do not wait for it for ever.
    void aLaneWhoseWriterWasKilledIsAnnouncedWithoutItsName() {
        HalfClaimed rig;
        QTRY_VERIFY_WITH_TIMEOUT((rig.collector.drain(rig.sink), rig.sink.received.size() == 2), 20'000);
        QCOMPARE(rig.sink.lanes[0].name, "?");
        QCOMPARE(rig.sink.lanes[1].name, "second");
    }
};

} // namespace test_hostile_region

QTEST_APPLESS_MAIN(test_hostile_region::TestHostileRegion)
#include "test_hostile_region.moc"
