// SPDX-License-Identifier: GPL-3.0-or-later
// Paths through the course: what they name exists, and what is wrong in a file is said with its line.
#include "core/course/course_path.h"
#include "core/event/error.h"
#include "core/scenario/scenario.h"

#include <QTest>

#include <set>

using namespace interleave;

namespace test_course_path {

class TestCoursePath : public QObject {
    Q_OBJECT

private slots:
    void everyStepOfEveryPathIsAScenarioWithAWord() {
        QVERIFY(!course_paths().empty());
        for (const CoursePath& path : course_paths()) {
            QCOMPARE(&find_course_path(path.name), &path);
            for (const CoursePathPart& part : path.parts)
                for (const CoursePathStep& step : part.steps)
                    QCOMPARE(find_scenario(step.scenario).name, step.scenario);
        }
    }

    void theArticlesPathHasAllTheirConstructs() {
        std::set<std::string> names;
        for (const CoursePathPart& part : find_course_path("articles").parts)
            for (const CoursePathStep& step : part.steps)
                names.insert(step.scenario);
        QCOMPARE(names,
                 (std::set<std::string>{"choose", "crash-isolation", "futures", "gil-switching",
                                        "hello-process", "hello-thread", "image-blur", "lock", "lost-update",
                                        "memory", "numbers-and-letters", "pool-map", "process-pool",
                                        "queue-hello", "semaphore-gate", "sensor-hub", "thread-pool"}));
    }

    void theWordTellsWhereElseItStands() {
        QCOMPARE(words_of({"lock", "a lock"}), std::string("a lock"));
        QCOMPARE(words_of({"lock", "a lock", {"B", "C"}}), std::string("a lock (also B, C)"));
    }

    void whatIsWrongIsSaidWithItsLineAndRemedy_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("words");
        const QByteArray begin = "title: T\nparts:\n  - title: P\n    steps:\n";
        QTest::newRow("no title") << QByteArray("parts: []\n")
                                  << QByteArray(":1: there is no 'title'; add it");
        QTest::newRow("no list") << QByteArray("title: T\nparts: none\n")
                                 << QByteArray(":1: there is no 'parts'; add it, with a list");
        QTest::newRow("no YAML") << begin + "      - {scenario: lock, word: a: b}\n"
                                 << QByteArray("put a text with : or # in quotation marks");
        QTest::newRow("no word") << begin + "      - {scenario: lock}\n"
                                 << QByteArray("p.yaml:5: there is no 'word'; add it, with a text");
        QTest::newRow("twice") << begin +
                                      "      - {scenario: lock, word: a}\n      - {scenario: lock, word: b}\n"
                               << QByteArray(":6: 'lock' stands twice; name further places with 'also'");
    }
    void whatIsWrongIsSaidWithItsLineAndRemedy() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, words);
        try {
            read_course_path("p", text.toStdString());
            QFAIL("it was read");
        } catch (const UsageError& error) {
            QVERIFY2(QByteArray(error.what()).contains(words), error.what());
        }
    }

    void anUnknownNameLeadsToTheNearest() {
        QVERIFY_THROWS_EXCEPTION(UsageError, find_course_path("article"));
    }
};

} // namespace test_course_path

QTEST_GUILESS_MAIN(test_course_path::TestCoursePath)
#include "test_course_path.moc"
