// SPDX-License-Identifier: GPL-3.0-or-later
// Within an unrecorded stretch a scenario works as ever, and nothing of it is recorded.
#include "core/event/collector.h"
#include "core/scenario/unrecorded_stretch.h"
#include "core/sync/mutex.h"
#include "core/work/process.h"
#include "core/work/thread.h"
#include "tests/core/event/recording_sink.h"

#include <QTest>

#include <algorithm>
#include <source_location>

using namespace interleave;
using namespace interleave::test;

namespace test_unrecorded_stretch {

class TestUnrecordedStretch : public QObject {
    Q_OBJECT

private slots:
    void init() {
        region_ = SessionRegion::create({4096, 1U << 12U}, ClockSource::monotonic_raw);
        SessionRegion::use(region_.get());
        Recorder::of_this_thread().begin_lane(LaneKind::process, "main", no_object);
    }
    void cleanup() {
        Recorder::of_this_thread().end_lane();
        SessionRegion::use(nullptr);
    }

    void onlyTheStretchItselfIsSeen() {
        const Label label("stretch");
        int counted = 0;
        {
            const UnrecordedStretch stretch(region_->writer(), label, std::source_location::current());
            Mutex lock("lock");
            Thread("thread", [&] {
                const Guard hold(lock);
                ++counted;
            }).join();
            Process("process", [] {}).join();
        }
        QCOMPARE(counted, 1);
        Mutex seen("seen");
        { const Guard hold(seen); }

        RecordingSink sink;
        Collector(*region_, nullptr, 0).finish(sink);
        std::vector<EventKind> kinds;
        for (const TimedRecord& record : sink.received)
            kinds.push_back(record.kind);
        QCOMPARE(kinds, (std::vector{EventKind::lane_begin, EventKind::work_begin, EventKind::work_end,
                                     EventKind::acquire, EventKind::release}));
        QCOMPARE(region_->reader().lane_count(), 1U);
        QCOMPARE(region_->reader().object_count(), 3U); // no object, the label and the lock that is seen
        QCOMPARE(region_->reader().refused(), 0U);
    }

    void aScenarioThatFailsWithinRecordsAgain() {
        const Label label("stretch");
        try {
            const UnrecordedStretch stretch(region_->writer(), label, std::source_location::current());
            throw std::runtime_error("failed");
        } catch (const std::runtime_error&) {
        }
        QVERIFY(!region_->writer().is_unrecorded());
        QVERIFY(Recorder::of_this_thread().attached());
    }

private:
    std::unique_ptr<SessionRegion> region_;
};

} // namespace test_unrecorded_stretch

QTEST_APPLESS_MAIN(test_unrecorded_stretch::TestUnrecordedStretch)
#include "test_unrecorded_stretch.moc"
