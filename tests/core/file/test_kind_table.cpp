// SPDX-License-Identifier: GPL-3.0-or-later
// What fits the kind of each object as a table, against values computed by hand.
#include "core/event/acquire_detail.h"
#include "tests/core/file/export_rig.h"

#include <QTest>

using namespace interleave;
using namespace interleave::test;

namespace test_kind_table {

/// Returns what the row of an object has, as "name=value" of the cells that are not empty.
QString row_of(const Json& rows, const char* object) {
    QStringList cells;
    for (const Json& row : rows)
        if (row.at("object") == Json(object))
            for (const auto& [name, value] : row.items())
                if (!value.is_null() && name != "object" && name != "object_id" && name != "complete")
                    cells << QString("%1=%2").arg(QString::fromStdString(name),
                                                  QString::fromStdString(value.dump()).remove('"'));
    cells.sort();
    return cells.join(' ');
}

/// Two readers and a writer, a semaphore of 2 permits, a condition, a barrier, a queue and a mutex, of two
/// lanes.
struct Story {
    TraceBuilder builder{false};
    LaneId a = builder.lane("a"), b = builder.lane("b");
    ObjectId page = builder.object(ObjectKind::shared_mutex, "page");
    ObjectId seats = builder.object(ObjectKind::semaphore, "seats");
    ObjectId news = builder.object(ObjectKind::condition, "news");
    ObjectId round = builder.object(ObjectKind::barrier, "round");
    ObjectId box = builder.object(ObjectKind::queue, "box");
    ObjectId lock = builder.object(ObjectKind::mutex, "lock");

    explicit Story(AcquireDetail reader = AcquireDetail::as_reader) {
        builder.begin(0, a).begin(0, b).set_value(0, a, seats, 2).set_value(0, a, box, 0);
        builder.add(1, a, EventKind::acquire, page, 0, to_detail(reader));
        builder.wait(2, b, page).release(6, a, page);
        builder.add(7, b, EventKind::acquire, page, 0, to_detail(AcquireDetail::as_writer));
        builder.release(9, b, page).acquire(10, a, seats).set_value(10, a, seats, 1);
        builder.add(11, b, EventKind::notify, news, 0).add(12, b, EventKind::send, box, 1);
        builder.set_value(12, b, box, 1).add(16, a, EventKind::receive, box, 1).set_value(16, a, box, 0);
        builder.wait(17, a, round).add(18, b, EventKind::notify, round, 1);
        builder.give_up(18, a, round, WaitOutcome::satisfied).acquire(19, a, lock).release(20, a, lock);
    }
    std::unique_ptr<Trace> trace() const { return builder.build_closed(20); }
};

class TestKindTable : public QObject {
    Q_OBJECT

private slots:
    void eachObjectHasWhatFitsIt() {
        const Json rows = exported_json("kinds", *Story().trace()).at("kinds");
        QCOMPARE(row_of(rows, "page"), QString("behind_readers_ns=4 kind=shared_mutex most_readers=1 "
                                               "readers_waited_ns=0 reads=1 writers_waited_ns=5 writes=1"));
        QCOMPARE(row_of(rows, "seats"),
                 QString("kind=semaphore least_length=1 length_known_ns=20 length_ns=30 "
                         "most_length=2 most_taken=1 permits=2"));
        QCOMPARE(row_of(rows, "news"), QString("kind=condition notifications=1 notified_nobody=1"));
        QCOMPARE(row_of(rows, "round"),
                 QString("kind=barrier last=b last_id=1 last_times=1 notifications=1"));
        QCOMPARE(row_of(rows, "box"), QString("kind=queue least_length=0 length_known_ns=20 length_ns=4 "
                                              "most_length=1 received=1 residence_ns=4 sent=1"));
        QCOMPARE(rows.size(), std::size_t{5});
    }
    void aPartHasWhatIsInIt() {
        const Json rows = exported_json("kinds", *Story().trace(), {}, {.from = 4, .until = 14}).at("kinds");
        QCOMPARE(row_of(rows, "page"), QString("behind_readers_ns=2 kind=shared_mutex most_readers=1 "
                                               "readers_waited_ns=0 reads=0 writers_waited_ns=3 writes=1"));
        QCOMPARE(row_of(rows, "box"), QString("kind=queue least_length=0 length_known_ns=10 length_ns=2 "
                                              "most_length=1 received=0 residence_ns=0 sent=1"));
    }
    void whatAnOlderProgramDidNotRecordIsNotTold() {
        const Json rows = exported_json("kinds", *Story(AcquireDetail::plain).trace()).at("kinds");
        QCOMPARE(row_of(rows, "page"), QString("kind=shared_mutex readers_waited_ns=0 writers_waited_ns=5"));
    }
};

} // namespace test_kind_table

QTEST_GUILESS_MAIN(test_kind_table::TestKindTable)
#include "test_kind_table.moc"
