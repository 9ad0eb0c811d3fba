// SPDX-License-Identifier: GPL-3.0-or-later
// interleave course prints files that other programs open, without a display and in any locale; what cannot
// be written is said in one line, and a signal leaves no part of a file.
#include "tests/end-to-end/program.h"

#include <QDir>
#include <QImage>
#include <QJsonArray>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <csignal>
#include <unistd.h>

using namespace interleave;

namespace test_course {

constexpr int course_limit_ms = 240'000; // only a test that fails waits so long

QString text_of(const QString& pdf, const QString& folder) {
    return QString::fromUtf8(rig::run_command("pdftotext", {"-layout", pdf, "-"}, folder).output);
}

int pages_of(const QString& pdf, const QString& folder) {
    static const QRegularExpression pages(QStringLiteral("Pages:\\s+(\\d+)"));
    return pages.match(QString::fromUtf8(rig::run_command("pdfinfo", {pdf}, folder).output))
        .captured(1)
        .toInt();
}

QStringList files_in(const QString& folder) {
    return QDir(folder).entryList(QDir::Files | QDir::Hidden, QDir::Name);
}

rig::Result interleave_in(const QString& locale, const QStringList& words, const QString& folder) {
    QProcessEnvironment environment = rig::headless();
    environment.insert("LC_ALL", locale);
    QProcess process;
    process.setProcessEnvironment(environment);
    process.setWorkingDirectory(folder);
    process.start(rig::program(), words, QIODevice::ReadOnly);
    return rig::finish(process, course_limit_ms);
}

class TestCourse : public QObject {
    Q_OBJECT

private slots:
    void cleanup() { QTRY_COMPARE_WITH_TIMEOUT(rig::marked_processes(), QStringList(), 20'000); }

    void aSessionIsPrinted() {
        const QTemporaryDir folder;
        const rig::Result result =
            interleave_in("de_DE.UTF-8", {"course", "1", "--to", "out", "--json"}, folder.path());
        QVERIFY2(result.status == 0, result.errors.constData());
        QCOMPARE(result.errors, QByteArray());
        const QJsonObject json = result.json();
        const QJsonArray lessons = json.value("lessons").toArray();
        QVERIFY(lessons.size() >= 6);
        QStringList names;
        for (const QJsonValue& lesson : lessons) {
            names << lesson["scenario"].toString();
            QCOMPARE(lesson["session"].toInt(), 1);
            QVERIFY(!lesson["expected"].toString().isEmpty());
            QCOMPARE(lesson["shows_effect"].toBool(), lesson["missing"].toArray().isEmpty());
        }
        QVERIFY(names.startsWith(QStringLiteral("hello-thread")));
        for (const QJsonValue& file : json.value("files").toArray())
            QVERIFY2(QFile::exists(folder.filePath(file.toString())), qPrintable(file.toString()));

        const QString out = folder.filePath("out");
        QCOMPARE(files_in(out), (QStringList{"session-1-answer-key.pdf", "session-1-slides.pdf",
                                             "session-1-teachers-notes.pdf", "session-1-worksheet.pdf"}));
        const QString slides = folder.filePath("out/session-1-slides");
        const int two_each = static_cast<int>(2 * lessons.size());
        QCOMPARE(files_in(slides).size(), two_each);
        for (const QString& name : files_in(slides))
            QCOMPARE(QImage(slides + '/' + name).size(), QSize(1920, 1080));

        if (QStandardPaths::findExecutable("pdftotext").isEmpty())
            QSKIP("pdftotext is not installed (poppler-utils), so the documents are not read");
        QCOMPARE(pages_of("session-1-slides.pdf", out), two_each);
        const QString sheet = text_of("session-1-worksheet.pdf", out);
        for (const char* words :
             {"Session 1: Two kinds of worker", "Name", "Date", "1 Hello, thread", "Homework",
              "Why do you think so?", "What to look for", "What to vary", "Page 1 of"})
            QVERIFY2(sheet.simplified().contains(QLatin1String(words)), words);
        const QString key = text_of("session-1-answer-key.pdf", out).simplified();
        QVERIFY2(key.contains("Answer: C. When the worker has ended") || key.contains("could not tell"),
                 qPrintable(key.left(2'000)));
        QVERIFY(key.contains("Measured on 20") && key.contains("Linux "));
        const QString notes = text_of("session-1-teachers-notes.pdf", out).simplified();
        QVERIFY(notes.contains("Who says so") && notes.contains("The test before the course"));
    }

    void wrongWordsAreSaidInOneLine_data() {
        QTest::addColumn<QString>("words");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("line");
        QTest::newRow("no folder") << "course 2" << 2
                                   << "'course' needs --to FOLDER, where its files are written";
        QTest::newRow("no session") << "course 9 --to out" << 2
                                    << "no session '9'; the course has the sessions 1 to 6";
        QTest::newRow("a file") << "course 1 --to file" << 1
                                << "the folder 'file' cannot be made: File exists; choose another one";
        QTest::newRow("no folder above")
            << "course 1 --to none/out" << 1
            << "the folder 'none/out' cannot be made: No such file or directory; make "
               "the folder above it first";
    }
    void wrongWordsAreSaidInOneLine() {
        QFETCH(QString, words);
        QFETCH(int, status);
        QFETCH(QString, line);
        const QTemporaryDir folder;
        QFile file(folder.filePath("file"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        const rig::Result result = rig::interleave(words.split(' '), folder.path());
        QCOMPARE(result.line(), line);
        QCOMPARE(result.status, status);
        QCOMPARE(result.output, QByteArray());
    }

    void aFolderThatCannotBeWrittenIsSaidBeforeAnythingRuns() {
        const rig::Result result = rig::interleave({"course", "1", "--to", "/proc/self"});
        QCOMPARE(result.status, 1);
        QVERIFY2(result.line().startsWith("cannot write '/proc/self/session-1-slides.pdf': "), result.errors);
        QCOMPARE(result.output, QByteArray());
    }

    void aSignalEndsItAndLeavesWholeFilesOnly() {
        const QTemporaryDir folder;
        QProcess course;
        course.setProcessEnvironment(rig::headless());
        course.setWorkingDirectory(folder.path());
        course.start(rig::program(), {"course", "--to", "out"}, QIODevice::ReadOnly);
        QVERIFY(course.waitForStarted());
        const QString slides = folder.filePath("out/session-1-slides");
        QTRY_VERIFY_WITH_TIMEOUT(!files_in(slides).filter(".png").isEmpty(), 60'000);
        ::kill(static_cast<pid_t>(course.processId()), SIGTERM);
        const rig::Result result = rig::finish(course);
        QCOMPARE(result.status, 128 + SIGTERM);
        QVERIFY2(result.output.contains("saved out/session-1-worksheet.pdf"), result.output);
        for (const QString& name : files_in(folder.filePath("out")))
            QVERIFY2(name == "session-1-worksheet.pdf" || name == "session-1-teachers-notes.pdf",
                     qPrintable(name));
        for (const QString& name : files_in(slides))
            QVERIFY2(!QImage(slides + '/' + name).isNull(), qPrintable(name));
    }

    void theDoctorSaysWhichLessonsShowTheirEffect() {
        const rig::Result result =
            interleave_in("C.UTF-8", {"doctor", "--course", "--json"}, QDir::tempPath());
        QVERIFY2(result.status == 0, result.errors.constData());
        const QJsonArray lessons = result.json().value("lessons").toArray();
        QVERIFY(lessons.size() >= 20);
        for (const QJsonValue& lesson : lessons) {
            QCOMPARE(lesson["part"].toString(), QStringLiteral("core"));
            const bool shows = lesson["shows_effect"].toBool();
            QVERIFY(shows ? lesson["as_expected"].toBool() : !lesson["missing"].toArray().isEmpty());
        }
    }
};

} // namespace test_course

QTEST_GUILESS_MAIN(test_course::TestCourse)
#include "test_course.moc"
