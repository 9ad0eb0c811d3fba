// SPDX-License-Identifier: GPL-3.0-or-later
// Where no window can be opened, the window and the doctor pass on what Qt says, in one line with the remedy.
#include "tests/end-to-end/x_server.h"

#include <QJsonArray>
#include <QTemporaryDir>

using namespace interleave;

namespace test_display {

struct Setting {
    const char* name;
    const char* value;
};

QProcessEnvironment with(const QList<Setting>& settings) {
    QProcessEnvironment environment = rig::headless();
    for (const Setting& setting : settings)
        environment.insert(QString::fromLatin1(setting.name), QString::fromLatin1(setting.value));
    return environment;
}

/// Returns the text of the doctor's row, and in `remedies` what it would have done.
QString display_of_doctor(const QProcessEnvironment& environment, QStringList& remedies) {
    const rig::Result json = rig::run_command(rig::program(), {"doctor", "--json"}, {}, environment);
    for (const QJsonValue& missing : json.json().value("missing").toArray())
        remedies.append(missing.toObject().value("mend").toString());
    const rig::Result text = rig::run_command(rig::program(), {"doctor"}, {}, environment);
    for (const QByteArray& line : text.output.split('\n')) {
        if (line.startsWith("display "))
            return QString::fromUtf8(line.mid(7)).trimmed();
    }
    return {};
}

class TestDisplay : public QObject {
    Q_OBJECT

private slots:
    void aPlatformWithoutAPluginIsNamed_data() {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QString>("platform");
        QTest::newRow("by an option") << QStringList{"-platform", "bogus"} << "";
        QTest::newRow("by the environment") << QStringList() << "bogus";
    }
    void aPlatformWithoutAPluginIsNamed() {
        QFETCH(QStringList, words);
        QFETCH(QString, platform);
        QProcessEnvironment environment = rig::headless();
        if (!platform.isEmpty())
            environment.insert("QT_QPA_PLATFORM", platform);
        const rig::Result result = rig::run_command(rig::program(), words, {}, environment);
        QCOMPARE(result.status, 1);
        QVERIFY2(result.line().contains("Could not find the Qt platform plugin \"bogus\""), result.errors);
        QVERIFY2(result.line().contains("Available platform plugins are:"), result.errors);
        QVERIFY2(result.line().contains("QT_QPA_PLATFORM"), result.errors);
    }

    void aDisplayThatDoesNotAnswerIsNamed() {
        const rig::Result result = rig::run_command(rig::program(), {}, {},
                                                    with({{"DISPLAY", ":4711"}, {"QT_QPA_PLATFORM", "xcb"}}));
        QCOMPARE(result.status, 1);
        QVERIFY2(result.line().contains(":4711"), result.errors);
        QVERIFY2(result.line().contains("set DISPLAY"), result.errors);
    }

    void theDoctorPassesOnWhatQtSays_data() {
        QTest::addColumn<QString>("platform");
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("remedy");
        QTest::newRow("no plugin") << "bogus"
                                   << "Could not find the Qt platform plugin \"bogus\""
                                   << "QT_QPA_PLATFORM";
        QTest::newRow("no server") << "xcb"
                                   << ":4711"
                                   << "DISPLAY";
        QTest::newRow("nothing to see") << "offscreen"
                                        << "QT_QPA_PLATFORM is offscreen"
                                        << "unset QT_QPA_PLATFORM";
    }
    void theDoctorPassesOnWhatQtSays() {
        QFETCH(QString, platform);
        QFETCH(QString, words);
        QFETCH(QString, remedy);
        QStringList remedies;
        const QString display = display_of_doctor(
            with({{"DISPLAY", ":4711"}, {"QT_QPA_PLATFORM", platform.toLatin1().constData()}}), remedies);
        QVERIFY2(display.startsWith("none: ") && display.contains(words), qPrintable(display));
        QVERIFY2(!remedies.filter(remedy).isEmpty(), qPrintable(remedies.join('\n')));
    }

    void aServerThatRefusesIsNoDisplay() {
        for (const char* program : {"Xvfb", "xauth", "mcookie"}) {
            if (QStandardPaths::findExecutable(QLatin1String(program)).isEmpty())
                QSKIP(qPrintable(QLatin1String(program) + QStringLiteral(" is not installed")));
        }
        QTemporaryDir folder;
        QVERIFY(rig::shell("xauth -q -f cookie add :0 . $(mcookie) 2>/dev/null", folder.path()).status == 0);
        QProcess server;
        server.start("Xvfb", {"-displayfd", "1", "-nolisten", "tcp", "-auth", folder.filePath("cookie")});
        QVERIFY(server.waitForStarted());
        QTRY_VERIFY_WITH_TIMEOUT(server.canReadLine(), 30'000);
        const QByteArray display = ":" + server.readLine().trimmed();
        QProcessEnvironment environment =
            with({{"DISPLAY", display.constData()}, {"XAUTHORITY", "/nowhere"}, {"QT_QPA_PLATFORM", "xcb"}});
        QStringList remedies;
        const QString found = display_of_doctor(environment, remedies);
        const rig::Result window = rig::run_command(rig::program(), {}, {}, environment);
        server.kill();
        server.waitForFinished();
        for (const QString& line : {found, window.line()}) {
            QVERIFY2(line.contains("Authorization required"), qPrintable(line));
            QVERIFY2(line.contains("could not connect to display " + display), qPrintable(line));
        }
        QCOMPARE(window.status, 1);
        QVERIFY2(!remedies.filter("lets you in").isEmpty(), qPrintable(remedies.join('\n')));
    }

    void theDoctorFindsAServerThatLetsItIn() {
        if (const QString missing = rig::XServer::missing(); !missing.isEmpty())
            QSKIP(qPrintable(missing + " is not installed"));
        rig::XServer server;
        QVERIFY(server.start({640, 480}));
        QStringList remedies;
        const QString display = display_of_doctor(server.environment(), remedies);
        QCOMPARE(display, "X server " + server.environment().value("DISPLAY"));
    }
};

} // namespace test_display

QTEST_GUILESS_MAIN(test_display::TestDisplay)
#include "test_display.moc"
