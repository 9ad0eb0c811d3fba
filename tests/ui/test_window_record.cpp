// SPDX-License-Identifier: GPL-3.0-or-later
// Programs recorded from the window: started, stopped, recorded once more, found again, and their output.
#include "tests/ui/record_rig.h"

#include <QDockWidget>
#include <QMenu>

using namespace interleave;
using namespace interleave::rig;

namespace test_window_record {

class TestWindowRecord : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        QLocale::setDefault(QLocale::c());
        if (!can_record())
            QSKIP(why_no_recording);
    }
    void init() {
        folder_ = std::make_unique<QTemporaryDir>();
        rig_ = std::make_unique<RecordRig>(folder_->filePath("settings.ini"), QSize(),
                                           folder_->filePath("runs"));
    }
    void cleanup() { rig_.reset(); }

    void aProgramIsRecordedAndItsOutputIsShown() {
        rig_->recordToItsEnd(QStringLiteral("sh -c 'echo out; echo bad >&2; exit 3'"));
        QCOMPARE(rig_->text(), QStringLiteral("  out\nE bad\n  The program ended with status 3.\n"));
        QVERIFY(rig_->find<QDockWidget>("dockOutput").isVisible());
        QVERIFY(rig_->find<QWidget>("outputView").isVisible());
        QVERIFY2(rig_->window->windowTitle().startsWith(QStringLiteral("sh -c")),
                 qPrintable(rig_->window->windowTitle()));
        QVERIFY2(rig_->banner().words().contains(QStringLiteral("ended with status 3")),
                 qPrintable(rig_->banner().words()));
        QCOMPARE(rig_->find<QLabel>("statusPhase").text(), QStringLiteral("recording · finished"));
        QVERIFY(rig_->shown().isForeign() && !rig_->shown().isStale());
        QVERIFY(rig_->run()->trace().lane_count() >= 1);
    }

    void nothingIsThereToRead() {
        rig_->recordToItsEnd(QStringLiteral("cat"));
        QCOMPARE(rig_->text(), QStringLiteral("  Nothing was printed. The program ended with status 0.\n"));
    }

    void wordsAndEnvironmentArriveAsTheyWereTyped() {
        rig_->record(QStringLiteral("sh -c 'echo \"$1|$COLOUR|$(pwd)\"' sh 'zwei Wörter 日本'"),
                     folder_->path(), QStringLiteral("COLOUR=pale blue"));
        rig_->awaitEnd();
        QVERIFY2(rig_->text().startsWith(QStringLiteral("  zwei Wörter 日本|pale blue|") + folder_->path()),
                 qPrintable(rig_->text()));
    }

    void aCrashIsNamedByItsSignal() {
        rig_->recordToItsEnd(recorded + QStringLiteral(" crash"));
        QVERIFY2(rig_->text().contains(QStringLiteral("killed by signal 11 (Segmentation fault).")),
                 qPrintable(rig_->text()));
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
        rig_->recordToItsEnd(file);
        QVERIFY2(rig_->banner().words().contains(QStringLiteral("interpreter")),
                 qPrintable(rig_->banner().words()));
        QVERIFY2(rig_->text().contains(QStringLiteral("interpreter")), qPrintable(rig_->text()));
    }

    void muchOutputIsReadAndOnlyItsEndKept() {
        rig_->recordToItsEnd(QStringLiteral(
            "sh -c 'yes 0123456789012345678901234567890123456789012345678 | head -c 100000000; "
            "echo; echo done'"));
        QCOMPARE(rig_->shown().output()->size(), std::uint64_t{100'000'006});
        const QString all = rig_->text();
        QVERIFY2(all.contains(QStringLiteral("before this are not kept")), qPrintable(all.left(100)));
        QVERIFY(all.endsWith(QStringLiteral("  done\n  The program ended with status 0.\n")));
        QVERIFY(all.size() < 1'500'000);
    }

    void stopAsksAsControlCDoes() {
        rig_->record(recorded + QStringLiteral(" endless"));
        rig_->awaitLanes(1);
        rig_->press("actionStop");
        rig_->awaitEnd();
        QVERIFY(rig_->run()->info().ended == Ended::stopped);
        QVERIFY2(
            rig_->text().contains(QStringLiteral("killed by signal 2 (Interrupt), as it was asked to end.")),
            qPrintable(rig_->text()));
    }

    void whoDoesNotListenIsKilled() {
        const QByteArray mark = markOf("stubborn");
        rig_->record(recorded + QStringLiteral(" stubborn"), {}, QString::fromUtf8(mark));
        rig_->awaitLanes(1);
        QTRY_VERIFY_WITH_TIMEOUT(processes_marked(mark) > 0, timeout_ms);
        rig_->press("actionStop");
        rig_->awaitEnd();
        QVERIFY2(rig_->text().contains(QStringLiteral("killed by signal 9 (Killed)")),
                 qPrintable(rig_->text()));
        QCOMPARE(processes_marked(mark), 0);
    }

    void aProcessThatGoesOnInTheBackgroundEndsWithTheRecording() {
        const QByteArray mark = markOf("background");
        rig_->record(QStringLiteral("sh -c 'sleep 1000 & echo started'"), {}, QString::fromUtf8(mark));
        QTRY_VERIFY_WITH_TIMEOUT(rig_->text().contains(QStringLiteral("started")), timeout_ms);
        QVERIFY(!rig_->isIdle()); // it belongs to the program
        rig_->press("actionStop");
        rig_->awaitEnd();
        QCOMPARE(processes_marked(mark), 0);
    }

    /// Its own process group is not the window's.
    void aProgramThatKillsItsGroupDoesNotKillTheWindow() {
        rig_->recordToItsEnd(QStringLiteral("sh -c 'echo before; kill -TERM 0; sleep 1000'"));
        QVERIFY2(rig_->text().startsWith(QStringLiteral("  before\n")), qPrintable(rig_->text()));
        QVERIFY2(rig_->text().contains(QStringLiteral("killed by signal 15")), qPrintable(rig_->text()));
    }

    void runRecordsTheSameProgramUntilAScenarioIsChosen() {
        rig_->recordToItsEnd(QStringLiteral("echo 1"));
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
        QVERIFY(rig_->shown().isStale() && rig_->find<QWidget>("seed").isEnabled());
        rig_->press("actionRun");
        QTRY_VERIFY_WITH_TIMEOUT(rig_->isIdle() && rig_->run() != nullptr && !rig_->run()->request().program,
                                 timeout_ms);
        QCOMPARE(rig_->run()->info().scenario, std::string("hello-process"));
        QVERIFY(rig_->find<QPlainTextEdit>("outputView").toPlainText().isEmpty());
    }

    void aRecordingIsShownAgainWithItsOutputAndCanBeRepeated() {
        rig_->recordToItsEnd(QStringLiteral("echo first"));
        rig_->recordToItsEnd(QStringLiteral("echo second"));
        QVERIFY(rig_->text().contains(QStringLiteral("second")));
        auto& runs = rig_->find<QMenu>("menuRuns");
        emit runs.aboutToShow();
        QVERIFY2(runs.actions().first()->text().startsWith(QStringLiteral("echo second · recording")),
                 qPrintable(runs.actions().first()->text()));
        rig_->press("actionEarlierRun");
        QTRY_VERIFY_WITH_TIMEOUT(rig_->text().contains(QStringLiteral("first")) &&
                                     rig_->text().contains(QStringLiteral("status 0")),
                                 timeout_ms);
        QVERIFY2(rig_->window->windowTitle().startsWith(QStringLiteral("echo first")),
                 qPrintable(rig_->window->windowTitle()));
        QVERIFY(!rig_->shown().isStale());
        rig_->press("actionRun");
        QTRY_VERIFY_WITH_TIMEOUT(rig_->run() != nullptr && rig_->isIdle(), timeout_ms);
        QCOMPARE(rig_->run()->request().program->arguments, (std::vector<std::string>{"echo", "first"}));
    }

    void aRecordingIsSavedAndOpenedAgain() {
        rig_->recordToItsEnd(recorded + QStringLiteral(" contended-mutex"));
        QTRY_VERIFY_WITH_TIMEOUT(rig_->find<QAction>("actionSave").isEnabled(), timeout_ms);
        rig_->file_prompt.answer = folder_->filePath("mine.ilv");
        rig_->press("actionSave");
        QTRY_VERIFY_WITH_TIMEOUT(QFileInfo::exists(rig_->file_prompt.answer), timeout_ms);
        QVERIFY2(rig_->file_prompt.questions.first().suggestion.contains(
                     QStringLiteral("recorded-program-contended-mutex")),
                 qPrintable(rig_->file_prompt.questions.first().suggestion));
        const std::size_t lanes = rig_->shown().trace()->lane_count();
        rig_->choose("hello-process");
        rig_->window->open({rig_->file_prompt.answer});
        QTRY_VERIFY_WITH_TIMEOUT(rig_->shown().trace() != nullptr && rig_->shown().report() != nullptr &&
                                     rig_->shown().isForeign(),
                                 timeout_ms);
        QCOMPARE(rig_->shown().trace()->lane_count(), lanes);
        QVERIFY2(
            rig_->find<QPlainTextEdit>("outputView").placeholderText().contains(QStringLiteral("not known")),
            qPrintable(rig_->find<QPlainTextEdit>("outputView").placeholderText()));
    }

    void runOfARecordingFromElsewhereIsRefusedUnlessItsProgramIsKnown() {
        rig_->recordToItsEnd(QStringLiteral("echo elsewhere"));
        rig_->file_prompt.answer = folder_->filePath("theirs.ilv");
        QTRY_VERIFY_WITH_TIMEOUT(rig_->find<QAction>("actionSave").isEnabled(), timeout_ms);
        rig_->press("actionSave");
        QTRY_VERIFY_WITH_TIMEOUT(QFileInfo::exists(rig_->file_prompt.answer), timeout_ms);
        rig_ = nullptr;
        // The same settings know the program from when it was recorded.
        for (const bool is_known : {true, false}) {
            rig_ = std::make_unique<RecordRig>(folder_->filePath(is_known ? "settings.ini" : "others.ini"));
            rig_->window->open({folder_->filePath("theirs.ilv")});
            QTRY_VERIFY_WITH_TIMEOUT(rig_->shown().report() != nullptr, timeout_ms);
            const QAction& run = rig_->find<QAction>("actionRun");
            QCOMPARE(run.isEnabled(), is_known);
            QVERIFY2(run.toolTip().contains(is_known ? QStringLiteral("echo elsewhere once more")
                                                     : QStringLiteral("does not say in which folder")),
                     qPrintable(run.toolTip()));
            rig_->choose("hello-process");
            QVERIFY(run.isEnabled());
            rig_ = nullptr;
        }
    }

    void closingTheWindowEndsTheProgram() {
        const QByteArray mark = markOf("close");
        rig_->record(recorded + QStringLiteral(" endless"), {}, QString::fromUtf8(mark));
        rig_->awaitLanes(1);
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

private:
    static QByteArray markOf(const char* name) {
        return QByteArray("INTERLEAVE_TEST_MARK=") + name + '-' +
               QByteArray::number(QCoreApplication::applicationPid());
    }

    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<RecordRig> rig_;
};

} // namespace test_window_record

QTEST_MAIN(test_window_record::TestWindowRecord)
#include "test_window_record.moc"
