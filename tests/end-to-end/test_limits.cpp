// SPDX-License-Identifier: GPL-3.0-or-later
// The programs where a shell has limited what a process may take: they run with less, or say in one line what
// was refused, why, and the remedy.
#include "tests/end-to-end/program.h"

#include <QJsonArray>
#include <QTemporaryDir>

using namespace interleave;

namespace test_limits {

class TestLimits : public QObject {
    Q_OBJECT

private slots:
    void cleanup() { QTRY_COMPARE(rig::marked_processes(), QStringList()); }

    void aSmallFileSizeIsOneLine() {
        const rig::Result result = rig::shell("ulimit -f 8; exec \"$0\" run hello-thread");
        QCOMPARE(result.status, 1);
        QVERIFY2(result.line().contains("ulimit -f unlimited"), result.errors);
    }

    void standardOutputThatBecomesTooLargeIsOneLine() {
        QTemporaryDir folder;
        const rig::Result result =
            rig::shell("ulimit -f 1; exec \"$0\" list --json > list.json", folder.path());
        QCOMPARE(result.status, 1);
        QVERIFY2(result.line().startsWith("standard output cannot be written: "), result.errors);
        QVERIFY2(result.line().contains("ulimit -f unlimited"), result.errors);
    }

    void aGibibyteOfAddressesIsEnough_data() {
        QTest::addColumn<QString>("scenario");
        for (const char* scenario :
             {"hello-thread", "hello-process", "lock-contention", "pool-map", "start-cost"})
            QTest::newRow(scenario) << QString::fromLatin1(scenario);
    }
    void aGibibyteOfAddressesIsEnough() {
        QFETCH(QString, scenario);
        const rig::Result result = rig::shell("ulimit -v 1048576; exec \"$0\" run " + scenario + " --json");
        QVERIFY2(result.status == 0, result.errors);
        QCOMPARE(result.json().value("ended").toString(), QString("finished"));
        QCOMPARE(result.json().value("dropped").toInt(), 0);
        QCOMPARE(result.json().value("refused").toInt(), 0);
    }

    void whatALimitMadeSmallerIsTold() {
        const rig::Result result = rig::shell("ulimit -f 200000; exec \"$0\" run hello-thread --json");
        QVERIFY2(result.status == 0, result.errors);
        const QString limited = result.json().value("machine").toObject().value("limited").toString();
        QVERIFY2(limited.contains("ulimit -f"), result.output);
        const rig::Result text = rig::shell("ulimit -f 200000; exec \"$0\" run hello-thread");
        QVERIFY2(text.output.contains(limited.toUtf8()), text.output);
    }

    void tooFewAddressesIsOneLine() {
        // With less than it takes to load the program and its libraries, the loader says so.
        int refused = 0;
        for (int kibibytes = 60'000; kibibytes < 400'000; kibibytes += 10'000) {
            const rig::Result result =
                rig::shell(QStringLiteral("ulimit -v %1; exec \"$0\" run hello-thread").arg(kibibytes));
            if (result.status == 0)
                break;
            if (result.status != 1)
                continue;
            ++refused;
            QVERIFY2(result.line().contains("ulimit -v unlimited"), result.errors);
        }
        QVERIFY(refused > 0);
    }

    /// Descriptors are refused to the host, to the engine or to a worker, by how many there are. In each case
    /// the run ends at once.
    void tooFewDescriptorsIsOneLineAtOnce_data() {
        QTest::addColumn<QString>("scenario");
        for (const char* scenario : {"hello-thread", "sensor-hub", "ipc-throughput", "process-pool"})
            QTest::newRow(scenario) << QString::fromLatin1(scenario);
    }
    void tooFewDescriptorsIsOneLineAtOnce() {
        QFETCH(QString, scenario);
        int refused = 0;
        for (int most = 5; most < 20; ++most) {
            const rig::Result result =
                rig::shell(QStringLiteral("ulimit -n %1; exec \"$0\" run %2 --json").arg(most).arg(scenario));
            if (result.status == 0) {
                QCOMPARE(result.json().value("ended").toString(), QString("finished"));
                continue;
            }
            ++refused;
            QCOMPARE(result.status, 1);
            QVERIFY2(result.line().contains("ulimit -n"), result.errors);
        }
        QVERIFY(refused > 0);
    }

    void tooFewProcessesIsOneLine() {
        // The limit does not bind root, so another user runs it.
        const QString as_nobody = "setpriv --reuid 65534 --regid 65534 --clear-groups ";
        if (rig::shell(as_nobody + "test -x \"$0\"").status != 0)
            QSKIP("this test cannot start the program as another user");
        int refused = 0;
        for (int most = 1; most < 6; ++most) {
            const rig::Result result =
                rig::shell(as_nobody + QStringLiteral("bash -c 'ulimit -u %1; exec \"$0\" run hello-thread "
                                                      "--json' \"$0\"")
                                           .arg(most));
            if (result.status == 0)
                continue;
            ++refused;
            QCOMPARE(result.status, 1);
            QVERIFY2(result.line().contains("ulimit -u"), result.errors);
        }
        QVERIFY(refused > 0);
    }

    void theDoctorKnowsThem() {
        const rig::Result result = rig::shell("ulimit -f 100000 -v 1000000 -n 20; exec \"$0\" doctor --json");
        QCOMPARE(result.status, 0);
        const QJsonObject limits = result.json().value("limits").toObject();
        QCOMPARE(limits.value("open_files").toInt(), 20);
        QCOMPARE(limits.value("file_bytes").toDouble(), 102'400'000.0);
        QCOMPARE(limits.value("addresses_bytes").toDouble(), 1'024'000'000.0);
        QStringList remedies;
        for (const QJsonValue& missing : result.json().value("missing").toArray())
            remedies.append(missing.toObject().value("mend").toString());
        QVERIFY2(remedies.contains("ulimit -f unlimited") && remedies.contains("ulimit -n 1024"),
                 result.output);
    }
};

} // namespace test_limits

QTEST_GUILESS_MAIN(test_limits::TestLimits)
#include "test_limits.moc"
