// SPDX-License-Identifier: GPL-3.0-or-later
// How the rows are arranged is kept with the run: in the file that the program keeps, in one that the user
// saves, and while the window shows other runs.
#include "core/file/input_bytes.h"
#include "core/file/run_reader.h"
#include "tests/core/event/recording_sink.h"
#include "tests/ui/window_rig.h"
#include "ui/run/file_controller.h"
#include "ui/run/shown_arrangement.h"
#include "ui/timeline/rows_button.h"

#include <QDir>

using namespace interleave;
using namespace interleave::rig;

namespace test_window_rows {

RowArrangement rows_in(const QString& path) {
    const std::unique_ptr<InputBytes> input = InputBytes::open(path.toStdString());
    const std::unique_ptr<RunReader> reader = read_run(*input);
    test::RecordingSink sink;
    while (reader->read(sink)) {
    }
    return reader->notes().rows;
}

RowArrangement without_lane(std::uint32_t lane) {
    RowArrangement rows;
    rows.hidden = {{RowKey::Kind::lane, lane}};
    return rows;
}

class TestWindowRows : public QObject {
    Q_OBJECT

private slots:
    void init() { folder_ = std::make_unique<QTemporaryDir>(); }

    void aHiddenRowIsKeptWithTheRunAtOnce() {
        WindowRig rig(settings(), {}, keptFolder());
        run(rig);
        rig.navigation().chooseLane(1, 0);
        QTest::keyClick(&rig.timeline(), Qt::Key_H);
        QCOMPARE(arrangement(rig), without_lane(1));
        QTRY_COMPARE_WITH_TIMEOUT(rows_in(kept()), without_lane(1), timeout_ms);
        rig.window->close();
        QVERIFY2(rig.asked_to_save.isEmpty(), "nobody is asked about rows");
    }

    void anotherRunHasItsOwnArrangement() {
        WindowRig rig(settings(), {}, keptFolder());
        run(rig);
        rig.window->findChild<ShownArrangement*>()->change(QStringLiteral("hide"), without_lane(1));
        const QString path = kept();
        QTRY_COMPARE_WITH_TIMEOUT(rows_in(path), without_lane(1), timeout_ms);
        run(rig);
        QVERIFY(arrangement(rig).empty());
        QTRY_COMPARE(rig.timeline().rowsButton()->text(), QStringLiteral("Rows ▾"));
        QTRY_VERIFY_WITH_TIMEOUT(rig.find<QAction>("actionEarlierRun").isEnabled(), timeout_ms);
        rig.press("actionEarlierRun");
        QTRY_COMPARE_WITH_TIMEOUT(arrangement(rig), without_lane(1), timeout_ms);
        QTRY_COMPARE(rig.timeline().rowsButton()->text(), QStringLiteral("1 row hidden ▾"));
        QVERIFY2(!rig.window->findChild<ShownArrangement*>()->undoStack().canUndo(),
                 "it is none of this run");
    }

    void itIsSavedInAFileOfTheUser() {
        WindowRig rig(settings(), {}, keptFolder());
        run(rig);
        rig.window->findChild<ShownArrangement*>()->change(QStringLiteral("hide"), without_lane(1));
        rig.file_prompt.answer = folder_->filePath("mine.ilv");
        rig.press("actionSave");
        QTRY_VERIFY_WITH_TIMEOUT(rig.banner().words().contains("mine.ilv"), timeout_ms);
        QCOMPARE(rows_in(folder_->filePath("mine.ilv")), without_lane(1));

        WindowRig other(folder_->filePath("other.ini"));
        open(other, folder_->filePath("mine.ilv"));
        QTRY_COMPARE_WITH_TIMEOUT(arrangement(other), without_lane(1), timeout_ms);
    }

    /// A file of the user is not written unasked, and still the window knows how its rows were when it comes
    /// back to it.
    void aFileOfTheUserStaysArrangedWhileOtherRunsAreShown() {
        WindowRig rig(settings(), {}, keptFolder());
        run(rig);
        const QString path = folder_->filePath("mine.ilv");
        rig.file_prompt.answer = path;
        rig.press("actionSave");
        QTRY_VERIFY_WITH_TIMEOUT(rig.banner().words().contains("mine.ilv"), timeout_ms);
        open(rig, path);
        rig.window->findChild<ShownArrangement*>()->change(QStringLiteral("hide"), without_lane(0));
        run(rig);
        QVERIFY(arrangement(rig).empty());
        open(rig, path);
        QTRY_COMPARE_WITH_TIMEOUT(arrangement(rig), without_lane(0), timeout_ms);
        QVERIFY(rows_in(path).empty());
    }

private:
    QString settings() const { return folder_->filePath("settings.ini"); }
    QString keptFolder() const { return folder_->filePath("runs"); }
    QString kept() const { return QDir(keptFolder()).entryInfoList(QDir::Files).value(0).absoluteFilePath(); }
    static const RowArrangement& arrangement(WindowRig& rig) {
        return rig.window->findChild<ShownArrangement*>()->rows();
    }
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

    std::unique_ptr<QTemporaryDir> folder_;
};

} // namespace test_window_rows

QTEST_MAIN(test_window_rows::TestWindowRows)
#include "test_window_rows.moc"
