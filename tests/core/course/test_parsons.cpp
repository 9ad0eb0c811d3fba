// SPDX-License-Identifier: GPL-3.0-or-later
// The check of a Parsons problem finds the first thing that is wrong and says why, and takes every order that
// is right. What is wrong in a file is said with its line and remedy.
#include "core/course/parsons_check.h"
#include "core/course/parsons_problems.h"
#include "core/course/parsons_reader.h"
#include "core/event/error.h"
#include "core/scenario/scenario.h"

#include <QString>
#include <QTest>

#include <algorithm>

using namespace interleave;

namespace test_parsons {

const std::string good_problem = R"(title: A round
task: Put it together.
given: |
  lock = threading.Lock()
lines:
  - id: head
    text: "def round():"
    missing: No head.
  - id: hold
    text: "with lock:"
    in: head
    outside: Not in the function.
    missing: No lock.
  - id: one
    text: one()
    in: hold
    outside: One without the lock.
    missing: No one.
  - id: two
    text: two()
    in: hold
    outside: Two without the lock.
    missing: No two.
  - id: three
    text: three()
    in: head
    outside: Three with the lock.
    missing: No three.
    after:
      one: Three before one.
wrong:
  - text: "with threading.Lock():"
    instead_of: hold
    why: A lock of one's own.
)";

QString error_of(const char* before, const char* after) {
    QString text = QString::fromStdString(good_problem);
    if (!text.contains(QLatin1String(before)))
        qFatal("the problem has no such words: %s", before);
    try {
        read_parsons("planted", text.replace(QLatin1String(before), QLatin1String(after)).toStdString());
    } catch (const UsageError& error) {
        return QString::fromStdString(error.what());
    }
    return {};
}

using Program = std::vector<PlacedLine>;

enum Line : std::size_t { head, hold, one, two, three, own_lock };

QString fault(const Program& program) {
    static const ParsonsProblem problem = read_parsons("planted", good_problem);
    const auto found = first_fault(problem, program);
    if (!found)
        return QStringLiteral("right");
    return (found->place ? QString::number(*found->place) : QStringLiteral("end")) + QStringLiteral(": ") +
           QString::fromStdString(found->why);
}

class TestParsons : public QObject {
    Q_OBJECT

private slots:
    void allOfAProblemIsRead() {
        const ParsonsProblem problem = read_parsons("planted", good_problem);
        QCOMPARE(problem.scenario, std::string("planted"));
        QCOMPARE(problem.title, std::string("A round"));
        QCOMPARE(problem.given, std::string("lock = threading.Lock()"));
        QCOMPARE(problem.lines.size(), 5U);
        QCOMPARE(problem.lines[three].block, std::optional<std::size_t>(head));
        QCOMPARE(problem.lines[three].after.front().line, std::size_t{one});
        QCOMPARE(problem.wrong_lines.front().instead_of, std::size_t{hold});
        QCOMPARE(text_of(problem, own_lock), std::string("with threading.Lock():"));
        QCOMPARE(program_text(problem, solution_of(problem)),
                 std::string("def round():\n    with lock:\n        one()\n        two()\n    three()\n"));
    }

    void theFirstFaultIsSaidWithItsReason_data() {
        QTest::addColumn<Program>("program");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* name, const Program& program, const char* words) {
            QTest::newRow(name) << program << QString::fromLatin1(words);
        };
        row("its own order", {{head, 0}, {hold, 1}, {one, 2}, {two, 2}, {three, 1}}, "right");
        row("another order", {{head, 0}, {hold, 1}, {two, 2}, {one, 2}, {three, 1}}, "right");
        row("nothing", {}, "end: No head.");
        row("a line too few", {{head, 0}, {hold, 1}, {one, 2}, {three, 1}}, "end: No two.");
        row("a wrong line", {{head, 0}, {own_lock, 1}, {one, 2}, {two, 2}, {three, 1}},
            "1: A lock of one's own.");
        row("a wrong line beside the right one",
            {{head, 0}, {hold, 1}, {one, 2}, {two, 2}, {three, 1}, {own_lock, 1}}, "5: A lock of one's own.");
        row("too early", {{head, 0}, {three, 1}, {hold, 1}, {one, 2}, {two, 2}}, "1: Three before one.");
        row("the line before it is missing", {{head, 0}, {hold, 1}, {two, 2}, {three, 1}}, "3: No one.");
        row("not in its block", {{head, 0}, {hold, 1}, {one, 2}, {two, 1}, {three, 1}},
            "3: Two without the lock.");
        row("in a block too many", {{head, 0}, {hold, 1}, {one, 2}, {two, 2}, {three, 2}},
            "4: Three with the lock.");
        row("its block is missing", {{head, 0}, {one, 1}, {two, 1}, {three, 1}}, "1: No lock.");
        row("its block comes later", {{head, 0}, {one, 1}, {hold, 1}, {two, 2}, {three, 1}},
            "1: One without the lock.");
        row("its block is empty", {{head, 0}, {hold, 1}, {one, 1}, {two, 2}, {three, 1}},
            "2: One without the lock.");
        row("another's block is empty", {{head, 0}, {hold, 1}, {three, 1}},
            "2: The block of `with lock:` is empty. What is to happen in it stands below it, one step "
            "further to the right.");
        row("the last block is empty", {{head, 0}, {hold, 1}}, "end: No one.");
        row("not at the left edge", {{head, 1}},
            "0: A program begins at the left edge: no block is open yet.");
        row("two steps", {{head, 0}, {hold, 2}},
            "1: The block of `def round():` begins one step to the right of it.");
        row("a step without a block", {{head, 0}, {hold, 1}, {one, 2}, {two, 3}, {three, 1}},
            "3: Only a line that ends with a colon opens a block, so this one cannot stand further to the "
            "right than "
            "`one()`.");
        row("the head within another block", {{hold, 0}, {head, 1}}, "0: Not in the function.");
    }
    void theFirstFaultIsSaidWithItsReason() {
        QFETCH(Program, program);
        QFETCH(QString, words);
        QCOMPARE(fault(program), words);
    }

    void anErrorInAFileIsSaidWithItsLineAndRemedy_data() {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* name, const char* before, const char* after, const char* words) {
            QTest::newRow(name) << QByteArray(before) << QByteArray(after) << QString::fromLatin1(words);
        };
        row("an unknown key",
            "title:", "titel:", "resources/parsons/planted.yaml:1: in the problem: no key 'titel'");
        row("a reason too few", "    missing: No one.\n", "", ":14: a line has no 'missing'; add it");
        row("a block without its reason", "    outside: One without the lock.\n", "", "give both");
        row("a block that is none", "in: hold\n    outside: Two", "in: one\n    outside: Two",
            "'one()' opens no block");
        row("a block that comes later", "in: head\n    outside: Not", "in: three\n    outside: Not",
            "no line before this one 'three'");
        row("a line that comes later", "      one: Three", "      four: Three",
            "no line before this one 'four'");
        row("the same id", "id: two", "id: one", "two lines 'one'");
        row("the same line", "text: two()", "text: one()", "stands twice");
        row("a wrong line that is right", "text: \"with threading.Lock():\"", "text: \"with lock:\"",
            "stands twice");
        row("indentation in a line", "text: two()", "text: \"    two()\"", "without its indentation");
        row("a wrong line without a reason", "    why: A lock of one's own.\n", "", "has no 'why'");
    }
    void anErrorInAFileIsSaidWithItsLineAndRemedy() {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QFETCH(QString, words);
        const QString error = error_of(before.constData(), after.constData());
        QVERIFY2(error.contains(words), qPrintable(error));
        QVERIFY(!error.contains(QLatin1Char('\n')));
    }

    void eachProblemBelongsToAScenarioAndIsSolvedByItsOwnOrder() {
        QCOMPARE(all_parsons().size(), 4U);
        for (const ParsonsProblem& problem : all_parsons()) {
            const char* const name = problem.scenario.c_str();
            QVERIFY2(std::ranges::any_of(
                         all_scenarios(),
                         [&](const Scenario* scenario) { return scenario->name == problem.scenario; }),
                     name);
            QCOMPARE(find_parsons(problem.scenario), &problem);
            QVERIFY2(!first_fault(problem, solution_of(problem)), name);
            QVERIFY2(problem.wrong_lines.size() >= 2, name);
        }
        QCOMPARE(find_parsons("hello-thread"), nullptr);
    }
};

} // namespace test_parsons

QTEST_GUILESS_MAIN(test_parsons::TestParsons)
#include "test_parsons.moc"
