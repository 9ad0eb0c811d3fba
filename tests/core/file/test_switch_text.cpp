// SPDX-License-Identifier: GPL-3.0-or-later
// A run's switches as text: a parser of perf's text reads each line, and what is not known is not made up.
#include "core/file/switch_text.h"
#include "tests/core/file/export_rig.h"

#include <QRegularExpression>
#include <QTest>

using namespace interleave;
using namespace interleave::test;

namespace test_switch_text {

/// A line of `perf script --ns`, written down without a look at how it is made.
const QRegularExpression any_line(
    QStringLiteral(R"(^\s*(?<comm>\S.*?)\s+(?<pid>\d+) \[(?<cpu>\d{3,})\]\s+(?<s>\d+)\.(?<ns>\d{9}):\s+)"
                   R"(sched:(?<event>\w+): (?<rest>.*)$)"));
const QRegularExpression a_switch(QStringLiteral(
    R"(^prev_comm=(?<prev>.*) prev_pid=(?<prev_pid>\d+) prev_prio=\d+ prev_state=(?<state>\S+) )"
    R"(==> next_comm=(?<next>.*) next_pid=(?<next_pid>\d+) next_prio=\d+$)"));

QStringList text_of(const Trace& trace, const RunInfo& info = {}, const ExportPart& part = {}) {
    return lines_of(exported("x.txt", {}, trace, info, part)).filter(QRegularExpression("^[^#]"));
}

/// Returns "time: what" of a line, in short.
QString told(const QString& line) {
    const auto head = any_line.match(line);
    if (!head.hasMatch())
        return "no line of perf: " + line;
    const QString at = head.captured("s") + "." + head.captured("ns") + " [" + head.captured("cpu") + "] ";
    const auto change = a_switch.match(head.captured("rest"));
    if (change.hasMatch())
        return at + change.captured("prev") + " " + change.captured("state") + " > " +
               change.captured("next");
    return at + head.captured("comm") + " " + head.captured("event") + " " + head.captured("rest");
}

class TestSwitchText : public QObject {
    Q_OBJECT

private slots:
    void eachSwitchIsALineThatAParserOfPerfReads();
    void theOtherSideIsNobodyWhoExists();
    void aWakeUpNamesWakerAndWoken();
    void timesAreThoseOfTheMachinesClock();
    void aNameCannotBreakALine();
    void onlyTheChosenLanesAndTimesAreTold();
    void missingRecordsAreTold();
    void aRunWithoutSwitchRecordsHasNoText();
};

void TestSwitchText::eachSwitchIsALineThatAParserOfPerfReads() {
    TraceBuilder story;
    const LaneId a = story.lane("worker 1");
    const LaneId b = story.lane("worker 2");
    story.wake(90, a, 3).begin(100, a).preempt(200, a, 3).wake(210, b, 3).begin(220, b).block(300, b, 3);
    story.wake(310, a, 12).end(400, a).add(420, a, EventKind::task_exit, no_object, 12);
    QStringList found;
    for (const QString& line : text_of(*story.build_closed(500)))
        found << told(line);
    QCOMPARE(found,
             (QStringList{"0.000000090 [003] <...> R > worker 1", "0.000000200 [003] worker 1 R > <...>",
                          "0.000000210 [003] <...> R > worker 2", "0.000000300 [003] worker 2 S > <...>",
                          "0.000000310 [012] <...> R > worker 1",
                          "0.000000420 [012] worker 1 sched_process_exit comm=worker 1 pid=1000 prio=120"}));
}

void TestSwitchText::theOtherSideIsNobodyWhoExists() {
    TraceBuilder story;
    const LaneId a = story.lane("worker 1");
    story.wake(90, a, 3).begin(100, a).preempt(200, a, 3).wake(300, a, 5);
    const QStringList lines = text_of(*story.build_closed(500));
    QCOMPARE(lines.size(), 3);
    QCOMPARE(any_line.match(lines[0]).captured("pid"), QString::number(first_unknown_thread + 3));
    QCOMPARE(a_switch.match(any_line.match(lines[0]).captured("rest")).captured("prev_pid"),
             QString::number(first_unknown_thread + 3));
    QCOMPARE(any_line.match(lines[1]).captured("pid"), QString("1000"));
    QCOMPARE(a_switch.match(any_line.match(lines[1]).captured("rest")).captured("next_pid"),
             QString::number(first_unknown_thread + 3));
    // One for each processor: nobody can be on two of them.
    QCOMPARE(any_line.match(lines[2]).captured("pid"), QString::number(first_unknown_thread + 5));
}

void TestSwitchText::aWakeUpNamesWakerAndWoken() {
    TraceBuilder story;
    const LaneId a = story.lane("holder");
    const LaneId b = story.lane("waiter");
    const ObjectId lock = story.object(ObjectKind::mutex, "lock");
    story.wake(10, a, 0).begin(20, a).acquire(30, a, lock).wake(40, b, 1).begin(50, b);
    story.wait(60, b, lock).block(70, b, 1).release(100, a, lock).wake(120, b, 2).acquire(130, b, lock);
    const QStringList wakes = text_of(*story.build_closed(500)).filter("sched_wakeup");
    QCOMPARE(wakes.size(), 1);
    QCOMPARE(told(wakes[0]),
             QString("0.000000100 [000] holder sched_wakeup comm=waiter pid=1001 prio=120 target_cpu=002"));
}

void TestSwitchText::timesAreThoseOfTheMachinesClock() {
    TraceBuilder story;
    const LaneId a = story.lane("worker 1");
    story.wake(5, a).begin(10, a);
    RunInfo info;
    info.origin_ns = (std::int64_t{1} << 53) + 1; // no double has it
    const QStringList lines = text_of(*story.build_closed(500), info);
    QVERIFY(told(lines[0]).startsWith("9007199.254740998 "));
}

void TestSwitchText::aNameCannotBreakALine() {
    TraceBuilder story;
    const LaneId a = story.lane("two\nlines 🔒, \"quoted\"");
    story.wake(5, a).begin(10, a).preempt(20, a);
    const QStringList lines = text_of(*story.build_closed(500));
    QCOMPARE(lines.size(), 2);
    QCOMPARE(told(lines[1]), QString("0.000000020 [000] two?lines 🔒, \"quoted\" R > <...>"));
}

void TestSwitchText::onlyTheChosenLanesAndTimesAreTold() {
    TraceBuilder story;
    const LaneId a = story.lane("worker 1");
    const LaneId b = story.lane("worker 2");
    story.wake(10, a).begin(11, a).wake(15, b, 1).begin(16, b).preempt(20, a).preempt(25, b, 1).wake(30, a);
    const auto trace = story.build_closed(500);
    const QStringList lines = text_of(*trace, {}, {.from = 15, .until = 30, .lanes = {"worker 1"}});
    QCOMPARE(lines.size(), 1);
    QCOMPARE(told(lines[0]), QString("0.000000020 [000] worker 1 R > <...>"));
}

void TestSwitchText::missingRecordsAreTold() {
    TraceBuilder story;
    const LaneId a = story.lane("worker 1");
    story.wake(5, a).begin(10, a).add(30, a, EventKind::switches_lost, no_object, 7);
    RunInfo info;
    info.counts.lost_switches = 7;
    const std::string text = exported("x.txt", {}, *story.build_closed(500), info);
    QCOMPARE(lines_of(text).filter("7 switch records").size(), 2); // of the run, and where
}

void TestSwitchText::aRunWithoutSwitchRecordsHasNoText() {
    TraceBuilder story(false);
    story.begin(10, story.lane("worker 1"));
    RunInfo info;
    info.switch_records = "off, kernel.perf_event_paranoid is 3";
    const auto trace = story.build_closed(500);
    try {
        export_data("/nowhere/x.txt", data_format("x.txt", {}), *trace, info);
        QFAIL("it was written");
    } catch (const RunError& error) {
        const QString line = QString::fromUtf8(error.what());
        QVERIFY2(line.contains("/nowhere/x.txt") && line.contains("perf_event_paranoid is 3"), error.what());
    }
}

} // namespace test_switch_text

QTEST_GUILESS_MAIN(test_switch_text::TestSwitchText)
#include "test_switch_text.moc"
