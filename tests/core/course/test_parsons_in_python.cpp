// SPDX-License-Identifier: GPL-3.0-or-later
// What the check of a Parsons problem calls right is right in Python, and what it calls wrong is wrong there:
// many programs near the solution are run by parsons/judge.py, which knows nothing of the check.
#include "core/course/parsons_check.h"
#include "core/course/parsons_problems.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>
#include <QTest>

#include <algorithm>
#include <set>

using namespace interleave;

namespace test_parsons_in_python {

using Program = std::vector<PlacedLine>;

/// Returns the solution, and what comes of it if one line is moved and indented differently, left out, or
/// replaced by a wrong one.
std::vector<Program> programs_near_the_solution(const ParsonsProblem& problem) {
    const Program solution = solution_of(problem);
    const int deepest = std::ranges::max_element(solution, {}, &PlacedLine::indent)->indent;
    std::vector<Program> programs{solution};
    const auto add = [&](Program program) {
        if (std::ranges::find(programs, program) == programs.end())
            programs.push_back(std::move(program));
    };
    for (std::size_t from = 0; from < solution.size(); ++from) {
        Program rest = solution;
        rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(from));
        add(rest);
        for (std::size_t to = 0; to <= rest.size(); ++to)
            for (int indent = 0; indent <= deepest; ++indent) {
                Program moved = rest;
                moved.insert(moved.begin() + static_cast<std::ptrdiff_t>(to), {solution[from].line, indent});
                add(moved);
            }
    }
    for (std::size_t wrong = 0; wrong < problem.wrong_lines.size(); ++wrong) {
        Program replaced = solution;
        replaced[problem.wrong_lines[wrong].instead_of].line = problem.lines.size() + wrong;
        add(replaced);
    }
    return programs;
}

/// Returns the solution with two functions in the other order, where there are two.
Program second_function_first(const ParsonsProblem& problem) {
    Program program = solution_of(problem);
    const auto second = std::find_if(program.begin() + 1, program.end(),
                                     [](const PlacedLine& placed) { return placed.indent == 0; });
    std::rotate(program.begin(), second, program.end());
    return program;
}

class TestParsonsInPython : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        python_ = QStandardPaths::findExecutable(QStringLiteral("python3"));
        if (python_.isEmpty())
            QSKIP("there is no python3 here");
    }

    void theCheckAndPythonSayTheSame_data() {
        QTest::addColumn<QByteArray>("scenario");
        QTest::addColumn<int>("right"); // how many of the programs are
        QTest::newRow("two-locks") << QByteArray("two-locks") << 2;
        QTest::newRow("bounded-buffer") << QByteArray("bounded-buffer") << 2;
        QTest::newRow("lock") << QByteArray("lock") << 1;
        QTest::newRow("sleeping-barber") << QByteArray("sleeping-barber") << 2;
    }
    void theCheckAndPythonSayTheSame() {
        QFETCH(QByteArray, scenario);
        QFETCH(int, right);
        const ParsonsProblem& problem = *find_parsons(scenario.toStdString());
        std::vector<Program> programs = programs_near_the_solution(problem);
        if (const Program other = second_function_first(problem); other != programs.front())
            programs.push_back(other);
        QVERIFY(programs.size() > 50);
        const QStringList faults = judged(problem, programs);
        QCOMPARE(static_cast<std::size_t>(faults.size()), programs.size());
        QStringList differences;
        int right_ones = 0;
        for (std::size_t i = 0; i < programs.size(); ++i) {
            const auto fault = first_fault(problem, programs[i]);
            const QString& in_python = faults[static_cast<qsizetype>(i)];
            right_ones += in_python.isEmpty() ? 1 : 0;
            if (fault.has_value() == in_python.isEmpty())
                differences << QString::fromStdString(program_text(problem, programs[i])) +
                                   QStringLiteral("check: %1\nPython: %2\n")
                                       .arg(fault ? QString::fromStdString(fault->why)
                                                  : QStringLiteral("right"),
                                            in_python.isEmpty() ? QStringLiteral("right") : in_python);
        }
        QVERIFY2(differences.isEmpty(), qPrintable(differences.join(QLatin1Char('\n'))));
        QCOMPARE(right_ones, right);
    }

private:
    QStringList judged(const ParsonsProblem& problem, const std::vector<Program>& programs) {
        QJsonArray texts;
        for (const Program& program : programs)
            texts.append(QString::fromStdString(program_text(problem, program)));
        QProcess judge;
        judge.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        judge.start(python_, {QStringLiteral(INTERLEAVE_SOURCE_DIR "/tests/core/course/parsons/judge.py")});
        judge.write(QJsonDocument(QJsonObject{{"problem", QString::fromStdString(problem.scenario)},
                                              {"programs", texts}})
                        .toJson());
        judge.closeWriteChannel();
        constexpr int limit_ms = 120'000;
        if (!judge.waitForFinished(limit_ms) || judge.exitCode() != 0)
            return {};
        QStringList faults;
        for (const QJsonValue& fault : QJsonDocument::fromJson(judge.readAllStandardOutput()).array())
            faults << fault.toString();
        return faults;
    }

    QString python_;
};

} // namespace test_parsons_in_python

QTEST_GUILESS_MAIN(test_parsons_in_python::TestParsonsInPython)
#include "test_parsons_in_python.moc"
