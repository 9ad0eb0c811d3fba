// SPDX-License-Identifier: GPL-3.0-or-later
// The code of a recorded program: its files are kept with the recording, and the one in which the chosen lane
// is at that time is shown, with its line marked.
#include "core/file/run_saver.h"
#include "tests/ui/window_rig.h"
#include "ui/code/code_view.h"
#include "ui/run/shown_run.h"

#include <QStandardPaths>
#include <QTextBlock>
#include <QTextLayout>
#include <QToolButton>

using namespace interleave;
using namespace interleave::rig;

namespace test_code_of_program {

/// Its waits are in files of the same name in other folders, line 8. One of them is removed before that.
constexpr const char* main_script = R"(import os
import threading
from gone import main as gone
from part import main as part

os.remove(gone.__file__)
lock = threading.Lock()

for module in (part, gone):
    threads = [threading.Thread(target=module.use, args=(lock,), name=f"user {i}") for i in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
)";
constexpr const char* part_script = R"("""Holds a lock
for longer than "nothing".
"""
import time


def use(lock):
    with lock:
        time.sleep(0.02)  # long
)";
constexpr int line_of_wait = 8;

QString python() {
    return QStandardPaths::findExecutable(QStringLiteral("python3"),
                                          {QStringLiteral("/usr/bin"), QStringLiteral("/usr/local/bin")});
}

void write(const QString& path, const char* text) {
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) < 0)
        qFatal("cannot write %s", qPrintable(path));
}

/// Returns the lane and the time of the first wait in a file of this folder.
std::optional<std::pair<LaneId, std::int64_t>> first_wait_in(const Trace& trace, const QString& folder) {
    for (LaneId number = 0; number < trace.lane_count(); ++number) {
        const auto& segments = trace.lane(number).segments();
        for (std::size_t i = 0; i < segments.size(); ++i) {
            const Segment& segment = segments[i];
            const std::string path = trace.file_path(site_file(segment.site));
            if (segment.state == LaneState::waiting_lock && QString::fromStdString(path).contains(folder))
                return std::pair(number, segment.begin);
        }
    }
    return std::nullopt;
}

class TestCodeOfProgram : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        if (python().isEmpty())
            QSKIP("there is no python3 in /usr/bin or /usr/local/bin");
        write(folder_.filePath(QStringLiteral("main.py")), main_script);
        for (const char* part : {"part", "gone"}) {
            QDir(folder_.path()).mkdir(QLatin1String(part));
            write(folder_.filePath(QStringLiteral("%1/main.py").arg(QLatin1String(part))), part_script);
        }
        const QString recording = folder_.filePath(QStringLiteral("recording.ilv"));
        ProgramToRecord program;
        program.arguments = {python().toStdString(),
                             folder_.filePath(QStringLiteral("main.py")).toStdString()};
        ObservedRun run(request_to_record(program), std::make_unique<RunSaver>(recording.toStdString()));
        QVERIFY(run.wait(std::chrono::milliseconds(timeout_ms)));
        QCOMPARE(run.save_error(), std::string());
        // What is shown is what ran, whatever became of it.
        write(folder_.filePath(QStringLiteral("part/main.py")), "changed\n");
    }

    void theRecordingOpensWithTheFileThatCameFirst() {
        WindowRig rig(settings());
        open(rig);
        QVERIFY(code(rig).showsCode());
        QCOMPARE(code(rig).toPlainText(), QString::fromUtf8(main_script).trimmed());
        QCOMPARE(code(rig).findChildren<QToolButton*>().size(), 0); // nothing of it is folded
    }

    void theFileOfTheChosenWaitIsShownAndItsLineMarked() {
        WindowRig rig(settings());
        open(rig);
        choose_wait(rig, QStringLiteral("/part/"));
        QCOMPARE(code(rig).toPlainText(), QString::fromUtf8(part_script).trimmed());
        const QTextCursor marked = code(rig).cursorForPosition(code(rig).markedPlace().center());
        QCOMPARE(marked.blockNumber() + 1, line_of_wait);
    }

    void pythonIsColouredAsPython() {
        WindowRig rig(settings());
        open(rig);
        choose_wait(rig, QStringLiteral("/part/"));
        const QTextDocument& document = *code(rig).document();
        QTRY_VERIFY_WITH_TIMEOUT(colour_at(document, 9, 26).isValid(),
                                 timeout_ms); // it is coloured a turn later
        // A string in three quotes has one colour over its lines, whatever is in it.
        const QColor string = colour_at(document, 1, 0);
        QCOMPARE(colour_at(document, 2, 0), string);
        QCOMPARE(colour_at(document, 2, 18), string);
        QCOMPARE(colour_at(document, 3, 2), string);
        const QColor keyword = colour_at(document, 4, 0);
        QVERIFY(keyword.isValid() && keyword != string);
        QCOMPARE(colour_at(document, 7, 0), keyword);
        QVERIFY(!colour_at(document, 7, 4).isValid());
        const QColor comment = colour_at(document, 9, 26);
        QVERIFY(comment.isValid() && comment != keyword && comment != string);
    }

    void aFileThatIsNotKnownIsSaid() {
        WindowRig rig(settings());
        open(rig);
        choose_wait(rig, QStringLiteral("/gone/"));
        QVERIFY(!code(rig).showsCode());
        QVERIFY2(code(rig).toPlainText().contains(QStringLiteral("is not known")),
                 qPrintable(code(rig).toPlainText()));
    }

private:
    QString settings() { return folder_.filePath(QStringLiteral("settings.ini")); }
    static CodeView& code(WindowRig& rig) { return rig.find<CodeView>("codeView"); }

    void open(WindowRig& rig) {
        rig.window->open({folder_.filePath(QStringLiteral("recording.ilv"))});
        auto* run = rig.window->findChild<ShownRun*>();
        QTRY_VERIFY_WITH_TIMEOUT(run->report() != nullptr, timeout_ms);
    }
    static void choose_wait(WindowRig& rig, const QString& folder) {
        const auto wait = first_wait_in(*rig.window->findChild<ShownRun*>()->trace(), folder);
        QVERIFY2(wait.has_value(), qPrintable(folder));
        bool is_chosen = false; // views are told in the next turn of the event loop
        const QMetaObject::Connection told = QObject::connect(
            &rig.navigation(), &Navigation::changed, rig.window.get(),
            [&](Navigation::Changes changes) { is_chosen = is_chosen || (changes & Navigation::Choice); });
        rig.navigation().chooseLane(wait->first, wait->second);
        QTRY_VERIFY_WITH_TIMEOUT(is_chosen, timeout_ms);
        QObject::disconnect(told);
    }
    static QColor colour_at(const QTextDocument& document, int line, int column) {
        for (const QTextLayout::FormatRange& range : document.findBlockByNumber(line - 1).layout()->formats())
            if (column >= range.start && column < range.start + range.length)
                return range.format.foreground().color();
        return {};
    }

    QTemporaryDir folder_;
};

} // namespace test_code_of_program

QTEST_MAIN(test_code_of_program::TestCodeOfProgram)
#include "test_code_of_program.moc"
