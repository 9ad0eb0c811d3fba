// SPDX-License-Identifier: GPL-3.0-or-later
// A lesson is gone through in steps: its question, then each thing to look for.
#include "core/scenario/scenario.h"
#include "ui/words/lesson_page.h"
#include "ui/words/lesson_steps.h"

#include <QTest>

using namespace interleave;

namespace test_lesson_steps {

class TestLessonSteps : public QObject {
    Q_OBJECT

private slots:
    void theQuestionComesFirstThenWhyThenEachPoint() {
        const std::vector<LessonStep> steps = lesson_steps(QStringLiteral(R"(# A lesson

## The idea

- This is no step.

## Predict

How long does it take?

1. One second.
2. Two.

### Why do you think so?

1. Because.
2. Not at all.

## What to look for

- The lane `main`: it waits
  until the other has ended.
- The outcome.

A last word
on that.

## What to vary

- Nor is this.
)"));
        QCOMPARE(steps.size(), std::size_t{5});
        QVERIFY(steps[0].is_question && steps[1].is_question && !steps[2].is_question);
        QVERIFY(steps[0].text.startsWith(QStringLiteral("How long")) &&
                steps[0].text.endsWith(QStringLiteral("2. Two.")));
        QCOMPARE(steps[1].text, QStringLiteral("Why do you think so?\n\n1. Because.\n2. Not at all."));
        QCOMPARE(steps[2].text, QStringLiteral("The lane `main`: it waits until the other has ended."));
        QCOMPARE(steps[3].text, QStringLiteral("The outcome."));
        QCOMPARE(steps[4].text, QStringLiteral("A last word on that."));
    }

    void aPageWithoutThoseSectionsHasNoSteps() {
        QVERIFY(lesson_steps(QString()).empty());
        QVERIFY(lesson_steps(QStringLiteral("# Title\n\ntext\n")).empty());
    }

    void everyScenariosLessonAsksWhatAndWhyAndHasSomethingToLookFor() {
        for (const Scenario* scenario : all_scenarios()) {
            const auto steps = lesson_steps(lesson_page(QString::fromStdString(scenario->name)));
            QVERIFY2(steps.size() >= 3, scenario->name.c_str());
            QVERIFY2(steps[0].is_question && steps[1].is_question && !steps[2].is_question,
                     scenario->name.c_str());
            QVERIFY2(steps[1].text.startsWith(QStringLiteral("Why do you think so?")),
                     scenario->name.c_str());
            for (const LessonStep& step : steps)
                QVERIFY2(!step.text.contains(QStringLiteral("\n- ")) || step.is_question,
                         qPrintable(step.text));
        }
    }
};

} // namespace test_lesson_steps

QTEST_GUILESS_MAIN(test_lesson_steps::TestLessonSteps)
#include "test_lesson_steps.moc"
