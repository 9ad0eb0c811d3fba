// SPDX-License-Identifier: GPL-3.0-or-later
// A check holds, does not hold or is undecided; and an outcome arrives at the host as the engine sent it.
#include "core/scenario/outcome.h"
#include "core/scenario/processor_doubt.h"
#include "core/trace/json.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace interleave;

namespace test_outcome {

/// Returns "true", "false" or "null".
QString verdict(Check check) {
    check.decide();
    return !check.holds ? "null" : *check.holds ? "true" : "false";
}

class TestOutcome : public QObject {
    Q_OBJECT

private slots:
    void aCheckIsDecidedByItsComparisonAndTolerance_data() {
        QTest::addColumn<double>("expected");
        QTest::addColumn<double>("measured");
        QTest::addColumn<double>("tolerance");
        QTest::addColumn<int>("comparison");
        QTest::addColumn<QString>("holds");
        const auto row = [](const char* name, double expected, double measured, double tolerance,
                            Comparison comparison, const char* holds) {
            QTest::newRow(name) << expected << measured << tolerance << static_cast<int>(comparison) << holds;
        };
        row("equal", 4, 4, 0, Comparison::equal, "true");
        row("not equal", 4, 5, 0, Comparison::equal, "false");
        row("within", 100, 108, 0.08, Comparison::equal, "true");
        row("outside", 100, 108.1, 0.08, Comparison::equal, "false");
        row("below, within", 100, 92, 0.08, Comparison::equal, "true");
        row("of 0 absolute", 0, 0.04, 0.05, Comparison::equal, "true");
        row("of 0, outside", 0, -0.06, 0.05, Comparison::equal, "false");
        row("negative expected", -100, -105, 0.08, Comparison::equal, "true");
        row("at least", 2, 1.8, 0.15, Comparison::at_least, "true");
        row("not at least", 2, 1.6, 0.15, Comparison::at_least, "false");
        row("at most", 1, 1.05, 0.05, Comparison::at_most, "true");
        row("not at most", 1, 1.06, 0.05, Comparison::at_most, "false");
        row("above", 0, 1, 0, Comparison::above, "true");
        row("not above", 1, 1, 0.5, Comparison::above, "false");
        row("no number", 1, std::nan(""), 0, Comparison::equal, "null");
    }
    void aCheckIsDecidedByItsComparisonAndTolerance() {
        QFETCH(double, expected);
        QFETCH(double, measured);
        QFETCH(double, tolerance);
        QFETCH(int, comparison);
        QFETCH(QString, holds);
        QCOMPARE(verdict({.name = "",
                          .claim = "",
                          .expected = expected,
                          .measured = measured,
                          .tolerance = tolerance,
                          .comparison = static_cast<Comparison>(comparison)}),
                 holds);
    }

    void whatWasNotMeasuredSaysSo() {
        Check check{.name = "", .claim = "", .expected = 1};
        check.decide();
        QVERIFY(!check.holds);
        QVERIFY(!check.why.empty());
    }

    void whatCannotBeDecidedStaysOpenAndKeepsItsReason() {
        Check check{.name = "",
                    .claim = "",
                    .expected = 1,
                    .measured = 1.0,
                    .decidable = false,
                    .why = "one processor"};
        check.decide();
        QVERIFY(!check.holds);
        QCOMPARE(check.why, std::string("one processor"));
    }

    void aMissIsAFactorBeyondTheTolerance() {
        const auto miss = [](double expected, double measured, double tolerance, Comparison comparison) {
            Check check;
            check.expected = expected;
            check.measured = measured;
            check.tolerance = tolerance;
            check.comparison = comparison;
            return check.miss();
        };
        QCOMPARE(miss(100, 115.5, 0.1, Comparison::at_most), 1.05);
        QCOMPARE(miss(2, 1.5, 0.1, Comparison::at_least), 1.2);
        QCOMPARE(miss(100, 44, 0.12, Comparison::equal), 2.0);
        QCOMPARE(miss(100, 168, 0.12, Comparison::equal), 1.5);
        QCOMPARE(miss(10, 5, 0.5, Comparison::above), 2.0);
        QCOMPARE(miss(100, 110, 0.1, Comparison::at_most), 1.0); // it holds
        QVERIFY(std::isinf(miss(0, 3, 0, Comparison::equal)));
        QVERIFY(std::isinf(miss(1, 0, 0, Comparison::at_least)));
        QCOMPARE(miss(1, std::nan(""), 0, Comparison::equal), 1.0);
    }

    void aMissWithADoubtIsUndecidedAndSaysWhy() {
        Check check{.name = "", .claim = "", .expected = 2, .measured = 1.0, .doubt = "busy"};
        check.decide();
        QVERIFY(!check.holds);
        QCOMPARE(check.why, std::string("busy"));
        check.measured = 2.0;
        check.why.clear();
        check.decide();
        QCOMPARE(check.holds, std::optional(true)); // a check that holds is not doubted
        QCOMPARE(check.why, std::string());
    }

    void differentProcessorTimesForTheSameWorkAreADoubt() {
        QCOMPARE(processor_doubt(0.1, 1, 100, 104), std::string());
        QCOMPARE(processor_doubt(0.1, 1, 104, 100), std::string());
        QCOMPARE(processor_doubt(0.1, 1, 0, 0), std::string()); // not measured
        QCOMPARE(processor_doubt(0.15, 1, 100, 107), std::string());
        // The difference explains more than half of the tolerance.
        QVERIFY(!processor_doubt(0.1, 1, 100, 107).empty());
        // All of the difference may have hit one of the two workers.
        QVERIFY(!processor_doubt(0.15, 2, 100, 107).empty());
        QVERIFY(processor_doubt(0.1, 1, 100, 150).find("1.50 times") != std::string::npos);
        QVERIFY(processor_doubt(0.1, 1, 150, 100).find("1.50 times") != std::string::npos);
    }

    void aWorkerThatLackedAProcessorIsADoubt() {
        QCOMPARE(share_doubt(0.15, 0.93), std::string());
        QVERIFY(share_doubt(0.15, 0.88).find("88 %") != std::string::npos);
    }

    void aCheckIsWrittenAsJson() {
        Check check{.name = "one", .claim = "One is one.", .expected = 1, .measured = 1.0, .unit = "lanes"};
        check.decide();
        const Json json = to_json(check);
        QCOMPARE(json["name"].get<std::string>(), std::string("one"));
        QVERIFY(json["holds"].get<bool>());
        check.measured = std::nan("");
        check.decide();
        QVERIFY(to_json(check)["holds"].is_null());
        QVERIFY(to_json(check)["measured"].is_null()); // JSON has no NaN
    }

    void outcomesArriveAtTheHostAsTheyWereSent() {
        Outcome outcome;
        outcome.values = {{"list", std::vector{1, 2}},
                          {"text", "ä"},
                          {"real", 0.1},
                          {"whole real", 2.0},
                          {"flag", true},
                          {"none", Value()},
                          {"large", std::numeric_limits<std::uint64_t>::max()},
                          {"small", std::numeric_limits<std::int64_t>::min()},
                          {"members", NamedValues{{"b", 1}, {"a", Value::List()}}}};
        outcome.checks = {{.name = "a",
                           .claim = "b.",
                           .expected = 2,
                           .measured = 1.5,
                           .unit = "ms",
                           .tolerance = 0.1,
                           .comparison = Comparison::at_most,
                           .why = "so",
                           .doubt = "perhaps"},
                          {.name = "c",
                           .claim = "",
                           .expected = std::nan(""),
                           .comparison = Comparison::above,
                           .measure = TraceMeasure{"most_holders", "GIL"},
                           .decidable = false}};
        const Outcome again = outcome_from_wire(Json::parse(to_wire(outcome).dump()));
        QVERIFY(again.values == outcome.values);
        QCOMPARE(again.checks.size(), std::size_t{2});
        QVERIFY(to_wire(again) == to_wire(outcome));
        QVERIFY(again.checks[1].measure && again.checks[1].measure->object == "GIL");
        QVERIFY(again.checks[1].comparison == Comparison::above && !again.checks[1].decidable);
    }

    void whatMustComeOutArrivesAtTheHostToo() {
        Outcome sent;
        QCOMPARE(said_text(sent), std::string("finished"));
        QVERIFY(says_right(sent));
        sent.say("counter", 2, 2);
        sent.say("in time", true, true);
        QVERIFY(says_right(sent));
        sent.say("sold", -1, 0);
        const Outcome received = outcome_from_wire(to_wire(sent));
        QCOMPARE(said_text(received), std::string("counter 2, in time true, sold -1"));
        QVERIFY(!says_right(received));
        QCOMPARE(received.said.size(), 3U);
        QVERIFY(received.said[0].is_right());
        QVERIFY(!received.said[2].is_right());
    }

    void wordsThatAreNoOutcomeAreRefused() {
        for (const char* bad :
             {"{}", "[]", "3", R"({"values": {}})", R"({"values": {}, "checks": [{"name": 3}]})"})
            QVERIFY_THROWS_EXCEPTION(Json::exception, outcome_from_wire(Json::parse(bad)));
    }
};

} // namespace test_outcome

QTEST_APPLESS_MAIN(test_outcome::TestOutcome)
#include "test_outcome.moc"
