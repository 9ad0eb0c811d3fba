// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of locks and variables say which guards which, in words that tell none, some and all apart.
#include "tests/core/trace/trace_builder.h"
#include "tests/ui/window_rig.h"
#include "ui/rows/guard_words.h"
#include "ui/timeline/moment.h"

#include <QStandardPaths>
#include <QTest>

using namespace interleave;
using namespace interleave::test;

namespace test_guard_words {

constexpr ObjectId lock = 1;
constexpr ObjectId counter = 3;

std::vector<VariableGuards> guarded(std::uint64_t guarded_uses, std::uint64_t uses) {
    return {{counter, "counter", uses, {{lock, "counter lock", guarded_uses}}}};
}

class TestGuardWords : public QObject {
    Q_OBJECT

private slots:
    void noneSomeAndAllHaveWordsOfTheirOwn() {
        QCOMPARE(guard_words(guarded(10, 10), lock), QStringLiteral("guards counter"));
        QCOMPARE(guard_words(guarded(10, 10), counter), QStringLiteral("guarded by counter lock"));
        QCOMPARE(guard_words(guarded(6, 10), lock), QStringLiteral("guards 60 % of the uses of counter"));
        QCOMPARE(guard_words(guarded(0, 10), lock), QStringLiteral("does not guard counter"));
        for (const std::uint64_t uses : {0U, 6U})
            QCOMPARE(guard_words(guarded(uses, 10), counter), QStringLiteral("no lock guards it"));
    }

    void aShareIsNeverRoundedToNoneOrAll() {
        QCOMPARE(guard_words(guarded(1, 100'000), lock), QStringLiteral("guards 1 % of the uses of counter"));
        QCOMPARE(guard_words(guarded(99'999, 100'000), lock),
                 QStringLiteral("guards 99 % of the uses of counter"));
    }

    void ofWhatIsNotKnownNothingIsSaid() {
        QCOMPARE(guard_words({}, lock), QString());
        QCOMPARE(guard_words(guarded(10, 10), counter + 1), QString());
    }

    void aLockThatGuardsTwoVariablesNamesBoth() {
        std::vector<VariableGuards> two = guarded(10, 10);
        two.push_back({counter + 1, "sum", 4, {{lock, "counter lock", 2}}});
        QCOMPARE(guard_words(two, lock), QStringLiteral("guards counter, guards 50 % of the uses of sum"));
    }

    void theRowItsToolTipAndTheStatusLineSayIt() {
        TraceBuilder builder;
        const LaneId first = builder.lane("worker 1");
        const LaneId second = builder.lane("worker 2");
        const ObjectId mutex = builder.object(ObjectKind::mutex, "counter lock");
        const ObjectId number = builder.object(ObjectKind::variable, "counter");
        std::int64_t now = 0;
        builder.begin(now, first).begin(now, second);
        for (int round = 0; round < 2; ++round)
            for (const LaneId lane : {first, second}) {
                builder.acquire(now + 1, lane, mutex)
                    .add(now + 2, lane, EventKind::read, number, 1)
                    .add(now + 3, lane, EventKind::write, number, 2)
                    .release(now + 4, lane, mutex);
                now += 4;
            }
        const auto trace = builder.build_closed(now + 1);
        TimelineFrame frame;
        frame.add_rows_of(*trace);
        frame.guards = variable_guards(*trace);
        QStringList details;
        for (const TimelineRow& row : frame.rows)
            if (row.kind == TimelineRow::Kind::object)
                details << row_detail(frame, row);
        QCOMPARE(details, (QStringList{QStringLiteral("lock, guards counter"),
                                       QStringLiteral("variable, guarded by counter lock")}));
        Moment moment = moment_at(frame.sources.front(), frame.rows.back(), now);
        moment.guard = row_guard(frame, frame.rows.back());
        QVERIFY(to_rich_text(moment).contains(QStringLiteral("guarded by counter lock")));
        QVERIFY(to_line(moment).contains(QStringLiteral("guarded by counter lock")));
    }

    /// While a run goes on nothing is said, and of the next run nothing of the one before.
    void theWindowSaysItWhenTheRunIsOver() {
        QStandardPaths::setTestModeEnabled(true);
        QTemporaryDir folder;
        rig::WindowRig rig(folder.filePath(QStringLiteral("settings.ini")));
        rig.choose("lost-update");
        rig.set("parameter.rounds", 2);
        rig.set("parameter.lock", QStringLiteral("addition"));
        QVERIFY(rig.runUntil(Ended::finished));
        const std::vector<VariableGuards> guards = rig.timeline().overlay().guards;
        QCOMPARE(guards.size(), 1U);
        QCOMPARE(guard_words(guards, guards.front().variable), QStringLiteral("guarded by counter lock"));
        rig.choose("hello-thread");
        rig.press("actionRun");
        QVERIFY(QTest::qWaitFor([&] { return rig.run() != nullptr && rig.isIdle(); }, rig::timeout_ms));
        QVERIFY(rig.timeline().overlay().guards.empty());
    }
};

} // namespace test_guard_words

QTEST_MAIN(test_guard_words::TestGuardWords)
#include "test_guard_words.moc"
