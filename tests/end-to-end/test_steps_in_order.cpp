// SPDX-License-Identifier: GPL-3.0-or-later
// interleave run --mode controlled and interleave explore: an order comes out the same each time, and the
// exit status says what was found.
#include "tests/end-to-end/program.h"

#include <QElapsedTimer>
#include <QJsonArray>

using namespace interleave;

namespace test_steps_in_order {

class TestStepsInOrder : public QObject {
    Q_OBJECT

private slots:
    void cleanup() { QTRY_COMPARE(rig::marked_processes(), QStringList()); }

    void anOrderIsRunStepByStep();
    void anOrderComesOutTheSameEachTime_data();
    void anOrderComesOutTheSameEachTime();
    void aSeedDrawsAnOrderThatCanBeRepeated();
    void aDeadlockIsToldAtOnce();
    void anOrderThatCannotBeFollowedIsOneLineAndStatusOne_data();
    void anOrderThatCannotBeFollowedIsOneLineAndStatusOne();
    void wrongWordsAreOneLine_data();
    void wrongWordsAreOneLine();
    void theStatusSaysWhatASearchFound_data();
    void theStatusSaysWhatASearchFound();
    void aSearchIsOneDocument();
    void aSearchIsOneText();
    void theCommandOfAFailureFails();
};

void TestStepsInOrder::anOrderIsRunStepByStep() {
    const rig::Result text =
        rig::interleave({"run", "lost-update", "--mode", "controlled", "--order", "A B2 A"});
    QCOMPARE(text.status, 0);
    QVERIFY2(text.output.contains("\norder: A B2 A\n  counter 1, must be 2\n"), text.output);
    QVERIFY2(text.output.contains("     4  A     write      counter  1      lost_update.cpp:"), text.output);
    const QJsonObject json =
        rig::interleave({"run", "lost-update", "--mode", "controlled", "--order", "AB2A", "--json"}).json();
    QCOMPARE(json["mode"].toString(), QStringLiteral("controlled"));
    QCOMPARE(json["order"].toString(), QStringLiteral("AB2A"));
    QCOMPARE(json["steps"].toArray().size(), 4);
    const QJsonObject last = json["steps"].toArray().last().toObject();
    QCOMPARE(last["n"].toInt(), 4);
    QCOMPARE(last["lane"].toString(), QStringLiteral("A"));
    QCOMPARE(last["operation"].toString(), QStringLiteral("write"));
    QCOMPARE(last["object"].toString(), QStringLiteral("counter"));
    QCOMPARE(last["value"].toInt(), 1);
    QCOMPARE(last["file"].toString(), QStringLiteral("lost_update.cpp"));
    QVERIFY(last["line"].toInt() > 0);
    QCOMPARE(last["offered"].toArray(), QJsonArray{"A"});
    QVERIFY(json["diverged"].isNull());
    const QJsonObject said = json["said"].toArray().first().toObject();
    QCOMPARE(said["actual"].toInt(), 1);
    QCOMPARE(said["must_be"].toInt(), 2);
    QVERIFY(!said["right"].toBool());
}

void TestStepsInOrder::anOrderComesOutTheSameEachTime_data() {
    QTest::addColumn<QStringList>("settings");
    QTest::newRow("threads") << QStringList{};
    QTest::newRow("processes") << QStringList{"--backend", "processes", "--set", "shared=true"};
}
void TestStepsInOrder::anOrderComesOutTheSameEachTime() {
    QFETCH(QStringList, settings);
    const QStringList words =
        QStringList{"run",   "lost-update",  "--mode",  "controlled",  "--set", "workers=3",
                    "--set", "increments=2", "--order", "A B C2 A2 B", "--json"} +
        settings;
    const QJsonObject first = rig::interleave(words).json();
    QCOMPARE(first["order"].toString(), QStringLiteral("ABC2A2B3AC2"));
    for (int i = 0; i < 10; ++i) {
        const QJsonObject again = rig::interleave(words).json();
        QCOMPARE(again["steps"], first["steps"]);
        QCOMPARE(again["said"], first["said"]);
    }
}

void TestStepsInOrder::aSeedDrawsAnOrderThatCanBeRepeated() {
    const QStringList words{"run", "dining-philosophers", "--mode", "controlled", "--json"};
    const QJsonObject drawn = rig::interleave(words + QStringList{"--seed", "3"}).json();
    QCOMPARE(rig::interleave(words + QStringList{"--seed", "3"}).json()["steps"], drawn["steps"]);
    QCOMPARE(rig::interleave(words + QStringList{"--order", drawn["order"].toString()}).json()["steps"],
             drawn["steps"]);
}

void TestStepsInOrder::aDeadlockIsToldAtOnce() {
    QElapsedTimer timer;
    timer.start();
    const QJsonObject json =
        rig::interleave({"run", "two-locks", "--mode", "controlled", "--order", "AB", "--json"}).json();
    QVERIFY2(timer.elapsed() < 20'000, "the run was ended");
    QCOMPARE(json["ended"].toString(), QStringLiteral("deadlock"));
    QCOMPARE(json["order"].toString(), QStringLiteral("AB"));
    QCOMPARE(json["stuck"].toString(),
             QStringLiteral("A waits for account B, held by B; B waits for account A, held by A"));
}

void TestStepsInOrder::anOrderThatCannotBeFollowedIsOneLineAndStatusOne_data() {
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QString>("line");
    QTest::newRow("waits") << QStringList{"--set", "lock=addition", "--order", "A2B"}
                           << QStringLiteral("the order diverged at step 3: B should take counter lock "
                                             "(lost_update.cpp:");
    QTest::newRow("too long") << QStringList{"--order", "AB2A2"}
                              << QStringLiteral(
                                     "the order diverged at step 5: A should go on but all lanes have "
                                     "ended");
    QTest::newRow("no such lane") << QStringList{"--order", "ABC"}
                                  << QStringLiteral("the order diverged at step 3: there is no lane C");
}
void TestStepsInOrder::anOrderThatCannotBeFollowedIsOneLineAndStatusOne() {
    QFETCH(QStringList, words);
    QFETCH(QString, line);
    QElapsedTimer timer;
    timer.start();
    const rig::Result result =
        rig::interleave(QStringList{"run", "lost-update", "--mode", "controlled"} + words);
    QVERIFY(timer.elapsed() < 20'000);
    QCOMPARE(result.status, 1);
    QVERIFY2(result.line().startsWith(line), result.errors);
    QVERIFY2(result.line().endsWith("it is of another version or of other parameters"), result.errors);
}

void TestStepsInOrder::wrongWordsAreOneLine_data() {
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QString>("line");
    QTest::newRow("mode") << QStringList{"run", "lost-update", "--mode", "controled"}
                          << QStringLiteral("no mode 'controled'; did you mean 'controlled'?");
    QTest::newRow("free order") << QStringList{"run", "lost-update", "--order", "AB"}
                                << QStringLiteral(
                                       "'--order' needs '--mode controlled': in free mode the kernel "
                                       "decides who goes on");
    QTest::newRow("order") << QStringList{"run", "lost-update", "--mode", "controlled", "--order", "A?"}
                           << QStringLiteral(
                                  "the order cannot be read at character 2: an order has the letters of "
                                  "lanes and numbers, as in A3 B A");
    QTest::newRow("order and seed")
        << QStringList{"run", "lost-update", "--mode", "controlled", "--order", "A", "--seed", "1"}
        << QStringLiteral("'--order' gives an order and '--seed' draws one by lot; leave one of the two out");
    QTest::newRow("about time") << QStringList{"explore", "cpu-bound"}
                                << QStringLiteral(
                                       "'cpu-bound' cannot be run in controlled mode: it is about time: "
                                       "speedups");
    QTest::newRow("gil") << QStringList{"explore", "two-locks", "--backend", "gil"}
                         << QStringLiteral(
                                "controlled mode runs on threads and processes, not on backend 'gil'");
    QTest::newRow("bound") << QStringList{"explore", "lost-update", "--set", "increments=21"}
                           << QStringLiteral("parameter 'increments': 21 is out of range; it takes 1 to 20");
    QTest::newRow("strategy") << QStringList{"explore", "lost-update", "--strategy", "al"}
                              << QStringLiteral("no strategy 'al'; did you mean 'all'?");
    QTest::newRow("prove by lot") << QStringList{"explore", "lost-update", "--prove", "--strategy", "random"}
                                  << QStringLiteral(
                                         "'--prove' tries all orders; leave out '--strategy random'");
}
void TestStepsInOrder::wrongWordsAreOneLine() {
    QFETCH(QStringList, words);
    QFETCH(QString, line);
    const rig::Result result = rig::interleave(words);
    QCOMPARE(result.status, 2);
    QVERIFY2(result.line().endsWith(line), result.errors);
}

void TestStepsInOrder::theStatusSaysWhatASearchFound_data() {
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<int>("status");
    QTest::newRow("proved") << QStringList{"lost-update", "--set", "lock=addition", "--prove"} << 0;
    QTest::newRow("complete") << QStringList{"two-locks", "--set", "cure=order"} << 0;
    QTest::newRow("bad") << QStringList{"two-locks"} << 3;
    QTest::newRow("first bad") << QStringList{"lost-update", "--set", "increments=5", "--stop-at-first"} << 3;
    QTest::newRow("not complete") << QStringList{"lost-update", "--set", "lock=addition", "--limit", "1"}
                                  << 1;
    QTest::newRow("by lot") << QStringList{"lost-update", "--set", "lock=addition", "--strategy", "random",
                                           "--limit",     "100"}
                            << 1;
}
void TestStepsInOrder::theStatusSaysWhatASearchFound() {
    QFETCH(QStringList, words);
    QFETCH(int, status);
    const rig::Result result = rig::interleave(QStringList{"explore"} + words);
    QVERIFY2(result.status == status, result.output + result.errors);
}

void TestStepsInOrder::aSearchIsOneDocument() {
    const QJsonObject json =
        rig::interleave({"explore", "lost-update", "--set", "increments=2", "--strategy", "all", "--json"})
            .json();
    const QJsonObject orders = json["orders"].toObject();
    QCOMPARE(orders["explored"].toInt(), 70);
    QCOMPARE(orders["total"].toInt(), 70);
    QCOMPARE(orders["bad"].toInt(), 64);
    QVERIFY(orders["complete"].toBool());
    QCOMPARE(json["coverage"].toString(), QStringLiteral("all 70 orders"));
    QCOMPARE(json["outcomes"].toArray().size(), 3);
    const QJsonObject shortest = json["failures"].toArray().first().toObject()["shortest"].toObject();
    QCOMPARE(shortest["order"].toString(), QStringLiteral("A3B4A"));
    QCOMPARE(shortest["preemptions"].toInt(), 1);
    QCOMPARE(shortest["switches"].toInt(), 2);
    QVERIFY(json["deterministic"].toBool());
}

void TestStepsInOrder::aSearchIsOneText() {
    const rig::Result result = rig::interleave({"explore", "lost-update"});
    QVERIFY2(result.output.contains("\nall 6 orders: 4 bad\n"
                                    "         4   66.7 %  bad   counter 1\n"
                                    "         2   33.3 %        counter 2\n"
                                    "shortest with counter 1: A B2 A, 1 preemption\n"
                                    "  interleave run lost-update --mode controlled --order AB2A\n"),
             result.output);
}

void TestStepsInOrder::theCommandOfAFailureFails() {
    const QStringList words{"--set", "philosophers=4"};
    const QJsonObject found =
        rig::interleave(QStringList{"explore", "dining-philosophers", "--stop-at-first", "--json"} + words)
            .json();
    const QString order =
        found["failures"].toArray().first().toObject()["shortest"].toObject()["order"].toString();
    QCOMPARE(order, QStringLiteral("ADCB"));
    const QJsonObject run = rig::interleave(QStringList{"run", "dining-philosophers", "--mode", "controlled",
                                                        "--order", order, "--json"} +
                                            words)
                                .json();
    QCOMPARE(run["ended"].toString(), QStringLiteral("deadlock"));
}

} // namespace test_steps_in_order

QTEST_GUILESS_MAIN(test_steps_in_order::TestStepsInOrder)
#include "test_steps_in_order.moc"
