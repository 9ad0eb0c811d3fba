// SPDX-License-Identifier: GPL-3.0-or-later
// Each lesson's Python program runs as a student runs it: it ends by itself and without an error, says in a
// few lines what it shows, and leaves nothing behind. Programs that start processes run with spawn, and in
// tests/run --all with fork and a fork server, too.
#include "tests/end-to-end/program.h"

#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <csignal>
#include <sys/resource.h>

using namespace interleave::rig;

namespace test_lesson_programs {

const QDir& lessons() {
    static const QDir folder(QStringLiteral(INTERLEAVE_SOURCE_DIR "/resources/lessons"));
    return folder;
}

QByteArray contents_of(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

class TestLessonPrograms : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        python_ = QStandardPaths::findExecutable(QStringLiteral("python3"));
        if (python_.isEmpty())
            QSKIP("there is no python3 here");
        const Result version =
            run_command(python_, {QStringLiteral("-c"),
                                  QStringLiteral("import sys; sys.exit(sys.version_info < (3, 11))")});
        if (version.status != 0)
            QSKIP("the python3 here is older than 3.11");
        // One program crashes a worker on purpose, whose memory nobody wants to have.
        const rlimit none{0, 0};
        QCOMPARE(setrlimit(RLIMIT_CORE, &none), 0);
        // Python imports a module of this name when it starts, so the programs need not know about the test.
        QVERIFY(start_method_.isValid());
        QFile module(start_method_.filePath(QStringLiteral("sitecustomize.py")));
        QVERIFY(module.open(QIODevice::WriteOnly));
        module.write(
            "import multiprocessing, os\n"
            "multiprocessing.set_start_method(os.environ['INTERLEAVE_TEST_START_METHOD'], force=True)\n");
    }

    void theProgramShowsItsEffect_data() {
        QTest::addColumn<QString>("program");
        QTest::addColumn<QString>("start_method");
        static const QRegularExpression processes(QStringLiteral("multiprocessing|ProcessPoolExecutor"));
        for (const QString& program : lessons().entryList({QStringLiteral("*.py")}, QDir::Files)) {
            if (!QString::fromUtf8(contents_of(lessons().filePath(program))).contains(processes)) {
                QTest::addRow("%s", qPrintable(program)) << program << QString();
                continue;
            }
            // What works by spawn works by fork, and nearly always with a fork server.
            QList<const char*> methods{"spawn"};
            if (qEnvironmentVariableIsSet("INTERLEAVE_TEST_ALL"))
                methods << "fork"
                        << "forkserver";
            for (const char* method : methods)
                QTest::addRow("%s by %s", qPrintable(program), method)
                    << program << QString::fromLatin1(method);
        }
    }
    void theProgramShowsItsEffect() {
        QFETCH(QString, program);
        QFETCH(QString, start_method);
        const QTemporaryDir folder;
        QVERIFY(folder.isValid());
        QProcessEnvironment environment = headless();
        if (!start_method.isEmpty()) {
            environment.insert(QStringLiteral("PYTHONPATH"), start_method_.path());
            environment.insert(QStringLiteral("PYTHONDONTWRITEBYTECODE"), QStringLiteral("1"));
            environment.insert(QStringLiteral("INTERLEAVE_TEST_START_METHOD"), start_method);
        }
        const Result result = run_command(python_, {lessons().filePath(program)}, folder.path(), environment);
        const QByteArray said = result.output + result.errors;
        QVERIFY2(result.status == 0, said.constData());
        QVERIFY2(result.errors.isEmpty(), said.constData());
        const auto lines = result.output.count('\n');
        QVERIFY2(lines >= 1 && lines <= 10, said.constData());
        QCOMPARE(QDir(folder.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
                 QStringList());
        QTRY_COMPARE_WITH_TIMEOUT(marked_processes(), QStringList(), 20'000);
    }

    /// What a program that failed has left behind disturbs no other one.
    void cleanup() {
        for (const QString& process : marked_processes())
            kill(process.section(' ', 0, 0).toInt(), SIGKILL);
    }

    /// As many programs as lessons, and about half of them start processes.
    void allProgramsAreFound() {
        const auto programs = lessons().entryList({QStringLiteral("*.py")}, QDir::Files).size();
        QCOMPARE(programs, lessons().entryList({QStringLiteral("*.md")}, QDir::Files).size());
        QVERIFY(programs >= 44);
    }

private:
    QString python_;
    QTemporaryDir start_method_; ///< has a module for Python that chooses how processes are started
};

} // namespace test_lesson_programs

QTEST_GUILESS_MAIN(test_lesson_programs::TestLessonPrograms)
#include "test_lesson_programs.moc"
