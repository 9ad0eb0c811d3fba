// SPDX-License-Identifier: GPL-3.0-or-later
// Readers read while the writer writes: what they see is consistent (and ThreadSanitizer finds nothing).
#include "tests/core/trace/trace_builder.h"

#include "core/trace/columns.h"

#include <QTest>

#include <atomic>
#include <numeric>
#include <thread>

using namespace interleave;
using namespace interleave::test;

namespace test_trace_readers {

/// Makes the records of a lock that passes from lane to lane, in batches as the collector gives them.
void write_records(Trace& trace, int lanes, int turns) {
    trace.object_appeared({1, ObjectKind::mutex, "lock"});
    std::vector<TimedRecord> batch;
    std::int64_t time = 0;
    for (int turn = 0; turn < turns; ++turn) {
        const auto lane = static_cast<LaneId>(turn % lanes);
        const auto add = [&](EventKind kind, ObjectId object, std::uint16_t detail = 0) {
            batch.push_back({time += 3, 1, object, 0, kind, detail, lane, 0});
        };
        if (turn < lanes) {
            trace.lane_appeared({lane, LaneKind::thread, 1, 1 + lane, no_object, "worker"});
            add(EventKind::lane_begin, 0);
        }
        add(EventKind::wait_begin, 1);
        add(EventKind::switch_out, 0);
        add(EventKind::switch_in, 0);
        add(EventKind::acquire, 1);
        add(EventKind::switch_out, 0, 1);
        add(EventKind::switch_in, 0);
        add(EventKind::release, 1);
        if (batch.size() > 500) {
            trace.records(batch);
            trace.time_reached(time);
            batch.clear();
        }
    }
    trace.records(batch);
    trace.close(time);
}

/// Checks what must be true of any trace at any moment. Returns what is not; empty if all is.
std::string problem_with(const Trace& trace) {
    const std::int64_t end = trace.time_end();
    const std::size_t lanes = trace.lane_count();
    for (std::size_t l = 0; l < lanes; ++l) {
        const Lane& lane = trace.lane(l);
        const std::size_t count = lane.segments().size();
        for (std::size_t i = count - std::min<std::size_t>(count, 300); i + 1 < count; ++i) {
            if (lane.segments()[i].begin > lane.segments()[i + 1].begin)
                return "time runs backwards";
        }
        if (lane.begin() <= end) {
            const StateTimes times = lane.times_between(0, end);
            const std::int64_t sum = std::accumulate(times.begin(), times.end(), std::int64_t{0});
            if (sum != std::min(end, lane.end()) - lane.begin())
                return "states do not add up to the lane's life";
        }
        std::array<LaneColumn, 50> columns;
        lane_columns(lane, 0, std::max<std::int64_t>(1, end), end, columns);
        for (const LaneColumn& column : columns) {
            const float sum = std::accumulate(column.share.begin(), column.share.end(), 0.0F);
            if (sum < 0.999F || sum > 1.001F)
                return "shares do not add up";
        }
    }
    for (std::size_t o = 0; o < trace.object_count(); ++o) {
        const ObjectTimes times = trace.object(o).times_between(0, end);
        if (times.contended_held > times.held || times.held > end || times.contended > times.obtained)
            return "an object's parts are more than the whole";
        std::array<ObjectColumn, 50> columns;
        object_columns(trace.object(o), 0, std::max<std::int64_t>(1, end), end, columns);
    }
    return {};
}

class TestTraceReaders : public QObject {
    Q_OBJECT

private slots:
    void readersSeeAWholeTraceWhileItGrows() {
        Trace trace(true);
        std::atomic<bool> written{false};
        std::array<std::string, 2> complaints;
        std::array<std::uint64_t, 2> looks{};
        std::vector<std::thread> readers;
        for (std::size_t r = 0; r < complaints.size(); ++r) {
            readers.emplace_back([&, r] {
                while (complaints[r].empty() && (!written.load() || looks[r] < 2)) {
                    complaints[r] = problem_with(trace);
                    ++looks[r];
                }
            });
        }
        write_records(trace, 6, 30'000);
        written.store(true);
        for (std::thread& reader : readers)
            reader.join();
        for (std::size_t r = 0; r < complaints.size(); ++r) {
            QCOMPARE(complaints[r], std::string());
            QVERIFY(looks[r] >= 2);
        }
        QCOMPARE(trace.object(0).times_between(0, trace.time_end() + 1).obtained, 30'000);
    }
};

} // namespace test_trace_readers

QTEST_APPLESS_MAIN(test_trace_readers::TestTraceReaders)
#include "test_trace_readers.moc"
