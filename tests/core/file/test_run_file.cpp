// SPDX-License-Identifier: GPL-3.0-or-later
// What is written into a file of a run comes back from it; what is cut or damaged is told and loses nothing
// else.
#include "core/analysis/run_text.h"
#include "core/event/error.h"
#include "core/file/file_block.h"
#include "core/file/record_block.h"
#include "core/trace/time_bounds.h"
#include "tests/core/file/file_rig.h"

#include <QTest>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

using namespace interleave;
using namespace interleave::test;

namespace test_run_file {

/// Whether the first of `received` are the first of `all`.
bool are_first_of(const std::vector<TimedRecord>& received, const std::vector<TimedRecord>& all) {
    return received.size() <= all.size() &&
           std::equal(received.begin(), received.end(), all.begin(),
                      [](const TimedRecord& a, const TimedRecord& b) { return test::operator==(a, b); });
}

std::string error_of(const std::string& bytes) {
    try {
        read_whole(bytes);
    } catch (const RunError& error) {
        return error.what();
    }
    return {};
}

class TestRunFile : public QObject {
    Q_OBJECT

private slots:
    void recordsComeBackAsTheyWere_data() {
        QTest::addColumn<int>("count");
        for (const int count : {1, 2, 1000, 32'768, 32'769, 100'000})
            QTest::addRow("%d", count) << count;
    }
    void recordsComeBackAsTheyWere() {
        QFETCH(int, count);
        const RandomRun run = random_run(static_cast<std::size_t>(count));
        const ReadRun read = read_whole(file_of(run));
        QCOMPARE(read.sink.received.size(), run.records.size());
        QVERIFY(are_first_of(read.sink.received, run.records));
        QCOMPARE(read.sink.reached, run.end.time);
        QCOMPARE(read.remarks.size(), std::size_t{0});
    }

    void namesInfoAndEndComeBackAsTheyWere() {
        const RandomRun run = random_run(100);
        const ReadRun read = read_whole(file_of(run));
        QCOMPARE(read.sink.lanes.size(), run.lanes.size());
        QCOMPARE(read.sink.lanes[4].name, run.lanes[4].name);
        QVERIFY(read.sink.lanes[4].kind == LaneKind::process);
        QCOMPARE(read.sink.lanes[4].worker, run.lanes[4].worker);
        QCOMPARE(read.sink.objects.size(), run.objects.size());
        QCOMPARE(read.sink.objects[2].name, run.objects[2].name);
        QVERIFY(read.sink.objects[2].kind == run.objects[2].kind);
        QCOMPARE(read.sink.files.size(), std::size_t{1});
        QCOMPARE(read.info.scenario, run.info.scenario);
        QVERIFY(read.info.parameters == run.info.parameters);
        QVERIFY(read.info.outcome == run.info.outcome);
        QVERIFY(read.info.ended == Ended::finished);
        QCOMPARE(read.info.checks.size(), std::size_t{1});
        QCOMPARE(read.info.checks[0].claim, run.info.checks[0].claim);
        QCOMPARE(read.info.sources.size(), std::size_t{1});
        QCOMPARE(read.info.sources[0].file, std::string("page.cpp"));
        QCOMPARE(*read.info.sources[0].text, *run.info.sources[0].text);
        QCOMPARE(read.end.time, run.end.time);
        QCOMPARE(read.end.exits.size(), std::size_t{1});
        QCOMPARE(read.end.exits[0].signal, 9);
        QVERIFY(read.kernel_records);
    }

    void textsOfSourcesThatBecomeKnownLaterComeBackToo() {
        RunInfo info;
        std::string bytes;
        RunFileWriter writer([&](std::string_view more) { bytes += more; }, info);
        const auto become_known = [&](const char* path, const char* text) {
            info.sources.push_back({path, std::make_shared<std::string>(text)});
            writer.write_info(info);
        };
        become_known("/one/main.py", "one");
        become_known("/two/main.py", "two");
        writer.write_end(info, {});
        const ReadRun read = read_whole(bytes);
        QCOMPARE(read.info.sources.size(), std::size_t{2});
        QCOMPARE(read.info.sources[0].file, std::string("/one/main.py"));
        QCOMPARE(*read.info.sources[0].text, std::string("one"));
        QCOMPARE(*read.info.sources[1].text, std::string("two"));
    }

    void extremeRecordsComeBackAsTheyWere() {
        RandomRun run = random_run(0);
        const auto add = [&](std::int64_t time, std::uint64_t value, SiteId site) {
            run.records.push_back({time, value, 19, site, EventKind::mark, 0xffff, 4, 0});
        };
        add(-latest_time, ~std::uint64_t{0}, make_site(63, 0xfffff));
        add(-1, 0, 0);
        add(0, std::uint64_t{1} << 63U, 1);
        add(latest_time, 1, 2);
        const ReadRun read = read_whole(file_of(run));
        QVERIFY(are_first_of(read.sink.received, run.records));
        QCOMPARE(read.sink.received.size(), run.records.size());
    }

    void aPipeOfSmallPortionsIsReadLikeAFile() {
        const RandomRun run = random_run(3000);
        const ReadRun read = read_whole(file_of(run), 7);
        QCOMPARE(read.sink.received.size(), run.records.size());
        QCOMPARE(read.remarks.size(), std::size_t{0});
    }

    void aFileCutAtABlockShowsAllBeforeAndSaysSo() {
        const RandomRun run = random_run(100'000);
        std::vector<std::size_t> ends;
        const std::string file = file_of(run, &ends);
        for (const std::size_t end : ends) {
            if (end == file.size() || end < file_head_bytes + 1)
                continue;
            const ReadRun read = read_whole(file.substr(0, end));
            QVERIFY(are_first_of(read.sink.received, run.records));
            QCOMPARE(read.remarks.size(), std::size_t{1});
            QVERIFY(read.remarks[0].starts_with("the file ends before the run"));
            QVERIFY(is_cut_off(read.info));
            QVERIFY(!read.info.ended);
            QVERIFY(read.info.counts.events >= read.sink.received.size() / 2);
        }
    }

    void aFileCutAnywhereShowsAllWholeBlocks() {
        const RandomRun run = random_run(20'000);
        std::vector<std::size_t> ends;
        const std::string file = file_of(run, &ends);
        std::mt19937_64 random(7);
        for (int i = 0; i < 1000; ++i) {
            const std::size_t cut = random() % file.size();
            if (cut < file_head_bytes) {
                QVERIFY(!error_of(file.substr(0, cut)).empty());
                continue;
            }
            const ReadRun read = read_whole(file.substr(0, cut));
            QVERIFY(are_first_of(read.sink.received, run.records));
            QCOMPARE(read.remarks.size(), std::size_t{1});
            QVERIFY(!read.info.ended);
        }
    }

    void aDamagedBlockIsSkippedAndTheRestIsShown() {
        const RandomRun run = random_run(100'000);
        std::vector<std::size_t> ends;
        std::string file = file_of(run, &ends);
        const std::size_t of_records = ends.size() - 4; // before it stand other records, behind it too
        file[ends[of_records] - 1] = static_cast<char>(file[ends[of_records] - 1] ^ 1);
        const ReadRun read = read_whole(file);
        QVERIFY(read.sink.received.size() < run.records.size());
        QVERIFY(read.sink.received.size() > run.records.size() / 2);
        QCOMPARE(read.remarks.size(), std::size_t{1});
        QVERIFY(read.remarks[0].find("is damaged") != std::string::npos);
        QVERIFY(read.info.counts.dropped > 10'000);
        QVERIFY(read.info.ended == Ended::finished);
        // Each lane says that some of its records are missing, and so do the processors.
        const auto losses =
            std::count_if(read.sink.received.begin(), read.sink.received.end(), [](const auto& r) {
                return r.kind == EventKind::records_lost && r.value == 1 && r.site == 0;
            });
        QVERIFY(losses >= 5);
    }

    void flippedBitsNeverPassUnsaid() {
        const RandomRun run = random_run(5000);
        const std::string file = file_of(run);
        std::mt19937_64 random(3);
        for (int i = 0; i < 1000; ++i) {
            std::string damaged = file;
            const std::size_t place = random() % file.size();
            damaged[place] = static_cast<char>(damaged[place] ^ (1U << random() % 8));
            try {
                const ReadRun read = read_whole(damaged);
                QVERIFY2(!read.remarks.empty(), qPrintable(QString::number(place)));
            } catch (const RunError&) {
                QVERIFY(place < file_head_bytes);
            }
        }
    }

    void swappedBlocksDoNotHarm() {
        const RandomRun run = random_run(100'000);
        std::vector<std::size_t> ends;
        const std::string file = file_of(run, &ends);
        std::vector<std::string> blocks;
        for (std::size_t i = 1; i < ends.size(); ++i)
            blocks.push_back(file.substr(ends[i - 1], ends[i] - ends[i - 1]));
        for (std::size_t i = 1; i < blocks.size(); ++i) {
            std::vector<std::string> swapped = blocks;
            std::swap(swapped[i - 1], swapped[i]);
            std::string bytes = file.substr(0, ends[0]);
            for (const std::string& block : swapped)
                bytes += block;
            const ReadRun read = read_whole(bytes);
            QVERIFY(read.sink.received.size() <= run.records.size());
        }
    }

    void aNewerFormatIsRefusedByItsNumber() {
        const std::string blocks = file_of(random_run(10)).substr(file_head_bytes);
        const std::string error = error_of(file_head({file_version + 1, 0}) + blocks);
        QVERIFY(error.starts_with("is of format 2, and this program reads formats up to 1"));
    }

    void aNewerRevisionIsOpenedForWhatIsKnown() {
        const RandomRun run = random_run(10);
        const std::string blocks = file_of(run).substr(file_head_bytes);
        const std::string unknown = make_block({.kind = BlockKind{99}, .essential = false}, "something new");
        const ReadRun read = read_whole(file_head({file_version, 7}) + unknown + blocks);
        QCOMPARE(read.sink.received.size(), run.records.size());
        QCOMPARE(read.remarks.size(), std::size_t{1});
        QVERIFY(read.remarks[0].starts_with("a newer Interleave wrote it: 1 block of a kind"));
    }

    void whatANewerRevisionCannotDoWithoutIsTold() {
        const std::string blocks = file_of(random_run(10)).substr(file_head_bytes);
        const ReadRun read = read_whole(file_head() + make_block({.kind = BlockKind{99}}, "x") + blocks);
        QCOMPARE(read.remarks.size(), std::size_t{1});
        QVERIFY(read.remarks[0].find("without which the run cannot be shown") != std::string::npos);
    }

    void aFileOfAnOlderProgramHasLessToSay() {
        const std::string info = make_block({.kind = BlockKind::info}, "{\"scenario\":\"lost-update\"}");
        const ReadRun read = read_whole(file_head() + info);
        QCOMPARE(read.info.scenario, std::string("lost-update"));
        QCOMPARE(read.info.seed, std::uint64_t{0});
    }

    void whatIsNoTraceIsRefused() {
        QCOMPARE(error_of(""), std::string("is empty"));
        QVERIFY(error_of("hello").starts_with("is no trace that Interleave knows"));
        QVERIFY(error_of(std::string(100, '\0')).starts_with("is no trace that Interleave knows"));
    }

    void hostileRecordsAreCountedAndSkipped() {
        RandomRun run = random_run(0);
        const auto add = [&](TimedRecord record) { run.records.push_back(record); };
        add({5, 0, 0, 0, EventKind::lane_begin, 0, 1, 0});
        add({6, 0, 0, 0, EventKind::lane_begin, 0, 77, 0});              // no such lane
        add({7, 0, 99, 0, EventKind::acquire, 0, 1, 0});                 // no such object
        add({8, 0, 1, 0, static_cast<EventKind>(999), 0, 1, 0});         // no such kind
        add({4, 0, 1, 0, EventKind::acquire, 0, 1, 0});                  // steps back
        add({10, ~std::uint64_t{0}, 1, 0, EventKind::acquire, 0, 1, 0}); // longer than the run
        add({latest_time + 1, 0, 1, 0, EventKind::acquire, 0, 1, 0});    // later than time can be
        const ReadRun read = read_whole(file_of(run));
        QCOMPARE(read.sink.received.size(), std::size_t{1});
        QCOMPARE(read.info.counts.bad, std::uint64_t{6});
        QCOMPARE(read.remarks.size(), std::size_t{1});
    }

    void hostileBytesInABlockAreRefused() {
        std::mt19937_64 random(11);
        for (int i = 0; i < 2000; ++i) {
            std::string bytes(random() % 200, '\0');
            for (char& byte : bytes)
                byte = static_cast<char>(random() % 4 == 0 ? random() : random() % 5);
            std::vector<TimedRecord> records;
            try {
                unpack_records(bytes, random() % 40, records);
            } catch (const RunError&) {
                continue;
            }
        }
        std::vector<TimedRecord> records;
        QVERIFY_EXCEPTION_THROWN(unpack_records("", most_records_in_block + 1, records), RunError);
    }

    /// Two workers take turns with a lock, and the kernel reports each sleep.
    void aLockHeavyRunTakesAtMostEightBytesAnEvent() {
        RandomRun run = random_run(0);
        std::mt19937_64 random(5);
        std::int64_t time = 0;
        const auto add = [&](LaneId lane, EventKind kind, std::uint64_t value, SiteId site) {
            run.records.push_back({time += static_cast<std::int64_t>(100 + random() % 3000), value, 1,
                                   make_site(1, site), kind, 0, lane, 0});
        };
        for (int turn = 0; turn < 20'000; ++turn) {
            const LaneId lane = static_cast<LaneId>(turn % 2);
            const LaneId other = static_cast<LaneId>(1 - lane);
            add(lane, EventKind::wait_begin, 0, 20);
            add(lane, EventKind::switch_out, 1, 0);
            add(other, EventKind::release, lane + 1U, 24);
            add(lane, EventKind::switch_in, 1, 0);
            add(lane, EventKind::acquire, 0, 20);
        }
        const std::string file = file_of(run);
        const double each = static_cast<double>(file.size()) / static_cast<double>(run.records.size());
        QVERIFY2(each < 8, qPrintable(QString::number(each)));
        qInfo("%.2f bytes an event", each);
    }
};

} // namespace test_run_file

QTEST_APPLESS_MAIN(test_run_file::TestRunFile)
#include "test_run_file.moc"
