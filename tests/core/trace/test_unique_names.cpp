// SPDX-License-Identifier: GPL-3.0-or-later
// In one run no two rows have the same name.
#include "core/trace/unique_names.h"
#include "tests/core/trace/trace_builder.h"

#include <QTest>

#include <set>

using namespace interleave;
using namespace interleave::test;

namespace test_unique_names {

class TestUniqueNames : public QObject {
    Q_OBJECT

private slots:
    void theFirstKeepsItsNameAndTheOthersAreNumbered() {
        UniqueNames names;
        QCOMPARE(names.unique("GIL"), std::string("GIL"));
        QCOMPARE(names.unique("GIL"), std::string("GIL (2)"));
        QCOMPARE(names.unique("lock"), std::string("lock"));
        QCOMPARE(names.unique("GIL"), std::string("GIL (3)"));
    }

    void aNameThatLooksNumberedStaysUnique() {
        UniqueNames names;
        std::set<std::string> given;
        for (const char* name : {"a (2)", "a", "a", "a", "a (2)", "a (3)", "a (2)", "a", ""}) {
            const std::string unique = names.unique(name);
            QVERIFY2(given.insert(unique).second, unique.c_str());
        }
    }

    void lanesAndObjectsOfATraceShareTheNames() {
        TraceBuilder story;
        const LaneId first = story.lane("requests");
        const LaneId second = story.lane("worker");
        const LaneId third = story.lane("worker");
        const ObjectId pipe = story.object(ObjectKind::pipe, "requests");
        const ObjectId worker = story.object(ObjectKind::worker, "worker");
        story.object(ObjectKind::future, "task");
        const ObjectId task = story.object(ObjectKind::future, "task");
        story.begin(0, first).begin(0, second).begin(0, third);
        const auto trace = story.build_closed(10);
        std::set<std::string> rows;
        for (const LaneId lane : {first, second, third})
            rows.insert(trace->lane(lane).name());
        rows.insert(trace->find_object(pipe)->name());
        QCOMPARE(rows.size(), 4U);
        QCOMPARE(trace->lane(third).name(), std::string("worker (2)"));
        QCOMPARE(trace->find_object(worker)->name(), std::string("worker")); // it is the lane's
        QCOMPARE(trace->find_object(task)->name(), std::string("task"));
    }
};

} // namespace test_unique_names

QTEST_APPLESS_MAIN(test_unique_names::TestUniqueNames)
#include "test_unique_names.moc"
