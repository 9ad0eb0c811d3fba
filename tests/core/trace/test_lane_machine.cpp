// SPDX-License-Identifier: GPL-3.0-or-later
// The state machine of a lane by itself: its inputs, and all that follows from each.
#include "core/trace/lane_machine.h"

#include <QTest>

using namespace interleave;

namespace test_lane_machine {

constexpr std::uint16_t lock = 1;
constexpr std::uint16_t gil = 2;
constexpr std::uint16_t label = 3;

ObjectKind kind_of(std::uint16_t object) {
    switch (object) {
    case lock:
        return ObjectKind::mutex;
    case gil:
        return ObjectKind::gil;
    case label:
        return ObjectKind::label;
    default:
        return ObjectKind::none;
    }
}

/// Records what follows as text.
class Follows {
public:
    void begins(std::int64_t) { add(QStringLiteral("begins")); }
    void shows(std::int64_t, ShownState shown, std::uint16_t object, SiteId site) {
        add(QStringLiteral("%1%2%3 at line %4")
                .arg(title_of(shown.state), shown.in_wait ? " in wait" : "",
                     object != 0 ? " of " + QString::number(object) : QString())
                .arg(site_line(site)));
    }
    void works(std::int64_t, std::size_t row, std::uint16_t object, std::uint32_t number) {
        add(QStringLiteral("works at %1 task %2 in row %3").arg(object).arg(number).arg(row));
    }
    void leaves_queue(std::int64_t, std::uint16_t object) {
        add(QStringLiteral("leaves queue of %1").arg(object));
    }
    void ends(std::int64_t, bool begun, LaneEndNote note) {
        static const std::array how{"", " by itself", " by an exception", " by a signal"};
        add(QLatin1String(begun ? "ends" : "ends unseen") +
            QLatin1String(how.at(static_cast<std::size_t>(note.how))));
    }

    void add(const QString& line) { lines_ << line; }
    QString taken() { return std::exchange(lines_, {}).join(QStringLiteral(", ")); }

private:
    QStringList lines_;
};

struct Rig {
    explicit Rig(bool kernel_records) : machine(kernel_records) {}

    /// Returns what follows from an event; "(wait over)" if it ends a wait for its object.
    QString event(std::int64_t time, EventKind kind, std::uint16_t object = 0, std::uint64_t value = 0,
                  std::uint32_t line = 7) {
        const TimedRecord record{time, value, object, make_site(1, line), kind, 0, 0, 0};
        const bool ends_wait = machine.take_event(record, object, kind_of(object), follows);
        if (ends_wait)
            follows.add(QStringLiteral("(wait over)"));
        return follows.taken();
    }
    QString cpu(std::int64_t time, SwitchKind kind) {
        machine.take_switch({time, kind, 0}, follows);
        return follows.taken();
    }
    QString forget(std::int64_t time) {
        machine.forget_cpu(time, follows);
        return follows.taken();
    }
    QString end(std::int64_t time) {
        machine.end(time, follows);
        return follows.taken();
    }

    LaneMachine machine;
    Follows follows;
};

class TestLaneMachine : public QObject {
    Q_OBJECT

private slots:
    void eachEventHasItsConsequence_data() {
        QTest::addColumn<int>("before"); // an event of the lock; 0: none
        QTest::addColumn<int>("event");
        QTest::addColumn<int>("object");
        QTest::addColumn<QString>("follows");
        const auto row = [](EventKind before, EventKind event, std::uint16_t object, const char* follows) {
            QTest::addRow("%s %d after %s", name_of(event), object, name_of(before))
                << static_cast<int>(before) << static_cast<int>(event) << int{object}
                << QString::fromLatin1(follows);
        };
        using enum EventKind;
        row(none, mark, label, "");
        row(none, wait_begin, lock, "waiting: lock of 1 at line 7");
        row(none, wait_begin, 0, "unknown at line 7");
        row(none, forced_wait_begin, gil, "waiting: GIL of 2 at line 7");
        row(none, sleep_begin, 0, "sleeping at line 7");
        row(none, io_begin, label, "I/O of 3 at line 7");
        row(none, acquire, lock, "");
        row(none, lane_end, 0, "ends by itself");
        row(wait_begin, acquire, lock, "running or ready at line 7, (wait over)");
        row(wait_begin, release, lock, "running or ready at line 7, (wait over)"); // the acquire was lost
        row(wait_begin, wait_end, lock, "running or ready at line 7, (wait over)");
        row(wait_begin, receive, lock, "running or ready at line 7, (wait over)");
        row(wait_begin, send, lock, "running or ready at line 7, (wait over)");
        row(wait_begin, joined, lock, "running or ready at line 7, (wait over)");
        row(wait_begin, acquire, gil, ""); // of another object
        row(wait_begin, mark, lock, "");
        row(wait_begin, wait_begin, gil, "leaves queue of 1, waiting: GIL of 2 at line 7");
        row(wait_begin, forced_wait_begin, gil, "leaves queue of 1, waiting: GIL of 2 at line 7");
        row(wait_begin, sleep_begin, 0, "leaves queue of 1, sleeping at line 7");
        row(wait_begin, io_begin, 0, "leaves queue of 1, I/O at line 7");
        row(wait_begin, lane_end, 0, "leaves queue of 1, ends by itself");
        row(forced_wait_begin, acquire, lock, "running or ready at line 7"); // it was in no queue
        row(forced_wait_begin, forced_wait_end, lock, "running or ready at line 7");
        row(sleep_begin, sleep_end, 0, "running or ready at line 7");
        row(io_begin, io_end, lock, "running or ready at line 7");
        row(lane_end, wait_begin, lock, "");
    }
    void eachEventHasItsConsequence() {
        QFETCH(int, before);
        QFETCH(int, event);
        QFETCH(int, object);
        Rig rig(false);
        QCOMPARE(rig.event(0, EventKind::lane_begin), QStringLiteral("begins, running or ready at line 7"));
        if (before != 0)
            rig.event(10, static_cast<EventKind>(before), lock);
        QTEST(rig.event(20, static_cast<EventKind>(event), static_cast<std::uint16_t>(object)), "follows");
    }

    void theKernelSaysWhetherItRuns() {
        Rig rig(true);
        QCOMPARE(rig.cpu(0, SwitchKind::in), QString()); // the lane has not begun yet
        QCOMPARE(rig.event(100, EventKind::lane_begin), QStringLiteral("begins, running at line 7"));
        QCOMPARE(rig.event(10'000, EventKind::wait_begin, lock, 0, 8),
                 QStringLiteral("running in wait of 1 at line 8"));
        QCOMPARE(rig.cpu(20'000, SwitchKind::out_blocked), QStringLiteral("waiting: lock of 1 at line 8"));
        QCOMPARE(rig.cpu(30'000, SwitchKind::in), QStringLiteral("running in wait of 1 at line 8"));
        QCOMPARE(rig.cpu(31'000, SwitchKind::in), QString());
        QCOMPARE(rig.event(32'000, EventKind::acquire, lock, 0, 8),
                 QStringLiteral("running at line 8, (wait over)"));
        QCOMPARE(rig.cpu(40'000, SwitchKind::out_preempted), QStringLiteral("ready at line 8"));
        QCOMPARE(rig.event(41'000, EventKind::mark, label), QString()); // within the difference of the clocks
        QCOMPARE(rig.event(43'000, EventKind::mark, label), QStringLiteral("running at line 7"));
        QCOMPARE(rig.forget(50'000), QStringLiteral("running or ready at line 7"));
        QCOMPARE(rig.event(60'000, EventKind::mark, label), QString()); // it stays so until the next switch
        QCOMPARE(rig.cpu(70'000, SwitchKind::out_blocked),
                 QStringLiteral("off CPU, cause unknown at line 7"));
        QCOMPARE(rig.cpu(80'000, SwitchKind::exit), QStringLiteral("ends"));
        QCOMPARE(rig.cpu(90'000, SwitchKind::in), QString());
        QCOMPARE(rig.end(95'000), QString());
    }

    void withinWorkTheInnermostCounts() {
        Rig rig(false);
        rig.event(0, EventKind::lane_begin);
        QCOMPARE(rig.event(1, EventKind::work_begin, label), QStringLiteral("works at 3 task 0 in row 0"));
        QCOMPARE(rig.event(2, EventKind::task_begin, lock, 5), QStringLiteral("works at 1 task 5 in row 1"));
        QCOMPARE(rig.event(3, EventKind::work_end, gil), QString()); // it was never begun
        QCOMPARE(rig.event(4, EventKind::task_end, lock, 5), QStringLiteral("works at 0 task 0 in row 1"));
        QCOMPARE(rig.event(5, EventKind::task_begin, lock, 6), QStringLiteral("works at 1 task 6 in row 1"));
        QCOMPARE(rig.event(6, EventKind::work_end, label),
                 QStringLiteral("works at 0 task 0 in row 1, works at 0 task 0 in row 0"));
        QCOMPARE(rig.event(7, EventKind::work_begin, label), QStringLiteral("works at 3 task 0 in row 0"));
        QCOMPARE(rig.end(8), QStringLiteral("works at 0 task 0 in row 0, ends"));
    }

    void workThatNeverEndsTakesBoundedMemory() {
        Rig rig(false);
        int counted = 0;
        for (int i = 0; i < 1'000; ++i)
            counted += rig.event(i, EventKind::work_begin, label).contains(QStringLiteral("works")) ? 1 : 0;
        QCOMPARE(counted, 256);
    }

    void aLaneWithoutAnEventIsNeverShown() {
        Rig rig(true);
        QCOMPARE(rig.end(5), QStringLiteral("ends unseen"));
        QCOMPARE(rig.event(6, EventKind::lane_begin), QString());
    }
};

} // namespace test_lane_machine

QTEST_APPLESS_MAIN(test_lane_machine::TestLaneMachine)
#include "test_lane_machine.moc"
