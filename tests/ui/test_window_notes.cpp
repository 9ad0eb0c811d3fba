// SPDX-License-Identifier: GPL-3.0-or-later
// Notes and marks: written with a key, drawn, kept with the run at once, and never lost unasked.
#include "core/file/input_bytes.h"
#include "core/file/run_reader.h"
#include "tests/core/event/recording_sink.h"
#include "tests/ui/window_rig.h"
#include "ui/export/picture_words.h"
#include "ui/run/file_controller.h"
#include "ui/run/note_list.h"
#include "ui/run/shown_run.h"
#include "ui/theme/theme.h"
#include "ui/window/note_dialog.h"

#include <QDialogButtonBox>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>

using namespace interleave;
using namespace interleave::rig;

namespace test_window_notes {

RunNotes notes_in(const QString& path) {
    const std::unique_ptr<InputBytes> input = InputBytes::open(path.toStdString());
    const std::unique_ptr<RunReader> reader = read_run(*input);
    test::RecordingSink sink;
    while (reader->read(sink)) {
    }
    return reader->notes();
}

class TestWindowNotes : public QObject {
    Q_OBJECT

private slots:
    void init() { folder_ = std::make_unique<QTemporaryDir>(); }

    void aNoteOnTheCursorIsKeptWithTheRunAtOnce() {
        WindowRig rig(settings(), {}, keptFolder());
        run(rig);
        rig.navigation().chooseLane(0, middle(rig));
        note(rig, "here it begins");
        QTRY_COMPARE_WITH_TIMEOUT(notes_in(kept()),
                                  (RunNotes{{{middle(rig), middle(rig), "here it begins"}}, {}}), timeout_ms);
        rig.navigation().keepMark(1'000);
        QTRY_COMPARE_WITH_TIMEOUT(notes_in(kept()).marks, std::vector<std::int64_t>{1'000}, timeout_ms);
    }

    void aNoteIsDrawnAsAFlagWhereItIs() {
        WindowRig rig(settings(), {}, keptFolder());
        run(rig);
        const QRectF plot = rig.timeline().layoutOfRows().plot();
        rig.window->findChild<NoteList*>()->put({middle(rig), middle(rig), "x"});
        const QColor accent = theme_for(rig.window->palette()).accent;
        const TimeRange& range = rig.navigation().visibleRange();
        const QPoint flag(static_cast<int>(pixel_of(middle(rig), range, plot.left(), plot.width())) + 2,
                          static_cast<int>(plot.top()) + 1);
        QTRY_COMPARE(QColor(rig.timeline().grab().toImage().pixel(flag)), accent);
    }

    void aNoteOnASelectionIsChangedAndDeleted() {
        WindowRig rig(settings(), {}, keptFolder());
        run(rig);
        auto& notes = *rig.window->findChild<NoteList*>();
        rig.navigation().select({1'000, 2'000'000});
        note(rig, "the long wait");
        QCOMPARE(notes.notes(), (std::vector<Note>{{1'000, 2'000'000, "the long wait"}}));
        note(rig, "the longest wait");
        QCOMPARE(notes.notes(), (std::vector<Note>{{1'000, 2'000'000, "the longest wait"}}));

        auto& menu = rig.find<QMenu>("menuNotes");
        emit menu.aboutToShow();
        QVERIFY2(menu.actions().back()->text().contains("the longest wait"),
                 qPrintable(menu.actions().back()->text()));
        menu.actions().back()->trigger();
        rig.find<QPushButton>("noteDelete").click();
        QVERIFY(notes.notes().empty());
        QTRY_VERIFY_WITH_TIMEOUT(notes_in(kept()).empty(), timeout_ms);
    }

    void withoutAMomentTheUserIsToldWhatToDo() {
        WindowRig rig(settings(), {}, keptFolder());
        QVERIFY(!rig.find<QAction>("actionAddNote").isEnabled());
        run(rig);
        rig.press("actionAddNote");
        QVERIFY2(rig.banner().words().contains("Click a moment"), qPrintable(rig.banner().words()));
    }

    void notesComeBackWithTheFileAndAreSavedInAnother() {
        WindowRig rig(settings(), {}, keptFolder());
        run(rig);
        rig.navigation().chooseLane(0, middle(rig));
        note(rig, "look");
        rig.navigation().keepMark(5);
        rig.file_prompt.answer = folder_->filePath("mine.ilv");
        QTest::qWait(0); // the mark is told from the event loop
        rig.press("actionSave");
        QTRY_VERIFY_WITH_TIMEOUT(rig.banner().words().contains("mine.ilv"), timeout_ms);
        const RunNotes saved = notes_in(folder_->filePath("mine.ilv"));
        QCOMPARE(saved.notes.size(), std::size_t{1});
        QCOMPARE(saved.marks, std::vector<std::int64_t>{5});

        WindowRig other(folder_->filePath("other.ini"));
        open(other, folder_->filePath("mine.ilv"));
        QCOMPARE(other.window->findChild<NoteList*>()->notes(), saved.notes);
        QCOMPARE(other.navigation().marks(), saved.marks);
        other.window->close();
        QVERIFY2(other.asked_to_save.isEmpty(), "nothing was changed");
    }

    void aPictureSaysWhatIsNoted() {
        WindowRig rig(settings(), {}, keptFolder());
        run(rig);
        const ShownRun& shown = *rig.window->findChild<ShownRun*>();
        const PictureWords words = words_of(
            shown.info(), *shown.trace(), {{1'000'000, 1'000'000, "here"}, {2'000'000, 3'000'000, "there"}});
        QVERIFY2(words.result.contains("Notes: 1 (") && words.result.contains(") here; 2 (") &&
                     words.result.contains(") there"),
                 qPrintable(words.result));
    }

    void closingAsksForNotesThatTheUserHasNotSaved() {
        WindowRig rig(settings(), {}, keptFolder());
        run(rig);
        rig.window->findChild<NoteList*>()->put({5, 5, "x"});
        rig.save_answer = SaveAnswer::cancel;
        rig.window->close();
        QCOMPARE(rig.asked_to_save.size(), 1);
        QVERIFY(rig.window->isVisible());

        rig.save_answer = SaveAnswer::save;
        rig.file_prompt.answer = folder_->filePath("mine.ilv");
        rig.window->close();
        QTRY_VERIFY_WITH_TIMEOUT(!rig.window->isVisible(), timeout_ms);
        QCOMPARE(rig.asked_to_save.size(), 2);
        QCOMPARE(notes_in(folder_->filePath("mine.ilv")).notes.size(), std::size_t{1});
    }

    void closingWaitsForWhatIsBeingSaved() {
        WindowRig rig(settings(), {}, keptFolder());
        run(rig);
        rig.window->findChild<NoteList*>()->put({5, 5, "x"});
        rig.file_prompt.answer = folder_->filePath("mine.ilv");
        rig.press("actionSave");
        rig.window->close();
        QVERIFY2(rig.window->isVisible(), "it closed before the file was written");
        QTRY_VERIFY_WITH_TIMEOUT(!rig.window->isVisible(), timeout_ms);
        QCOMPARE(notes_in(folder_->filePath("mine.ilv")).notes.size(), std::size_t{1});
        QVERIFY(rig.asked_to_save.isEmpty());
    }

    void theNotesOfAnEarlierRunAreAskedForToo() {
        WindowRig rig(settings(), {}, keptFolder());
        run(rig);
        rig.window->findChild<NoteList*>()->put({5, 5, "x"});
        run(rig);
        QVERIFY2(rig.asked_to_save.isEmpty(), "they are in the kept file");
        QVERIFY(rig.window->findChild<NoteList*>()->notes().empty());
        rig.window->close();
        QCOMPARE(rig.asked_to_save.size(), 1);
        QVERIFY2(rig.asked_to_save.front().contains("Hello, thread"), qPrintable(rig.asked_to_save.front()));
    }

    void notesInNoFileAtAllAreAskedForBeforeAnotherRun() {
        WindowRig rig(settings());
        run(rig);
        rig.window->findChild<NoteList*>()->put({5, 5, "x"});
        const auto trace = rig.window->findChild<ShownRun*>()->trace();
        rig.save_answer = SaveAnswer::cancel;
        rig.press("actionRun");
        QCOMPARE(rig.asked_to_save.size(), 1);
        QVERIFY(rig.isIdle());
        rig.save_answer = SaveAnswer::discard;
        run(rig);
        QVERIFY(rig.window->findChild<ShownRun*>()->trace() != trace);
    }

    void runsThemselvesAreGivenUpUnaskedUnlessTheUserWantsToBeAsked() {
        WindowRig rig(settings(), {}, keptFolder());
        run(rig);
        run(rig);
        QVERIFY(rig.asked_to_save.isEmpty());
        rig.press("actionAskForRuns");
        run(rig);
        QCOMPARE(rig.asked_to_save.size(), 1);
    }

private:
    QString settings() const { return folder_->filePath("settings.ini"); }
    QString keptFolder() const { return folder_->filePath("runs"); }
    QString kept() const { return QDir(keptFolder()).entryInfoList(QDir::Files).value(0).absoluteFilePath(); }
    static std::int64_t middle(WindowRig& rig) { return rig.navigation().wholeRange().until / 2; }
    static void run(WindowRig& rig) {
        rig.choose("hello-thread");
        rig.press("actionRun");
        QTRY_VERIFY_WITH_TIMEOUT(rig.run() != nullptr && rig.isIdle(), timeout_ms);
    }
    static void open(WindowRig& rig, const QString& file) {
        rig.window->open({file});
        const FileController& files = *rig.window->findChild<FileController*>();
        QTRY_VERIFY_WITH_TIMEOUT(files.run() != nullptr && !files.isActive(), timeout_ms);
    }
    /// Writes a note with the key, and answers the dialog.
    static void note(WindowRig& rig, const char* text) {
        QTest::keyClick(&rig.timeline(), Qt::Key_N);
        auto* dialog = rig.window->findChild<NoteDialog*>();
        QVERIFY(dialog != nullptr);
        dialog->findChild<QLineEdit*>(QStringLiteral("noteText"))->setText(QString::fromLatin1(text));
        dialog->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok)->click();
        QTRY_VERIFY(rig.window->findChild<NoteDialog*>() == nullptr);
    }

    std::unique_ptr<QTemporaryDir> folder_;
};

} // namespace test_window_notes

QTEST_MAIN(test_window_notes::TestWindowNotes)
#include "test_window_notes.moc"
