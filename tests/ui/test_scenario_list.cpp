// SPDX-License-Identifier: GPL-3.0-or-later
// The list of scenarios: order, search, keyboard.
#include "ui/scenarios/scenario_list.h"
#include "ui/scenarios/scenario_model.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>

using namespace interleave;

namespace {

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
    std::vector<const Scenario*> all{&hello, &child, &locks};
    ScenarioList list{all};
    QSignalSpy chosen{&list, &ScenarioList::chosen};
    QSignalSpy wanted{&list, &ScenarioList::runWanted};

    ListRig() {
        list.resize(240, 400);
        list.show();
        if (!QTest::qWaitForWindowActive(&list))
            qFatal("the list does not show");
    }

    QLineEdit& search() { return *list.findChild<QLineEdit*>(QStringLiteral("scenarioSearch")); }
    QTreeView& view() { return *list.findChild<QTreeView*>(QStringLiteral("scenarioView")); }

    /// Returns what the user sees, one line per row, with scenarios indented.
    QString golden() {
        QString text;
        const QAbstractItemModel& model = *view().model();
        for (int group = 0; group < model.rowCount(); ++group) {
            const QModelIndex parent = model.index(group, 0);
            text += parent.data().toString() + QLatin1Char('\n');
            for (int row = 0; row < model.rowCount(parent); ++row) {
                const QModelIndex index = model.index(row, 0, parent);
                text += QStringLiteral("  %1 [%2]\n")
                            .arg(index.data().toString(), index.data(ScenarioModel::NameRole).toString());
            }
        }
        return text;
    }
};

} // namespace

class TestScenarioList : public QObject {
    Q_OBJECT

private slots:
    void theModelKeepsQtsRules() {
        ListRig rig;
        ScenarioModel model(rig.all);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.rowCount(), 2);
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

QTEST_MAIN(TestScenarioList)
#include "test_scenario_list.moc"
