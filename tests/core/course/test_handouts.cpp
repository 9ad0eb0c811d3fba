// SPDX-License-Identifier: GPL-3.0-or-later
// What a lecturer hands out: nothing on a worksheet says what is right, the key says what a run showed or why
// it shows nothing, the notes have a reply to every wrong reason, and the way through a session fills its
// time.
#include "core/course/answer_key.h"
#include "core/course/course.h"
#include "core/course/lesson_page.h"
#include "core/course/lesson_sections.h"
#include "core/course/lessons.h"
#include "core/course/teachers_notes.h"
#include "core/course/two_tier_test.h"
#include "core/course/worksheet.h"
#include "core/event/error.h"

#include <QString>
#include <QTest>

#include <set>

using namespace interleave;

namespace test_handouts {

using Kind = HandoutBlock::Kind;

/// Returns all texts of a handout, one on each line.
QString words_of(const Handout& handout) {
    QString words = QString::fromStdString(handout.introduction) + QLatin1Char('\n');
    for (const HandoutBlock& block : handout.blocks) {
        words += QString::fromStdString(block.text) + QLatin1Char('\n');
        for (const std::string& cell : block.cells)
            words += QString::fromStdString(cell) + QLatin1Char('\n');
    }
    return words;
}

QChar letter_of(std::ptrdiff_t place) {
    return QLatin1Char(static_cast<char>('A' + place));
}

int count(const Handout& handout, Kind kind) {
    return static_cast<int>(std::ranges::count(handout.blocks, kind, &HandoutBlock::kind));
}

bool contains(const Handout& handout, const std::string& text) {
    return words_of(handout).contains(QString::fromStdString(text));
}

/// Returns a run of lost-update as it would end.
RunInfo run_that_lost(int lost) {
    RunInfo info;
    info.scenario = "lost-update";
    info.backend = "threads";
    info.machine.cpus = 2;
    info.machine.model = "A *model*";
    info.machine.kernel = "6.1";
    info.ended = Ended::finished;
    info.outcome["lost_updates"] = lost;
    info.outcome["actual"] = Value::List{Value(5000 - lost / 2), Value(5000 - lost / 2 - 1)};
    Check check{.name = "race-loses-updates", .claim = "Updates are lost.", .expected = 0};
    check.comparison = Comparison::above;
    check.measured = lost;
    check.decide();
    info.checks.push_back(check);
    return info;
}

class TestHandouts : public QObject {
    Q_OBJECT

private slots:
    void anUnknownSessionIsSaidInOneLine() {
        QCOMPARE(find_session("6").number, 6);
        for (const char* word : {"7", "0", "two", "1 "}) {
            try {
                find_session(word);
                QFAIL(word);
            } catch (const UsageError& error) {
                QVERIFY(QString::fromUtf8(error.what()).contains("the course has the sessions 1 to 6"));
            }
        }
    }

    void aSectionIsTakenApartIntoPointsAndParagraphs() {
        const std::vector<SectionPart> parts =
            section_parts("# A\n\n## What to vary\n\nFirst\nof all:\n\n"
                          "- One\n  goes on.\n- `two`\n\nLast.\n\n## Why\n- No.\n",
                          vary_heading);
        QCOMPARE(parts.size(), 4U);
        QVERIFY(!parts[0].is_point && parts[1].is_point && parts[2].is_point && !parts[3].is_point);
        QCOMPARE(parts[0].text, std::string("First of all:"));
        QCOMPARE(parts[1].text, std::string("One goes on."));
        QCOMPARE(parts[2].text, std::string("`two`"));
        QCOMPARE(parts[3].text, std::string("Last."));
        QVERIFY(section_parts("# A\n", vary_heading).empty());
    }

    void aWorksheetAsksEverythingAndAnswersNothing() {
        for (const CourseSession& session : course()) {
            const Handout sheet = worksheet(session);
            QVERIFY(sheet.is_filled_in);
            int choices = 0;
            for (const auto* lessons : {&session.core, &session.homework}) {
                for (const Lesson* lesson : *lessons) {
                    choices +=
                        static_cast<int>(lesson->question.options.size() + lesson->question.reasons.size());
                    for (const LessonReason& reason : lesson->question.reasons) {
                        QVERIFY2(contains(sheet, reason.text), reason.text.c_str());
                        QVERIFY2(reason.reply.empty() || !contains(sheet, reason.reply),
                                 reason.reply.c_str());
                    }
                    for (const SectionPart& part : section_parts(lesson->body, vary_heading))
                        QVERIFY2(contains(sheet, part.text), part.text.c_str());
                }
            }
            QCOMPARE(count(sheet, Kind::choice), choices);
            QVERIFY(std::ranges::none_of(sheet.blocks, [](const HandoutBlock& block) {
                return block.kind == Kind::choice && block.is_marked;
            }));
            QCOMPARE(count(sheet, Kind::lines),
                     static_cast<int>(2 * (session.core.size() + session.homework.size())));
        }
    }

    void aQuestionStaysWithItsAnswers() {
        const Handout sheet = worksheet(find_session("2"));
        for (std::size_t i = 0; i + 1 < sheet.blocks.size(); ++i) {
            const HandoutBlock& block = sheet.blocks[i];
            const HandoutBlock& next = sheet.blocks[i + 1];
            if (next.kind == Kind::lines || block.kind == Kind::heading || block.kind == Kind::lesson ||
                (block.kind == Kind::choice && next.kind == Kind::choice))
                QVERIFY2(block.keeps_with_next, (block.text + " | " + next.text).c_str());
        }
    }

    void theKeyHasTheAnswerThatCameOutAndItsFigures() {
        const std::vector results{lesson_result(*find_lesson("lost-update"), run_that_lost(200))};
        const Handout key = answer_key(find_session("2"), results);
        QVERIFY(contains(key, "**Answer:** C. Often far less than 5,000"));
        QVERIFY(contains(key, "**Reason:** B. Both can read the same old number"));
        QVERIFY(contains(key, "Lost updates\n200"));
        QVERIFY(contains(key, "Actual\n4899 to 4900 in 2 values"));
        QVERIFY(contains(key, "Updates are lost.\nabove 0\n200\nholds"));
        QVERIFY(contains(key, "2 processors, A \\*model\\*, Linux 6.1"));
        QVERIFY(!key.is_filled_in);
    }

    void theKeySaysWhereAnotherAnswerCameOut() {
        const std::vector results{lesson_result(*find_lesson("lost-update"), run_that_lost(2))};
        const Handout key = answer_key(find_session("2"), results);
        QVERIFY(contains(key, "**Answer on this machine:** B. 5,000 in most rounds"));
        QVERIFY(contains(key, "Theory expects: C. Often far less"));
    }

    void theKeySaysWhyARunCannotTell() {
        RunInfo info = run_that_lost(200);
        info.checks.front().holds.reset();
        info.checks.front().why = "other work used 2 processors";
        const LessonResult result = lesson_result(*find_lesson("lost-update"), info);
        const Handout key = answer_key(find_session("2"), std::vector{result});
        QVERIFY(contains(key, "This is what theory expects; this machine could not tell: other work used 2"));
        QVERIFY(contains(key, "**Answer:** C. Often far less"));
        QCOMPARE(missing_effects(result).size(), 2U);
        QVERIFY(missing_effects(result).front().starts_with("the answer cannot be told: other work"));
        QVERIFY(missing_effects(lesson_result(*find_lesson("lost-update"), run_that_lost(200))).empty());
        QVERIFY(!shows_effect(result));
        QVERIFY(shows_effect(lesson_result(*find_lesson("lost-update"), run_that_lost(200))) == true);
        QVERIFY(shows_effect(lesson_result(*find_lesson("lost-update"), run_that_lost(2))) == false);
    }

    void theNotesHaveAReplyToEveryWrongReason() {
        for (const CourseSession& session : course()) {
            const Handout notes = teachers_notes(session);
            for (const Lesson* lesson : session.core) {
                for (const LessonReason& reason : lesson->question.reasons)
                    QVERIFY2(contains(notes, reason.text) && contains(notes, reason.reply),
                             reason.text.c_str());
                for (const LessonOption& option : lesson->question.options)
                    QVERIFY2(contains(notes, option.text), option.text.c_str());
            }
        }
    }

    void theWayThroughASessionFillsItsTime() {
        for (const CourseSession& session : course()) {
            int now = 0;
            QStringList steps;
            for (const SessionStep& step : session_path(session)) {
                QCOMPARE(step.from, now);
                QVERIFY(step.minutes > 0);
                now += step.minutes;
                steps << QString::fromStdString(step.what);
            }
            QCOMPARE(now, session_minutes);
            for (const Lesson* lesson : session.core)
                QVERIFY(steps.contains(QString::fromStdString(title_of(*lesson))));
            QCOMPARE(steps.contains("The test before the course"), session.number == 1);
            QCOMPARE(steps.contains("The test after the course"), session.number == course_sessions);
        }
    }

    void theTestAsksTenCoreLessonsOfEverySession() {
        const std::vector<const Lesson*> lessons = test_lessons();
        QCOMPARE(lessons.size(), 10U);
        std::set<int> sessions;
        for (const Lesson* lesson : lessons) {
            QVERIFY(lesson != nullptr && lesson->part == LessonPart::core && !lesson->question.number);
            sessions.insert(lesson->session);
        }
        QCOMPARE(static_cast<int>(sessions.size()), course_sessions);
        for (const TestTime time : {TestTime::before, TestTime::after}) {
            const Handout test = two_tier_test(time);
            QCOMPARE(count(test, Kind::lesson), 10);
            for (const Lesson* lesson : lessons)
                for (const LessonReason& reason : lesson->question.reasons)
                    QVERIFY(contains(test, reason.text) &&
                            (reason.reply.empty() || !contains(test, reason.reply)));
        }
    }

    /// A remembered letter helps nobody: no answer and no reason has the same letter in both tests.
    void theKeyOfTheTestHasTheLettersOfBoth() {
        const Handout key = two_tier_key({});
        int row = 0;
        for (const HandoutBlock& block : key.blocks) {
            if (block.kind != Kind::row || block.is_marked || block.cells.size() != 5)
                continue;
            const LessonQuestion& question = test_lessons()[static_cast<std::size_t>(row++)]->question;
            const auto place = [](const auto& items, const auto& right) {
                return std::ranges::find_if(items, right) - items.begin();
            };
            const auto option = place(question.options, &LessonOption::is_right);
            const auto reason = place(question.reasons, &LessonReason::is_right);
            const QString before = QString::fromStdString(block.cells[1]);
            const QString after = QString::fromStdString(block.cells[2]);
            QCOMPARE(before, QStringLiteral("%1, because %2").arg(letter_of(option)).arg(letter_of(reason)));
            QVERIFY(before.front() != after.front() && before.back() != after.back());
            const auto options = static_cast<int>(question.options.size());
            QCOMPARE(after.front(), letter_of((option + options - 1) % options));
        }
        QCOMPARE(row, 10);
        QVERIFY(contains(key, "(not run here)"));
    }

    void signsOfMarkdownInAPlainTextStaySigns() {
        QCOMPARE(as_markdown("a_b * <c> `d`"), std::string("a\\_b \\* \\<c\\> \\`d\\`"));
    }
};

} // namespace test_handouts

QTEST_APPLESS_MAIN(test_handouts::TestHandouts)
#include "test_handouts.moc"
