// SPDX-License-Identifier: GPL-3.0-or-later
// The ring keeps every record in order while there is room, and counts the others.
#include "core/event/ring_reader.h"
#include "core/event/ring_writer.h"

#include <QTest>

#include <memory>
#include <thread>
#include <vector>

using namespace interleave;

namespace test_ring {

struct RingRig {
    explicit RingRig(std::uint64_t capacity)
        : control(std::make_unique<RingControl>())
        , memory(capacity)
        , writer(*control, memory.data(), capacity)
        , reader(*control, memory.data(), capacity) {}

    void push(std::uint64_t value) { writer.push(value, EventKind::mark, 0, value, 0, 0); }
    std::vector<std::uint64_t> drain() {
        std::vector<std::uint64_t> values;
        reader.drain(1000, [&](const Record& record) { values.push_back(record.value); });
        return values;
    }

    std::unique_ptr<RingControl> control;
    std::vector<Record> memory;
    RingWriter writer;
    RingReader reader;
};

class TestRing : public QObject {
    Q_OBJECT

private slots:
    void recordsComeOutInOrderAcrossTheEndOfTheRing() {
        RingRig ring(4);
        std::uint64_t next = 0;
        for (int round = 0; round < 10; ++round) {
            for (int i = 0; i < 3; ++i)
                ring.push(next++);
            QCOMPARE(ring.drain(), (std::vector<std::uint64_t>{next - 3, next - 2, next - 1}));
        }
        QCOMPARE(ring.reader.dropped(), 0U);
        QCOMPARE(ring.reader.bad(), 0U);
    }

    /// A page fault between the time and the record could last longer than the collector waits.
    void theClockIsReadWhenTheMemoryOfTheRecordHasBeenTouched() {
        RingRig ring(4);
        std::uint64_t value_seen = 0;
        const auto read_clock = [&] {
            value_seen = ring.memory[0].value;
            return std::uint64_t{7};
        };
        ring.writer.push(read_clock, EventKind::mark, 0, 42, 0, 0);
        QCOMPARE(value_seen, 42U);
        QCOMPARE(ring.memory[0].time, 7U);
        QCOMPARE(ring.drain(), std::vector<std::uint64_t>{42});
    }

    void aFullRingDropsTheNewestAndCountsThem() {
        RingRig ring(4);
        for (std::uint64_t i = 0; i < 7; ++i)
            ring.push(i);
        QCOMPARE(ring.reader.dropped(), 3U);
        QCOMPARE(ring.drain(), (std::vector<std::uint64_t>{0, 1, 2, 3}));
        ring.push(7);
        QCOMPARE(ring.reader.dropped(), 3U);
        std::vector<Record> read;
        ring.reader.drain(1000, [&](const Record& record) { read.push_back(record); });
        QCOMPARE(read.size(), 2U);
        QCOMPARE(read[0].kind, static_cast<std::uint16_t>(EventKind::records_lost));
        QCOMPARE(read[0].time, 4U); // that of the first one dropped
        QCOMPARE(read[0].value, 3U);
        QCOMPARE(read[1].value, 7U);
    }

    void aLossIsToldOnlyWhereTheNextRecordFitsToo() {
        RingRig ring(4);
        for (std::uint64_t i = 0; i < 6; ++i)
            ring.push(i);
        ring.reader.drain(1, [](const Record&) {});
        ring.push(6); // the ring has room for one
        QCOMPARE(ring.reader.dropped(), 3U);
        ring.reader.drain(1, [](const Record&) {});
        ring.push(7);
        ring.push(8);
        QCOMPARE(ring.reader.dropped(), 4U);
        QCOMPARE(ring.drain(), (std::vector<std::uint64_t>{2, 3, 3, 7}));
        ring.push(9);
        QCOMPARE(ring.drain(), (std::vector<std::uint64_t>{4, 9})); // all so far
    }

    void aWriterThatWasNeverAttachedLosesNothingAndWritesNothing() {
        RingWriter writer;
        writer.push(1, EventKind::mark, 0, 0, 0, 0);
        QVERIFY(!writer.attached());
    }

    void aRecordOutOfSequenceIsCountedAndSkipped() {
        RingRig ring(8);
        for (std::uint64_t i = 0; i < 3; ++i)
            ring.push(i);
        ring.memory[1].sequence = 77; // looks like a record that was torn or overwritten
        QCOMPARE(ring.drain(), (std::vector<std::uint64_t>{0, 2}));
        QCOMPARE(ring.reader.bad(), 1U);
    }

    void anImpossibleHeadGivesNothingAndIsCountedOnce() {
        RingRig ring(8);
        ring.push(1);
        ring.control->head.store(1'000'000);
        QVERIFY(ring.drain().empty());
        QVERIFY(ring.drain().empty());
        QCOMPARE(ring.reader.bad(), 1U);
        ring.control->head.store(1); // it is possible again, and the record is still there
        QCOMPARE(ring.drain(), (std::vector<std::uint64_t>{1}));
    }

    /// One producer at full speed against one reader, with a ring that is far too small: whatever was not
    /// dropped comes out once, whole and in order. Under ThreadSanitizer this is the proof of the ring's
    /// memory order.
    void everyRecordIsEitherReadOnceOrCountedAsDropped() {
        constexpr std::uint64_t total = 2'000'000;
        RingRig ring(64);
        std::atomic<bool> done{false};
        std::thread producer([&] {
            for (std::uint64_t i = 1; i <= total; ++i)
                ring.writer.push(i, EventKind::mark, static_cast<ObjectId>(i), i, static_cast<SiteId>(i), 0);
            done.store(true, std::memory_order_release);
        });
        std::uint64_t read = 0;
        std::uint64_t last = 0;
        std::uint64_t told = 0;
        bool whole = true;
        bool finished = false;
        while (!finished) {
            finished = done.load(std::memory_order_acquire); // one more drain then finds all that is left
            ring.reader.drain(1000, [&](const Record& record) {
                if (record.kind == static_cast<std::uint16_t>(EventKind::records_lost)) {
                    whole = whole && record.value > told && record.time == last + 1;
                    last += record.value - told; // exactly these are missing
                    told = record.value;
                    return;
                }
                whole = whole && record.time == record.value &&
                        record.object == static_cast<ObjectId>(record.value) &&
                        record.site == static_cast<SiteId>(record.value) && record.value == last + 1;
                last = record.value;
                ++read;
            });
        }
        producer.join();
        QVERIFY(whole);
        QCOMPARE(ring.reader.bad(), 0U);
        QCOMPARE(read + ring.reader.dropped(), total);
        QVERIFY(read > 0);
    }
};

} // namespace test_ring

QTEST_APPLESS_MAIN(test_ring::TestRing)
#include "test_ring.moc"
