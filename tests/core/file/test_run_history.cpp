// SPDX-License-Identifier: GPL-3.0-or-later
// The folder of the last runs is bounded in number and bytes; what somebody holds stays.
#include "core/event/error.h"
#include "core/file/run_history.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace interleave;

namespace test_run_history {

class TestRunHistory : public QObject {
    Q_OBJECT

private slots:
    void init() { folder_ = std::make_unique<QTemporaryDir>(); }

    void aNameSaysWhatTheRunWas() {
        const RunHistory history(path("runs"));
        const std::string file = history.new_path("lost-update", "threads", 1'764'511'392'345);
        const auto run = kept_run_from(file);
        QVERIFY(run.has_value());
        QCOMPARE(run->scenario, std::string("lost-update"));
        QCOMPARE(run->backend, std::string("threads"));
        QCOMPARE(run->begun_unix_ms, std::int64_t{1'764'511'392'345});
    }

    void otherFilesAreNoRuns_data() {
        QTest::addColumn<QString>("name");
        for (const char* name : {"notes.txt", "1764511392345_a_b.ilv.bak", "x764511392345_a_b.ilv",
                                 "1764511392345_a.ilv", "1764511392345-a_b.ilv", ".interleave-abcdef",
                                 "1764511392345_a b_c.ilv", "17645_a_b.ilv", "1764511392345_a_.._b/c.ilv"})
            QTest::addRow("%s", name) << QString::fromLatin1(name);
    }
    void otherFilesAreNoRuns() {
        QFETCH(QString, name);
        QVERIFY(!kept_run_from("/runs/" + name.toStdString()));
    }

    void namesThatAreNoneBecomeNames() {
        const RunHistory history(path("runs"));
        const auto run = kept_run_from(history.new_path("../a_b", "x/y", 5));
        QVERIFY(run.has_value());
        QCOMPARE(run->scenario, std::string("---a-b"));
        QCOMPARE(QFileInfo(QString::fromStdString(run->path)).absolutePath(),
                 QString::fromStdString(path("runs")));
    }

    void twoRunsOfOneMomentHaveTwoFiles() {
        const RunHistory history(path("runs"));
        const std::string first = history.new_path("a", "b", 7);
        write(first, 1);
        QVERIFY(history.new_path("a", "b", 7) != first);
    }

    void theOldestGoWhenThereAreTooMany() {
        const RunHistory history(path("runs"), {3, 1'000'000});
        for (int time = 1; time <= 5; ++time)
            write(history.new_path("a", "b", time), 10);
        QCOMPARE(times(history), (QList<int>{3, 4, 5}));
    }

    void theOldestGoWhenTheyTakeTooMuchRoom() {
        const RunHistory history(path("runs"), {10, 100});
        for (int time = 1; time <= 5; ++time)
            write(history.new_path("a", "b", time), 40);
        history.tidy();
        QCOMPARE(times(history), (QList<int>{4, 5}));
    }

    void whatIsHeldStays() {
        const RunHistory history(path("runs"), {2, 1'000'000});
        const std::string first = history.new_path("a", "b", 1);
        write(first, 1);
        {
            const HeldFile held(first);
            for (int time = 2; time <= 5; ++time)
                write(history.new_path("a", "b", time), 1);
            QCOMPARE(times(history), (QList<int>{1, 5}));
        }
        write(history.new_path("a", "b", 6), 1);
        QCOMPARE(times(history), (QList<int>{5, 6}));
    }

    void filesOfOthersStay() {
        const RunHistory history(path("runs"), {1, 1});
        QVERIFY(QDir().mkpath(QString::fromStdString(path("runs"))));
        write(path("runs/diary.txt"), 100);
        write(history.new_path("a", "b", 1), 100);
        write(history.new_path("a", "b", 2), 100);
        QVERIFY(QFile::exists(QString::fromStdString(path("runs/diary.txt"))));
        QCOMPARE(times(history), (QList<int>{2}));
    }

    void aFolderThatCannotBeIsSaid() {
        write(path("file"), 1);
        const RunHistory history(path("file/runs"));
        QVERIFY(history.runs().empty());
        try {
            history.new_path("a", "b", 1);
            QFAIL("it made a folder in a file");
        } catch (const RunError& error) {
            QVERIFY2(QByteArray(error.what()).contains("file/runs"), error.what());
        }
    }

private:
    std::string path(const char* name) const {
        return folder_->filePath(QString::fromLatin1(name)).toStdString();
    }
    static void write(const std::string& path, int bytes) {
        QFile file(QString::fromStdString(path));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(bytes, 'x'));
    }
    static QList<int> times(const RunHistory& history) {
        QList<int> all;
        for (const KeptRun& run : history.runs())
            all << static_cast<int>(run.begun_unix_ms);
        return all;
    }

    std::unique_ptr<QTemporaryDir> folder_;
};

} // namespace test_run_history

QTEST_GUILESS_MAIN(test_run_history::TestRunHistory)
#include "test_run_history.moc"
