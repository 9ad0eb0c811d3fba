// SPDX-License-Identifier: GPL-3.0-or-later
// The list of the last runs keeps their order, ten of them, and knows the one before and the one after.
#include "ui/run/run_list.h"

#include <QTest>

using namespace interleave;

namespace test_run_list {

ListedRun run(const char* name) {
    return {QString::fromLatin1(name), QString::fromLatin1(name)};
}

QString names(const RunList& list) {
    QStringList all;
    for (const ListedRun& listed : list.runs())
        all << listed.path;
    return all.join(QLatin1Char(' '));
}

class TestRunList : public QObject {
    Q_OBJECT

private slots:
    void beforeTheFirstRunThereIsNothing() {
        const RunList list;
        QVERIFY(list.before() == nullptr && list.after() == nullptr);
        QCOMPARE(list.current(), -1);
    }

    void runsOfBeforeComeFirstAndTheLastIsTheOneBefore() {
        RunList list;
        list.show(run("c"));
        list.addEarlier({run("a"), run("b"), run("c")});
        QCOMPARE(names(list), QStringLiteral("a b c"));
        QCOMPARE(list.before()->path, QStringLiteral("b"));
        list.showOther();
        QCOMPARE(list.before()->path, QStringLiteral("c"));
    }

    void goingBackAndForthChangesNoOrder() {
        RunList list;
        for (const char* name : {"a", "b", "c"})
            list.show(run(name));
        list.show(ListedRun(*list.before()));
        QCOMPARE(names(list), QStringLiteral("a b c"));
        QCOMPARE(list.before()->path, QStringLiteral("a"));
        QCOMPARE(list.after()->path, QStringLiteral("c"));
        list.show(ListedRun(*list.before()));
        QVERIFY(list.before() == nullptr);
    }

    void aNewRunComesToTheEndWhereverOneIs() {
        RunList list;
        for (const char* name : {"a", "b", "c"})
            list.show(run(name));
        list.show(run("a"));
        list.show(run("d"));
        QCOMPARE(names(list), QStringLiteral("a b c d"));
        QVERIFY(list.after() == nullptr);
    }

    void tenAreKeptAndTheOneThatIsShownIsAmongThem() {
        RunList list;
        for (int i = 0; i < 12; ++i)
            list.show(run(qPrintable(QString::number(i))));
        QCOMPARE(list.runs().size(), RunList::most);
        QCOMPARE(list.runs().front().path, QStringLiteral("2"));
        list.show(run("2"));
        list.addEarlier({run("x"), run("y")});
        QCOMPARE(list.runs().size(), RunList::most);
        QVERIFY(list.current() >= 0);
    }

    void whatIsGoneIsForgotten() {
        RunList list;
        list.show(run("a"));
        list.show(run("b"));
        list.remove(QStringLiteral("b"));
        QCOMPARE(names(list), QStringLiteral("a"));
        QCOMPARE(list.before()->path, QStringLiteral("a"));
    }
};

} // namespace test_run_list

QTEST_GUILESS_MAIN(test_run_list::TestRunList)
#include "test_run_list.moc"
