// SPDX-License-Identifier: GPL-3.0-or-later
// A lesson's front matter is read into plain data, and what is wrong in it is said with its line and remedy.
#include "core/course/lesson_page.h"
#include "core/course/lesson_reader.h"
#include "core/event/error.h"

#include <QString>
#include <QTest>

using namespace interleave;

namespace test_lesson_reader {

const std::string good_lesson = R"(---
minutes: 15
session: 2
python: [threading.Lock, Pool.map]
question: |
  What comes out?
needs: [two-processors, quiet-machine, check no-loss]
options:
  - text: Everything.
    if: [lost = 0, check no-loss holds]
    right: true
  - text: "Less: some are lost."
    if: [lost > 0]
reasons:
  - text: It is one line.
    reply: One line is three steps.
  - text: Two can meet.
    right: true
---

# A lesson

## The idea

Text.

## What to look for

- A lane.
)";

std::string with(const char* before, const char* after) {
    QString text = QString::fromStdString(good_lesson);
    if (!text.contains(QLatin1String(before)))
        qFatal("the lesson has no such words: %s", before);
    return text.replace(QLatin1String(before), QLatin1String(after)).toStdString();
}

QString error_of(const std::string& text) {
    try {
        read_lesson("planted", text);
    } catch (const UsageError& error) {
        return QString::fromStdString(error.what());
    }
    return {};
}

class TestLessonReader : public QObject {
    Q_OBJECT

private slots:
    void allOfALessonIsRead() {
        const Lesson lesson = read_lesson("planted", good_lesson);
        QCOMPARE(lesson.scenario, std::string("planted"));
        QCOMPARE(lesson.minutes, 15);
        QCOMPARE(lesson.session, 2);
        QCOMPARE(lesson.python, (std::vector<std::string>{"threading.Lock", "Pool.map"}));
        const LessonQuestion& question = lesson.question;
        QCOMPARE(question.text, std::string("What comes out?"));
        QVERIFY(question.needs.two_processors && question.needs.quiet_machine);
        QCOMPARE(question.needs.checks, std::vector<std::string>{"no-loss"});
        QVERIFY(!question.number);
        QCOMPARE(question.options.size(), 2U);
        QCOMPARE(question.options[1].text, std::string("Less: some are lost."));
        QCOMPARE(question.options[0].conditions.size(), 2U);
        QVERIFY(question.options[0].is_right && !question.options[1].is_right);
        QCOMPARE(question.reasons.size(), 2U);
        QVERIFY(!question.reasons[0].is_right && question.reasons[1].is_right);
        QCOMPARE(question.reasons[0].reply, std::string("One line is three steps."));
        QVERIFY(lesson.body.starts_with("# A lesson\n"));
    }

    void aLessonHasAPlaceInClassOrAtHomeOrIsOptional() {
        const Lesson core = read_lesson("planted", with("minutes: 15", "core: 3\nminutes: 15"));
        QVERIFY(core.part == LessonPart::core);
        QCOMPARE(core.place, 3);
        const Lesson homework = read_lesson("planted", with("minutes: 15", "homework: 1\nminutes: 15"));
        QVERIFY(homework.part == LessonPart::homework);
        QCOMPARE(homework.place, 1);
        const Lesson optional = read_lesson("planted", good_lesson);
        QVERIFY(optional.part == LessonPart::optional);
        QCOMPARE(optional.place, 0);
    }

    void aNumberCanBeAskedForInstead() {
        std::string text = good_lesson;
        const auto begin = text.find("options:");
        text.replace(begin, text.find("reasons:") - begin,
                     "number: {value: work_ms, unit: ms, tolerance: 0.2, expected: [90, 120]}\n");
        const Lesson lesson = read_lesson("planted", text);
        QVERIFY(lesson.question.options.empty());
        QCOMPARE(lesson.question.number->quantity.text, std::string("work_ms"));
        QCOMPARE(lesson.question.number->unit, std::string("ms"));
        QCOMPARE(lesson.question.number->tolerance, 0.2);
        QCOMPARE(lesson.question.number->least_expected, 90.0);
        QCOMPARE(lesson.question.number->most_expected, 120.0);
        QVERIFY(lesson_page(lesson).find("What comes out?\n\nWrite down a number (ms).\n") !=
                std::string::npos);
    }

    void thePageAsksAndDoesNotAnswer() {
        const std::string page = lesson_page(read_lesson("planted", good_lesson));
        QCOMPARE(page, std::string(R"(# A lesson

15 minutes · session 2 · `threading.Lock`, `Pool.map`

## The idea

Text.

## Predict

What comes out?

1. Everything.
2. Less: some are lost.

### Why do you think so?

1. It is one line.
2. Two can meet.

## What to look for

- A lane.
)"));
    }

    void whatIsWrongIsSaidWithItsLineAndRemedy_data() {
        QTest::addColumn<std::string>("text");
        QTest::addColumn<int>("line");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* name, const std::string& text, int line, const char* words) {
            QTest::newRow(name) << text << line << QString::fromUtf8(words);
        };
        row("no front matter", "# A lesson\n", 1, "begin with a line ---");
        row("front matter without end", "---\nminutes: 15\n", 1, "there is no front matter");
        row("no YAML", with("text: Everything.", "text: All: everything."), 9, "in quotation marks");
        row("a text that Markdown counts", with("text: Everything.", "text: 42. That is everything."), 9,
            "begins as a list does in Markdown, which would count it: '42. That is everything.'; begin with");
        row("a text that Markdown makes a point", with("text: It is one line.", "text: '- one line'"), 15,
            "begins as a list does in Markdown");
        row("unknown key", with("minutes: 15", "minuts: 15"), 2, "no key 'minuts'; did you mean 'minutes'?");
        row("unknown key of an option", with("    if: [lost > 0]", "    iff: [lost > 0]"), 13,
            "in an option: no key 'iff'; did you mean 'if'?");
        row("a key twice", with("session: 2", "minutes: 2"), 3, "'minutes' stands twice");
        row("a key missing", with("session: 2\n", ""), 2, "has no 'session'; add it");
        row("no number", with("minutes: 15", "minutes: long"), 2, "minutes must be a number");
        row("a number out of range", with("session: 2", "session: 7"), 3,
            "session must be a whole number from 1 to 6");
        row("core and homework", with("session: 2", "session: 2\ncore: 1\nhomework: 2"), 5,
            "either core or homework; remove one");
        row("no place", with("session: 2", "session: 2\ncore: true"), 4, "core must be a number");
        row("no list", with("python: [threading.Lock, Pool.map]", "python: threading.Lock"), 4,
            "python must be a list");
        row("unknown need", with("quiet-machine", "quiet"), 7, "'quiet' is no need; write two-processors");
        row("no condition", with("    if: [lost > 0]\n", ""), 12,
            "the option 'Less: some are lost.' has no condition; add if: [CONDITION]");
        row("empty condition", with("[lost > 0]", "[]"), 12, "has no condition");
        row("bad condition", with("[lost > 0]", "[lost is much]"), 13,
            "'lost is much' is no condition; write KEY = NUMBER");
        row("one option", with("  - text: \"Less: some are lost.\"\n    if: [lost > 0]\n", ""), 9,
            "of two or more options exactly one must have right: true, but 1 of 1 have it");
        row("two right options", with("    if: [lost > 0]", "    if: [lost > 0]\n    right: true"), 9,
            "of two or more options exactly one must have right: true, but 2 of 2 have it");
        row("options and a number", with("reasons:", "number: {value: a, unit: b}\nreasons:"), 5,
            "either options or a number");
        row("two right reasons", with("    reply: One line is three steps.", "    right: true"), 15,
            "exactly one must have right: true, but 2 of 2 have it");
        row("no right reason", with("meet.\n    right: true", "meet.\n    reply: No."), 15,
            "but 0 of 2 have it");
        row("a wrong reason without reply", with("    reply: One line is three steps.\n", ""), 15,
            "has no reply; add reply: why it is wrong");
        row("a right reason with reply",
            with("meet.\n    right: true", "meet.\n    right: true\n    reply: Yes."), 17,
            "needs no reply; remove it");
        row("not right", with("meet.\n    right: true", "meet.\n    right: false"), 18,
            "right can only be true");
    }
    void whatIsWrongIsSaidWithItsLineAndRemedy() {
        QFETCH(std::string, text);
        QFETCH(int, line);
        QFETCH(QString, words);
        const QString error = error_of(text);
        QVERIFY2(error.startsWith(QStringLiteral("resources/lessons/planted.md:%1: ").arg(line)),
                 qPrintable(error));
        QVERIFY2(error.contains(words), qPrintable(error));
        QVERIFY2(!error.contains(QLatin1Char('\n')), qPrintable(error));
    }
};

} // namespace test_lesson_reader

QTEST_APPLESS_MAIN(test_lesson_reader::TestLessonReader)
#include "test_lesson_reader.moc"
