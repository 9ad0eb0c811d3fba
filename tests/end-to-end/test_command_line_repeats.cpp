// SPDX-License-Identifier: GPL-3.0-or-later
// interleave run that makes many runs, and what is expected of them.
#include "tests/end-to-end/program.h"

#include <QJsonArray>
#include <QTemporaryDir>

using namespace interleave;

namespace test_command_line_repeats {

class TestCommandLineRepeats : public QObject {
    Q_OBJECT

private slots:
    void cleanup() { QTRY_COMPARE(rig::marked_processes(), QStringList()); }

    void manyRunsShowHowResultsSpread();
    void aPictureOfManyRunsIsAHistogram();
    void anExpectationThatIsNotMetIsOneLineAndStatusOne_data();
    void anExpectationThatIsNotMetIsOneLineAndStatusOne();
};

void TestCommandLineRepeats::manyRunsShowHowResultsSpread() {
    const QStringList words{"run",   "lost-update",    "--set",    "rounds=3",
                            "--set", "increments=200", "--repeat", "4"};
    const rig::Result text = rig::interleave(words);
    QCOMPARE(text.status, 0);
    QVERIFY2(text.output.startsWith("lost-update, threads, seed 1, 4 runs: 4 finished\n"), text.output);
    QVERIFY2(text.output.contains("\n  Expected: 400 each time\n"), text.output);
    const QJsonObject json = rig::interleave(words + QStringList{"--json"}).json();
    QCOMPARE(json.value("runs").toInt(), 4);
    QCOMPARE(json.value("ended").toObject().value("finished").toInt(), 4);
    const QJsonObject actual = json.value("values").toObject().value("actual").toObject();
    QCOMPARE(actual.value("numbers").toArray().size(), 4 * 3);
    int in_bins = 0;
    for (const QJsonValue& bin : actual.value("histogram").toArray())
        in_bins += bin.toObject().value("count").toInt();
    QCOMPARE(in_bins, 4 * 3);
    QCOMPARE(json.value("checks").toArray().size(), 2);
}

void TestCommandLineRepeats::aPictureOfManyRunsIsAHistogram() {
    const QTemporaryDir folder;
    const QStringList words{"run", "hello-thread", "--set",   "work=5", "--repeat",
                            "3",   "--export",     "many.svg"};
    const rig::Result result = rig::run_command(rig::program(), words, folder.path());
    QVERIFY2(result.status == 0, result.errors);
    QVERIFY2(result.output.contains("3 runs: 3 finished") && result.output.endsWith("saved many.svg\n"),
             result.output);
    QFile picture(folder.filePath("many.svg"));
    QVERIFY(picture.open(QIODevice::ReadOnly));
    const QByteArray svg = picture.readAll();
    QVERIFY(svg.contains("3 runs"));
    const rig::Result other =
        rig::run_command(rig::program(), words + QStringList{"--view", "timeline"}, folder.path());
    QCOMPARE(other.status, 2);
    QVERIFY2(other.line().contains("timeline") && other.line().contains("results"), other.errors);
    QCOMPARE(rig::interleave({"run", "lock", "--repeat", "0"}).status, 2);
}

void TestCommandLineRepeats::anExpectationThatIsNotMetIsOneLineAndStatusOne_data() {
    QTest::addColumn<QString>("expectation");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("line");
    QTest::newRow("met") << "lost_updates=0" << 0 << "";
    QTest::newRow("met, with spaces") << "min actual >= 20" << 0 << "";
    QTest::newRow("a check") << "check lock-prevents-race holds" << 0 << "";
    QTest::newRow("an end") << "ended finished" << 0 << "";
    QTest::newRow("another number") << "expected=21" << 1 << "expected 'expected = 21', but expected is 20";
    QTest::newRow("a fraction, with all its digits")
        << "expected<1.2345678" << 1 << "expected 'expected < 1.2345678', but expected is 20";
    QTest::newRow("another verdict") << "check lock-prevents-race fails" << 1
                                     << "expected 'check lock-prevents-race fails', but it holds";
    QTest::newRow("another end") << "ended deadlock" << 1
                                 << "expected 'ended deadlock', but it ended finished";
    QTest::newRow("nothing of that name")
        << "lost=0" << 1 << "expected 'lost = 0', which cannot be told: the outcome has no 'lost'";
    QTest::newRow("no condition") << "lost_updates" << 2 << "--expect: 'lost_updates' is no condition";
}

void TestCommandLineRepeats::anExpectationThatIsNotMetIsOneLineAndStatusOne() {
    QFETCH(QString, expectation);
    QFETCH(int, status);
    QFETCH(QString, line);
    const QStringList words{"run",      "lost-update", "--set",         "lock=addition", "--set",
                            "rounds=2", "--set",       "increments=10", "--expect",      expectation};
    for (const QStringList& more : {QStringList{}, QStringList{"--repeat", "2"}}) {
        const rig::Result result = rig::interleave(words + more);
        QVERIFY2(result.status == status, result.errors);
        if (line.isEmpty())
            QVERIFY2(result.errors.isEmpty(), result.errors);
        else
            QVERIFY2(result.line().startsWith(line.toUtf8()), result.errors);
    }
}

} // namespace test_command_line_repeats

QTEST_GUILESS_MAIN(test_command_line_repeats::TestCommandLineRepeats)
#include "test_command_line_repeats.moc"
