// SPDX-License-Identifier: GPL-3.0-or-later
// A run is saved under another name whole or not at all, with what a user noted.
#include "core/event/error.h"
#include "core/file/byte_source.h"
#include "core/file/save_run.h"
#include "tests/core/file/file_rig.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace interleave;
using namespace interleave::test;

namespace test_save_run {

RunNotes some_notes() {
    return {{{100, 200, "the lock is taken here"}, {300, 300, "and given back – here"}}, {50, 400}};
}

RunNotes notes_in(const QByteArray& bytes) {
    InputBytes input(std::make_unique<MemoryBytes>(bytes.toStdString()));
    const std::unique_ptr<RunReader> reader = read_run(input);
    RecordingSink sink;
    while (reader->read(sink)) {
    }
    return reader->notes();
}

std::string quoted(std::string text) {
    std::ranges::replace(text, '\'', '"');
    return text;
}

bool go_on(double) {
    return true;
}

class TestSaveRun : public QObject {
    Q_OBJECT

private slots:
    void init() { folder_ = std::make_unique<QTemporaryDir>(); }

    void theCopyIsTheSame() {
        const QByteArray bytes = QByteArray::fromStdString(file_of(random_run(100'000)));
        write("a.ilv", bytes);
        save_run(path("a.ilv"), path("b.ilv"), {}, go_on);
        QVERIFY(read("b.ilv") == bytes);
        QCOMPARE(files(), (QStringList{"a.ilv", "b.ilv"}));
    }

    /// What nobody told of states is not told by the converted file either.
    void aTraceOfAnotherProgramIsConverted() {
        QFile trace(QStringLiteral(INTERLEAVE_SOURCE_DIR "/tests/data/chrome_trace/profiler.json"));
        QVERIFY(trace.open(QIODevice::ReadOnly));
        const QByteArray bytes = trace.readAll();
        write("a.json", bytes);
        save_run(path("a.json"), path("b.ilv"), {}, go_on);
        const ReadRun before = read_whole(bytes.toStdString());
        const ReadRun after = read_whole(read("b.ilv").toStdString());
        QVERIFY(!before.knows_states);
        QVERIFY(!after.knows_states);
        QVERIFY(!before.sink.received.empty());
        QCOMPARE(after.sink.received.size(), before.sink.received.size());
        QCOMPARE(after.sink.lanes.size(), before.sink.lanes.size());
        QVERIFY(after.sink.lanes.back().kind == before.sink.lanes.back().kind);
        QCOMPARE(after.remarks.size(), std::size_t{0});
        QCOMPARE(after.info.title, std::string("a.json"));
    }

    void notesAreSavedWithItAndTheLastOnesCount() {
        write("a.ilv", QByteArray::fromStdString(file_of(random_run(1'000))));
        save_run(path("a.ilv"), path("b.ilv"), some_notes(), go_on);
        QCOMPARE(notes_in(read("b.ilv")), some_notes());
        RunNotes fewer = some_notes();
        fewer.notes.pop_back();
        save_run(path("b.ilv"), path("b.ilv"), fewer, go_on);
        QCOMPARE(notes_in(read("b.ilv")), fewer);
        const ReadRun run = read_whole(read("b.ilv").toStdString());
        QVERIFY(run.remarks.empty());
        QCOMPARE(run.info.ended, std::optional(Ended::finished));
    }

    void notesAreAddedToAFileWhereItIs() {
        write("a.ilv", QByteArray::fromStdString(file_of(random_run(1'000))));
        append_notes(path("a.ilv"), some_notes());
        QCOMPARE(notes_in(read("a.ilv")), some_notes());
    }

    void aFileOfAnotherKindGetsNoNotes() {
        write("a.txt", "not a run");
        QVERIFY_THROWS_EXCEPTION(RunError, append_notes(path("a.txt"), some_notes()));
        QCOMPARE(read("a.txt"), QByteArray("not a run"));
    }

    void whoCancelsKeepsTheOldFile() {
        write("a.ilv", QByteArray::fromStdString(file_of(random_run(1'000))));
        write("b.ilv", "old");
        bool cancelled = false;
        try {
            save_run(path("a.ilv"), path("b.ilv"), {}, [](double) { return false; });
        } catch (const Cancelled&) {
            cancelled = true;
        }
        if (!cancelled)
            QSKIP("this file system copies at once");
        QCOMPARE(read("b.ilv"), QByteArray("old"));
        QCOMPARE(files(), (QStringList{"a.ilv", "b.ilv"}));
    }

    void whatIsGoneIsSaid() {
        try {
            save_run(path("none.ilv"), path("b.ilv"), {}, go_on);
            QFAIL("it copied nothing");
        } catch (const RunError& error) {
            QVERIFY2(QByteArray(error.what()).contains("none.ilv"), error.what());
        }
        QCOMPARE(files(), QStringList());
    }

    void notesFromAFileAreBoundedAndPrintable() {
        // What is quoted is written with ' and replaced, so that it can be read.
        const std::string text = quoted(
            "{'notes':[{'from':9,'until':3,'text':'a\\nb'},{'from':1,'text':'   '},{'from':1,'text':'" +
            std::string(5'000, 'x') + "'}],'marks':[7,7,5,9000000000000000000]}");
        const RunNotes notes = notes_from_text(text);
        QCOMPARE(notes.notes.size(), std::size_t{2});
        QCOMPARE(notes.notes[0].text.size(), longest_note);
        QCOMPARE(notes.notes[1], (Note{3, 9, "a?b"}));
        QCOMPARE(notes.marks, (std::vector<std::int64_t>{5, 7}));
        for (const char* bad :
             {"", "[]", "{'notes':5}", "{'notes':[5]}", "{'notes':[{'from':'x'}]}", "{'marks':['x']}"})
            QVERIFY_THROWS_EXCEPTION(RunError, notes_from_text(quoted(bad)));
    }

    void manyNotesFitIntoABlock() {
        RunNotes notes;
        for (int i = 0; i < 3'000; ++i)
            notes.notes.push_back({i, i, std::string(600, '"')});
        tidy(notes);
        QCOMPARE(notes.notes.size(), most_notes);
        QCOMPARE(notes_from_text(notes_to_text(notes)), notes);
        QVERIFY(notes_to_text(notes).size() < longest_block);
    }

private:
    std::string path(const char* name) const {
        return folder_->filePath(QString::fromLatin1(name)).toStdString();
    }
    QStringList files() const { return QDir(folder_->path()).entryList(QDir::Files | QDir::Hidden); }
    void write(const char* name, const QByteArray& bytes) const {
        QFile file(QString::fromStdString(path(name)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }
    QByteArray read(const char* name) const {
        QFile file(QString::fromStdString(path(name)));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    std::unique_ptr<QTemporaryDir> folder_;
};

} // namespace test_save_run

QTEST_GUILESS_MAIN(test_save_run::TestSaveRun)
#include "test_save_run.moc"
