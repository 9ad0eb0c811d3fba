// SPDX-License-Identifier: GPL-3.0-or-later
// The lesson asks before it shows: the card can be answered or skipped by keyboard, what gives the answer
// away is hidden until then, and a run is compared with what was said.
#include "core/course/lessons.h"
#include "ui/lesson/lesson_dialogue.h"
#include "ui/lesson/lesson_pane.h"
#include "ui/lesson/lesson_view.h"
#include "ui/progress/course_progress.h"

#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace interleave;

namespace test_lesson_pane {

struct Rig {
    QTemporaryDir folder;
    WindowSettings settings{folder.filePath(QStringLiteral("settings.ini"))};
    CourseProgress progress{all_scenarios(), settings};
    LessonDialogue dialogue{progress};
    LessonPane pane{dialogue};

    explicit Rig(const char* scenario) {
        pane.resize(360, 600);
        dialogue.setScenario(find_scenario(scenario));
        pane.show();
        if (!QTest::qWaitForWindowActive(&pane))
            qFatal("the panel does not show");
    }
    template <typename Widget>
    Widget& find(const char* name) {
        auto* const widget = pane.findChild<Widget*>(QLatin1String(name));
        if (widget == nullptr)
            qFatal("there is no %s", name);
        return *widget;
    }
    QWidget& focus() { return *QApplication::focusWidget(); }
    void key(Qt::Key key) { QTest::keyClick(&focus(), key); }
    QString page() { return find<LessonView>("lessonView").toPlainText(); }
    bool isAsking() { return pane.currentWidget()->objectName() == QLatin1String("lessonQuestion"); }
};

/// A run of lost-update with the defaults that lost as many as theory expects.
RunInfo a_run() {
    const Scenario& scenario = find_scenario("lost-update");
    RunInfo info;
    info.scenario = scenario.name;
    info.backend = name_of(scenario.backends.front());
    info.parameters = ParameterSet(scenario.parameters).named_values();
    info.ended = Ended::finished;
    info.machine.cpus = 2;
    info.outcome["lost_updates"] = 36'250;
    info.outcome["actual"] = Value::List{2'514, 3'001};
    info.checks.push_back({.name = "race-loses-updates", .claim = "", .holds = true});
    return info;
}

class TestLessonPane : public QObject {
    Q_OBJECT

private slots:
    void whatGivesTheAnswerAwayIsHiddenUntilItIsGiven() {
        Rig rig("lost-update");
        QVERIFY(rig.isAsking());
        QVERIFY(!rig.find<QLabel>("lessonHead").text().contains(QStringLiteral("What to look for")));
        QVERIFY(!rig.dialogue.page().contains(QStringLiteral("What to vary")));
        rig.dialogue.answer({.option = 0, .reason = 0});
        QVERIFY(!rig.isAsking());
        QVERIFY(rig.page().contains(QStringLiteral("What to look for")));
        QVERIFY(rig.page().contains(QStringLiteral("You said: 5,000, in every round.")));
        QVERIFY(!rig.page().contains(QStringLiteral("What came out")));
    }

    void theCardIsAnsweredByKeyboard() {
        Rig rig("lost-update");
        rig.find<QRadioButton>("option1").setFocus();
        QVERIFY(!rig.find<QPushButton>("answerQuestion").isEnabled());
        rig.key(Qt::Key_Space);
        QVERIFY(rig.find<QRadioButton>("option1").isChecked());
        rig.key(Qt::Key_Down);
        QVERIFY(rig.find<QRadioButton>("option2").isChecked());
        rig.key(Qt::Key_Tab);
        QCOMPARE(rig.focus().objectName(), QStringLiteral("reason1"));
        rig.key(Qt::Key_Space);
        rig.key(Qt::Key_Tab);
        QCOMPARE(rig.focus().objectName(), QStringLiteral("answerQuestion"));
        rig.key(Qt::Key_Space);
        QVERIFY(!rig.isAsking());
        const LessonProgress* const progress = rig.progress.of("lost-update");
        QVERIFY(progress != nullptr);
        QVERIFY((progress->given == GivenAnswer{.option = 1, .reason = 0}));
        QVERIFY(rig.find<LessonView>("lessonView").hasFocus());
    }

    void whatGetsTheFocusComesIntoView() {
        Rig rig("lost-update");
        rig.pane.resize(360, 160);
        auto& skip = rig.find<QPushButton>("skipQuestion");
        QTRY_VERIFY(skip.visibleRegion().isEmpty());
        skip.setFocus(Qt::TabFocusReason);
        QVERIFY(!skip.visibleRegion().isEmpty());
        rig.find<QRadioButton>("option1").setFocus(Qt::TabFocusReason);
        QVERIFY(!rig.find<QRadioButton>("option1").visibleRegion().isEmpty());
    }

    void theWordsOfAnAnswerChooseIt() {
        Rig rig("lost-update");
        const auto& words = *rig.find<QRadioButton>("option3").parentWidget()->findChild<QLabel*>();
        QTest::mouseClick(rig.pane.window()->windowHandle(), Qt::LeftButton, {},
                          words.mapTo(&rig.pane, words.rect().center()));
        QVERIFY(rig.find<QRadioButton>("option3").isChecked());
        QVERIFY(rig.find<QPushButton>("answerQuestion").isEnabled());
    }

    void nobodyHasToAnswer() {
        Rig rig("lost-update");
        rig.find<QPushButton>("skipQuestion").click();
        QVERIFY(!rig.isAsking());
        QVERIFY(rig.page().contains(QStringLiteral("You skipped the question.")));
        rig.dialogue.askAgain();
        QVERIFY(rig.isAsking());
        QVERIFY(rig.progress.of("lost-update") == nullptr);
    }

    void aRunIsComparedWithWhatWasSaid() {
        Rig rig("lost-update");
        QVERIFY(!rig.dialogue.takeRun(a_run())); // nobody has said anything
        rig.dialogue.answer({.option = 0, .reason = 0});
        QVERIFY(!rig.page().contains(QStringLiteral("What came out")));
        RunInfo other = a_run();
        other.parameters["workers"] = 3;
        QVERIFY(!rig.dialogue.takeRun(other)); // the question is not about it
        QVERIFY(rig.dialogue.takeRun(a_run()));
        const QString page = rig.page();
        QVERIFY2(page.contains(QStringLiteral("What came out: Often far less than 5,000")), qPrintable(page));
        QVERIFY(page.contains(QStringLiteral("lost updates: 36250")));
        QVERIFY(page.contains(QStringLiteral("That is not what you said.")));
        QVERIFY(page.contains(QStringLiteral("One line is three steps")));
        QVERIFY(rig.progress.of("lost-update")->verdict.was_right == false);
        QVERIFY(!rig.dialogue.takeRun(a_run())); // the second time it is no news
        QCOMPARE(rig.progress.seen(), 1);
    }

    void aNumberIsAskedForWithItsUnit() {
        Rig rig("amdahl");
        QVERIFY(rig.isAsking());
        auto& number = rig.find<QWidget>("answerNumber");
        number.setFocus();
        QTest::keyClicks(&number, QStringLiteral("1.5"));
        rig.key(Qt::Key_Tab);
        QVERIFY(rig.find<QPushButton>("answerQuestion").isEnabled());
        rig.find<QPushButton>("answerQuestion").click();
        QVERIFY2(rig.page().contains(QStringLiteral("You said: 1.5")), qPrintable(rig.page()));
    }

    void answersAreKeptAndThoseToOtherQuestionsForgotten() {
        Rig rig("lost-update");
        rig.dialogue.answer({.option = 2, .reason = 1});
        rig.dialogue.takeRun(a_run());
        CourseProgress later(all_scenarios(), rig.settings);
        const LessonProgress* const progress = later.of("lost-update");
        QVERIFY(progress != nullptr && progress->is_seen && progress->verdict.was_right == true);
        QVERIFY((progress->given == GivenAnswer{.option = 2, .reason = 1}));
        QCOMPARE(later.answers().rows.size(), std::size_t{1});
        rig.settings.rememberAnswer(QStringLiteral("lost-update"), QStringLiteral("{\"option\": 17}"));
        QVERIFY(CourseProgress(all_scenarios(), rig.settings).of("lost-update") == nullptr);
        rig.settings.rememberAnswer(QStringLiteral("lost-update"), QStringLiteral("no JSON"));
        QVERIFY(CourseProgress(all_scenarios(), rig.settings).of("lost-update") == nullptr);
    }

    void thePanelIsNoWiderForTheQuestion() {
        Rig rig("lost-update");
        const QSize asking = rig.pane.minimumSizeHint();
        rig.dialogue.answer({});
        QCOMPARE(asking, rig.pane.minimumSizeHint());
    }

    void linksAreReported() {
        Rig rig("lost-update");
        rig.dialogue.answer({});
        QStringList links;
        QObject::connect(&rig.pane, &LessonPane::linkChosen, &rig.pane,
                         [&links](const QString& link) { links << link; });
        auto& page = rig.find<LessonView>("lessonView");
        page.setFocus();
        for (int i = 0; i < 4; ++i) {
            rig.key(Qt::Key_Tab);
            rig.key(Qt::Key_Return);
        }
        QCOMPARE(links, (QStringList{QStringLiteral("run:"), QStringLiteral("ask:"), QStringLiteral("look:0"),
                                     QStringLiteral("look:1")}));
    }
};

} // namespace test_lesson_pane

QTEST_MAIN(test_lesson_pane::TestLessonPane)
#include "test_lesson_pane.moc"
