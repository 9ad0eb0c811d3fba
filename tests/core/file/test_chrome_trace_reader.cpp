// SPDX-License-Identifier: GPL-3.0-or-later
// Chrome traces: what each phase becomes, and what is said of a file that is odd or broken.
#include "core/analysis/wait_link_index.h"
#include "core/file/chrome_trace_reader.h"

#include "tests/core/file/read_trace.h"

#include <QTest>

using namespace interleave;
using namespace interleave::test;

namespace test_chrome_trace_reader {

const std::string data_folder = INTERLEAVE_SOURCE_DIR "/tests/data/chrome_trace/";

ReadTrace read_file(const std::string& name) {
    return read_trace(InputBytes::open(data_folder + name));
}

/// Reads an array of events, each with `common` before what is given.
ReadTrace read_events(std::initializer_list<std::string> events, std::size_t part = 1U << 16U) {
    std::string text = "[";
    for (const std::string& event : events)
        text += (text.size() > 1 ? ",\n" : "") + ("{\"pid\":1,\"tid\":1," + event + "}");
    return read_trace(text + "]", part);
}

/// Returns "10 of thread 1 > 20 of thread 2" of each arrow, times in µs.
QStringList arrows_of(const Trace& trace) {
    WaitLinkIndex links(trace);
    links.extend(true);
    QStringList arrows;
    for (std::size_t i = 0; i < trace.lane_count(); ++i) {
        const auto& into = links.into(trace.lane(i).id());
        for (std::size_t k = 0; k < into.size(); ++k)
            arrows << QString("%1 of %2 > %3 of %4")
                          .arg(into[k].cause_time / 1'000)
                          .arg(QString::fromStdString(trace.lane(into[k].cause_lane).name()))
                          .arg(into[k].effect_time / 1'000)
                          .arg(QString::fromStdString(trace.lane(i).name()));
    }
    return arrows;
}

class TestChromeTraceReader : public QObject {
    Q_OBJECT

private slots:
    void aProfileHasNestedSlicesInRows() {
        const ReadTrace read = read_file("profiler.json");
        QCOMPARE(read.error, QString());
        const QStringList expected{"MainThread: 0-4000 bake (bread.py:30) | 500-3000 knead (bread.py:12) | "
                                   "750-1000 weigh (bread.py:7), "
                                   "1500-2500 weigh (bread.py:7)",
                                   "oven: 1123-3323 heat (oven.py:3)"};
        QCOMPARE(trace_text(*read.trace), expected);
        QVERIFY(!read.trace->knows_states());
        QVERIFY(read.trace->lane(0).segments().empty());
        QCOMPARE(read.trace->lane(1).tid(), 81);
        QCOMPARE(read.info.wall_ns, std::int64_t{4000});
        const QStringList remarks{"1 time is finer than a nanosecond and was rounded to it",
                                  "1 event has arguments, which are not shown", "not read: viewer, fileInfo",
                                  "time 0 is 5000000 ns of the file's clock"};
        QCOMPARE(read.remarks, remarks);
    }

    void aFileOfAToolThatWasKilledIsShownUpToItsEnd() {
        const ReadTrace read = read_file("browser-killed.json");
        QCOMPARE(read.error, QString());
        const QStringList expected{
            "Renderer (news): io: 0-30000 read",
            "Renderer (news): thread 22: 35000-35000 late, 50000-50000 endless",
            "Renderer (news): fetch: 0-30000 fetch | 5000-10000 connect | 8000-31000 fetch ! 7000 dns",
            "process 1: Main: 0-40000 task | 10000-20000 parse ! 15000 click ! 16000 vsync ! 17000 load",
            "process 1: fetch: 1000-11000 fetch",
            "process 1: query: 20000-29000 query ! 25000 sent",
            "heap: used = 10@0 12@40000",
            "heap: free (in hundredths) = 525@0 400@40000"};
        QCOMPARE(trace_text(*read.trace), expected);
        QVERIFY2(read.remarks.first().startsWith(
                     "the text ends at byte 2994, within the event that begins at byte 2947") &&
                     read.remarks.first().endsWith("; what came before is shown"),
                 qPrintable(read.remarks.first()));
        for (const char* const remark :
             {"1 event of the unknown phase 'v' skipped", "1 event of the unknown phase 'c' skipped",
              "1 slice without a duration (\"dur\") is shown as a moment",
              "1 slice with a negative duration is shown as a moment", "1 end without a begin skipped",
              "1 sample (phase 'P') skipped", "3 events of objects' lives (phases 'N', 'O', 'D') skipped",
              "1 entry of metadata skipped that is no name, label or order",
              "1 instant of a whole process or of all is shown on the thread that wrote it"})
            QVERIFY2(read.remarks.contains(remark), remark);
        QVERIFY(read.trace->lane(2).kind() == LaneKind::track);
    }

    void aFileThatIsJsonButNoTraceIsRefusedInWords() {
        QCOMPARE(read_file("no-trace.json").error,
                 "is JSON, but no Chrome trace: it has no \"traceEvents\" with an array of events");
        QCOMPARE(read_trace("[{\"name\":\"a\"},{\"name\":\"b\"}]").error,
                 "is JSON, but no Chrome trace: no entry of its array has a phase (\"ph\")");
        QVERIFY(read_trace("{\"traceEvents\":{}}").error.startsWith("is JSON, but no Chrome trace"));
        QVERIFY(read_trace("[1,2]").error.startsWith("is no trace that Interleave knows"));
    }

    void aFileThatCannotBeReadToItsEndIsShownUpToThere() {
        class Failing final : public ByteSource {
        public:
            std::size_t read(std::span<char> bytes) override {
                if (told_)
                    throw RunError("is broken at byte 9 of what gzip packed: it ends in the middle");
                told_ = true;
                const std::string_view text =
                    R"([{"ph":"X","pid":1,"tid":1,"ts":1,"dur":2,"name":"a"},{"ph")";
                return text.copy(bytes.data(), bytes.size());
            }
            void cancel() noexcept override {}
            std::optional<double> progress() const noexcept override { return std::nullopt; }

        private:
            bool told_ = false;
        };
        const ReadTrace read = read_trace(std::make_unique<InputBytes>(std::make_unique<Failing>()));
        QCOMPARE(trace_text(*read.trace).join('\n'), "thread 1: 0-2000 a");
        QCOMPARE(read.remarks.first(),
                 "the file is broken at byte 9 of what gzip packed: it ends in the middle; "
                 "what came before is shown");
    }

    void aTraceWithoutEventsIsEmpty() {
        for (const char* const text : {"[]", "{\"traceEvents\":[]}", " [ ] \n"}) {
            const ReadTrace read = read_trace(text);
            QCOMPARE(read.error, QString());
            QCOMPARE(read.trace->lane_count(), std::size_t{0});
        }
    }

    void aPhaseBecomesWhatItSays_data() {
        QTest::addColumn<QStringList>("events");
        QTest::addColumn<QString>("shown");
        const auto row = [](const char* name, const QStringList& events, const char* shown) {
            QTest::newRow(name) << events << QString::fromUtf8(shown);
        };
        row("complete", {R"("ph":"X","ts":1,"dur":2,"name":"a")"}, "thread 1: 0-2000 a");
        row("begin and end", {R"("ph":"B","ts":1,"name":"a")", R"("ph":"E","ts":3)"}, "thread 1: 0-2000 a");
        row("an end with another name ends nothing",
            {R"("ph":"B","ts":1,"name":"a")", R"("ph":"E","ts":2,"name":"b")", R"("ph":"E","ts":3)"},
            "thread 1: 0-2000 a");
        row("a begin without an end lasts to the end",
            {R"("ph":"B","ts":1,"name":"a")", R"("ph":"X","ts":2,"dur":7,"name":"b")"},
            "thread 1: 0-8000 a | 1000-8000 b");
        row("touching, in any order",
            {R"("ph":"X","ts":3,"dur":1,"name":"b")", R"("ph":"X","ts":1,"dur":2,"name":"a")"},
            "thread 1: 0-2000 a, 2000-3000 b");
        row("overlapping, neither in the other",
            {R"("ph":"X","ts":0,"dur":10,"name":"a")", R"("ph":"X","ts":5,"dur":10,"name":"b")",
             R"("ph":"X","ts":12,"dur":1,"name":"c")", R"("ph":"X","ts":20,"dur":1,"name":"d")"},
            "thread 1: 0-10000 a, 20000-21000 d | 5000-15000 b | 12000-13000 c");
        row("a child that ends a little late does not move what follows its parent",
            {R"("ph":"X","ts":0,"dur":10,"name":"a")", R"("ph":"X","ts":5,"dur":5.001,"name":"b")",
             R"("ph":"X","ts":10,"dur":5,"name":"c")"},
            "thread 1: 0-10000 a, 10000-15000 c | 5000-10001 b");
        row("of the same begin the longer is outside",
            {R"("ph":"X","ts":0,"dur":1,"name":"in")", R"("ph":"X","ts":0,"dur":2,"name":"out")"},
            "thread 1: 0-2000 out | 0-1000 in");
        row("no name", {R"("ph":"X","ts":1,"dur":2)"}, "thread 1: 0-2000 (no name)");
        row("instant", {R"("ph":"i","ts":1,"name":"a","s":"t")"}, "thread 1:  ! 0 a");
        row("nestable",
            {R"("ph":"b","ts":1,"id":7,"cat":"x","name":"a")", R"("ph":"e","ts":3,"id":"7","cat":"x")"},
            "a: 0-2000 a");
        row("ids of other categories are others",
            {R"("ph":"b","ts":1,"id":7,"cat":"x","name":"a")",
             R"("ph":"b","ts":2,"id":7,"cat":"y","name":"a")", R"("ph":"e","ts":3,"id":7,"cat":"x")",
             R"("ph":"e","ts":4,"id":7,"cat":"y")"},
            "a: 0-2000 a | 1000-3000 a");
        row("async",
            {R"("ph":"S","ts":1,"id":7,"name":"a")",
             R"("ph":"p","ts":2,"id":7,"name":"a","args":{"step":"s"})",
             R"("ph":"F","ts":3,"id":7,"name":"a")"},
            "a: 0-2000 a ! 1000 s");
        row("counter",
            {R"("ph":"C","ts":1,"name":"n","args":{"v":3})", R"("ph":"C","ts":2,"name":"n","args":{"v":-4})"},
            "n = 3@0 -4@1000");
        row("counter with instances",
            {R"("ph":"C","ts":1,"id":1,"name":"n","args":{"v":3})",
             R"("ph":"C","ts":2,"id":"b","name":"n","args":{"v":4})"},
            "n 1 = 3@0\nn b = 4@1000");
        row("counter with fractions",
            {R"("ph":"C","ts":1,"name":"n","args":{"v":0.5})",
             R"("ph":"C","ts":2,"name":"n","args":{"v":1e2})"},
            "n (in tenths) = 5@0 1000@1000");
        row("counter beyond 32 bits", {R"("ph":"C","ts":1,"name":"n","args":{"v":5000000000})"},
            "n (in thousands) = 5000000@0");
    }
    void aPhaseBecomesWhatItSays() {
        QFETCH(QStringList, events);
        QFETCH(QString, shown);
        std::string text = "[";
        for (const QString& event : events)
            text += (text.size() > 1 ? "," : "") + ("{\"pid\":1,\"tid\":1," + event.toStdString() + "}");
        for (const std::size_t part : {std::size_t{1}, std::size_t{7}, std::size_t{1} << 16U}) {
            const ReadTrace read = read_trace(text + "]", part); // wherever the parts of the file end
            QCOMPARE(read.error, QString());
            QCOMPARE(trace_text(*read.trace).join('\n'), shown);
        }
    }

    void timesAreExactToTheNanosecond() {
        const ReadTrace read = read_events({R"("ph":"X","ts":1700000000000000.123,"dur":0.001,"name":"a")",
                                            R"("ph":"X","ts":1700000000000000.1245,"dur":1e-3,"name":"b")",
                                            R"("ph":"X","ts":"1700000000000001.5","dur":0,"name":"c")"});
        QCOMPARE(trace_text(*read.trace).first(), "thread 1: 0-1 a, 2-3 b, 1377-1377 c");
        QVERIFY(read.remarks.contains("1 time is finer than a nanosecond and was rounded to it"));
    }

    void timesThatCannotBeAreCounted() {
        const ReadTrace read = read_events(
            {R"("ph":"X","ts":5,"dur":1,"name":"a")", R"("ph":"X","ts":NaN,"dur":1,"name":"a")",
             R"("ph":"X","ts":1e300,"dur":1,"name":"a")", R"("ph":"X","ts":6,"dur":1e18,"name":"a")",
             R"("ph":"i","ts":-9e15,"name":"a")", R"("ph":"X","dur":1,"name":"a")",
             R"("ph":"X","ts":1e400,"dur":1,"name":"a")", R"("ph":"X","ts":7,"dur":1,"name":"b")"});
        QCOMPARE(trace_text(*read.trace).first(), "thread 1: 0-1000 a, 2000-3000 b");
        QVERIFY(read.remarks.contains("1 event without a time (\"ts\") skipped"));
        QVERIFY(read.remarks.contains("4 events skipped, because the time is no number or more than 39 hours "
                                      "from the others"));
        QVERIFY2(read.remarks.first().startsWith("1 event that is no valid JSON skipped, at byte "),
                 qPrintable(read.remarks.join('\n')));
    }

    void lanesHaveTheOrderAndTheNamesOfTheFile() {
        const ReadTrace read = read_trace(R"([
            {"ph":"X","pid":9,"tid":"b","ts":1,"dur":1,"name":"x"},
            {"ph":"X","pid":9,"tid":12,"ts":1,"dur":1,"name":"x"},
            {"ph":"X","pid":9,"tid":9,"ts":1,"dur":1,"name":"x"},
            {"ph":"X","pid":-1,"tid":-1,"ts":1,"dur":1,"name":"x"},
            {"ph":"X","pid":"gpu","tid":0,"ts":1,"dur":1,"name":"x"},
            {"ph":"X","ts":1,"dur":1,"name":"x"},
            {"ph":"M","pid":9,"tid":12,"name":"thread_name","args":{"name":"worker"}},
            {"ph":"M","pid":"gpu","name":"process_sort_index","args":{"sort_index":-1}}])");
        QStringList names;
        for (std::size_t i = 0; i < read.trace->lane_count(); ++i)
            names << QString::fromStdString(read.trace->lane(i).name());
        const QStringList expected{
            "gpu: thread 0",       "process -1: thread -1",
            "process 9: thread 9", "process 9: worker",
            "process 9: b",        "process without a number: thread without a number"};
        QCOMPARE(names, expected);
    }

    void oddTextsAreRead_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("remark");
        const QByteArray event(R"({"ph":"X","pid":1,"tid":1,"ts":1,"dur":2,"name":"a"})");
        QTest::newRow("byte order mark") << "\xef\xbb\xbf[" + event + "]" << QString();
        QTest::newRow("trailing commas") << "[" + event + ",]" << QString();
        QTest::newRow("no end")
            << "[" + event + ",\n"
            << "the text ends at byte 55, where an event or ']' was expected; what came before is shown";
        QTest::newRow("other entries") << "[" + event + ",null,3,\"x\",[[1]],{}]"
                                       << "4 entries that are no events skipped";
        QTest::newRow("more behind it") << "[" + event + "]\n]"
                                        << "what follows the end of the trace at byte 55 is not read";
        QTest::newRow("events behind other things")
            << "{\"a\":{\"traceEvents\":[1]},\"b\":[{\"c\":\"]}\"}],\"traceEvents\":[" + event + "],\"d\":1}"
            << "not read: a, b, d";
        QTest::newRow("an event with a bad escape")
            << "[{\"ph\":\"X\",\"name\":\"C:\\q\",\"args\":{\"b\":[1]}}," + event + "]"
            << "1 event that is no valid JSON skipped, at byte 22: Invalid escape character in string";
        QTest::newRow("an event that is no JSON")
            << "[{\"ph\":\"X\",\"ts\":nan,\"args\":{\"b\":[\"}\"]}}," + event + "]"
            << "1 event that is no valid JSON skipped, at byte 17: Invalid value";
        QTest::newRow("rubbish between")
            << "[" + event + "; nothing"
            << QString("the text is broken in the event that "
                       "begins at byte 53 (byte 53: Invalid value); what came before is shown");
        QTest::newRow("a number that does not end")
            << "[{\"ph\":\"X\",\"ts\":0." + QByteArray(3'000, '1') + "}," + event + "]"
            << "1 event that is no valid JSON skipped, at byte 1016: a number of more than 1000 characters";
        QTest::newRow("a long name")
            << "[" + event + ",{\"ph\":\"X\",\"pid\":1,\"tid\":1,\"name\":\"" + QByteArray(100'000, 'n') +
                   "\",\"ts\":\"x\"}]"
            << "1 event with a text of more than 200 bytes, of which the end is left out";
    }
    void oddTextsAreRead() {
        QFETCH(QByteArray, text);
        QFETCH(QString, remark);
        for (const std::size_t part : {std::size_t{1}, std::size_t{1} << 16U}) {
            const ReadTrace read = read_trace(text.toStdString(), part);
            QCOMPARE(read.error, QString());
            QCOMPARE(trace_text(*read.trace).join('\n'), "thread 1: 0-2000 a");
            QVERIFY2(remark.isEmpty() || read.remarks.contains(remark), qPrintable(read.remarks.join('\n')));
        }
    }

    void aFlowIsAnArrowFromEachOfItsThreadsToTheNext() {
        const std::string slices =
            R"([{"ph":"X","pid":1,"tid":1,"ts":0,"dur":90,"name":"a"},{"ph":"X","pid":1,"tid":2,"ts":0,"dur":90,"name":"b"},)";
        const ReadTrace read = read_trace(slices + R"(
            {"ph":"s","pid":1,"tid":1,"ts":10,"id":7,"cat":"c","name":"f"},
            {"ph":"t","pid":1,"tid":2,"ts":20,"id":7,"cat":"c","name":"f"},
            {"ph":"f","pid":1,"tid":1,"ts":30,"id":7,"cat":"c","name":"f","bp":"e"},
            {"ph":"s","pid":1,"tid":1,"ts":40,"id":7,"cat":"other","name":"f"},
            {"ph":"f","pid":1,"tid":2,"ts":45,"id":8,"cat":"other","name":"f"}])");
        QCOMPARE(arrows_of(*read.trace),
                 (QStringList{"20 of thread 2 > 30 of thread 1", "10 of thread 1 > 20 of thread 2"}));
        QVERIFY2(read.remarks.contains("2 arrows of flows have one end only and are not drawn"),
                 qPrintable(read.remarks.join('\n')));
    }

    void anArrowLeadsFromSliceToSlice() {
        const ReadTrace read = read_trace(R"([
            {"ph":"X","pid":1,"tid":1,"ts":5,"dur":9,"name":"ask","bind_id":"0x2a","flow_out":true},
            {"ph":"X","pid":1,"tid":2,"ts":20,"dur":9,"name":"answer","bind_id":"0x2a","flow_in":true,"flow_out":true},
            {"ph":"X","pid":1,"tid":1,"ts":50,"dur":9,"name":"read","bind_id":"0x2a","flow_in":true}])");
        QCOMPARE(arrows_of(*read.trace),
                 (QStringList{"15 of thread 2 > 45 of thread 1", "0 of thread 1 > 15 of thread 2"}));
    }

    void aThreadThatOnlyAnArrowLeadsToIsALane() {
        const ReadTrace read = read_trace(R"([
            {"ph":"s","pid":1,"tid":1,"ts":0,"id":"a","name":"f"},
            {"ph":"f","pid":1,"tid":2,"ts":3,"id":"a","name":"f"}])");
        QCOMPARE(read.trace->lane_count(), std::size_t{2});
        QCOMPARE(arrows_of(*read.trace), QStringList{"0 of thread 1 > 3 of thread 2"});
    }

    void whatIsNestedDeeplyNeedsNoDepth() {
        const std::string deep(500'000, '[');
        const std::string ends(500'000, ']');
        const std::string event = R"({"ph":"X","pid":1,"tid":1,"ts":1,"dur":2,"name":"a"})";
        const ReadTrace whole = read_trace("[{\"ph\":\"M\",\"args\":" + deep + ends + "}," + event + "]");
        QCOMPARE(trace_text(*whole.trace).first(), "thread 1: 0-2000 a");
        const ReadTrace cut = read_trace("[" + event + ",{\"args\":" + deep + deep + deep);
        QCOMPARE(trace_text(*cut.trace).first(), "thread 1: 0-2000 a");
        QVERIFY(cut.remarks.first().contains("nested more than 1000000 deep"));
    }

    void namesBeyondTheRoomShareOne() {
        std::string text = "[";
        for (int i = 0; i < 20'000; ++i)
            text += "{\"ph\":\"X\",\"pid\":1,\"tid\":1,\"dur\":1,\"ts\":" + std::to_string(2 * i) +
                    ",\"name\":\"f" + std::to_string(i) + "\"},";
        const ReadTrace read = read_trace(text + "]");
        QCOMPARE(read.trace->event_count(), std::uint64_t{40'000});
        QVERIFY(read.remarks.contains(
            "6,002 events shown as \"(other names)\", because there are too many names"));
        QVERIFY(trace_text(*read.trace).first().endsWith("39998000-39999000 (other names)"));
    }

    void threadsBeyondTheRoomAreCounted() {
        std::string text = "[";
        for (int i = 0; i < static_cast<int>(max_lanes) + 76; ++i)
            text += "{\"ph\":\"X\",\"pid\":1,\"tid\":" + std::to_string(i) +
                    ",\"dur\":1,\"ts\":1,\"name\":\"f\"},";
        const ReadTrace read = read_trace(text + "]");
        QCOMPARE(read.trace->lane_count(), std::size_t{max_lanes});
        QVERIFY2(read.remarks.contains("76 events skipped, because there are too many processes and threads"),
                 qPrintable(read.remarks.join('\n')));
    }

    void manyOperationsAtOnceHaveRowsBesideEachOther() {
        std::string text = "[";
        for (int i = 0; i < 300; ++i)
            text +=
                "{\"ph\":\"b\",\"pid\":1,\"tid\":1,\"cat\":\"c\",\"name\":\"f\",\"id\":" + std::to_string(i) +
                ",\"ts\":" + std::to_string(i) + "},";
        const ReadTrace read = read_trace(text + "]");
        QCOMPARE(read.trace->lane_count(), std::size_t{1});
        QCOMPARE(read.trace->lane(0).work_row_count(), most_work_rows);
        QVERIFY2(read.remarks.contains("43 slices skipped, because more than 256 lie within each other"),
                 qPrintable(read.remarks.join('\n')));
    }
};

} // namespace test_chrome_trace_reader

QTEST_APPLESS_MAIN(test_chrome_trace_reader::TestChromeTraceReader)
#include "test_chrome_trace_reader.moc"
