// SPDX-License-Identifier: GPL-3.0-or-later
// What is said back to an answer: what came out with its figures, whether it is what was said, and why.
#include "core/course/given_answer.h"

#include <QString>
#include <QTest>

using namespace interleave;

namespace test_given_answer {

LessonQuestion a_question() {
    return {.text = "What comes out?",
            .options = {{"Nothing is lost.", {parse_condition("lost = 0")}, true},
                        {"Some are lost.", {parse_condition("lost > 0"), parse_condition("rounds.0 >= 0")}}},
            .reasons = {{"They take turns.", true, {}}, {"It is one line.", false, "It is three steps."}}};
}

RunInfo a_run(int lost) {
    RunInfo info;
    info.ended = Ended::finished;
    info.machine.cpus = 2;
    info.outcome["lost"] = lost;
    info.outcome["rounds"] = Value::List{5, 6};
    return info;
}

QString reply(const GivenAnswer& given, const RunInfo* run) {
    return QString::fromStdString(reply_to(given, a_question(), run));
}

class TestGivenAnswer : public QObject {
    Q_OBJECT

private slots:
    void beforeTheRunItSaysHowToGetOne() {
        const QString text = reply({.option = 1, .reason = 1}, nullptr);
        QVERIFY(text.contains(QStringLiteral("**You said:** Some are lost.")));
        QVERIFY(text.contains(QStringLiteral("**Because:** It is one line.")));
        QVERIFY(text.contains(QStringLiteral("(run:)")));
        QVERIFY(!text.contains(QStringLiteral("three steps")));
        QVERIFY(!text.contains(QStringLiteral("Nothing is lost")));
    }

    void afterTheRunItSaysWhatCameOutAndWhy() {
        const RunInfo run = a_run(0);
        const QString wrong = reply({.option = 1, .reason = 1}, &run);
        QVERIFY(wrong.contains(QStringLiteral("**What came out:** Nothing is lost.")));
        QVERIFY2(wrong.contains(QStringLiteral("**Measured:** lost: 0; number 1 of rounds: 5.")),
                 qPrintable(wrong));
        QVERIFY(wrong.contains(QStringLiteral("That is not what you said.")));
        QVERIFY(wrong.contains(QStringLiteral("**You thought:** It is one line.\n\nIt is three steps.")));
        QVERIFY(wrong.contains(QStringLiteral("**Why:** They take turns.")));
        const QString right = reply({.option = 0, .reason = 0}, &run);
        QVERIFY(right.contains(QStringLiteral("That is what you said.")));
        QVERIFY(right.contains(QStringLiteral("**Why, as you thought:** They take turns.")));
        const QString skipped = reply({}, &run);
        QVERIFY(skipped.contains(QStringLiteral("You skipped the question.")));
        QVERIFY(!skipped.contains(QStringLiteral("what you said")));
    }

    void whatIsSeldomIsSaidToBeSo() {
        const RunInfo run = a_run(3);
        const QString text = reply({.option = 1}, &run);
        QVERIFY(text.contains(QStringLiteral("That is what you said.")));
        QVERIFY(text.contains(QStringLiteral("Mostly it is otherwise: Nothing is lost. Run it again")));
    }

    void whatCannotBeToldIsSaidWithItsReason() {
        RunInfo run = a_run(3);
        run.ended = Ended::stopped;
        QVERIFY(reply({.option = 1}, &run)
                    .contains(QStringLiteral("**It cannot be told:** the run was stopped")));
    }

    void aNumberIsComparedWithinItsTolerance() {
        LessonQuestion question = a_question();
        question.options.clear();
        question.number = LessonNumber{parse_quantity("lost"), "updates", 0.1, 1, 10};
        const RightAnswer right{.number = 10};
        QCOMPARE(verdict_on({.number = 9.5}, question, right).was_right, std::optional(true));
        QCOMPARE(verdict_on({.number = 8}, question, right).was_right, std::optional(false));
        QVERIFY(!verdict_on({}, question, right).was_right.has_value());
        QVERIFY(fits({.number = 3}, question) && !fits({.number = 3}, a_question()));
        QVERIFY(!fits({.option = 2}, a_question()) && !fits({.option = 0, .reason = 2}, a_question()));
    }

    void quantitiesAreSaidInWords() {
        const auto words = [](const char* text) { return words_of(parse_quantity(text)); };
        QCOMPARE(words("lost_updates"), std::string("lost updates"));
        QCOMPARE(words("min actual"), std::string("least of actual"));
        QCOMPARE(words("wall_ms_n / wall_ms_1"),
                 std::string("wall time with all workers divided by wall time with one worker"));
        QCOMPARE(words("points.3.ms"), std::string("number 4 of points, time"));
    }
};

} // namespace test_given_answer

QTEST_GUILESS_MAIN(test_given_answer::TestGivenAnswer)
#include "test_given_answer.moc"
