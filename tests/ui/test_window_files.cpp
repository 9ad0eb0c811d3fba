// SPDX-License-Identifier: GPL-3.0-or-later
// Runs in files: opening them by menu and by dropping them, saving, and going back to the runs before.
#include "core/event/write_all.h"
#include "core/file/run_history.h"
#include "core/file/run_notes.h"
#include "tests/core/file/file_rig.h"
#include "tests/ui/window_rig.h"
#include "ui/run/file_controller.h"
#include "ui/run/run_setup.h"
#include "ui/run/shown_run.h"
#include "ui/timeline/caption_line.h"

#include <QDropEvent>
#include <QLabel>
#include <QMenu>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTextBlock>
#include <QTextBrowser>
#include <QTextLayout>

#include <array>
#include <thread>

#include <sys/stat.h>
#include <unistd.h>

using namespace interleave;
using namespace interleave::rig;

namespace test_window_files {

/// The file of another program's trace: it has lanes and states, and says nothing of a scenario.
QByteArray foreign_file() {
    test::RandomRun run = test::random_run(2'000);
    run.info = RunInfo();
    run.info.switch_records = "off: the trace has none";
    run.end.exits.clear();
    return QByteArray::fromStdString(test::file_of(run));
}

/// Gives the bytes as standard input, through a pipe.
class StandardInput {
public:
    explicit StandardInput(const QByteArray& bytes) : before_(dup(STDIN_FILENO)) {
        std::array<int, 2> ends{};
        if (pipe(ends.data()) != 0 || dup2(ends[0], STDIN_FILENO) < 0)
            qFatal("no pipe");
        close(ends[0]);
        writer_ = std::thread([bytes, end = ends[1]] {
            if (write_all(end, {bytes.constData(), static_cast<std::size_t>(bytes.size())}) != 0)
                qFatal("the pipe cannot be written");
            close(end);
        });
    }
    ~StandardInput() {
        writer_.join();
        dup2(before_, STDIN_FILENO);
        close(before_);
    }
    StandardInput(const StandardInput&) = delete;
    StandardInput& operator=(const StandardInput&) = delete;

private:
    int before_;
    std::thread writer_;
};

class TestWindowFiles : public QObject {
    Q_OBJECT

private slots:
    void init() { folder_ = std::make_unique<QTemporaryDir>(); }

    void aSavedRunIsShownAsItWasAndNothingIsStale() {
        const QString file = savedRun("lost-update", 7);
        WindowRig rig(settings());
        rig.choose("cpu-bound");
        open(rig, file);
        const ShownRun& run = shown(rig);
        QVERIFY(run.report() != nullptr);
        QCOMPARE(run.info().scenario, std::string("lost-update"));
        QCOMPARE(run.info().seed, std::uint64_t{7});
        QVERIFY(!run.isStale());
        QVERIFY(!run.isForeign());
        QCOMPARE(rig.get("seed").toInt(), 7);
        QVERIFY(rig.get("backend").toString() == QString::fromStdString(run.info().backend));
        QTRY_VERIFY_WITH_TIMEOUT(!rig.table("statisticsView").rows.empty(), timeout_ms);
        QVERIFY2(rig.window->windowTitle().contains("lost update"), qPrintable(rig.window->windowTitle()));
        QVERIFY(rig.find<QAction>("actionSave").isEnabled());
    }

    void otherSettingsMakeItOneOfThePastAndTheRunIsOfThem() {
        WindowRig rig(settings());
        open(rig, savedRun("lost-update", 7));
        rig.set("seed", 8);
        QVERIFY(shown(rig).isStale());
        rig.press("actionRun");
        QTRY_VERIFY_WITH_TIMEOUT(rig.run() != nullptr && rig.isIdle(), timeout_ms);
        QCOMPARE(shown(rig).info().seed, std::uint64_t{8});
        QVERIFY(!shown(rig).isStale());
    }

    void aTraceOfAnotherProgramHasNoLessonAndIsNeverStale() {
        const QString file = write("theirs.trace", foreign_file());
        WindowRig rig(settings());
        rig.choose("lost-update");
        open(rig, file);
        const ShownRun& run = shown(rig);
        QVERIFY(run.isForeign() && !run.isStale());
        QCOMPARE(rig.find<CaptionLine>("captionLine").words().title, QStringLiteral("theirs.trace"));
        QVERIFY(rig.find<QTextBrowser>("lessonView").toPlainText().contains("has no lesson"));
        QVERIFY(rig.find<QPlainTextEdit>("codeView").toPlainText().contains("not known"));
        rig.set("seed", 99);
        QVERIFY(!run.isStale());
        QTRY_COMPARE_WITH_TIMEOUT(rig.table("statisticsView").rows.size(), std::size_t{5}, timeout_ms);
        QVERIFY(rig.table("checksView").rows.empty());
        for (const char* action :
             {"actionAskNext", "actionPresenter", "actionPresenter", "actionCopyPicture"})
            rig.press(action);

        // The same one again: now its lesson is wanted.
        rig.window->findChild<RunSetup*>()->chooseByName(QStringLiteral("lost-update"));
        QVERIFY(!run.isForeign() && run.isStale());
        QVERIFY(!rig.find<QPlainTextEdit>("codeView").toPlainText().contains("not known"));
    }

    void theNextRunOfTheChosenScenarioHasItsTitle() {
        const QString file = write("theirs.trace", foreign_file());
        WindowRig rig(settings());
        rig.choose("hello-thread");
        open(rig, file);
        QVERIFY2(rig.window->windowTitle().startsWith("theirs.trace"), qPrintable(rig.window->windowTitle()));
        rig.press("actionRun");
        QTRY_VERIFY_WITH_TIMEOUT(rig.run() != nullptr && rig.isIdle(), timeout_ms);
        QVERIFY2(rig.window->windowTitle().startsWith("Hello"), qPrintable(rig.window->windowTitle()));
    }

    void whatIsShownIsNotRemovedByOthers() {
        WindowRig rig(settings(), {}, keptFolder());
        run(rig, "hello-thread");
        run(rig, "lost-update");
        rig.press("actionEarlierRun");
        QTRY_COMPARE_WITH_TIMEOUT(shownScenario(rig), QString("hello-thread"), timeout_ms);
        QTRY_VERIFY_WITH_TIMEOUT(shown(rig).report() != nullptr, timeout_ms);
        RunHistory(keptFolder().toStdString(), {0, 0}).tidy(); // as of another window
        const QStringList left = QDir(keptFolder()).entryList(QDir::Files);
        QCOMPARE(left.size(), 1);
        QVERIFY2(left.front().contains("hello-thread"), qPrintable(left.front()));
    }

    void aFileThatIsDroppedIsOpened() {
        const QString file = write("theirs.trace", foreign_file());
        WindowRig rig(settings());
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(file)});
        QDragEnterEvent enter(QPoint(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(rig.window.get(), &enter);
        QVERIFY(enter.isAccepted());
        // As file managers offer it. One that is told of a move deletes the file.
        QDropEvent drop(QPointF(5, 5), Qt::CopyAction | Qt::MoveAction, &data, Qt::LeftButton,
                        Qt::ShiftModifier);
        drop.setDropAction(Qt::MoveAction);
        QApplication::sendEvent(rig.window.get(), &drop);
        QVERIFY(drop.isAccepted());
        QCOMPARE(drop.dropAction(), Qt::CopyAction);
        QTRY_VERIFY_WITH_TIMEOUT(shown(rig).report() != nullptr, timeout_ms);

        QDragEnterEvent move(QPoint(5, 5), Qt::MoveAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(rig.window.get(), &move);
        QVERIFY(!move.isAccepted());

        QMimeData page;
        page.setUrls({QUrl(QStringLiteral("https://example.org/a.ilv"))});
        QDragEnterEvent other(QPoint(5, 5), Qt::CopyAction, &page, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(rig.window.get(), &other);
        QVERIFY(!other.isAccepted());
    }

    void openingStopsTheRunThatGoesOn() {
        const QString file = write("theirs.trace", foreign_file());
        WindowRig rig(settings());
        rig.choose("dining-philosophers");
        rig.press("actionRun");
        QTRY_VERIFY_WITH_TIMEOUT(rig.hasLanes(2) || rig.isIdle(), timeout_ms);
        open(rig, file);
        QVERIFY(rig.isIdle());
        QVERIFY(shown(rig).isForeign());
        QVERIFY(!rig.find<QAction>("actionStop").isEnabled());
    }

    void whatCannotBeOpenedIsSaidAndWhatIsShownStays() {
        WindowRig rig(settings());
        open(rig, savedRun("lost-update", 3));
        const auto trace = shown(rig).trace();
        rig.window->open({folder_->filePath("none.ilv")});
        QTRY_VERIFY_WITH_TIMEOUT(rig.banner().words().contains("none.ilv"), timeout_ms);
        QCOMPARE(shown(rig).trace(), trace);
        rig.window->open({write("letter.txt", "Dear reader,\n")});
        QTRY_VERIFY_WITH_TIMEOUT(rig.banner().words().contains("is no trace"), timeout_ms);
        auto& recent = rig.find<QMenu>("menuRecent");
        emit recent.aboutToShow();
        for (const QAction* action : recent.actions())
            QVERIFY2(!action->text().contains("none") && !action->text().contains("letter"),
                     qPrintable(action->text()));
    }

    void aFileThatWasCutIsShownUpToThereAndSaysSo() {
        QByteArray bytes = foreign_file();
        bytes.chop(bytes.size() / 4);
        WindowRig rig(settings());
        open(rig, write("cut.ilv", bytes));
        QVERIFY(shown(rig).trace()->lane_count() == 5);
        QVERIFY2(rig.banner().words().contains("was not written"), qPrintable(rig.banner().words()));
    }

    void whatTakesLongShowsItsProgressAndCanBeCancelled() {
        const QString pipe = folder_->filePath("pipe"); // which gives nothing
        QVERIFY(::mkfifo(pipe.toLocal8Bit().constData(), 0600) == 0);
        WindowRig rig(settings());
        open(rig, write("theirs.trace", foreign_file()));
        const auto& line = rig.find<QWidget>("progressLine");
        QVERIFY2(!line.isVisible(), "reading that took no time");
        rig.window->open({pipe});
        QVERIFY(!line.isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(line.isVisible(), timeout_ms);
        QVERIFY(line.findChild<QLabel*>("progressWords")->text().contains("pipe"));
        line.findChild<QPushButton*>("progressCancel")->click();
        QTRY_VERIFY_WITH_TIMEOUT(!line.isVisible(), timeout_ms);
        QTRY_VERIFY_WITH_TIMEOUT(rig.banner().words().contains("was cancelled"), timeout_ms);
        QVERIFY2(shown(rig).report() != nullptr, "what was shown before stays");
    }

    void thatATraceHasNoCodeIsASentenceAndNoCode() {
        WindowRig rig(settings());
        open(rig, write("first.trace", foreign_file()));
        QPlainTextEdit& code = rig.find<QPlainTextEdit>("codeView");
        QVERIFY(code.toPlainText().startsWith("The code of this trace"));
        QVERIFY(code.document()->firstBlock().layout()->formats().isEmpty());
        rig.choose("lost-update");
        run(rig, "lost-update");
        QVERIFY(!code.document()->firstBlock().layout()->formats().isEmpty()); // a comment
    }

    void theFileIsAmongTheRecentOnes() {
        const QString file = write("theirs.trace", foreign_file());
        {
            WindowRig rig(settings());
            rig.files_to_open = {file};
            rig.press("actionOpen");
            QTRY_VERIFY_WITH_TIMEOUT(shown(rig).report() != nullptr, timeout_ms);
        }
        WindowRig rig(settings());
        auto& recent = rig.find<QMenu>("menuRecent");
        emit recent.aboutToShow();
        QCOMPARE(recent.actions().front()->text(), QStringLiteral("theirs.trace"));
        recent.actions().front()->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(shown(rig).report() != nullptr, timeout_ms);
    }

    void runsAreKeptAndTheOneBeforeIsOneKeyAway() {
        WindowRig rig(settings(), {}, keptFolder());
        run(rig, "hello-thread");
        QVERIFY(!rig.find<QAction>("actionLaterRun").isEnabled());
        run(rig, "lost-update");
        QCOMPARE(QDir(keptFolder()).entryList(QDir::Files).size(), 2);
        rig.press("actionEarlierRun");
        QTRY_COMPARE_WITH_TIMEOUT(shownScenario(rig), QString("hello-thread"), timeout_ms);
        QTRY_VERIFY_WITH_TIMEOUT(shown(rig).report() != nullptr, timeout_ms);
        QVERIFY(!shown(rig).isStale());
        QVERIFY(!rig.find<QAction>("actionEarlierRun").isEnabled());
        auto& runs = rig.find<QMenu>("menuRuns");
        emit runs.aboutToShow();
        QCOMPARE(runs.actions().size(), 2);
        QVERIFY2(runs.actions().front()->text().startsWith("The lost update · threads · "),
                 qPrintable(runs.actions().front()->text()));
        QVERIFY(runs.actions().back()->isChecked());
        rig.press("actionLaterRun");
        QTRY_COMPARE_WITH_TIMEOUT(shownScenario(rig), QString("lost-update"), timeout_ms);
        QTRY_VERIFY_WITH_TIMEOUT(shown(rig).report() != nullptr, timeout_ms);
    }

    void theRunsOfTheLastStartAreThereAlsoOneThatWasKilled() {
        {
            WindowRig rig(settings(), {}, keptFolder());
            run(rig, "lost-update");
        }
        const QString name = QDir(keptFolder()).entryList(QDir::Files).value(0);
        QFile file(QDir(keptFolder()).filePath(name));
        QVERIFY(file.resize(file.size() * 3 / 4)); // as if it had been killed then
        WindowRig rig(settings(), {}, keptFolder());
        QTRY_VERIFY_WITH_TIMEOUT(rig.find<QAction>("actionEarlierRun").isEnabled(), timeout_ms);
        rig.press("actionEarlierRun");
        QTRY_VERIFY_WITH_TIMEOUT(shown(rig).report() != nullptr, timeout_ms);
        QCOMPARE(shownScenario(rig), QString("lost-update"));
        QVERIFY(shown(rig).trace()->lane_count() > 0);
        QVERIFY2(rig.banner().words().contains("was not written"), qPrintable(rig.banner().words()));
    }

    void tenAreKeptNoMore() {
        WindowRig rig(settings(), {}, keptFolder());
        for (int i = 0; i < 12; ++i)
            run(rig, "hello-thread");
        QTRY_COMPARE(QDir(keptFolder()).entryList(QDir::Files).size(), 10);
        auto& runs = rig.find<QMenu>("menuRuns");
        emit runs.aboutToShow();
        QCOMPARE(runs.actions().size(), 10);
    }

    void theRunIsSavedWholeUnderTheNameThatTheUserGives() {
        WindowRig rig(settings(), {}, keptFolder());
        QVERIFY(!rig.find<QAction>("actionSave").isEnabled());
        run(rig, "lost-update");
        rig.file_prompt.answer = folder_->filePath("mine");
        rig.press("actionSave");
        QTRY_VERIFY_WITH_TIMEOUT(rig.banner().words().contains("mine.ilv"), timeout_ms);
        const SaveQuestion question = rig.file_prompt.questions.value(0);
        QVERIFY2(question.suggestion.contains("lost-update-threads-"), qPrintable(question.suggestion));
        const QString kept = QDir(keptFolder()).entryInfoList(QDir::Files).value(0).absoluteFilePath();
        QVERIFY(read(folder_->filePath("mine.ilv")) == read(kept));

        rig.press("actionSave"); // it has a name now
        QTRY_VERIFY_WITH_TIMEOUT(rig.find<QAction>("actionSave").isEnabled(), timeout_ms);
        QCOMPARE(rig.file_prompt.questions.size(), 1);
    }

    void whatCameThroughAPipeIsKeptWithItsNotesAndCanBeSaved() {
        const QString file = savedRun("lost-update", 7);
        append_notes(file.toStdString(), {{{.from = 10, .until = 20, .text = "here"}}, {15}});
        WindowRig rig(settings(), {}, keptFolder());
        const StandardInput input(read(file));
        open(rig, QStringLiteral("-"));
        QCOMPARE(shown(rig).info().seed, std::uint64_t{7});
        rig.file_prompt.answer = folder_->filePath("mine.ilv");
        rig.press("actionSave");
        QTRY_VERIFY_WITH_TIMEOUT(rig.banner().words().contains("mine.ilv"), timeout_ms);
        const QString kept = QDir(keptFolder()).entryInfoList(QDir::Files).value(0).absoluteFilePath();
        QCOMPARE(kept_run_from(kept.toStdString())->scenario, std::string("lost-update"));
        for (const QString& path : {kept, folder_->filePath("mine.ilv")}) {
            WindowRig other(folder_->filePath("others.ini"));
            open(other, path);
            QCOMPARE(shown(other).info().seed, std::uint64_t{7});
            const RunNotes& notes = other.window->findChild<FileController*>()->run()->notes();
            QCOMPARE(notes.notes.size(), std::size_t{1});
            QCOMPARE(notes.marks, std::vector<std::int64_t>{15});
        }
    }

    void aTraceOfAnotherProgramCanBeSavedFromAPipeToo() {
        WindowRig rig(settings(), {}, keptFolder());
        const StandardInput input(
            "[{\"name\":\"work\",\"ph\":\"X\",\"pid\":1,\"tid\":2,\"ts\":1,\"dur\":5}]");
        open(rig, QStringLiteral("-"));
        QVERIFY(!shown(rig).trace()->knows_states());
        rig.file_prompt.answer = folder_->filePath("mine.ilv");
        rig.press("actionSave");
        QTRY_VERIFY_WITH_TIMEOUT(rig.banner().words().contains("mine.ilv"), timeout_ms);
        open(rig, folder_->filePath("mine.ilv"));
        QVERIFY(shown(rig).isForeign());
        QVERIFY(!shown(rig).trace()->knows_states());
        QCOMPARE(shown(rig).trace()->lane(0).work_row_count(), std::size_t{1});
    }

    void withoutKeepingWhatCameThroughAPipeCannotBeSavedAndThatIsSaid() {
        WindowRig rig(settings(), {}, keptFolder());
        rig.press("actionKeepRuns");
        const StandardInput input(foreign_file());
        open(rig, QStringLiteral("-"));
        const QAction& save = rig.find<QAction>("actionSave");
        QVERIFY(!save.isEnabled());
        QVERIFY2(save.toolTip().contains("Keep the last runs"), qPrintable(save.toolTip()));
    }

    void aFileThatAnotherProgramReplacedIsNotSavedAsWhatIsShown() {
        const QString file = write("mine.ilv", read(savedRun("lost-update", 7)));
        WindowRig rig(settings());
        open(rig, file);
        rig.file_prompt.answer = folder_->filePath("copy.ilv");
        rig.press("actionSaveAs");
        QTRY_VERIFY_WITH_TIMEOUT(rig.banner().words().contains("copy.ilv"), timeout_ms);
        rig.press("actionSave"); // what the window itself writes is no change
        QTRY_VERIFY_WITH_TIMEOUT(rig.find<QAction>("actionSave").isEnabled(), timeout_ms);

        QVERIFY(QFile::remove(file));
        write("mine.ilv", foreign_file());
        rig.file_prompt.answer = folder_->filePath("other.ilv");
        rig.press("actionSaveAs");
        QVERIFY2(rig.banner().words().contains("has changed since it was opened"),
                 qPrintable(rig.banner().words()));
        QVERIFY(!QFile::exists(folder_->filePath("other.ilv")));
    }

    void whereNothingCanBeSavedTheReasonIsSaid() {
        WindowRig rig(settings(), {}, keptFolder());
        rig.press("actionKeepRuns");
        run(rig, "hello-thread");
        const QAction& save = rig.find<QAction>("actionSave");
        QVERIFY(!save.isEnabled());
        QVERIFY2(save.toolTip().contains("Keep the last runs"), qPrintable(save.toolTip()));
        QVERIFY(!QDir(keptFolder()).exists());
        rig.press("actionKeepRuns");
        run(rig, "hello-thread");
        QVERIFY(save.isEnabled());
    }

    void aFolderThatCannotBeWrittenIsSaidOnceAndTheRunGoesOn() {
        write("file", "x");
        WindowRig rig(settings(), {}, folder_->filePath("file/runs"));
        run(rig, "hello-thread");
        QVERIFY2(rig.banner().words().contains("is not kept"), qPrintable(rig.banner().words()));
        QCOMPARE(shown(rig).info().ended, std::optional(Ended::finished));
        run(rig, "hello-thread");
        QVERIFY2(!rig.banner().isVisible(), qPrintable(rig.banner().words()));
    }

    void severalFilesAreInTheListAndTheFirstIsShown() {
        const QString first = write("first.trace", foreign_file());
        const QString second = write("second.trace", foreign_file());
        WindowRig rig(settings());
        open(rig, first, {second});
        QCOMPARE(rig.find<CaptionLine>("captionLine").words().title, QStringLiteral("first.trace"));
        rig.press("actionLaterRun");
        QTRY_COMPARE_WITH_TIMEOUT(rig.find<CaptionLine>("captionLine").words().title,
                                  QStringLiteral("second.trace"), timeout_ms);
        QTRY_VERIFY_WITH_TIMEOUT(shown(rig).report() != nullptr, timeout_ms);
    }

private:
    static const ShownRun& shown(WindowRig& rig) { return *rig.window->findChild<ShownRun*>(); }
    static QString shownScenario(WindowRig& rig) {
        return QString::fromStdString(shown(rig).info().scenario);
    }
    QString settings() const { return folder_->filePath("settings.ini"); }
    QString keptFolder() const { return folder_->filePath("cache/runs"); }
    QString write(const char* name, const QByteArray& bytes) const {
        QFile file(folder_->filePath(QString::fromLatin1(name)));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write a file");
        return file.fileName();
    }
    static QByteArray read(const QString& path) {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void open(WindowRig& rig, const QString& file, const QStringList& others = {}) const {
        rig.window->open(QStringList{file} + others);
        const FileController& files = *rig.window->findChild<FileController*>();
        QTRY_VERIFY_WITH_TIMEOUT(files.run() != nullptr && !files.isActive(), timeout_ms);
    }
    static void run(WindowRig& rig, const char* scenario) {
        rig.choose(scenario);
        rig.press("actionRun");
        QTRY_VERIFY_WITH_TIMEOUT(rig.run() != nullptr && rig.isIdle(), timeout_ms);
    }
    /// Makes a run in another window and returns the file in which it was kept.
    QString savedRun(const char* scenario, int seed) const {
        const QString folder = folder_->filePath("saved");
        WindowRig rig(folder_->filePath("others.ini"), {}, folder);
        rig.choose(scenario);
        rig.set("seed", seed);
        run(rig, scenario);
        return QDir(folder).entryInfoList(QDir::Files).value(0).absoluteFilePath();
    }

    std::unique_ptr<QTemporaryDir> folder_;
};

} // namespace test_window_files

QTEST_MAIN(test_window_files::TestWindowFiles)
#include "test_window_files.moc"
