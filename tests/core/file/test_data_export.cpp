// SPDX-License-Identifier: GPL-3.0-or-later
// What is written is chosen by extension and view; a part of a run can be exported, and the writing be ended.
#include "core/file/event_export.h"
#include "tests/core/file/export_rig.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <vector>

using namespace interleave;
using namespace interleave::test;

namespace test_data_export {

template <typename Error, typename Function>
QString line_of(Function&& function) {
    try {
        function();
    } catch (const Error& error) {
        return QString::fromUtf8(error.what());
    }
    return "nothing was thrown";
}

class TestDataExport : public QObject {
    Q_OBJECT

private slots:
    void theExtensionChooses();
    void aViewThatDoesNotFitIsTold();
    void aLaneThatIsNotThereIsTold();
    void aStretchThatEndsBeforeItBeginsIsTold();
    void aRunThatGoesOnIsExportedUpToWhereItIsComplete();
    void theWritingCanBeEnded();
    void theWritingOfEventsTellsHowFarItIsAndCanBeEnded();
    void aFileThatCannotBeWrittenIsTold();
};

void TestDataExport::theExtensionChooses() {
    QVERIFY(is_data_export("a.json") && is_data_export("b/c.CSV") && is_data_export("d.txt"));
    QVERIFY(!is_data_export("a.png") && !is_data_export("csv") && !is_data_export(".csv"));
    QCOMPARE(data_format("a.json", {}).view, std::string_view("chrome"));
    QCOMPARE(data_format("a.csv", {}).view, std::string_view("events"));
    QCOMPARE(data_format("a.txt", {}).view, std::string_view("switches"));
    QCOMPARE(data_format("a.JSON", "lanes").view, std::string_view("lanes"));
    QCOMPARE(QString::fromStdString(data_extensions()), QString(".json, .csv and .txt"));
}

void TestDataExport::aViewThatDoesNotFitIsTold() {
    QCOMPARE(line_of<UsageError>([] { data_format("a.csv", "chrome"); }),
             QString("'a.csv' cannot hold the view 'chrome'; a .csv takes events, segments, objects, "
                     "lanes, blame, durations, histograms, kinds, statistics, waits, parallelism, printed, "
                     "gil, handovers, path, shares, graph, "
                     "checks and outcome"));
}

void TestDataExport::aLaneThatIsNotThereIsTold() {
    TraceBuilder story(false);
    story.begin(0, story.lane("main")).begin(1, story.lane("worker 1"));
    const auto trace = story.build_closed(10);
    QCOMPARE(line_of<UsageError>([&] { part_of(*trace, {.lanes = {"worker 2"}}); }),
             QString("the run has no lane 'worker 2'; it has main, worker 1"));
}

void TestDataExport::aStretchThatEndsBeforeItBeginsIsTold() {
    const Trace trace(false);
    QVERIFY(line_of<UsageError>([&] { part_of(trace, {.from = 2, .until = 1}); }).contains("ends before"));
}

void TestDataExport::aRunThatGoesOnIsExportedUpToWhereItIsComplete() {
    TraceBuilder story(false);
    const LaneId lane = story.lane("main");
    const ObjectId lock = story.object(ObjectKind::mutex, "lock");
    story.begin(0, lane).acquire(50, lane, lock).release(90, lane, lock);
    const auto trace = story.build(60);
    QCOMPARE(lines_of(exported_csv("events", *trace)).size(), 3);
    QVERIFY(lines_of(exported_csv("segments", *trace)).contains("main,0,60,running or ready,,,,60,false,0,"));
    const Json events = exported_json("chrome", *trace).at("traceEvents");
    for (const Json& event : events)
        if (event.at("ph") == "X")
            QVERIFY(event.at("ts").get<double>() + event.at("dur").get<double>() < 0.0605);
}

void TestDataExport::theWritingCanBeEnded() {
    const auto trace = busy_trace(2, 20'000);
    const QTemporaryDir folder;
    const std::string path = folder.filePath("a.csv").toStdString();
    std::uint64_t last = 0;
    const auto stop_at_once = [&](std::uint64_t bytes) {
        last = bytes;
        return false;
    };
    QVERIFY(!export_data(path, data_format(path, {}), *trace, {}, {}, stop_at_once));
    QVERIFY(last > 0);
    QVERIFY(QDir(folder.path()).isEmpty());
    QVERIFY(export_data(path, data_format(path, {}), *trace, {}, {}, [](std::uint64_t) { return true; }));
    QVERIFY(QFile(folder.filePath("a.csv")).size() > static_cast<qint64>(last));
}

void TestDataExport::theWritingOfEventsTellsHowFarItIsAndCanBeEnded() {
    const auto trace = busy_trace(2, 20'000);
    const QTemporaryDir folder;
    const QString path = folder.filePath("a.csv");
    QVERIFY(!export_events(path.toStdString(), *trace, {}, [](double) { return false; }));
    QVERIFY(QDir(folder.path()).isEmpty());
    std::vector<double> shares;
    const auto note = [&](double share) {
        shares.push_back(share);
        return true;
    };
    QVERIFY(export_events(path.toStdString(), *trace, {.kind = EventKind::lane_begin}, note));
    QVERIFY(shares.size() >= 2 && std::ranges::is_sorted(shares) && shares.front() > 0 && shares.back() <= 1);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(QString::fromUtf8(file.readAll()).count("\r\n"), 3); // the columns' names and two lanes
}

void TestDataExport::aFileThatCannotBeWrittenIsTold() {
    const Trace trace(false);
    const QString line =
        line_of<RunError>([&] { export_data("/nowhere/a.csv", data_format("a.csv", {}), trace, {}); });
    QVERIFY2(line.startsWith("cannot write '/nowhere/a.csv'"), qPrintable(line));
}

} // namespace test_data_export

QTEST_GUILESS_MAIN(test_data_export::TestDataExport)
#include "test_data_export.moc"
