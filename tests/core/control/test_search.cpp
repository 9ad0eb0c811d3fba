// SPDX-License-Identifier: GPL-3.0-or-later
// The search finds every order once, and with a bound those with few preemptions only. No lane runs here:
// each program is lists of steps.
#include "core/control/order_text.h"
#include "core/control/search.h"

#include <QTest>

#include <algorithm>
#include <set>
#include <string>

using namespace interleave;

namespace test_search {

/// Makes the steps of two lanes with so many steps each, as a run does: the given ones, then the lane stays.
std::vector<TriedStep> run(const std::vector<Turn>& given, int steps_of_lane) {
    std::vector<TriedStep> steps;
    int left[3] = {0, steps_of_lane, steps_of_lane};
    Turn last = 1;
    while (left[1] + left[2] > 0) {
        const TurnSet offered = (left[1] > 0 ? set_of(1) : 0) | (left[2] > 0 ? set_of(2) : 0);
        Turn lane = contains(offered, last) ? last : static_cast<Turn>(3 - last);
        if (steps.size() < given.size())
            lane = given[steps.size()];
        --left[lane];
        steps.push_back({offered, lane});
        last = lane;
    }
    return steps;
}

std::string text_of(const std::vector<TriedStep>& steps) {
    std::vector<Turn> order;
    for (const TriedStep& step : steps)
        order.push_back(step.lane);
    return to_text(order);
}

class TestSearch : public QObject {
    Q_OBJECT

private slots:
    void everyOrderIsFoundOnce_data() {
        QTest::addColumn<int>("steps");
        QTest::addColumn<int>("orders"); // (2n)! / (n!)²
        QTest::newRow("1") << 1 << 2;
        QTest::newRow("2") << 2 << 6;
        QTest::newRow("3") << 3 << 20;
        QTest::newRow("6") << 6 << 924;
    }
    void everyOrderIsFoundOnce() {
        QFETCH(int, steps);
        QFETCH(int, orders);
        DepthFirst search;
        std::set<std::string> seen;
        int count = 0;
        std::vector<TriedStep> made;
        do {
            made = run(search.order(), steps);
            seen.insert(text_of(made));
            ++count;
        } while (search.advance(made));
        QCOMPARE(count, orders);
        QCOMPARE(static_cast<int>(seen.size()), orders);
        QVERIFY(!search.left_out());
    }

    void aBoundLeavesOutOrdersWithMorePreemptions() {
        std::set<std::string> seen;
        DepthFirst search(0);
        std::vector<TriedStep> made;
        do {
            made = run(search.order(), 2);
            QCOMPARE(preemptions_of(made), 0U);
            seen.insert(text_of(made));
        } while (search.advance(made));
        QCOMPARE(seen, (std::set<std::string>{"A2B2", "B2A2"}));
        QVERIFY(search.left_out());

        DepthFirst larger(3);
        std::size_t count = 0;
        do {
            made = run(larger.order(), 2);
            ++count;
        } while (larger.advance(made));
        QCOMPARE(count, 6U); // ABAB has two preemptions, and none has more
        QVERIFY(!larger.left_out());
    }

    void aSearchGoesOnWhereAnotherOneStood() {
        DepthFirst search;
        for (int i = 0; i < 9; ++i)
            QVERIFY(search.advance(run(search.order(), 3)));
        DepthFirst rest(DepthFirst::unbounded, search.order());
        int count = 9;
        do {
            ++count;
        } while (rest.advance(run(rest.order(), 3)));
        QCOMPARE(count, 20);
    }

    void lengthsAreOrderedByPreemptionsFirst() {
        const auto length = [](const char* order) { return length_of(run(order_from(order), 2)); };
        QCOMPARE(length("A2B2").preemptions, 0U);
        QCOMPARE(length("A2B2").switches, 1U);
        QCOMPARE(length("AB2A").preemptions, 1U); // when B has ended, A goes on
        QCOMPARE(length("AB2A").switches, 2U);
        QCOMPARE(length("ABAB").preemptions, 2U);
        QVERIFY(length("AB2A") < length("ABAB"));
        QVERIFY(length("A2B2") < length("AB2A"));
    }

    void manyOrdersByLotHaveSeedsOfTheirOwn() {
        std::set<std::uint64_t> seeds;
        for (std::uint64_t seed = 0; seed < 100; ++seed) {
            for (std::uint64_t number = 0; number < 100; ++number)
                seeds.insert(seed_of_order(seed, number));
        }
        QCOMPARE(seeds.size(), 10'000U);
    }
};

} // namespace test_search

QTEST_APPLESS_MAIN(test_search::TestSearch)
#include "test_search.moc"
