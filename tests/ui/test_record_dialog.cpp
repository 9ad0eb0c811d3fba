// SPDX-License-Identifier: GPL-3.0-or-later
// The dialog that asks for a program: what is wrong is said in one line, and what was recorded comes back.
#include "core/event/error.h"
#include "ui/record/python_programs.h"
#include "ui/record/record_dialog.h"
#include "ui/settings/window_settings.h"

#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace interleave;

namespace test_record_dialog {

void write(const QString& path, const QByteArray& bytes, bool is_executable) {
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
    if (is_executable)
        file.setPermissions(file.permissions() | QFile::ExeOwner | QFile::ExeUser);
}

/// Returns the head of a program for processors that nobody has.
QByteArray strange_program() {
    QFile self(QCoreApplication::applicationFilePath());
    if (!self.open(QIODevice::ReadOnly))
        qFatal("the test cannot read itself");
    QByteArray head = self.read(64);
    head[18] = '\x2a'; // SuperH
    head[19] = '\x00';
    return head;
}

class TestRecordDialog : public QObject {
    Q_OBJECT

private slots:
    void aScriptThatChoosesAPythonIsNotRecorded() {
        const QString python = QStandardPaths::findExecutable(
            QStringLiteral("python3"), {QStringLiteral("/usr/bin"), QStringLiteral("/usr/local/bin")});
        if (python.isEmpty())
            QSKIP("there is no python3 in /usr/bin or /usr/local/bin");
        QFile script(folder_->filePath(QStringLiteral("python3")));
        QVERIFY(script.open(QIODevice::WriteOnly));
        script.write("#!/bin/sh\nexec " + python.toUtf8() + " \"$@\"\n");
        script.close();
        QVERIFY(script.setPermissions(QFile::ReadOwner | QFile::ExeOwner));
        const QByteArray before = qgetenv("PATH");
        qputenv("PATH", folder_->path().toUtf8() + ':' + before);
        const ProgramToRecord program = program_of(article_programs().front().file, folder_->path());
        qputenv("PATH", before);
        QVERIFY2(program.arguments.front().starts_with('/') &&
                     program.arguments.front() != script.fileName().toStdString(),
                 program.arguments.front().c_str());
    }

    void init() {
        folder_ = std::make_unique<QTemporaryDir>();
        settings_ = std::make_unique<WindowSettings>(folder_->filePath(QStringLiteral("settings.ini")));
        articles_ = std::make_unique<QMenu>();
        open();
    }
    void cleanup() {
        delete dialog_;
        settings_.reset(); // written into the folder
    }

    void whatIsWrongIsSaidInOneLine_data() {
        QTest::addColumn<QString>("command");
        QTest::addColumn<QString>("where");
        QTest::addColumn<QString>("environment");
        QTest::addColumn<QString>("words");
        QTest::newRow("no command") << "  "
                                    << ""
                                    << ""
                                    << "type the command";
        QTest::newRow("an open quote") << "echo 'a"
                                       << ""
                                       << ""
                                       << "quote (') is not closed";
        QTest::newRow("a shell's sign") << "echo a | cat"
                                        << ""
                                        << ""
                                        << "means something to a shell";
        QTest::newRow("no such program") << "no-such-program-here"
                                         << ""
                                         << ""
                                         << "there is no program 'no-such-program-here'";
        QTest::newRow("no such file") << "./gone"
                                      << "%1"
                                      << ""
                                      << "gone'; check the path";
        QTest::newRow("not executable") << "./plain"
                                        << "%1"
                                        << ""
                                        << "is not executable for you";
        QTest::newRow("a folder") << "./sub"
                                  << "%1"
                                  << ""
                                  << "is a folder";
        QTest::newRow("a strange machine") << "./strange"
                                           << "%1"
                                           << ""
                                           << "is no program for this machine";
        QTest::newRow("no such folder") << "true"
                                        << "%1/nowhere"
                                        << ""
                                        << "there is no folder";
        QTest::newRow("a bad line") << "true"
                                    << ""
                                    << "A=1\nOTHER WORDS\nB=2"
                                    << "'OTHER WORDS' is no NAME=VALUE";
        QTest::newRow("no name") << "true"
                                 << ""
                                 << "=1"
                                 << "'=1' is no NAME=VALUE";
    }
    void whatIsWrongIsSaidInOneLine() {
        QFETCH(QString, command);
        QFETCH(QString, where);
        QFETCH(QString, environment);
        QFETCH(QString, words);
        write(folder_->filePath("plain"), "text", false);
        write(folder_->filePath("strange"), strange_program(), true);
        QVERIFY(QDir(folder_->path()).mkpath("sub"));
        const auto emulators = QDir(QStringLiteral("/proc/sys/fs/binfmt_misc")).entryList(QDir::Files);
        if (QByteArray(QTest::currentDataTag()) == "a strange machine" && emulators.size() > 2)
            QSKIP("this machine may have emulators of other processors");
        const QSignalSpy chosen(dialog_, &RecordDialog::chosen);
        set(command, where.contains(QStringLiteral("%1")) ? where.arg(folder_->path()) : where, environment);
        press("recordOk");
        const auto& problem = find<QLabel>("recordProblem");
        QVERIFY2(problem.isVisible() && problem.text().contains(words), qPrintable(problem.text()));
        QVERIFY2(!problem.text().contains(QLatin1Char('\n')), qPrintable(problem.text()));
        QVERIFY(chosen.isEmpty() && dialog_->isVisible());
        QVERIFY(recent_programs(*settings_).isEmpty());
        find<QLineEdit>("recordCommand").setText(QStringLiteral("another"));
        QVERIFY(!problem.isVisible()); // it was of what stood there before
    }

    void aProgramIsChosenAndRemembered() {
        const QSignalSpy chosen(dialog_, &RecordDialog::chosen);
        set(QStringLiteral("echo 'zwei Wörter' 日本"), folder_->path(), QStringLiteral("A=1\n\n  B=x=y\n"));
        press("recordOk");
        QCOMPARE(chosen.size(), 1);
        const auto program = chosen.first().first().value<ProgramToRecord>();
        QCOMPARE(program.arguments, (std::vector<std::string>{"echo", "zwei Wörter", "日本"}));
        QCOMPARE(program.folder, folder_->path().toStdString());
        QCOMPARE(program.environment, (std::vector<std::string>{"A=1", "B=x=y"}));
        QVERIFY(program.is_captured);
        QTRY_VERIFY(dialog_.isNull());

        open();
        QCOMPARE(find<QLineEdit>("recordCommand").text(), QStringLiteral("echo 'zwei Wörter' 日本"));
        QCOMPARE(find<QLineEdit>("recordFolder").text(), folder_->path());
        QCOMPARE(find<QPlainTextEdit>("recordEnvironment").toPlainText(), QStringLiteral("A=1\n\n  B=x=y"));
        QCOMPARE(find<QListWidget>("recordRecent").count(), 1);
    }

    void theLastTenComeBackTheLastOneFirst() {
        for (int i = 0; i < 14; ++i)
            remember_program(*settings_, {QStringLiteral("echo %1").arg(i), {}, {}});
        remember_program(*settings_, {QStringLiteral("echo 9"), {}, {}}); // and not twice
        const QList<ProgramChoice> recent = recent_programs(*settings_);
        QCOMPARE(recent.size(), 10);
        QCOMPARE(recent[0].command, QStringLiteral("echo 9"));
        QCOMPARE(recent[1].command, QStringLiteral("echo 13"));
        QCOMPARE(recent[9].command, QStringLiteral("echo 4"));
        delete dialog_;
        open();
        auto& list = find<QListWidget>("recordRecent");
        list.setCurrentRow(3);
        emit list.itemClicked(list.item(3));
        QCOMPARE(find<QLineEdit>("recordCommand").text(), QStringLiteral("echo 11"));
        const QSignalSpy chosen(dialog_, &RecordDialog::chosen);
        emit list.itemActivated(list.item(3));
        QCOMPARE(chosen.size(), 1);
    }

    void brokenSettingsAreNoRecentPrograms() {
        settings_->set(setting::recent_programs, QStringList{QStringLiteral("no JSON"), QStringLiteral("[]"),
                                                             QStringLiteral("{\"command\":1}")});
        QVERIFY(recent_programs(*settings_).isEmpty());
    }

    void everyFieldHasAName() {
        for (const char* name : {"recordCommand", "recordFolder", "recordEnvironment", "recordRecent",
                                 "recordOk", "recordArticles", "recordChooseFolder"}) {
            const auto& widget = find<QWidget>(name);
            QVERIFY2(!widget.accessibleName().isEmpty() && !widget.toolTip().isEmpty(), name);
        }
    }

    void theProgramsOfTheArticlesAreThere() {
        const QList<PythonProgram> programs = article_programs();
        QVERIFY(programs.size() >= 11);
        for (const PythonProgram& program : programs) {
            QVERIFY2(!program.about.isEmpty() && program.about.size() < 90, qPrintable(program.name));
            QVERIFY2(QFile::exists(program.file), qPrintable(program.file));
        }
        QVERIFY(lesson_program(QStringLiteral("no-such-lesson")).isEmpty());
        QVERIFY(!lesson_program(QStringLiteral("cpu-bound")).isEmpty());
    }

    void aPythonProgramIsWrittenWhereItCanBeRun() {
        if (QStandardPaths::findExecutable(QStringLiteral("python3")).isEmpty())
            QSKIP("there is no python3 here");
        const QString folder = folder_->filePath(QStringLiteral("deeper/python"));
        const ProgramToRecord program = program_of(lesson_program(QStringLiteral("cpu-bound")), folder);
        QCOMPARE(program.arguments.size(),
                 std::size_t{2}); // the first is a path where a script chooses the Python
        QVERIFY2(program.arguments[0].find("python") != std::string::npos, program.arguments[0].c_str());
        QCOMPARE(program.arguments[1], std::string("cpu-bound.py"));
        QCOMPARE(program.folder, folder.toStdString());
        QVERIFY(QFile::exists(folder + QStringLiteral("/cpu-bound.py")));
        QVERIFY(program.is_captured);
        QVERIFY_THROWS_EXCEPTION(
            RunError, program_of(lesson_program(QStringLiteral("lock")), QStringLiteral("/proc/none")));
    }

    void withoutPythonTheRemedyIsSaid() {
        const QByteArray path = qgetenv("PATH");
        qputenv("PATH", folder_->path().toUtf8());
        QString words;
        try {
            program_of(lesson_program(QStringLiteral("lock")), folder_->path());
        } catch (const RunError& error) {
            words = QString::fromUtf8(error.what());
        }
        qputenv("PATH", path);
        if (QFile::exists(QStringLiteral("python3")))
            QSKIP("there is a python3 in this folder");
        QVERIFY2(words.contains(QStringLiteral("lock.py needs python3")) &&
                     words.contains(QStringLiteral("apt-get install python3")),
                 qPrintable(words));
    }

private:
    void open() {
        dialog_ = new RecordDialog(*settings_, articles_.get(), nullptr);
        dialog_->open();
    }
    template <typename Widget>
    Widget& find(const char* name) {
        auto* const widget = dialog_->findChild<Widget*>(QLatin1String(name));
        if (widget == nullptr)
            qFatal("the dialog has no %s", name);
        return *widget;
    }
    void press(const char* button) { find<QPushButton>(button).click(); }
    void set(const QString& command, const QString& where, const QString& environment) {
        find<QLineEdit>("recordCommand").setText(command);
        find<QLineEdit>("recordFolder").setText(where);
        find<QPlainTextEdit>("recordEnvironment").setPlainText(environment);
    }

    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<WindowSettings> settings_;
    std::unique_ptr<QMenu> articles_;
    QPointer<RecordDialog> dialog_;
};

} // namespace test_record_dialog

QTEST_MAIN(test_record_dialog::TestRecordDialog)
#include "test_record_dialog.moc"
