// SPDX-License-Identifier: GPL-3.0-or-later
// `interleave open` opens the window on saved runs, and says in a line what is not there before it does.
#include "tests/end-to-end/program.h"

#include <QTemporaryDir>

#include <csignal>
#include <sys/stat.h>

using namespace interleave;

namespace test_open {

/// An environment in which a window opens that nobody sees.
QProcessEnvironment unseen(const QTemporaryDir& folder) {
    QProcessEnvironment environment = rig::headless();
    environment.insert("QT_QPA_PLATFORM", "offscreen");
    for (const char* name : {"XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"})
        environment.insert(QString::fromLatin1(name), folder.path());
    return environment;
}

class TestOpen : public QObject {
    Q_OBJECT

private slots:
    void whatIsNotThereIsSaidWithoutAWindow() {
        const rig::Result result = rig::run_command(rig::program(), {"open", folder_.filePath("none.ilv")});
        QCOMPARE(result.status, 1);
        QVERIFY2(result.line().contains("none.ilv"), result.errors);
    }

    void thereIsOneStandardInput() {
        const rig::Result result = rig::run_command(rig::program(), {"open", "-", "-"});
        QCOMPARE(result.status, 2);
        QVERIFY2(result.line().contains("'-' is given twice"), result.errors);
    }

    void theWindowOpensOnAFileAndClosesOnASignal() {
        const QString file = folder_.filePath("run.ilv");
        const rig::Result made = rig::run_command(rig::program(), {"run", "hello-thread", "--save", file});
        QVERIFY2(made.status == 0, made.errors);
        QProcess window;
        window.setProcessEnvironment(unseen(folder_));
        window.start(rig::program(), {"open", file});
        QVERIFY(window.waitForStarted());
        QVERIFY2(!window.waitForFinished(3'000), window.readAllStandardError());
        ::kill(static_cast<pid_t>(window.processId()), SIGTERM);
        const rig::Result result = rig::finish(window);
        QCOMPARE(result.status, 128 + SIGTERM);
    }

    void aPipeThatGivesNothingYetDoesNotKeepTheWindowOpen_data() {
        QTest::addColumn<QString>("pipe");
        QTest::addRow("standard input") << QStringLiteral("-");
        QTest::addRow("with a name") << folder_.filePath("pipe");
    }
    void aPipeThatGivesNothingYetDoesNotKeepTheWindowOpen() {
        QFETCH(QString, pipe);
        if (pipe != "-")
            QVERIFY(::mkfifo(pipe.toLocal8Bit().constData(), 0600) == 0);
        QProcess window;
        window.setProcessEnvironment(unseen(folder_));
        window.start(rig::program(), {"open", pipe});
        QVERIFY(window.waitForStarted());
        QVERIFY2(!window.waitForFinished(3'000), window.readAllStandardError());
        ::kill(static_cast<pid_t>(window.processId()), SIGTERM);
        const rig::Result result = rig::finish(window);
        QCOMPARE(result.status, 128 + SIGTERM);
    }

private:
    QTemporaryDir folder_;
};

} // namespace test_open

QTEST_GUILESS_MAIN(test_open::TestOpen)
#include "test_open.moc"
