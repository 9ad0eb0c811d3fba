// SPDX-License-Identifier: GPL-3.0-or-later
// What came out of a run says which answer is right, or why it cannot be told.
#include "core/analysis/told.h"
#include "core/course/right_answer.h"
#include "core/event/error.h"

#include <QTest>

#include <limits>

using namespace interleave;

namespace test_right_answer {

Check check(const char* name, std::optional<bool> holds, const char* why = "") {
    Check made;
    made.name = name;
    made.holds = holds;
    made.why = why;
    return made;
}

/// A run on an undisturbed machine with two processors.
RunInfo run() {
    RunInfo info;
    info.machine.cpus = 2;
    info.ended = Ended::finished;
    info.processors_of_others = 0.02;
    info.processor_slowdown = 1.0;
    info.outcome = {{"lost", 3},
                    {"none", Value()},
                    {"got", true},
                    {"word", "one"},
                    {"zero", 0},
                    {"ms", 120.5},
                    {"rounds", std::vector<int>{4, 2, 4, 9}},
                    {"names", std::vector<std::string>{"a", "b", "a"}},
                    {"writes", Value{{"readers first", 1}, {"in order", 40}}},
                    {"sizes", Value::List{Value{{"us", 2.5}}, Value{{"us", 10}}}}};
    info.checks = {check("holds", true), check("fails", false),
                   check("doubted", {}, "other work used 1 of the 2 processors meanwhile"),
                   check("twice", true), check("twice", false)};
    return info;
}

/// A question whose options have these conditions, one each.
LessonQuestion question(const std::vector<const char*>& conditions) {
    LessonQuestion made{.text = "What?"};
    for (const char* condition : conditions)
        made.options.push_back({condition, {parse_condition(condition)}});
    return made;
}

class TestRightAnswer : public QObject {
    Q_OBJECT

private slots:
    void aConditionIsMetOrNot_data() {
        QTest::addColumn<bool>("met");
        for (const char* text : {"lost = 3",
                                 "lost != 4",
                                 "lost < 3.5",
                                 "lost <= 3",
                                 "lost > 2",
                                 "lost >= 3",
                                 "got = 1",
                                 "ms > 120",
                                 "count rounds = 4",
                                 "distinct rounds = 3",
                                 "min rounds = 2",
                                 "max rounds = 9",
                                 "distinct names = 2",
                                 "writes.in order = 40",
                                 "writes.in order / writes.readers first = 40",
                                 "sizes.1.us / sizes.0.us = 4",
                                 "max rounds / min rounds > 4",
                                 "check holds holds",
                                 "check fails fails",
                                 "check twice fails",
                                 "ended finished"})
            QTest::newRow(text) << true;
        for (const char* text : {"lost = 2", "lost != 3", "lost < 3", "lost > 3", "lost >= 3.1", "lost <= -1",
                                 "check holds fails", "check fails holds", "check twice holds",
                                 "ended deadlock", "ended crashed"})
            QTest::newRow(text) << false;
    }
    void aConditionIsMetOrNot() {
        QFETCH(bool, met);
        const Told<bool> told = tell(parse_condition(QTest::currentDataTag()), run());
        QVERIFY2(told.what.has_value(), told.why.c_str());
        QCOMPARE(*told.what, met);
    }

    void whatCannotBeToldHasItsReason_data() {
        QTest::addColumn<QString>("why");
        QTest::addColumn<bool>("is_in_run");
        QTest::newRow("check doubted holds") << "other work used 1 of the 2 processors meanwhile" << true;
        QTest::newRow("check doubted fails") << "other work used 1 of the 2 processors meanwhile" << true;
        QTest::newRow("none = 1") << "'none' was not measured" << true;
        QTest::newRow("lost / zero > 1") << "'zero' is 0" << true;
        QTest::newRow("check other holds") << "the run has no check 'other'" << false;
        QTest::newRow("lots = 3") << "the outcome has no 'lots'" << false;
        QTest::newRow("writes.late = 3") << "the outcome has no 'writes.late'" << false;
        QTest::newRow("rounds.4 = 3") << "the outcome has no 'rounds.4'" << false;
        QTest::newRow("word = 1") << "'word' is nothing that makes a number" << false;
        QTest::newRow("rounds = 1") << "'rounds' is nothing that makes a number" << false;
        QTest::newRow("count lost = 1") << "'lost' is nothing that makes a number" << false;
        QTest::newRow("min names = 1") << "'names' is nothing that makes a number" << false;
    }
    void whatCannotBeToldHasItsReason() {
        QFETCH(QString, why);
        QFETCH(bool, is_in_run);
        const Told<bool> told = tell(parse_condition(QTest::currentDataTag()), run());
        QVERIFY(!told.what.has_value());
        QCOMPARE(QString::fromStdString(told.why), why);
        QCOMPARE(told.is_in_run, is_in_run);
    }

    void anyOtherConditionIsRefused_data() {
        QTest::addColumn<int>("unused");
        for (const char* text : {"",
                                 "lost",
                                 "lost =",
                                 "= 3",
                                 "lost = three",
                                 "lost = 3x",
                                 "lost == 3",
                                 "lost => 3",
                                 "lost is 3",
                                 "lost = nan",
                                 "lost = inf",
                                 "lost. = 3",
                                 ".lost = 3",
                                 "lost / = 3",
                                 "a / b / c = 3",
                                 "lost = 3, b = 4",
                                 "check holds",
                                 "check a",
                                 "check  holds",
                                 "ended",
                                 "ended stopped",
                                 "ended time limit",
                                 "ended happily"})
            QTest::newRow(text) << 0;
    }
    void anyOtherConditionIsRefused() {
        QVERIFY_THROWS_EXCEPTION(UsageError, parse_condition(QTest::currentDataTag()));
    }

    void theOneOptionThatCameOutIsTheRightOne() {
        const RightAnswer answer = right_answer(question({"lost = 0", "lost = 3", "lost > 3"}), run());
        QVERIFY2(answer.option.has_value(), answer.why.c_str());
        QCOMPARE(*answer.option, 1U);
        QVERIFY(answer.fits && answer.why.empty());
    }

    void anOptionThatIsNotMetNeedsNoMoreToBeTold() {
        LessonQuestion asked = question({"lost = 3", "lost > 3"});
        asked.options[1].conditions.push_back(parse_condition("check doubted holds"));
        asked.options[1].conditions.push_back(parse_condition("not_there = 1"));
        QCOMPARE(right_answer(asked, run()).option, std::optional<std::size_t>(0));
    }

    void whileOneOptionCannotBeToldNoneIsRight() {
        const RightAnswer answer = right_answer(question({"lost = 3", "check doubted fails"}), run());
        QVERIFY(!answer.option.has_value());
        QVERIFY(answer.fits);
        QCOMPARE(answer.why, std::string("other work used 1 of the 2 processors meanwhile"));
    }

    void noneOrTwoThatCameOutAreAnErrorOfTheLesson() {
        const RightAnswer none = right_answer(question({"lost = 0", "lost = 1"}), run());
        QVERIFY(!none.fits && !none.option);
        QCOMPARE(none.why, std::string("none of the options came out"));
        const RightAnswer two = right_answer(question({"lost = 0", "lost > 1", "lost < 4"}), run());
        QVERIFY(!two.fits && !two.option);
        QCOMPARE(two.why, std::string("the options 2 and 3 both came out"));
        QVERIFY(!right_answer(question({"lots = 0", "lost = 3"}), run()).fits);
    }

    void aRunThatDidNotComeToItsEndAnswersNothing() {
        for (const std::optional<Ended> ended :
             {std::optional<Ended>(), std::optional(Ended::stopped), std::optional(Ended::time_limit)}) {
            RunInfo info = run();
            info.ended = ended;
            const RightAnswer answer = right_answer(question({"lost = 3", "lost = 4"}), info);
            QVERIFY(!answer.option && answer.fits && !answer.why.empty());
        }
        RunInfo info = run();
        info.ended = Ended::deadlock;
        info.outcome = {};
        LessonQuestion asked = question({"ended finished", "ended deadlock"});
        asked.options[0].conditions.push_back(parse_condition("transfers = 100"));
        QCOMPARE(right_answer(asked, info).option, std::optional<std::size_t>(1));
    }

    void whatTheAnswerNeedsMustBeGiven() {
        LessonQuestion asked = question({"lost = 3", "lost = 4"});
        asked.needs = {.two_processors = true, .quiet_machine = true, .checks = {"holds", "fails"}};
        QVERIFY(right_answer(asked, run()).option.has_value());

        asked.options[1].is_right = true; // so what comes out is not expected
        const auto why = [&](const RunInfo& info) {
            const RightAnswer answer = right_answer(asked, info);
            return answer.option || !answer.fits ? std::string() : answer.why;
        };
        RunInfo one_processor = run();
        one_processor.machine.cpus = 1;
        QCOMPARE(why(one_processor), std::string("this needs two usable processors"));
        RunInfo busy = run();
        busy.processors_of_others = 0.7;
        QCOMPARE(why(busy), std::string("other work used 0.7 of the 2 processors meanwhile"));
        RunInfo slow = run();
        slow.processor_slowdown = 1.4;
        QVERIFY(why(slow).starts_with("computing took 1.40 times as much processor time"));
        std::swap(asked.options[0].is_right, asked.options[1].is_right);
        QVERIFY2(right_answer(asked, busy).option.has_value(), "what comes out in spite of the load, counts");
        std::swap(asked.options[0].is_right, asked.options[1].is_right);
        asked.needs.quiet_machine = false;
        QVERIFY(right_answer(asked, busy).option.has_value());

        asked.needs.checks = {"doubted"};
        QCOMPARE(why(run()), std::string("other work used 1 of the 2 processors meanwhile"));
        asked.needs.checks = {"misspelt"};
        QVERIFY(!right_answer(asked, run()).fits);
    }

    void aNumberIsRightWithinItsTolerance() {
        LessonQuestion asked{.text = "How long?"};
        asked.number = LessonNumber{parse_quantity("ms"), "ms", 0.2, 100, 130};
        const RightAnswer answer = right_answer(asked, run());
        QCOMPARE(answer.number, std::optional(120.5));
        QVERIFY(is_right(*asked.number, 100, *answer.number) && is_right(*asked.number, 140, *answer.number));
        QVERIFY(!is_right(*asked.number, 90, *answer.number) &&
                !is_right(*asked.number, 150, *answer.number));
        QVERIFY(!is_right(*asked.number, std::numeric_limits<double>::quiet_NaN(), *answer.number));
        QVERIFY(is_expected(*asked.number, 120.5) && !is_expected(*asked.number, 131));
        asked.needs.quiet_machine = true;
        RunInfo busy = run();
        busy.processors_of_others = 0.7;
        QVERIFY(right_answer(asked, busy).number.has_value());
        busy.outcome["ms"] = 200;
        QVERIFY(!right_answer(asked, busy).number && right_answer(asked, busy).fits);
        asked.number->quantity = parse_quantity("late");
        QVERIFY(!right_answer(asked, run()).number && !right_answer(asked, run()).fits);
    }
};

} // namespace test_right_answer

QTEST_APPLESS_MAIN(test_right_answer::TestRightAnswer)
#include "test_right_answer.moc"
