// SPDX-License-Identifier: GPL-3.0-or-later
// Which part of a run a lesson's link leads to.
#include "core/course/look_view.h"
#include "tests/core/trace/trace_builder.h"

#include <QTest>

using namespace interleave;
using namespace interleave::test;

namespace test_look_view {

/// Two workers wait twice at a start gate, each for as long as is said: first and again.
struct Gate {
    std::int64_t first;
    std::int64_t again;
};

struct Story {
    TraceBuilder builder{false};
    LaneId one = builder.lane("worker 1");
    LaneId two = builder.lane("worker 2");
    ObjectId gate = builder.object(ObjectKind::start_gate, "start gate");

    Story(const Gate& of_one, const Gate& of_two) {
        builder.begin(0, one).begin(0, two);
        wait(one, 100, of_one.first);
        wait(two, 100, of_two.first);
        wait(one, 1'000, of_one.again);
        wait(two, 1'000, of_two.again);
    }
    void wait(LaneId lane, std::int64_t at, std::int64_t ns) {
        builder.wait(at, lane, gate).give_up(at + ns, lane, gate, WaitOutcome::satisfied);
    }
    LookView view(const char* text) const {
        const auto trace = builder.build_closed(2'000);
        return look_view(*trace, {}, {parse_look_for(text)});
    }
};

constexpr const char* at_the_gate = "state \"waiting: start gate\" on \"worker *\"";

class TestLookView : public QObject {
    Q_OBJECT

private slots:
    void aStartGateIsShownOnWhoWaitsLongThere() {
        const Story story({.first = 2, .again = 3}, {.first = 4, .again = 300});
        const LookView view = story.view(at_the_gate);
        QCOMPARE(view.lanes, (std::vector<LaneId>{story.two, story.one}));
        QCOMPARE(view.moment, std::int64_t{1'000});
        QVERIFY(view.begin <= 1'000 && view.end >= 1'300);
    }
    void ofWaitsThatAreAboutAsLongTheFirstIsShown() {
        const Story story({.first = 200, .again = 3}, {.first = 4, .again = 300});
        const LookView view = story.view(at_the_gate);
        QCOMPARE(view.lanes.front(), story.one);
        QCOMPARE(view.moment, std::int64_t{100});
    }
    void otherThingsAreShownWhereTheyAreFirst() {
        const Story story({.first = 2, .again = 3}, {.first = 4, .again = 300});
        const LookView view = story.view("event wait_begin");
        QCOMPARE(view.lanes.front(), story.one);
        QCOMPARE(view.moment, std::int64_t{100});
    }
};

} // namespace test_look_view

QTEST_GUILESS_MAIN(test_look_view::TestLookView)
#include "test_look_view.moc"
