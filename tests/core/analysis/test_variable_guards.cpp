// SPDX-License-Identifier: GPL-3.0-or-later
// A lock guards a variable if every lane holds it at every use, from the read to the write.
#include "core/analysis/variable_guards.h"
#include "tests/core/trace/trace_builder.h"

#include <QTest>

using namespace interleave;
using namespace interleave::test;

namespace test_variable_guards {

/// Two workers that add to a counter at the same time, again and again.
struct Story {
    TraceBuilder builder;
    LaneId main = builder.lane("main");
    LaneId first = builder.lane("worker 1");
    LaneId second = builder.lane("worker 2");
    ObjectId lock = builder.object(ObjectKind::mutex, "counter lock");
    ObjectId other = builder.object(ObjectKind::mutex, "another lock");
    ObjectId counter = builder.object(ObjectKind::variable, "counter");
    std::int64_t now = 10;

    Story() { builder.begin(0, main).begin(1, first).begin(2, second); }

    Story& take(LaneId lane, ObjectId which) {
        builder.acquire(++now, lane, which);
        return *this;
    }
    Story& let_go(LaneId lane, ObjectId which) {
        builder.release(++now, lane, which);
        return *this;
    }
    Story& read(LaneId lane) {
        builder.add(++now, lane, EventKind::read, counter, 1);
        return *this;
    }
    Story& write(LaneId lane) {
        builder.add(++now, lane, EventKind::write, counter, 2);
        return *this;
    }
    Story& add_under(LaneId lane, ObjectId which) {
        return take(lane, which).read(lane).write(lane).let_go(lane, which);
    }
    std::vector<VariableGuards> guards() const { return variable_guards(*builder.build_closed(now + 10)); }
    GuardingLock by_lock(std::uint64_t guarded) const { return {lock, "counter lock", guarded}; }
    GuardingLock by_other(std::uint64_t guarded) const { return {other, "another lock", guarded}; }
};

class TestVariableGuards : public QObject {
    Q_OBJECT

private slots:
    void aLockThatIsHeldAtEveryUseGuards() {
        Story story;
        for (int i = 0; i < 3; ++i)
            story.add_under(story.first, story.lock).add_under(story.second, story.lock);
        const auto guards = story.guards();
        QCOMPARE(guards.size(), 1U);
        QCOMPARE(guards.front().name, std::string("counter"));
        // The first use of the one and the last of the other happen while nobody else uses it.
        QCOMPARE(guards.front().uses, 4U);
        QVERIFY(guards.front().locks == std::vector{story.by_lock(4)});
        QVERIFY(interleave::guards(guards.front().locks.front(), guards.front()));
    }

    void withoutALockNoneIsNamed() {
        Story story;
        story.read(story.first).read(story.second).write(story.first).write(story.second);
        const auto guards = story.guards();
        QCOMPARE(guards.size(), 1U);
        QCOMPARE(guards.front().uses, 2U);
        QVERIFY(guards.front().locks.empty());
    }

    void aLockOfItsOwnForEachWorkerGuardsOnlyItsOwnUses() {
        Story story;
        story.take(story.first, story.lock).take(story.second, story.other);
        story.read(story.first).read(story.second).write(story.first).write(story.second);
        story.let_go(story.first, story.lock).let_go(story.second, story.other);
        const auto guards = story.guards();
        QCOMPARE(guards.front().uses, 2U);
        QVERIFY(guards.front().locks == (std::vector{story.by_lock(1), story.by_other(1)}));
        for (const GuardingLock& lock : guards.front().locks)
            QVERIFY(!interleave::guards(lock, guards.front()));
    }

    void aLockAroundTheWriteOnlyGuardsNothing() {
        Story story;
        story.read(story.first).read(story.second);
        story.take(story.first, story.lock).write(story.first).let_go(story.first, story.lock);
        story.take(story.second, story.lock).write(story.second).let_go(story.second, story.lock);
        const auto guards = story.guards();
        QCOMPARE(guards.front().uses, 2U);
        QVERIFY(guards.front().locks == std::vector{story.by_lock(0)});
    }

    /// Each step is under the lock, and updates are lost all the same.
    void aLockThatIsLetGoBetweenReadAndWriteGuardsNothing() {
        Story story;
        for (const LaneId lane : {story.first, story.second})
            story.take(lane, story.lock).read(lane).let_go(lane, story.lock);
        for (const LaneId lane : {story.first, story.second})
            story.take(lane, story.lock).write(lane).let_go(lane, story.lock);
        QVERIFY(story.guards().front().locks == std::vector{story.by_lock(0)});
    }

    void aReadAloneIsAUse() {
        Story story;
        story.read(story.second);
        story.add_under(story.first, story.lock).take(story.first, story.lock).read(story.first);
        story.let_go(story.first, story.lock).read(story.first).read(story.second);
        const auto guards = story.guards();
        QCOMPARE(guards.front().uses, 3U); // those of worker 1, all while worker 2 uses it
        QVERIFY(guards.front().locks == std::vector{story.by_lock(2)});
    }

    void whatIsDoneBeforeAndAfterTheOthersNeedsNoLock() {
        Story story;
        story.write(story.main);
        for (int i = 0; i < 3; ++i)
            story.add_under(story.first, story.lock).add_under(story.second, story.lock);
        story.read(story.main);
        const auto guards = story.guards();
        QCOMPARE(guards.front().uses, 6U); // main has used it before and will again
        QVERIFY(guards.front().locks == std::vector{story.by_lock(6)});
    }

    void aVariableOfOneLaneIsNotShared() {
        Story story;
        story.read(story.first).write(story.first).read(story.first);
        QVERIFY(story.guards().empty());
    }

    /// An atomic variable has writes only: each is a whole update, so it needs no lock.
    void ofWhatIsOnlyWrittenWithoutALockNothingIsTold() {
        Story story;
        for (int i = 0; i < 3; ++i)
            story.write(story.first).write(story.second);
        QVERIFY(story.guards().empty());
    }

    void theGilIsNoGuard() {
        Story story;
        const ObjectId gil = story.builder.object(ObjectKind::gil, "GIL");
        story.take(story.first, gil).read(story.first).let_go(story.first, gil);
        story.take(story.second, gil).read(story.second).write(story.second).let_go(story.second, gil);
        story.take(story.first, gil).write(story.first).let_go(story.first, gil);
        QVERIFY(story.guards().front().locks.empty());
    }

    void whereRecordsAreMissingNothingIsTold() {
        Story story;
        story.read(story.first).read(story.second).write(story.first);
        story.builder.add(++story.now, story.second, EventKind::records_lost, no_object, 5);
        story.write(story.second);
        QVERIFY(story.guards().empty());
    }
};

} // namespace test_variable_guards

QTEST_GUILESS_MAIN(test_variable_guards::TestVariableGuards)
#include "test_variable_guards.moc"
