// SPDX-License-Identifier: GPL-3.0-or-later
// The critical path of made-up runs whose path is known, and its shares.
#include "core/analysis/critical_path.h"
#include "core/analysis/critical_path_report.h"
#include "core/analysis/path_shares.h"
#include "core/trace/json.h"
#include "tests/core/trace/trace_builder.h"

#include <QStringList>
#include <QTest>

using namespace interleave;
using namespace interleave::test;

namespace test_critical_path {

/// Returns "a 0-30" of each piece, with the moment at which the lane went on where it was handed over to:
/// "b 30(32)-50".
QStringList pieces_of(const Trace& trace, const CriticalPath& path) {
    QStringList pieces;
    for (const PathPiece& piece : path.pieces)
        pieces << QString("%1 %2%3-%4")
                      .arg(QString::fromStdString(trace.lane(piece.lane).name()))
                      .arg(piece.from)
                      .arg(piece.went_on == piece.from ? QString() : QString("(%1)").arg(piece.went_on))
                      .arg(piece.until);
    return pieces;
}

CriticalPath path_of_wait(const Trace& trace, LaneId lane, std::int64_t time) {
    WaitLinkIndex links(trace);
    links.extend(true);
    const auto question = question_of_wait(trace, links, lane, time);
    return question ? critical_path(trace, links, *question) : CriticalPath();
}

std::int64_t of_state(const PathShares& shares, LaneState state) {
    return shares.states[static_cast<std::size_t>(state)];
}

/// A round of Amdahl's law: worker 1 does the serial part from 10 to 70, worker 2 waits at a barrier
/// meanwhile, both do a part of 30, and main joins them.
TraceBuilder amdahl() {
    TraceBuilder story(false);
    const LaneId main = story.lane("main", LaneKind::process);
    const ObjectId object_1 = story.object(ObjectKind::worker, "worker 1");
    const ObjectId object_2 = story.object(ObjectKind::worker, "worker 2");
    const ObjectId barrier = story.object(ObjectKind::barrier, "serial part done");
    const ObjectId serial = story.object(ObjectKind::label, "serial part");
    const ObjectId parallel = story.object(ObjectKind::label, "parallel part");
    const LaneId one = story.lane("worker 1", LaneKind::thread, object_1);
    const LaneId two = story.lane("worker 2", LaneKind::thread, object_2);
    story.begin(0, main).add(5, main, EventKind::start, object_1).add(6, main, EventKind::start, object_2);
    story.wait(8, main, object_1);
    story.begin(9, one).add(10, one, EventKind::work_begin, serial);
    story.begin(11, two).wait(12, two, barrier);
    story.add(70, one, EventKind::work_end, serial).add(71, one, EventKind::notify, barrier, 1);
    story.add(72, one, EventKind::work_begin, parallel);
    story.give_up(75, two, barrier, WaitOutcome::satisfied).add(76, two, EventKind::work_begin, parallel);
    story.add(102, one, EventKind::work_end, parallel).end(103, one).joined(104, main, object_1);
    story.wait(105, main, object_2);
    story.add(106, two, EventKind::work_end, parallel).end(107, two).joined(110, main, object_2);
    story.end(112, main);
    return story;
}

class TestCriticalPath : public QObject {
    Q_OBJECT

private slots:
    void thePathOfAmdahlNamesItsSerialPart() {
        const auto trace = amdahl().build_closed(112);
        const CriticalPath path = critical_path_of_run(*trace);
        QCOMPARE(pieces_of(*trace, path),
                 (QStringList{"main 0-5", "worker 1 5(9)-71", "worker 2 71(75)-107", "main 107(110)-112"}));
        QCOMPARE(path.begin, PathBegin::as_asked);
        const PathShares shares = path_shares(*trace, path);
        QCOMPARE(trace->find_object(shares.work.at(0).name)->name(), std::string("serial part"));
        QCOMPARE(shares.work.at(0).ns, std::int64_t{60});
        QCOMPARE(shares.work.at(0).all_ns, std::int64_t{60}); // nobody does it beside the path
        QCOMPARE(shares.work.at(1).ns, std::int64_t{30});     // of worker 2 alone
        QCOMPARE(shares.work.at(1).all_ns, std::int64_t{60});
        QCOMPARE(shares.lanes.at(0).ns, std::int64_t{66});
        QCOMPARE(shares.handover_ns, std::int64_t{4 + 4 + 3});
        QCOMPARE(of_state(shares, LaneState::waiting_barrier), std::int64_t{4});
        QCOMPARE(of_state(shares, LaneState::waiting_join), std::int64_t{3});
        QCOMPARE(shares.untold_wait_ns, std::int64_t{0});
    }

    void thePathOfAWaitIsWhatItWasLongFor() {
        TraceBuilder story(false);
        const LaneId a = story.lane("a"), b = story.lane("b"), c = story.lane("c");
        const ObjectId outer = story.object(ObjectKind::mutex, "outer");
        const ObjectId inner = story.object(ObjectKind::mutex, "inner");
        story.begin(0, a).begin(0, b).begin(0, c).acquire(1, b, outer).acquire(2, c, inner);
        story.wait(10, a, outer).wait(20, b, inner).release(50, c, inner).acquire(53, b, inner);
        story.release(60, b, inner).release(70, b, outer).acquire(74, a, outer);
        const auto trace = story.build_closed(100);
        const CriticalPath path = path_of_wait(*trace, a, 30);
        QCOMPARE(pieces_of(*trace, path), (QStringList{"c 10-50", "b 50(53)-70", "a 70(74)-74"}));
        const PathShares shares = path_shares(*trace, path);
        QCOMPARE(shares.objects.at(0).object, inner);
        QCOMPARE(shares.objects.at(0).held_ns, std::int64_t{40 + 7}); // by c, then by b
        QCOMPARE(shares.objects.at(0).waited_ns, std::int64_t{3});
        QCOMPARE(shares.objects.at(0).passages, std::uint64_t{1});
        QCOMPARE(shares.objects.at(1).held_ns, std::int64_t{17});          // the outer one, by b on the path
        QVERIFY(pieces_of(*trace, path_of_wait(*trace, a, 80)).isEmpty()); // it does not wait there
    }

    void whatWasSentBeforeTheWaitIsNotItsCause() {
        TraceBuilder story(false);
        const LaneId a = story.lane("a"), b = story.lane("b");
        const ObjectId queue = story.object(ObjectKind::queue, "letters");
        story.begin(0, a).begin(0, b).add(10, a, EventKind::send, queue, 1);
        story.add(30, b, EventKind::receive, queue, 1).end(40, a).end(60, b);
        const auto trace = story.build_closed(60);
        QCOMPARE(pieces_of(*trace, critical_path_of_run(*trace)), QStringList{"b 0-60"});
    }

    void aWaitWithoutAKnownCauseStaysInItsLane() {
        TraceBuilder story(false);
        const LaneId a = story.lane("a");
        const ObjectId lock = story.object(ObjectKind::mutex, "lock");
        story.begin(0, a).wait(10, a, lock).give_up(30, a, lock).end(50, a);
        const auto trace = story.build_closed(50);
        const CriticalPath path = critical_path_of_run(*trace);
        QCOMPARE(pieces_of(*trace, path), QStringList{"a 0-50"});
        QCOMPARE(path_shares(*trace, path).untold_wait_ns, std::int64_t{20});
    }

    void beforeMissingRecordsItCannotBeTold() {
        TraceBuilder story = amdahl();
        story.add(30, 1, EventKind::records_lost, no_object, 5);
        const auto trace = story.build_closed(112);
        const CriticalPath path = critical_path_of_run(*trace);
        QCOMPARE(path.begin, PathBegin::missing);
        QCOMPARE(path.begin_lane, LaneId{1});
        QCOMPARE(path.from(), std::int64_t{70}); // where its next record is
        QVERIFY(why_it_begins_there(*trace, path).find("records of worker 1 are missing") !=
                std::string::npos);
    }

    void aCauseThatMayBeMissingIsNotTold() {
        TraceBuilder story(false);
        const LaneId a = story.lane("a"), b = story.lane("b"), c = story.lane("c");
        const ObjectId seats = story.object(ObjectKind::semaphore, "seats");
        story.begin(0, a).begin(0, b).begin(0, c).wait(10, a, seats).release(20, b, seats);
        story.add(25, c, EventKind::records_lost, no_object, 1); // perhaps its release
        story.acquire(30, a, seats).end(50, a);
        const auto trace = story.build_closed(50);
        const CriticalPath path = critical_path_of_run(*trace);
        QCOMPARE(path.begin, PathBegin::doubtful_cause);
        QCOMPARE(path.begin_lane, c);
        QCOMPARE(pieces_of(*trace, path), QStringList{"a 30-50"});
    }

    void aRingHasNoBeginAndSaysSo() {
        TraceBuilder story(false);
        const LaneId a = story.lane("a"), b = story.lane("b");
        const ObjectId one = story.object(ObjectKind::mutex, "one"),
                       two = story.object(ObjectKind::mutex, "two");
        story.begin(0, a).begin(0, b).acquire(5, a, one).acquire(6, b, two).wait(10, a, two).wait(12, b, one);
        const auto trace = story.build_closed(100);
        const CriticalPath path = critical_path_of_run(*trace);
        QCOMPARE(path.begin, PathBegin::ring);
        QCOMPARE(path.waiting, (std::vector<OpenWait>{{a, two}, {b, one}}));
        QVERIFY(path.pieces.empty());
    }

    void whoStillWaitsLeadsToTheHolder() {
        TraceBuilder story(false);
        const LaneId a = story.lane("a"), b = story.lane("b");
        const ObjectId lock = story.object(ObjectKind::mutex, "lock");
        story.begin(0, a).begin(0, b).acquire(5, b, lock).wait(10, a, lock);
        const auto trace = story.build(100); // it goes on
        const CriticalPath path = path_of_wait(*trace, a, 50);
        QCOMPARE(pieces_of(*trace, path), QStringList{"b 10-100"});
        QCOMPARE(path.waiting, (std::vector<OpenWait>{{a, lock}}));
    }

    void workOfOneNameIsOne() {
        TraceBuilder story(false);
        const LaneId a = story.lane("a");
        const ObjectId first = story.object(ObjectKind::label, "part");
        const ObjectId second = story.object(ObjectKind::label, "part");
        story.begin(0, a).add(10, a, EventKind::work_begin, first).add(20, a, EventKind::work_end, first);
        story.add(30, a, EventKind::work_begin, second).add(45, a, EventKind::work_end, second).end(50, a);
        const auto trace = story.build_closed(50);
        const PathShares shares = path_shares(*trace, critical_path_of_run(*trace));
        QCOMPARE(shares.work.size(), std::size_t{1});
        QCOMPARE(shares.work.at(0).ns, std::int64_t{25});
    }

    void aRecordingWithoutStatesHasNone() {
        Trace trace(false, false);
        trace.lane_appeared({0, LaneKind::track, 1, 0, no_object, "io"});
        trace.object_appeared({1, ObjectKind::label, "read"});
        const std::vector<TimedRecord> records{{10, 0, 1, 0, EventKind::work_begin, 0, 0, 0},
                                               {20, 0, 1, 0, EventKind::work_end, 0, 0, 0}};
        trace.records(records);
        trace.time_reached(30);
        trace.close(30);
        const CriticalPath path = critical_path_of_run(trace);
        QCOMPARE(path.begin, PathBegin::no_states);
        QVERIFY(!why_it_begins_there(trace, path).empty());
    }

    void itsJsonHasEachShare() {
        const auto trace = amdahl().build_closed(112);
        const Json json = to_json(*trace, critical_path_of_run(*trace), RunInfo());
        QCOMPARE(json["work"][0]["name"].get<std::string>(), std::string("serial part"));
        QCOMPARE(json["work"][0]["ms"].get<double>(), 60e-6);
        QCOMPARE(json["work"][0]["all_lanes_ms"].get<double>(), 60e-6);
        QCOMPARE(json["lanes"][0]["name"].get<std::string>(), std::string("worker 1"));
        QCOMPARE(json["begins_at"].get<std::string>(), std::string("begin"));
        RunInfo lossy;
        lossy.counts.dropped = 1;
        const Json doubtful = to_json(*trace, critical_path_of_run(*trace), lossy);
        QVERIFY(doubtful["states_ms"]["join"].is_null());
    }
};

} // namespace test_critical_path

QTEST_GUILESS_MAIN(test_critical_path::TestCriticalPath)
#include "test_critical_path.moc"
