// SPDX-License-Identifier: GPL-3.0-or-later
// Programs recorded from the window: started, stopped, recorded once more, found again, and their output.
#include "tests/ui/window_rig.h"
#include "ui/compare/compare_controller.h"
#include "ui/output/output_view.h"
#include "ui/record/record_dialog.h"
#include "ui/run/run_setup.h"
#include "ui/run/shown_run.h"

#include <QApplication>
#include <QDockWidget>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStandardPaths>

#include <csignal>

using namespace interleave;
using namespace interleave::rig;

namespace {

const QString recorded = QStringLiteral(INTERLEAVE_BUILD_DIR "/tests/recorded_program");

} // namespace

class TestWindowRecord : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        QLocale::setDefault(QLocale::c());
        if (!QFileInfo::exists(recorded))
            QSKIP("the program that is recorded is not built, as under sanitizers");
    }
    void init() {
        folder_ = std::make_unique<QTemporaryDir>();
        rig_ = std::make_unique<WindowRig>(folder_->filePath("settings.ini"), QSize(),
                                           folder_->filePath("runs"));
    }
    void cleanup() { rig_.reset(); }

    void aProgramIsRecordedAndItsOutputIsShown() {
        recordToItsEnd(QStringLiteral("sh -c 'echo out; echo bad >&2; exit 3'"));
        QCOMPARE(text(), QStringLiteral("  out\nE bad\n  The program ended with status 3.\n"));
        QVERIFY(rig_->find<QDockWidget>("dockOutput").isVisible());
        QVERIFY(rig_->find<QWidget>("outputView").isVisible());
        QVERIFY2(rig_->window->windowTitle().startsWith(QStringLiteral("sh -c")),
                 qPrintable(rig_->window->windowTitle()));
        QVERIFY2(rig_->banner().words().contains(QStringLiteral("ended with status 3")),
                 qPrintable(rig_->banner().words()));
        QCOMPARE(rig_->find<QLabel>("statusPhase").text(), QStringLiteral("recording · finished"));
        QVERIFY(shown().isForeign() && !shown().isStale());
        QVERIFY(rig_->run()->trace().lane_count() >= 1);
    }

    void nothingIsThereToRead() {
        recordToItsEnd(QStringLiteral("cat"));
        QCOMPARE(text(), QStringLiteral("  Nothing was printed. The program ended with status 0.\n"));
    }

    void wordsAndEnvironmentArriveAsTheyWereTyped() {
        record(QStringLiteral("sh -c 'echo \"$1|$COLOUR|$(pwd)\"' sh 'zwei Wörter 日本'"), folder_->path(),
               QStringLiteral("COLOUR=pale blue"));
        awaitEnd();
        QVERIFY2(text().startsWith(QStringLiteral("  zwei Wörter 日本|pale blue|") + folder_->path()),
                 qPrintable(text()));
    }

    void aCrashIsNamedByItsSignal() {
        recordToItsEnd(recorded + QStringLiteral(" crash"));
        QVERIFY2(text().contains(QStringLiteral("killed by signal 11 (Segmentation fault).")),
                 qPrintable(text()));
        QVERIFY2(rig_->banner().words().contains(QStringLiteral("signal 11")),
                 qPrintable(rig_->banner().words()));
    }

    void whatCannotBeExecutedIsSaidInTheWindow() {
        const QString file = folder_->filePath("script");
        QFile script(file);
        QVERIFY(script.open(QIODevice::WriteOnly));
        script.write("#!/no/such/interpreter\n");
        script.close();
        script.setPermissions(script.permissions() | QFile::ExeOwner | QFile::ExeUser);
        recordToItsEnd(file);
        QVERIFY2(rig_->banner().words().contains(QStringLiteral("interpreter")),
                 qPrintable(rig_->banner().words()));
        QVERIFY2(text().contains(QStringLiteral("interpreter")), qPrintable(text()));
    }

    void muchOutputIsReadAndOnlyItsEndKept() {
        recordToItsEnd(QStringLiteral(
            "sh -c 'yes 0123456789012345678901234567890123456789012345678 | head -c 100000000; "
            "echo; echo done'"));
        QCOMPARE(shown().output()->size(), std::uint64_t{100'000'006});
        const QString all = text();
        QVERIFY2(all.contains(QStringLiteral("before this are not kept")), qPrintable(all.left(100)));
        QVERIFY(all.endsWith(QStringLiteral("  done\n  The program ended with status 0.\n")));
        QVERIFY(all.size() < 1'500'000);
    }

    void stopAsksAsControlCDoes() {
        record(recorded + QStringLiteral(" endless"));
        awaitLanes(1);
        rig_->press("actionStop");
        awaitEnd();
        QVERIFY(rig_->run()->info().ended == Ended::stopped);
        QVERIFY2(text().contains(QStringLiteral("killed by signal 2 (Interrupt), as it was asked to end.")),
                 qPrintable(text()));
    }

    void whoDoesNotListenIsKilled() {
        const QByteArray mark = markOf("stubborn");
        record(recorded + QStringLiteral(" stubborn"), {}, QString::fromUtf8(mark));
        awaitLanes(1);
        QTRY_VERIFY_WITH_TIMEOUT(processes_marked(mark) > 0, timeout_ms);
        rig_->press("actionStop");
        awaitEnd();
        QVERIFY2(text().contains(QStringLiteral("killed by signal 9 (Killed)")), qPrintable(text()));
        QCOMPARE(processes_marked(mark), 0);
    }

    void aProcessThatGoesOnInTheBackgroundEndsWithTheRecording() {
        const QByteArray mark = markOf("background");
        record(QStringLiteral("sh -c 'sleep 1000 & echo started'"), {}, QString::fromUtf8(mark));
        QTRY_VERIFY_WITH_TIMEOUT(text().contains(QStringLiteral("started")), timeout_ms);
        QVERIFY(!rig_->isIdle()); // it belongs to the program
        rig_->press("actionStop");
        awaitEnd();
        QCOMPARE(processes_marked(mark), 0);
    }

    /// Its own process group is not the window's.
    void aProgramThatKillsItsGroupDoesNotKillTheWindow() {
        recordToItsEnd(QStringLiteral("sh -c 'echo before; kill -TERM 0; sleep 1000'"));
        QVERIFY2(text().startsWith(QStringLiteral("  before\n")), qPrintable(text()));
        QVERIFY2(text().contains(QStringLiteral("killed by signal 15")), qPrintable(text()));
    }

    void runRecordsTheSameProgramUntilAScenarioIsChosen() {
        recordToItsEnd(QStringLiteral("echo 1"));
        const ObservedRun* const first = rig_->run();
        QVERIFY2(rig_->find<QAction>("actionRun").toolTip().contains(QStringLiteral("echo 1")),
                 qPrintable(rig_->find<QAction>("actionRun").toolTip()));
        QVERIFY(!rig_->find<QWidget>("seed").isEnabled());
        rig_->press("actionRun");
        QTRY_VERIFY_WITH_TIMEOUT(rig_->run() != nullptr && rig_->run() != first && rig_->isIdle(),
                                 timeout_ms);
        QVERIFY(rig_->run()->request().program.has_value());
        QCOMPARE(rig_->run()->request().program->arguments, (std::vector<std::string>{"echo", "1"}));

        rig_->choose("hello-process");
        QVERIFY(shown().isStale() && rig_->find<QWidget>("seed").isEnabled());
        rig_->press("actionRun");
        QTRY_VERIFY_WITH_TIMEOUT(rig_->isIdle() && rig_->run() != nullptr && !rig_->run()->request().program,
                                 timeout_ms);
        QCOMPARE(rig_->run()->info().scenario, std::string("hello-process"));
        QVERIFY(rig_->find<QPlainTextEdit>("outputView").toPlainText().isEmpty());
    }

    void aRecordingIsShownAgainWithItsOutputAndCanBeRepeated() {
        recordToItsEnd(QStringLiteral("echo first"));
        recordToItsEnd(QStringLiteral("echo second"));
        QVERIFY(text().contains(QStringLiteral("second")));
        rig_->press("actionEarlierRun");
        QTRY_VERIFY_WITH_TIMEOUT(text().contains(QStringLiteral("first")) &&
                                     text().contains(QStringLiteral("status 0")),
                                 timeout_ms);
        QVERIFY2(rig_->window->windowTitle().startsWith(QStringLiteral("echo first")),
                 qPrintable(rig_->window->windowTitle()));
        QVERIFY(!shown().isStale());
        rig_->press("actionRun");
        QTRY_VERIFY_WITH_TIMEOUT(rig_->run() != nullptr && rig_->isIdle(), timeout_ms);
        QCOMPARE(rig_->run()->request().program->arguments, (std::vector<std::string>{"echo", "first"}));
    }

    void aRecordingIsSavedAndOpenedAgain() {
        recordToItsEnd(recorded + QStringLiteral(" contended-mutex"));
        QTRY_VERIFY_WITH_TIMEOUT(rig_->find<QAction>("actionSave").isEnabled(), timeout_ms);
        rig_->file_prompt.answer = folder_->filePath("mine.ilv");
        rig_->press("actionSave");
        QTRY_VERIFY_WITH_TIMEOUT(QFileInfo::exists(rig_->file_prompt.answer), timeout_ms);
        QVERIFY2(rig_->file_prompt.questions.first().suggestion.contains(
                     QStringLiteral("recorded-program-contended-mutex")),
                 qPrintable(rig_->file_prompt.questions.first().suggestion));
        const std::size_t lanes = shown().trace()->lane_count();
        rig_->choose("hello-process");
        rig_->window->open({rig_->file_prompt.answer});
        QTRY_VERIFY_WITH_TIMEOUT(
            shown().trace() != nullptr && shown().report() != nullptr && shown().isForeign(), timeout_ms);
        QCOMPARE(shown().trace()->lane_count(), lanes);
        QVERIFY2(
            rig_->find<QPlainTextEdit>("outputView").placeholderText().contains(QStringLiteral("not known")),
            qPrintable(rig_->find<QPlainTextEdit>("outputView").placeholderText()));
    }

    void closingTheWindowEndsTheProgram() {
        const QByteArray mark = markOf("close");
        record(recorded + QStringLiteral(" endless"), {}, QString::fromUtf8(mark));
        awaitLanes(1);
        QTRY_VERIFY_WITH_TIMEOUT(processes_marked(mark) > 0, timeout_ms);
        rig_.reset();
        QTRY_COMPARE_WITH_TIMEOUT(processes_marked(mark), 0, timeout_ms);
    }

    void aProgramThatCannotStartLeavesTheDialogOpen() {
        rig_->press("actionRecord");
        auto& dialog = rig_->find<RecordDialog>("recordDialog");
        dialog.findChild<QLineEdit*>(QStringLiteral("recordCommand"))
            ->setText(QStringLiteral("no-such-program-here"));
        dialog.findChild<QPushButton*>(QStringLiteral("recordOk"))->click();
        QVERIFY(dialog.isVisible() && rig_->isIdle());
        dialog.reject();
    }

    void aProgramOfTheArticlesIsOneClick_data() {
        QTest::addColumn<QString>("action");
        const QDir scripts(QStringLiteral(INTERLEAVE_SOURCE_DIR "/resources/python"));
        for (const QString& name : scripts.entryList({QStringLiteral("*.py")}, QDir::Files, QDir::Name))
            QTest::newRow(qPrintable(name)) << QStringLiteral("actionArticle.") + name;
    }
    void aProgramOfTheArticlesIsOneClick() {
        if (!hasPython())
            QSKIP("there is no python3 here");
        QFETCH(QString, action);
        rig_->press(qPrintable(action));
        QTRY_VERIFY_WITH_TIMEOUT(rig_->run() != nullptr && rig_->isIdle(), 2 * timeout_ms);
        const RunInfo& info = rig_->run()->report().info;
        QVERIFY2(info.error.empty(), info.error.c_str());
        QVERIFY2(info.ended == Ended::finished && text().contains(QStringLiteral("ended with status 0")),
                 qPrintable(text()));
        QCOMPARE(QString::fromStdString(info.title), QStringLiteral("python3 ") + action.section('.', 1));
        QVERIFY(rig_->run()->trace().lane_count() > 2); // all of them have workers
        QVERIFY2(!text().contains(QStringLiteral("\nE ")) && !text().startsWith(QLatin1Char('E')),
                 qPrintable(text()));
    }

    void aScriptWithAnErrorSaysWhatPythonSays() {
        if (!hasPython())
            QSKIP("there is no python3 here");
        recordToItsEnd(QStringLiteral("python3 -c 'raise ValueError(\"no\")'"));
        QVERIFY2(text().contains(QStringLiteral("E ValueError: no")), qPrintable(text()));
        QVERIFY2(text().contains(QStringLiteral("ended with status 1")), qPrintable(text()));
    }

    void aLessonRunsInPythonBesideItsModel_data() {
        QTest::addColumn<bool>("has_gil");
        QTest::newRow("cpu-bound") << true;
        QTest::newRow("gil-interval") << true;
        QTest::newRow("hello-process") << false;
    }
    void aLessonRunsInPythonBesideItsModel() {
        if (!hasPython())
            QSKIP("there is no python3 here");
        QFETCH(bool, has_gil);
        rig_->choose(QTest::currentDataTag());
        rig_->press("actionRunInPython");
        const auto& runs = *rig_->window->findChild<CompareController*>();
        QTRY_VERIFY_WITH_TIMEOUT(!runs.isActive(), 4 * timeout_ms);
        QVERIFY2(runs.state().error.empty(), runs.state().error.c_str());
        const auto& blocks = runs.state().comparison.blocks;
        QCOMPARE(blocks.size(), std::size_t{2});
        QVERIFY2(blocks[0].name.startsWith(QStringLiteral("model, ")), qPrintable(blocks[0].name));
        QVERIFY2(blocks[1].name.contains(QRegularExpression(QStringLiteral("^[A-Z][A-Za-z]+ 3\\."))),
                 qPrintable(blocks[1].name));
        QVERIFY(blocks[1].figures.work.begin > 0); // Python's start is before it
        QVERIFY(blocks[1].figures.work.length() > 0);
        QCOMPARE(rig_->table("compareTable").rows.size(), std::size_t{2});
        const Table& gils = rig_->table("compareGil");
        QCOMPARE(!gils.rows.empty() && blocks[0].gil.has_value(), has_gil);
        if (has_gil) {
            QCOMPARE(gils.columns.size(), std::size_t{3});
            QCOMPARE(gils.columns[2].title, blocks[1].name);
            for (const auto& row : gils.rows)
                QVERIFY2(!row[1].text.isEmpty() && !row[2].text.isEmpty(), qPrintable(row[0].text));
        }
    }

private:
    static bool hasPython() { return !QStandardPaths::findExecutable(QStringLiteral("python3")).isEmpty(); }
    static QByteArray markOf(const char* name) {
        return QByteArray("INTERLEAVE_TEST_MARK=") + name + '-' +
               QByteArray::number(QCoreApplication::applicationPid());
    }

    /// Types it into the dialog and starts it.
    void record(const QString& command, const QString& folder = {}, const QString& environment = {}) {
        rig_->press("actionRecord");
        auto* const dialog = rig_->window->findChild<RecordDialog*>();
        QVERIFY(dialog != nullptr);
        dialog->findChild<QLineEdit*>(QStringLiteral("recordCommand"))->setText(command);
        dialog->findChild<QLineEdit*>(QStringLiteral("recordFolder"))->setText(folder);
        dialog->findChild<QPlainTextEdit*>(QStringLiteral("recordEnvironment"))->setPlainText(environment);
        dialog->findChild<QPushButton*>(QStringLiteral("recordOk"))->click();
        QVERIFY2(!dialog->isVisible(),
                 qPrintable(dialog->findChild<QLabel*>(QStringLiteral("recordProblem"))->text()));
        delete dialog;
        QVERIFY(!rig_->isIdle());
    }
    void awaitEnd() { QTRY_VERIFY_WITH_TIMEOUT(rig_->run() != nullptr && rig_->isIdle(), 2 * timeout_ms); }
    void awaitLanes(std::size_t count) { QTRY_VERIFY_WITH_TIMEOUT(rig_->hasLanes(count), timeout_ms); }
    void recordToItsEnd(const QString& command) {
        record(command);
        awaitEnd();
    }
    QString text() { return rig_->find<OutputView>("outputView").signedText(); }
    ShownRun& shown() { return *rig_->window->findChild<ShownRun*>(); }

    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<WindowRig> rig_;
};

QTEST_MAIN(TestWindowRecord)
#include "test_window_record.moc"
