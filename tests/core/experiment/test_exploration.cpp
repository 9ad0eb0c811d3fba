// SPDX-License-Identifier: GPL-3.0-or-later
// Searches through the orders of the catalogue's scenarios find as many as there are, and the shortest of the
// bad ones.
#include "core/control/order_text.h"
#include "core/event/error.h"
#include "core/experiment/exploration.h"

#include <QTest>

#include <string>

using namespace interleave;

namespace test_exploration {

ExploreRequest request_of(const char* name, const std::vector<std::string>& settings, Strategy strategy,
                          Backend backend = Backend::threads) {
    ExploreRequest request;
    request.scenario = &find_scenario(name);
    const RunRequest run = controlled_request(*request.scenario);
    request.parameters = run.parameters;
    for (const std::string& setting : settings)
        request.parameters.set(in_controlled_mode(request.scenario->parameters), setting);
    request.backend = backend;
    request.strategy = strategy;
    return request;
}

Exploration explored(const ExploreRequest& request) {
    return explore_orders(request, [](const Exploration&) { return true; });
}

/// Returns "orders/bad" and the shortest order of each bad outcome, beginning with the most frequent one.
std::string summary(const Exploration& found) {
    std::string text = std::to_string(found.explored) + "/" + std::to_string(found.bad());
    for (const FoundOutcome& outcome : found.outcomes) {
        if (is_bad(outcome.kind))
            text += " " + to_text(outcome.shortest);
    }
    return text;
}

using Words = std::vector<std::string>;

class TestExploration : public QObject {
    Q_OBJECT

private slots:
    // The numbers were computed by a program of its own that knows nothing of this code: all interleavings of
    // lists of steps, and the bad one with the fewest preemptions, then switches, then by its letters.
    void allOrdersAreFound_data() {
        QTest::addColumn<QByteArray>("scenario");
        QTest::addColumn<Words>("settings");
        QTest::addColumn<bool>("processes");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("lost-update") << QByteArray("lost-update") << Words{} << false
                                     << QByteArray("6/4 AB2A");
        QTest::newRow("lost-update shared by processes")
            << QByteArray("lost-update") << Words{"shared=true"} << true << QByteArray("6/4 AB2A");
        QTest::newRow("lost-update locked")
            << QByteArray("lost-update") << Words{"lock=addition"} << false << QByteArray("2/0");
        QTest::newRow("lost-update locked twice")
            << QByteArray("lost-update") << Words{"lock=addition", "increments=2"} << false
            << QByteArray("6/0");
        QTest::newRow("two-locks") << QByteArray("two-locks") << Words{} << false << QByteArray("6/2 AB");
        QTest::newRow("two-locks processes")
            << QByteArray("two-locks") << Words{} << true << QByteArray("6/2 AB");
        QTest::newRow("two-locks in order")
            << QByteArray("two-locks") << Words{"cure=order"} << false << QByteArray("2/0");
        QTest::newRow("dining-philosophers")
            << QByteArray("dining-philosophers") << Words{} << false << QByteArray("168/6 ACB");
        QTest::newRow("dining-philosophers in order")
            << QByteArray("dining-philosophers") << Words{"cure=order"} << false << QByteArray("142/0");
        // A seller looks until no seat is left: read, write, read, or only read.
        QTest::newRow("ticket-sale") << QByteArray("ticket-sale") << Words{} << false
                                     << QByteArray("16/12 AB3A2");
        QTest::newRow("ticket-sale locked")
            << QByteArray("ticket-sale") << Words{"lock=true"} << false << QByteArray("4/0");
        QTest::newRow("lock") << QByteArray("lock") << Words{} << false << QByteArray("2/0");
    }
    void allOrdersAreFound() {
        QFETCH(QByteArray, scenario);
        QFETCH(Words, settings);
        QFETCH(bool, processes);
        QFETCH(QByteArray, expected);
        const ExploreRequest request =
            request_of(scenario, settings, Strategy::all, processes ? Backend::processes : Backend::threads);
        const Exploration found = explored(request);
        QCOMPARE(QByteArray::fromStdString(summary(found)), expected);
        QVERIFY(found.complete);
        QVERIFY(found.deterministic());
        QVERIFY(found.notes.empty());
        QCOMPARE(coverage_text(request, found), "all " + std::to_string(found.explored) + " orders");
    }

    void everyOutcomeIsCounted() {
        const Exploration found = explored(request_of("lost-update", {"increments=2"}, Strategy::all));
        QCOMPARE(summary(found), std::string("70/64 A3B4A A3BAB3"));
        std::string text;
        for (const FoundOutcome& outcome : found.outcomes)
            text += outcome.text + ": " + std::to_string(outcome.orders) + "; ";
        QCOMPARE(text, std::string("counter 2: 32; counter 3: 32; counter 4: 6; "));
        QCOMPARE(found.steps.least, 8U);
        QCOMPARE(found.steps.most, 8U);
    }

    void fewSwitchesFindsTheSameOrders_data() {
        QTest::addColumn<QByteArray>("scenario");
        QTest::addColumn<Words>("settings");
        QTest::newRow("lost-update") << QByteArray("lost-update") << Words{"workers=3"};
        QTest::newRow("two-locks") << QByteArray("two-locks") << Words{};
        QTest::newRow("dining-philosophers") << QByteArray("dining-philosophers") << Words{};
    }
    void fewSwitchesFindsTheSameOrders() {
        QFETCH(QByteArray, scenario);
        QFETCH(Words, settings);
        const Exploration all = explored(request_of(scenario, settings, Strategy::all));
        const Exploration few = explored(request_of(scenario, settings, Strategy::few_switches));
        QVERIFY(few.complete);
        QCOMPARE(summary(few), summary(all));
        QVERIFY(few.runs > all.runs);
    }

    void theShortestFailureDoesNotDependOnTheFirstOne() {
        ExploreRequest request = request_of("dining-philosophers", {"philosophers=4"}, Strategy::random);
        request.stop_at_first = true;
        for (request.seed = 1; request.seed <= 5; ++request.seed) {
            const Exploration found = explored(request);
            QCOMPARE(found.bad(), 1U);
            QVERIFY2(summary(found).ends_with("/1 ADCB"), summary(found).c_str());
        }
    }

    void aDeadlockIsToldAsItsRing() {
        const Exploration found = explored(request_of("two-locks", {}, Strategy::few_switches));
        const FoundOutcome& deadlock = found.outcomes.back();
        QVERIFY(deadlock.kind == OrderKind::deadlock);
        QCOMPARE(deadlock.text,
                 std::string("A waits for account B, held by B; B waits for account A, held by A"));
    }

    void ordersByLotProveAShare() {
        ExploreRequest request =
            request_of("lost-update", {"lock=addition", "increments=3"}, Strategy::random);
        request.limit = 300;
        const Exploration found = explored(request);
        QCOMPARE(found.explored, 300U);
        QVERIFY(!found.complete);
        QCOMPARE(coverage_text(request, found),
                 std::string("no failure in 300 orders by lot: with 95 % confidence under 1 % of such orders "
                             "fail (3/300)"));
    }

    void aLimitEndsASearch() {
        ExploreRequest request = request_of("lost-update", {"increments=5"}, Strategy::all);
        request.limit = 50;
        const Exploration found = explored(request);
        QCOMPARE(found.explored, 50U);
        QVERIFY(!found.complete);
        QVERIFY(coverage_text(request, found).starts_with("50 orders, and not all"));
    }

    void aTimeLimitEndsASearch() {
        ExploreRequest request =
            request_of("lost-update", {"increments=20", "lock=addition"}, Strategy::random);
        request.limit = 1'000'000'000;
        request.time_limit = std::chrono::milliseconds(300);
        const Exploration found = explored(request);
        QVERIFY(found.explored > 0);
        QVERIFY(found.seconds < 20);
    }

    void aScenarioAboutTimeRefuses() {
        QVERIFY_THROWS_EXCEPTION(UsageError, controlled_request(find_scenario("cpu-bound")));
    }
};

} // namespace test_exploration

QTEST_APPLESS_MAIN(test_exploration::TestExploration)
#include "test_exploration.moc"
