// SPDX-License-Identifier: GPL-3.0-or-later
// The machine is described as the system describes it, and the engine is looked for in a fixed order of
// places.
#include "core/engine/machine.h"
#include "core/engine/session.h"
#include "core/event/clock_description.h"
#include "core/event/error.h"

#include <QCoreApplication>
#include <QProcess>
#include <QTest>

#include <sched.h>
#include <sys/utsname.h>

using namespace interleave;

namespace test_machine {

class TestMachine : public QObject {
    Q_OBJECT

private slots:
    void theMachineIsDescribedAsTheSystemDescribesIt() {
        const Machine& machine = this_machine();
        cpu_set_t set;
        CPU_ZERO(&set);
        QCOMPARE(sched_getaffinity(0, sizeof set, &set), 0);
        QCOMPARE(machine.cpus, CPU_COUNT(&set));
        utsname names{};
        uname(&names);
        QCOMPARE(machine.kernel, std::string(names.release));
        QVERIFY(!machine.model.empty());
        QCOMPARE(machine.clock.source, best_clock_source());
    }

    void theCostOfAnEventIsMeasuredOnce() {
        const Machine& machine = this_machine();
        QVERIFY(machine.ns_per_event > 0.1);
        QVERIFY(machine.ns_per_event < 100'000);
        QVERIFY(machine.ns_per_ordered_event > 0.1);
        QCOMPARE(&this_machine(), &machine); // it is measured once
    }

    void theEngineNamedByTheEnvironmentComesFirst() {
        const QByteArray before = qgetenv("INTERLEAVE_ENGINE");
        qputenv("INTERLEAVE_ENGINE", "/bin/true");
        QCOMPARE(find_engine(), "/bin/true");
        qputenv("INTERLEAVE_ENGINE", "/etc/passwd");
        QVERIFY_THROWS_EXCEPTION(RunError, find_engine());
        qunsetenv("INTERLEAVE_ENGINE");
        QString message;
        try {
            find_engine(); // there is none beside this test
        } catch (const RunError& error) {
            message = error.what();
        }
        qputenv("INTERLEAVE_ENGINE", before);
        const QString folder = QCoreApplication::applicationDirPath();
        QVERIFY2(message.contains(folder + "/interleave-engine"), qPrintable(message));
        QVERIFY2(message.contains("/libexec/interleave/interleave-engine"), qPrintable(message));
        QVERIFY(!message.contains('\n'));
    }

    void theEngineStartedByHandSaysWhatItIsFor_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("without a word") << QStringList{};
        QTest::newRow("as guardian") << QStringList{"guardian"};
        QTest::newRow("with a wrong word") << QStringList{"lock"};
    }
    void theEngineStartedByHandSaysWhatItIsFor() {
        QFETCH(QStringList, arguments);
        QProcess engine;
        engine.start(qEnvironmentVariable("INTERLEAVE_ENGINE"), arguments);
        QVERIFY(engine.waitForFinished());
        QCOMPARE(engine.exitStatus(), QProcess::NormalExit);
        QCOMPARE(engine.exitCode(), 2);
        const QString message = QString::fromUtf8(engine.readAllStandardError());
        QVERIFY2(message.startsWith("interleave-engine runs one scenario for `interleave`"),
                 qPrintable(message));
        QCOMPARE(message.count('\n'), 1);
        QVERIFY(engine.readAllStandardOutput().isEmpty());
    }
};

} // namespace test_machine

QTEST_GUILESS_MAIN(test_machine::TestMachine)
#include "test_machine.moc"
