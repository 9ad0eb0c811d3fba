// SPDX-License-Identifier: GPL-3.0-or-later
// The disk is full at any byte of what is written: what was there stays, what is there opens, and one line
// says why.
#include "core/event/error.h"
#include "core/file/data_export.h"
#include "core/file/run_notes.h"
#include "core/file/run_saver.h"
#include "core/file/save_run.h"
#include "tests/core/file/file_rig.h"
#include "tests/core/file/file_size_limit.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <functional>
#include <memory>
#include <set>

using namespace interleave;
using namespace interleave::test;

namespace test_full_disk {

void pass_on(const RandomRun& run, RecordSink& sink) {
    sink.file_appeared(1, "core/scenario/catalogue/lost_update.cpp");
    for (const ObjectInfo& object : run.objects)
        sink.object_appeared(object);
    for (const LaneInfo& lane : run.lanes)
        sink.lane_appeared(lane);
    sink.records(run.records);
}

/// Saves the run as it goes on, and returns why it could not be saved whole.
std::string saved(const RandomRun& run, const std::string& path) {
    try {
        RunSaver saver(path);
        saver.begin(run.info);
        pass_on(run, saver);
        saver.finish(run.info, run.end);
        return saver.error();
    } catch (const RunError& error) {
        return error.what();
    }
}

/// Returns the error's line, or nothing.
std::string error_of(const std::function<void()>& act) {
    try {
        act();
    } catch (const RunError& error) {
        return error.what();
    }
    return {};
}

class TestFullDisk : public QObject {
    Q_OBJECT

private slots:
    void init() { folder_ = std::make_unique<QTemporaryDir>(); }

    void aRunIsSavedAsFarAsThereIsRoom() {
        const RandomRun run = random_run(70'000);
        QCOMPARE(saved(run, path("whole.ilv")), std::string());
        const std::size_t size = bytes_of("whole.ilv").size();
        std::vector<std::size_t> ends;
        file_of(run, &ends);
        std::set<std::size_t> limits{0, 1, size - 1};
        for (const std::size_t end : ends)
            limits.insert({end - 1, end, end + 1});
        for (const std::size_t limit : limits) {
            if (limit >= size)
                continue;
            QFile::remove(QString::fromStdString(path("run.ilv")));
            {
                const FileSizeLimit small(limit);
                QVERIFY(is_told(saved(run, path("run.ilv"))));
            }
            const std::string file = bytes_of("run.ilv");
            QVERIFY(file.size() <= limit);
            if (file.size() < file_head_bytes)
                continue;
            const ReadRun read = read_whole(file);
            QVERIFY(!read.info.ended);
            QVERIFY(std::ranges::equal(read.sink.received,
                                       std::span(run.records).first(read.sink.received.size()), {},
                                       &TimedRecord::time, &TimedRecord::time));
        }
        QCOMPARE(files(), (QStringList{"run.ilv", "whole.ilv"}));
    }

    void aNoteThatFindsNoRoomLeavesTheRunAndTheNotesBefore() {
        const RandomRun run = random_run(2'000);
        const RunNotes before{{{1, 2, "first"}}, {}};
        const RunNotes after{{{1, 2, "first"}, {3, 4, "second"}}, {5}};
        write("run.ilv", QByteArray::fromStdString(file_of(run) + notes_block(before)));
        const std::string old = bytes_of("run.ilv");
        for (std::size_t more = 0; more < notes_block(after).size(); ++more) {
            write("run.ilv", QByteArray::fromStdString(old));
            {
                const FileSizeLimit small(old.size() + more);
                QVERIFY(is_told(error_of([&] { append_notes(path("run.ilv"), after); })));
            }
            InputBytes input(std::make_unique<MemoryBytes>(bytes_of("run.ilv")));
            const std::unique_ptr<RunReader> reader = read_run(input);
            RecordingSink sink;
            while (reader->read(sink)) {
            }
            QCOMPARE(sink.received.size(), run.records.size());
            QVERIFY(reader->info().ended == run.info.ended);
            QVERIFY(reader->notes() == before);
        }
    }

    void whatIsWrittenWholeLeavesTheOldFile_data() {
        QTest::addColumn<QString>("what");
        for (const char* what :
             {"copy.ilv", "converted.ilv", "events.csv", "events.json", "trace.json", "switches.txt"})
            QTest::newRow(what) << QString::fromLatin1(what);
    }
    void whatIsWrittenWholeLeavesTheOldFile() {
        QFETCH(QString, what);
        const RandomRun run = random_run(20'000);
        write("from.ilv", QByteArray::fromStdString(file_of(run)));
        write("from.txt", "[{\"name\":\"work\",\"ph\":\"X\",\"pid\":1,\"tid\":2,\"ts\":1,\"dur\":5}]");
        Trace trace(true);
        pass_on(run, trace);
        trace.close(run.end.time, run.end.exits);
        const std::string to = path("to" + what.mid(what.lastIndexOf('.')));
        const auto act = [&] {
            const auto go_on = [](double) { return true; };
            if (what == "copy.ilv")
                save_run(path("from.ilv"), to, RunNotes{{{1, 2, "note"}}, {}}, go_on);
            else if (what == "converted.ilv")
                save_run(path("from.txt"), to, {}, go_on);
            else if (what.startsWith("events"))
                export_data(to, data_format(to, "events"), trace, run.info);
            else
                export_data(to, data_format(to, {}), trace, run.info);
        };
        QCOMPARE(error_of(act), std::string());
        const std::size_t size = bytes_of(QFileInfo(QString::fromStdString(to)).fileName()).size();
        QVERIFY(size > 100);
        const QStringList there = files();
        for (std::size_t part = 0; part < 10; ++part) {
            const std::size_t limit = part * (size - 1) / 9;
            write(QFileInfo(QString::fromStdString(to)).fileName(), "old");
            {
                const FileSizeLimit small(limit);
                QVERIFY(is_told(error_of(act)));
            }
            QCOMPARE(bytes_of(QFileInfo(QString::fromStdString(to)).fileName()), std::string("old"));
            QCOMPARE(files(), there);
        }
    }

private:
    std::string path(const QString& name) const { return folder_->filePath(name).toStdString(); }
    QStringList files() const {
        return QDir(folder_->path())
            .entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot, QDir::Name);
    }
    void write(const QString& name, const QByteArray& bytes) const {
        QFile file(folder_->filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write a file");
    }
    std::string bytes_of(const QString& name) const {
        QFile file(folder_->filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
    }
    /// Whether it is one line that names the file and the limit.
    bool is_told(const std::string& line) const {
        const QString words = QString::fromStdString(line);
        const bool told =
            words.contains(folder_->path()) && words.contains("ulimit -f") && !words.contains('\n');
        if (!told)
            qWarning("told: '%s'", line.c_str());
        return told;
    }

    std::unique_ptr<QTemporaryDir> folder_;
};

} // namespace test_full_disk

QTEST_GUILESS_MAIN(test_full_disk::TestFullDisk)
#include "test_full_disk.moc"
