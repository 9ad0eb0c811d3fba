// SPDX-License-Identifier: GPL-3.0-or-later
// Every scenario has a lesson with a place in the course, and what its question says is right is what comes
// out of a run with the defaults.
#include "core/course/course.h"
#include "core/course/lessons.h"
#include "core/course/right_answer.h"
#include "core/experiment/machine_load.h"
#include "core/experiment/observed_run.h"
#include "core/scenario/scenario.h"
#include "core/scenario/stage.h"

#include <QFile>
#include <QTest>

#include <chrono>
#include <map>
#include <set>

using namespace interleave;

namespace test_lessons {

void add_scenarios() {
    QTest::addColumn<const Scenario*>("scenario");
    for (const Scenario* scenario : all_scenarios())
        QTest::newRow(scenario->name.c_str()) << scenario;
}

/// Whether it is what theory expects of a run with the defaults.
bool is_expected(const LessonQuestion& question, const RightAnswer& answer) {
    return answer.number ? is_expected(*question.number, *answer.number)
                         : question.options[*answer.option].is_right;
}

QString words_of(const LessonQuestion& question, const RightAnswer& answer) {
    if (answer.number)
        return QStringLiteral("%1 %2").arg(*answer.number).arg(QString::fromStdString(question.number->unit));
    return QStringLiteral("%1. %2")
        .arg(*answer.option + 1)
        .arg(QString::fromStdString(question.options[*answer.option].text));
}

class TestLessons : public QObject {
    Q_OBJECT

private slots:
    void everyScenarioHasALessonAndNoLessonIsWithout() {
        std::set<std::string> scenarios;
        for (const Scenario* scenario : all_scenarios()) {
            scenarios.insert(scenario->name);
            QVERIFY2(find_lesson(scenario->name) != nullptr, scenario->name.c_str());
        }
        for (const EmbeddedText& lesson : lesson_texts())
            QVERIFY2(scenarios.contains(std::string(lesson.name)), lesson.name.data());
        QVERIFY(find_lesson("no-such-scenario") == nullptr);
    }

    /// Of 90 minutes some are for the beginning, the homework and the end.
    void eachSessionHasItsLessonsOneAfterTheOtherAndTheirTimeSuffices() {
        constexpr int other_minutes = 10;
        const std::vector<CourseSession> sessions = course();
        QCOMPARE(static_cast<int>(sessions.size()), course_sessions);
        for (const CourseSession& session : sessions) {
            const QByteArray name = QByteArray::number(session.number);
            for (const auto* lessons : {&session.core, &session.homework}) {
                QVERIFY2(!lessons->empty(), name);
                for (std::size_t i = 0; i < lessons->size(); ++i) {
                    QCOMPARE((*lessons)[i]->place, static_cast<int>(i) + 1);
                    QCOMPARE((*lessons)[i]->session, session.number);
                }
            }
            QVERIFY2(core_minutes(session) <= session_minutes - other_minutes, name);
        }
    }

    /// Who learns that it is always the second answer need not think.
    void whatIsRightIsNotAlwaysAtTheSamePlace() {
        std::map<std::ptrdiff_t, int> options, reasons;
        for (const Scenario* scenario : all_scenarios()) {
            const LessonQuestion& question = find_lesson(scenario->name)->question;
            ++options[std::ranges::find_if(question.options, &LessonOption::is_right) -
                      question.options.begin()];
            ++reasons[std::ranges::find_if(question.reasons, &LessonReason::is_right) -
                      question.reasons.begin()];
        }
        for (const auto& places : {options, reasons})
            for (const auto& [place, times] : places)
                QVERIFY2(times <= static_cast<int>(all_scenarios().size()) / 2, "too often at one place");
    }

    /// A name that the search finds is one that the reader then sees.
    void theNamesOfPythonAreInTheLessonOrItsProgram() {
        for (const Scenario* scenario : all_scenarios()) {
            const Lesson& lesson = *find_lesson(scenario->name);
            QVERIFY2(!lesson.python.empty(), scenario->name.c_str());
            QFile program(QStringLiteral(INTERLEAVE_SOURCE_DIR "/resources/lessons/%1.py")
                              .arg(QString::fromStdString(scenario->name)));
            QVERIFY(program.open(QIODevice::ReadOnly));
            const QByteArray text = QByteArray::fromStdString(lesson.body) + program.readAll();
            for (const std::string& name : lesson.python) {
                const std::string last = name.substr(name.rfind('.') + 1);
                QVERIFY2(text.contains(last.c_str()), (scenario->name + ": " + name).c_str());
            }
        }
    }

    void whatComesOutIsTheRightAnswer_data() { add_scenarios(); }
    void whatComesOutIsTheRightAnswer() {
        QFETCH(const Scenario*, scenario);
        const LessonQuestion& question = find_lesson(scenario->name)->question;
        const ObservedRun run(default_request(*scenario));
        QVERIFY2(run.wait(std::chrono::seconds(60)), "the scenario did not end");
        const RunInfo& info = run.report().info;
        const RightAnswer answer = right_answer(question, info);
        QVERIFY2(answer.fits, answer.why.c_str());
        if (!answer.option && !answer.number)
            QSKIP(answer.why.c_str());
        QVERIFY2(is_expected(question, answer), qPrintable("what came out is " + words_of(question, answer)));
    }
};

} // namespace test_lessons

QTEST_GUILESS_MAIN(test_lessons::TestLessons)
#include "test_lessons.moc"
