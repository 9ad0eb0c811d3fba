// SPDX-License-Identifier: GPL-3.0-or-later
// The list of scenarios: order, search, keyboard.
#include "core/course/course_path.h"
#include "ui/scenarios/scenario_list.h"
#include "ui/scenarios/scenario_model.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>

using namespace interleave;

namespace test_scenario_list {

Scenario scenario(const char* name, const char* title, Group group, const char* about) {
    Scenario made;
    made.name = name;
    made.title = title;
    made.group = group;
    made.about = about;
    return made;
}

struct ListRig {
    Scenario hello =
        scenario("hello-thread", "Hello, thread", Group::first_steps, "A thread is made and joined.");
    Scenario child =
        scenario("hello-process", "Hello, process", Group::first_steps, "A child is made and waited for.");
    Scenario locks =
        scenario("lock-contention", "Waiting for a lock", Group::races_and_locks, "Many want one lock.");
    std::vector<const Scenario*> all;
    ScenarioList list;
    QSignalSpy chosen{&list, &ScenarioList::chosen};
    QSignalSpy wanted{&list, &ScenarioList::runWanted};

    ListRig() : all{&hello, &child, &locks}, list(all) { show(); }
    explicit ListRig(std::span<const Scenario* const> course) : all(course.begin(), course.end()), list(all) {
        show();
    }

    void show() {
        list.resize(240, 400);
        list.show();
        if (!QTest::qWaitForWindowActive(&list))
            qFatal("the list does not show");
    }

    QLineEdit& search() { return *list.findChild<QLineEdit*>(QStringLiteral("scenarioSearch")); }
    QComboBox& path() { return *list.findChild<QComboBox*>(QStringLiteral("scenarioPath")); }
    QTreeView& view() { return *list.findChild<QTreeView*>(QStringLiteral("scenarioView")); }

    /// Returns what the user sees, one line per row, with scenarios indented.
    QString golden() {
        QString text;
        const QAbstractItemModel& model = *view().model();
        for (int row = 0; row < model.rowCount(); ++row) {
            const QModelIndex index = model.index(row, 0);
            const QString name = index.data(ScenarioModel::NameRole).toString();
            text += name.isEmpty() ? index.data().toString() + QLatin1Char('\n')
                                   : QStringLiteral("  %1 [%2]\n").arg(index.data().toString(), name);
        }
        return text;
    }
    /// Returns the names of what a search finds, in the order of the list.
    QStringList found(const QString& words) {
        search().setText(words);
        return names();
    }
    QStringList names() {
        QStringList names;
        for (int row = 0; row < view().model()->rowCount(); ++row)
            names << view().model()->index(row, 0).data(ScenarioModel::NameRole).toString();
        names.removeAll(QString());
        return names;
    }
    bool chosenIsInView() {
        const QRect place = view().visualRect(view().currentIndex());
        const QRect shown = view().viewport()->rect();
        return place.height() > 0 && shown.top() <= place.top() && place.bottom() <= shown.bottom();
    }
};

class TestScenarioList : public QObject {
    Q_OBJECT

private slots:
    void howFarOneHasComeIsShown() {
        ListRig rig;
        auto& progress = *rig.list.findChild<QLabel*>(QStringLiteral("scenarioProgress"));
        QVERIFY(!progress.isVisible());
        LessonMark of_hello = LessonMark::none;
        rig.list.setMarks(
            [&](const Scenario& one) { return &one == &rig.hello ? of_hello : LessonMark::none; });
        const QModelIndex hello = rig.view().model()->index(1, 0);
        const auto words = [&hello] { return hello.data(Qt::AccessibleTextRole).toString(); };
        QCOMPARE(words(), QStringLiteral("Hello, thread, hello-thread"));
        const QImage before = rig.view().viewport()->grab().toImage();
        of_hello = LessonMark::seen;
        rig.list.showProgress(1, 3);
        QCOMPARE(words(), QStringLiteral("Hello, thread, hello-thread, lesson done"));
        QCOMPARE(progress.text(), QStringLiteral("1 of 3 lessons done"));
        QVERIFY(progress.isVisible());
        QVERIFY(rig.view().viewport()->grab().toImage() != before);
    }

    void theModelKeepsQtsRules() {
        ListRig rig;
        ScenarioModel model(rig.all);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.rowCount(), 5); // two of them headings
        QCOMPARE(model.scenario(model.indexOf(QStringLiteral("lock-contention"))), &rig.locks);
        QVERIFY(!model.indexOf(QStringLiteral("nothing")).isValid());
        QVERIFY(model.scenario(model.index(0, 0)) == nullptr);
    }

    void scenariosStandInCourseOrderUnderTheirGroups() {
        ListRig rig;
        const QString first = QString::fromUtf8(title_of(Group::first_steps));
        const QString third = QString::fromUtf8(title_of(Group::races_and_locks));
        QCOMPARE(rig.golden(),
                 first +
                     QStringLiteral("\n  Hello, thread [hello-thread]\n  Hello, process [hello-process]\n") +
                     third + QStringLiteral("\n  Waiting for a lock [lock-contention]\n"));
    }

    void theSearchLooksInTitlesNamesAndDescriptions() {
        ListRig rig;
        rig.search().setText(QStringLiteral("CHILD"));
        QVERIFY(rig.golden().contains(QStringLiteral("hello-process")));
        QVERIFY(!rig.golden().contains(QStringLiteral("hello-thread")));
        rig.search().setText(QStringLiteral("contention"));
        QVERIFY(rig.golden().contains(QStringLiteral("Waiting for a lock")));
        rig.search().setText(QStringLiteral("xyzzy"));
        QVERIFY(rig.golden().isEmpty());
        auto* nothing = rig.list.findChild<QLabel*>(QStringLiteral("scenarioNothingFound"));
        QVERIFY(nothing->isVisible());
        QVERIFY(nothing->text().contains(QStringLiteral("xyzzy")));
        rig.search().clear();
        QVERIFY(!nothing->isVisible());
        QVERIFY(rig.golden().contains(QStringLiteral("hello-thread")));
    }

    void anExactNameComesFirstWhateverElseHoldsIt_data() {
        QTest::addColumn<QString>("name");
        for (const Scenario* scenario : all_scenarios())
            QTest::newRow(scenario->name.c_str()) << QString::fromStdString(scenario->name);
    }
    void anExactNameComesFirstWhateverElseHoldsIt() {
        QFETCH(QString, name);
        ListRig rig(all_scenarios());
        QCOMPARE(rig.found(QLatin1Char(' ') + name.toUpper()).value(0), name);
        QTest::keyClick(&rig.search(), Qt::Key_Return);
        QCOMPARE(QString::fromStdString(rig.list.current()->name), name);
    }

    void titlesComeBeforeGroupsAndTheseBeforeLessons() {
        ListRig rig(all_scenarios());
        const QStringList names = rig.found(QStringLiteral("lock"));
        const auto row = [&](const char* name) { return names.indexOf(QLatin1String(name)); };
        QCOMPARE(row("lock"), 0);
        QVERIFY(row("lock-contention") < row("ticket-sale")); // a title before its group, races and locks
        QVERIFY(row("two-locks") < row("ticket-sale"));
        QVERIFY(row("fork-with-lock") < row("ticket-sale"));
        QVERIFY(row("ticket-sale") >= 0);
        QVERIFY(row("ticket-sale") < row("cpu-bound") || row("cpu-bound") < 0); // a group before a lesson
    }

    void whatOnlyTheGroupOrTheLessonSaysIsFound() {
        ListRig rig(all_scenarios());
        QVERIFY(rig.found(QStringLiteral("race")).contains(QStringLiteral("lost-update"))); // its group
        QVERIFY(rig.found(QStringLiteral("deadlock")).contains(QStringLiteral("dining-philosophers")));
        for (const Scenario* scenario : all_scenarios()) {
            const QString about = QString::fromStdString(scenario->about);
            QVERIFY2(rig.found(about.section(QLatin1Char(' '), 0, 3))
                         .contains(QString::fromStdString(scenario->name)),
                     scenario->name.c_str());
        }
    }

    void wordsInLongTextAreFoundByTheirBeginning() {
        ListRig rig(all_scenarios());
        const QStringList found = rig.found(QStringLiteral("race"));
        QVERIFY(found.size() < static_cast<qsizetype>(all_scenarios().size()) / 2); // not each "trace"
        QVERIFY(rig.found(QStringLiteral("ock")).contains(QStringLiteral("lock"))); // but any part of a name
    }

    void severalWordsMustAllBeFoundWhereverTheyStand() {
        ListRig rig;
        QCOMPARE(rig.found(QStringLiteral("child hello")), QStringList{QStringLiteral("hello-process")});
        QCOMPARE(rig.found(QStringLiteral("child lock")), QStringList());
        QCOMPARE(rig.found(QStringLiteral("  ")).size(), 3);
    }

    void signsOfPatternsAreOnlySigns() {
        ListRig rig;
        QCOMPARE(rig.found(QStringLiteral(".*")), QStringList());
        QCOMPARE(rig.found(QStringLiteral("(((")), QStringList());
        QCOMPARE(rig.found(QStringLiteral("\\")), QStringList());
    }

    void namesOfPythonAreFoundWithTheirModuleOrWithout() {
        ListRig rig(all_scenarios());
        const auto finds = [&](const char* words, const char* name) {
            return rig.found(QString::fromUtf8(words)).contains(QLatin1String(name));
        };
        QVERIFY(finds("threading.Lock", "lock"));
        QVERIFY(finds("ThreadPoolExecutor", "thread-pool"));
        QVERIFY(finds("concurrent.futures.ThreadPoolExecutor", "thread-pool"));
        QVERIFY(finds("Pool.map", "pool-map"));
        QVERIFY(finds("multiprocessing.pool.map()", "pool-map"));
        QVERIFY(finds("notify_all", "wake-ups"));
        QVERIFY(!finds("threading.Barrier", "memory"));
        // Who searches a name wants what is about it before what only mentions it.
        const QStringList found = rig.found(QStringLiteral("RLock"));
        QCOMPARE(found.value(0), QStringLiteral("lock"));
    }

    void alongAPathTheScenariosHaveItsWordsAndAreAllThere() {
        ListRig rig(all_scenarios());
        rig.list.choose(QStringLiteral("two-locks"));
        const QString course = rig.golden();
        QSignalSpy chosen_path(&rig.list, &ScenarioList::pathChosen);
        rig.path().setFocus();
        QTest::keyClick(&rig.path(), Qt::Key_Down);
        QCOMPARE(chosen_path.count(), 1);
        QCOMPARE(chosen_path.at(0).at(0).toString(), QStringLiteral("articles"));

        QStringList expected;
        for (const CoursePathPart& part : find_course_path("articles").parts)
            for (const CoursePathStep& step : part.steps)
                expected << QString::fromStdString(step.scenario);
        QCOMPARE(rig.names().first(expected.size()), expected);
        QCOMPARE(rig.names().size(), static_cast<qsizetype>(all_scenarios().size()));
        QVERIFY(
            rig.golden().startsWith(QStringLiteral("A. Embedded systems\n  Hello, thread [hello-thread]\n")));
        QVERIFY(rig.golden().contains(QStringLiteral("Further scenarios\n")));
        const QModelIndex first = rig.view().model()->index(1, 0);
        QCOMPARE(first.data(ScenarioModel::DetailRole).toString(),
                 QStringLiteral("threads: create, start, join (also B, C)"));

        QCOMPARE(rig.list.current()->name, std::string("two-locks")); // another order chooses nothing
        QCOMPARE(rig.chosen.count(), 1);
        QTRY_VERIFY(rig.chosenIsInView());
        QVERIFY(rig.found(QStringLiteral("store-buffer")).contains(QStringLiteral("store-buffer")));
        rig.search().clear();
        QTest::keyClick(&rig.path(), Qt::Key_Up);
        QCOMPARE(rig.golden(), course);
    }

    void aPathOfWhichNothingIsThereHasNoHeading() {
        ListRig rig;
        rig.list.setPath(QStringLiteral("articles"));
        QCOMPARE(
            rig.golden(),
            QStringLiteral("A. Embedded systems\n  Hello, thread [hello-thread]\n"
                           "B. A guide to threading and multiprocessing\n  Hello, process [hello-process]\n"
                           "Further scenarios\n  Waiting for a lock [lock-contention]\n"));
        rig.list.setPath(QStringLiteral("no such path"));
        QCOMPARE(rig.path().currentIndex(), 0);
    }

    void afterReturnTheWholeCourseIsBackWithTheChoiceInView() {
        ListRig rig(all_scenarios());
        const QString course = rig.golden();
        rig.list.startSearch();
        QTest::keyClicks(&rig.search(), QStringLiteral("store-buffer"));
        QTest::keyClick(&rig.search(), Qt::Key_Return);
        QCOMPARE(rig.golden(), course);
        QVERIFY(rig.search().text().isEmpty());
        QCOMPARE(rig.list.current()->name, std::string("store-buffer"));
        QVERIFY(rig.chosenIsInView());
        QVERIFY(rig.view().hasFocus());
    }

    void downGoesToWhatWasFoundAndReturnThereEndsTheSearch() {
        ListRig rig(all_scenarios());
        const QString course = rig.golden();
        rig.list.startSearch();
        QTest::keyClicks(&rig.search(), QStringLiteral("queue"));
        const QStringList found = rig.names();
        QVERIFY(found.size() > 1);
        QTest::keyClick(&rig.search(), Qt::Key_Down);
        QTest::keyClick(&rig.view(), Qt::Key_Down);
        QCOMPARE(QString::fromStdString(rig.list.current()->name), found.at(1));
        QTest::keyClick(&rig.view(), Qt::Key_Return);
        QCOMPARE(rig.wanted.count(), 1);
        QCOMPARE(rig.golden(), course);
        QCOMPARE(QString::fromStdString(rig.list.current()->name), found.at(1));
        QVERIFY(rig.chosenIsInView());
    }

    void returnAfterASearchThatFindsNothingChangesNothing() {
        ListRig rig;
        rig.list.choose(QStringLiteral("hello-process"));
        rig.list.startSearch();
        QTest::keyClicks(&rig.search(), QStringLiteral("xyzzy"));
        QTest::keyClick(&rig.search(), Qt::Key_Return);
        QVERIFY(rig.search().hasFocus());
        QCOMPARE(rig.search().text(), QStringLiteral("xyzzy"));
        QCOMPARE(rig.list.current(), &rig.child);
        QTest::keyClick(&rig.search(), Qt::Key_Escape);
        QCOMPARE(rig.names().size(), 3);
    }

    void searchingAloneChoosesNothing() {
        ListRig rig;
        QVERIFY(rig.list.choose(QStringLiteral("hello-thread")));
        QCOMPARE(rig.chosen.count(), 1);
        rig.search().setText(QStringLiteral("lock"));
        QCOMPARE(rig.list.current(), &rig.hello);
        QCOMPARE(rig.chosen.count(), 1);
        rig.search().clear();
        QCOMPARE(rig.list.current(), &rig.hello);
        QCOMPARE(rig.view().currentIndex().data(ScenarioModel::NameRole).toString(),
                 QStringLiteral("hello-thread"));
        QCOMPARE(rig.chosen.count(), 1);
    }

    void theKeyboardAloneFindsChoosesAndRuns() {
        ListRig rig;
        rig.list.startSearch();
        QVERIFY(rig.search().hasFocus());
        QTest::keyClicks(&rig.search(), QStringLiteral("lock-c"));
        QTest::keyClick(&rig.search(), Qt::Key_Return);
        QVERIFY(rig.view().hasFocus());
        QCOMPARE(rig.list.current(), &rig.locks);
        QCOMPARE(rig.wanted.count(), 0);
        QTest::keyClick(&rig.view(), Qt::Key_Return);
        QCOMPARE(rig.wanted.count(), 1);
    }

    void theArrowKeysSkipTheHeadings() {
        ListRig rig;
        rig.list.choose(QStringLiteral("hello-process"));
        rig.view().setFocus();
        QTest::keyClick(&rig.view(), Qt::Key_Down);
        QCOMPARE(rig.list.current(), &rig.locks);
        QTest::keyClick(&rig.view(), Qt::Key_Up);
        QCOMPARE(rig.list.current(), &rig.child);
    }

    void aNameThatIsHiddenByTheSearchCanStillBeChosen() {
        ListRig rig;
        rig.search().setText(QStringLiteral("lock"));
        QVERIFY(rig.list.choose(QStringLiteral("hello-thread")));
        QCOMPARE(rig.list.current(), &rig.hello);
        QVERIFY(!rig.list.choose(QStringLiteral("hello-thraed")));
        QCOMPARE(rig.list.current(), &rig.hello);
    }

    void everyScenarioExplainsItselfInAToolTip() {
        ListRig rig;
        const ScenarioModel model(rig.all);
        const QModelIndex index = model.indexOf(QStringLiteral("lock-contention"));
        QVERIFY(
            model.data(index, Qt::ToolTipRole).toString().contains(QStringLiteral("Many want one lock.")));
        QCOMPARE(model.data(index, Qt::AccessibleTextRole).toString(),
                 QStringLiteral("Waiting for a lock, lock-contention"));
    }
};

} // namespace test_scenario_list

QTEST_MAIN(test_scenario_list::TestScenarioList)
#include "test_scenario_list.moc"
