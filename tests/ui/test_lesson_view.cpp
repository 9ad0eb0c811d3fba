// SPDX-License-Identifier: GPL-3.0-or-later
// The program itself contains the lessons and each scenario's code, wherever it is installed.
#include "core/course/lessons.h"
#include "core/scenario/page_source.h"
#include "core/scenario/scenario.h"
#include "ui/lesson/lesson_view.h"
#include "ui/words/lesson_page.h"

#include <QFile>
#include <QPoint>
#include <QScrollBar>
#include <QTest>
#include <QTextBlock>

using namespace interleave;

namespace test_lesson_view {

class TestLessonView : public QObject {
    Q_OBJECT

private slots:
    void initTestCase_data() {
        QTest::addColumn<const Scenario*>("scenario");
        for (const Scenario* scenario : all_scenarios())
            QTest::newRow(scenario->name.c_str()) << scenario;
    }

    void theLessonOfEachScenarioIsShown() {
        QFETCH_GLOBAL(const Scenario*, scenario);
        LessonView view;
        view.setPage(lesson_page(QString::fromStdString(scenario->name)), true);
        const QString words = view.toPlainText();
        QVERIFY2(words.contains(QStringLiteral("What to look for")), qPrintable(words.left(200)));
        QVERIFY(words.contains(QStringLiteral("The same in Python")));
        const auto place = [&](const char* heading) { return words.indexOf(QLatin1String(heading)); };
        QVERIFY(place("Predict") >= 0 && place("Predict") < place("Why do you think so?"));
        QVERIFY(place("Why do you think so?") < place("What to look for"));
    }

    /// Everything of the front matter but the question is for the program; above all which answer is right.
    void nothingThatIsForTheProgramIsShown() {
        QFETCH_GLOBAL(const Scenario*, scenario);
        LessonView view;
        view.setPage(lesson_page(QString::fromStdString(scenario->name)), true);
        const Lesson* const lesson = find_lesson(scenario->name);
        QVERIFY(lesson != nullptr);
        const QString words = view.toPlainText();
        for (const char* key : {"minutes:", "right: true", "reply:", "if: ["})
            QVERIFY2(!words.contains(QLatin1String(key)), key);
        for (const LessonReason& reason : lesson->question.reasons)
            QVERIFY(reason.is_right || !words.contains(QString::fromStdString(reason.reply)));
    }

    void theLessonShowsItsProgram() {
        QFETCH_GLOBAL(const Scenario*, scenario);
        const QString name = QString::fromStdString(scenario->name) + QStringLiteral(".py");
        QFile file(QStringLiteral(INTERLEAVE_SOURCE_DIR "/resources/lessons/") + name);
        QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(name));
        const QString program = QString::fromUtf8(file.readAll());
        LessonView view;
        view.setPage(lesson_page(QString::fromStdString(scenario->name)), true);
        const QString words = view.toPlainText();
        QVERIFY(words.contains(name + ':'));
        QVERIFY2(words.contains(program.section('\n', 1).trimmed()), qPrintable(words.right(2'000)));
        QVERIFY(!words.contains(QStringLiteral("SPDX")));
        QVERIFY(!view.toHtml().contains(QStringLiteral("href=\"%1\"").arg(name)));
    }

    void nothingOfTheLessonIsOutOfViewAtTheSide() {
        QFETCH_GLOBAL(const Scenario*, scenario);
        LessonView view;
        view.setPage(lesson_page(QString::fromStdString(scenario->name)), true);
        view.show();
        for (const int width : {260, 320, 372, 460}) {
            view.resize(width, 480);
            QVERIFY(QTest::qWaitForWindowExposed(&view));
            QCOMPARE(view.horizontalScrollBar()->maximum(), 0);
        }
    }

    /// The lesson is made smaller and larger by other panels, and the line at the top stays.
    void theLineAtTheTopStaysWhenTheSizeChanges() {
        QFETCH_GLOBAL(const Scenario*, scenario);
        LessonView view;
        view.resize(320, 480);
        view.setPage(lesson_page(QString::fromStdString(scenario->name)), true);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        const auto place = [&] { return view.verticalScrollBar()->value(); };
        const auto first = [&] { return view.cursorForPosition(QPoint(0, 0)).block().blockNumber(); };
        QCOMPARE(place(), 0);
        view.resize(320, 200);
        QCOMPARE(place(), 0);
        view.resize(400, 480);
        QCOMPARE(place(), 0);
        view.verticalScrollBar()->setValue(300);
        const int reads = first();
        view.resize(400, 200);
        QCOMPARE(first(), reads);
        view.resize(320, 300);
        QCOMPARE(first(), reads);
        QCOMPARE(view.horizontalScrollBar()->value(), 0);
    }

    void anotherThemeLeavesThePlace() {
        QFETCH_GLOBAL(const Scenario*, scenario);
        LessonView view;
        view.resize(320, 240);
        view.setPage(lesson_page(QString::fromStdString(scenario->name)), true);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        view.verticalScrollBar()->setValue(300);
        QPalette dark = view.palette();
        dark.setColor(QPalette::Base, Qt::black);
        dark.setColor(QPalette::Text, Qt::white);
        view.setPalette(dark);
        QCOMPARE(view.verticalScrollBar()->value(), 300);
    }

    void theCodeOfEachScenarioIsInTheProgram() {
        QFETCH_GLOBAL(const Scenario*, scenario);
        QVERIFY(!page_source(scenario->source).empty());
    }
};

} // namespace test_lesson_view

QTEST_MAIN(test_lesson_view::TestLessonView)
#include "test_lesson_view.moc"
