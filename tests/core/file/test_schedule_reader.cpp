// SPDX-License-Identifier: GPL-3.0-or-later
// A kernel schedule as text becomes lanes with states, and processors with lanes; what cannot be shown is
// told.
#include "tests/core/file/schedule_rig.h"

#include "core/event/session_layout.h"
#include "core/file/schedule_reader.h"

#include <QFile>
#include <QTest>

#include <random>

using namespace interleave;
using namespace interleave::test;

namespace test_schedule_reader {

/// Returns a line of a switch, at a time in µs.
std::string switched(int us, int cpu, const std::string& prev, int prev_tid, const std::string& state,
                     const std::string& next, int next_tid) {
    char line[400];
    std::snprintf(
        line, sizeof line,
        "%16s %5d [%03d]  10.%06d: sched:sched_switch: prev_comm=%s prev_pid=%d prev_prio=120 prev_state=%s "
        "==> next_comm=%s next_pid=%d next_prio=120\n",
        prev.c_str(), prev_tid, cpu, us, prev.c_str(), prev_tid, state.c_str(), next.c_str(), next_tid);
    return line;
}
std::string idle_to(int us, int cpu, const std::string& next, int tid) {
    return switched(us, cpu, "swapper/" + std::to_string(cpu), 0, "R", next, tid);
}
std::string to_idle(int us, int cpu, const std::string& prev, int tid, const std::string& state) {
    return switched(us, cpu, prev, tid, state, "swapper/" + std::to_string(cpu), 0);
}
/// Returns a line of any other event, while `tid` is on the processor.
std::string event_line(int us, int cpu, const std::string& comm, int tid, const std::string& text) {
    char head[200];
    std::snprintf(head, sizeof head, "%16s %5d [%03d]  10.%06d: ", comm.c_str(), tid, cpu, us);
    return head + text + "\n";
}

std::string of_file(const char* name) {
    QFile file(QStringLiteral(INTERLEAVE_SOURCE_DIR "/tests/data/schedule/") + QLatin1String(name));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no file %s", name);
    return file.readAll().toStdString();
}

class TestScheduleReader : public QObject {
    Q_OBJECT

private slots:
    void aThreadRunsIsReadyAndBlocks() {
        const ScheduleRig rig(
            idle_to(0, 0, "a", 1) + switched(10, 0, "a", 1, "R", "b", 2) +
            switched(30, 0, "b", 2, "S", "a", 1) + to_idle(50, 0, "a", 1, "D") +
            event_line(60, 0, "swapper", 0, "sched:sched_waking: comm=b pid=2 prio=120 target_cpu=000") +
            event_line(61, 0, "swapper", 0, "sched:sched_wakeup: comm=b pid=2 prio=120 target_cpu=000") +
            idle_to(70, 0, "b", 2) + to_idle(80, 0, "b", 2, "S"));
        QCOMPARE(rig.lanes(), QStringLiteral("a-1, b-2"));
        QCOMPARE(rig.states("a-1"),
                 QStringLiteral("0 running | 10 ready | 30 running | 50 off CPU, cause unknown | 80 absent"));
        QCOMPARE(
            rig.states("b-2"),
            QStringLiteral("10 running | 30 off CPU, cause unknown | 60 ready | 70 running | 80 absent"));
        QCOMPARE(rig.processor(0),
                 QStringLiteral("0 a-1 | 10 b-2 | 30 a-1 | 50 nobody | 70 b-2 | 80 nobody"));
        QCOMPARE(rig.remarks(), QString());
        const RunInfo info = rig.reader->info();
        QCOMPARE(info.machine.cpus, 1);
        QCOMPARE(info.wall_ns, 80'000);
        QCOMPARE(info.origin_ns, 10'000'000'000);
        QCOMPARE(info.mode, std::string(schedule_mode));
        QVERIFY(!info.ended);
    }

    void whereAThreadBlockedInTheKernelStaysInItsSwitches() {
        const ScheduleRig rig(
            idle_to(0, 3, "a", 1) + to_idle(10, 3, "a", 1, "D") +
            event_line(20, 3, "swapper", 0, "sched:sched_wakeup: comm=a pid=1 prio=120 target_cpu=002"));
        const SwitchSequence& switches = rig.lane("a-1")->switches();
        QCOMPARE(switches.size(), std::size_t{4});
        QCOMPARE(switches[0].kind, SwitchKind::appears);
        QCOMPARE(switches[1], (CpuSwitch{0, SwitchKind::in, 3}));
        QCOMPARE(switches[2], (CpuSwitch{10'000, SwitchKind::out_uninterruptible, 3}));
        QCOMPARE(switches[3], (CpuSwitch{20'000, SwitchKind::wake, 2}));
    }

    void aLifeGoesFromForkToTheLastSwitch() {
        const ScheduleRig rig(
            idle_to(0, 0, "sh", 1) +
            event_line(10, 0, "sh", 1, "sched:sched_process_fork: comm=sh pid=1 child_comm=sh child_pid=2") +
            event_line(12, 0, "sh", 1, "sched:sched_wakeup_new: comm=sh pid=2 prio=120 target_cpu=001") +
            idle_to(20, 1, "sh", 2) +
            event_line(30, 1, "ls", 2, "sched:sched_process_exec: filename=/bin/ls pid=2 old_pid=2") +
            event_line(40, 1, "ls", 2, "sched:sched_process_exit: comm=ls pid=2 prio=120") +
            to_idle(50, 1, "ls", 2, "Z") + to_idle(60, 0, "sh", 1, "S"));
        QCOMPARE(rig.lanes(), QStringLiteral("sh-1, ls-2"));
        QCOMPARE(rig.states("ls-2"), QStringLiteral("10 unknown | 12 ready | 20 running | 50 absent"));
        QCOMPARE(rig.lane("ls-2")->begin(), 10'000);
        QCOMPARE(rig.lane("ls-2")->end(), 50'000);
        QCOMPARE(rig.remarks(), QString());
    }

    void anExitedThreadsNumberIsAnotherLane() {
        const ScheduleRig rig(
            idle_to(0, 0, "a", 7) + to_idle(10, 0, "a", 7, "X") + idle_to(20, 0, "a", 7) +
            to_idle(30, 0, "a", 7, "S") +
            event_line(40, 0, "b", 8, "sched:sched_process_fork: comm=b pid=8 child_comm=b child_pid=7") +
            event_line(50, 0, "b", 8, "sched:sched_process_exit: comm=b pid=7 prio=120"));
        QCOMPARE(rig.lanes(), QStringLiteral("a-7, a-7 (2), b-7"));
        QCOMPARE(rig.lane("a-7")->end(), 10'000);
        QCOMPARE(rig.lane("a-7 (2)")->end(), 40'000);
        QCOMPARE(rig.states("b-7"), QStringLiteral("40 unknown | 50 absent"));
    }

    void whoIsNotSeenToSwitchInIsNotShownAsRunningBefore() {
        const ScheduleRig rig(
            event_line(0, 0, "a", 1, "irq:softirq_raise: vec=1") + idle_to(5, 1, "c", 3) +
            to_idle(10, 0, "a", 1, "S") + to_idle(20, 1, "c", 3, "R") +
            event_line(30, 2, "b", 2, "sched:sched_waking: comm=d pid=4 prio=120 target_cpu=001") +
            to_idle(40, 3, "e", 5, "S"));
        QCOMPARE(rig.states("a-1"), QStringLiteral("0 running | 10 off CPU, cause unknown | 40 absent"));
        QCOMPARE(rig.lane("a-1")->switches()[1].kind, SwitchKind::seen);
        QCOMPARE(rig.states("b-2"), QStringLiteral("30 running | 40 absent"));
        QCOMPARE(rig.states("d-4"), QStringLiteral("30 running or ready | 40 absent"));
        QCOMPARE(rig.lane("e-5")->begin(), 40'000);
        QCOMPARE(rig.processor(3), QStringLiteral("40 nobody"));
    }

    void whatContradictsTheLinesBeforeIsCountedAndNotShown() {
        // b has left processor 0 without a line, and c has come there without one.
        const ScheduleRig rig(idle_to(0, 0, "b", 2) + to_idle(20, 0, "c", 3, "S") +
                              // d is on two processors.
                              idle_to(30, 0, "d", 4) + idle_to(40, 1, "d", 4) + to_idle(50, 1, "d", 4, "S"));
        QCOMPARE(rig.states("b-2"), QStringLiteral("0 running | 20 unknown | 50 absent"));
        QCOMPARE(rig.states("c-3"), QStringLiteral("20 off CPU, cause unknown | 50 absent"));
        QCOMPARE(rig.processor(0), QStringLiteral("0 b-2 | 20 nobody | 30 d-4 | 40 unknown"));
        QCOMPARE(rig.processor(1), QStringLiteral("40 d-4 | 50 nobody"));
        QVERIFY2(rig.remarks().startsWith(
                     QLatin1String("2 switches do not follow from the lines before, the first is line 2")),
                 qPrintable(rig.remarks()));
        QCOMPARE(rig.reader->info().counts.lost_switches, 2U);
    }

    void whoIsNotNamedIsNoLane() {
        const ScheduleRig rig(switched(0, 2, "<...>", 4194304 + 2, "R", "a", 1) +
                              switched(10, 2, "a", 1, "S", "<...>", 4194304 + 2) +
                              switched(20, 2, "<...>", 4194304 + 2, "R", "b", 2) +
                              switched(30, 2, "b", 2, "R", "<...>", 4194304 + 2));
        QCOMPARE(rig.lanes(), QStringLiteral("a-1, b-2"));
        QCOMPARE(rig.processor(2), QStringLiteral("0 a-1 | 10 nobody | 20 b-2 | 30 nobody"));
        QCOMPARE(rig.remarks(), QString());
    }

    void afterLostEventsNothingIsKnown() {
        const ScheduleRig rig(idle_to(0, 0, "a", 1) + event_line(10, 0, "a", 1, "x:y: z") +
                              "CPU:0 [LOST 7 EVENTS]\n" + event_line(30, 0, "swapper", 0, "x:y: z") +
                              idle_to(40, 0, "a", 1) + to_idle(50, 0, "a", 1, "S"));
        QCOMPARE(rig.states("a-1"), QStringLiteral("0 running | 10 unknown | 40 running | 50 absent"));
        QCOMPARE(rig.processor(0), QStringLiteral("0 a-1 | 10 unknown | 40 a-1 | 50 nobody"));
        QCOMPARE(rig.trace->lost_switches().size(), std::size_t{1});
        QCOMPARE(rig.trace->lost_switches()[0].since, 10'000);
        QCOMPARE(rig.trace->lost_switches()[0].time, 30'000);
        QCOMPARE(rig.trace->lost_switches()[0].count, 7U);
        QVERIFY(rig.remarks().contains(QLatin1String("lost 7 events or more at 1 place")));
        QVERIFY(rig.remarks().contains(QLatin1String("skipped 2 lines of another event: x:y (2)")));
    }

    void linesALittleOutOfOrderGoToTheirPlace() {
        const ScheduleRig rig(to_idle(10, 0, "a", 1, "S") + idle_to(0, 0, "a", 1) + idle_to(20, 0, "a", 1));
        QCOMPARE(rig.states("a-1"), QStringLiteral("0 running | 10 off CPU, cause unknown | 20 absent"));
        QCOMPARE(rig.remarks(), QString());
    }

    void linesThatComeTooLateAreToldAndLeftOut() {
        std::string text;
        for (int i = 0; i < 300; ++i)
            text += event_line(1000 + i, 0, "a", 1, "sched:sched_migrate_task: x");
        text += event_line(2, 0, "a", 1, "sched:sched_migrate_task: x") +
                event_line(2000, 0, "a", 1, "sched:sched_migrate_task: x");
        const ScheduleRig rig(text);
        QCOMPARE(rig.remarks(), QStringLiteral("skipped 1 line that came too late, by up to 1.04 ms, "
                                               "the first is line 301: sort the text by time"));
        QCOMPARE(rig.reader->info().counts.late, 1U);
    }

    void processesAreKnownWhereTheTextTellsThem() {
        const ScheduleRig rig(
            "  a  10/11 [000] 1.000000: x:y: z\n"
            "  a  10/11 [000] 1.000001: task:task_newtask: pid=12 comm=a clone_flags=3d0f00 oom_score_adj=0\n"
            "  a  10/11 [000] 1.000002: task:task_newtask: pid=13 comm=a clone_flags=1200000 "
            "oom_score_adj=0\n"
            "  a-11 (   10) [000] .... 1.000003: sched_wakeup: comm=b pid=14 prio=1 target_cpu=0\n");
        QCOMPARE(rig.lanes(), QStringLiteral("a-11, a-12, a-13, b-14"));
        QCOMPARE(rig.lane("a-11")->pid(), 10);
        QCOMPARE(rig.lane("a-12")->pid(), 10);
        QCOMPARE(rig.lane("a-13")->pid(), 13);
        QCOMPARE(rig.lane("b-14")->pid(), 0);
    }

    void aThreadThatGetsAnotherNameAndItsOldOneAgainIsTheSameLane() {
        const ScheduleRig rig(idle_to(0, 0, "a", 1) + to_idle(1, 0, "b", 1, "S") + idle_to(2, 0, "a", 1) +
                              switched(3, 0, "a", 1, "S", "<...>", 2) + to_idle(4, 0, "c d", 2, "S"));
        QCOMPARE(rig.lanes(), QStringLiteral("a-1, c d-2"));
    }

    void aMessageThatGoesOnInTheNextLineIsReadWhole() {
        const ScheduleRig rig(
            "a-1 [000] 1.000000: sched_switch: prev_comm=a prev_pid=1 prev_prio=120 prev_state=S\r\n"
            "      ==> next_comm=b next_pid=2 next_prio=120\r\n"
            "b-2 [000] 1.000010: tracing_mark_write: first\n"
            "second\n\nthird [x] 1.5\n"
            "b-2 [000] 1.000020: sched_switch: prev_comm=b prev_pid=2\n"
            "b-2 [000] 1.000030: sched_switch: prev_comm=b prev_pid=2 prev_prio=120 prev_state=S ==> "
            "next_comm=a next_pid=1 next_prio=120\n");
        QCOMPARE(rig.states("b-2"), QStringLiteral("0 running | 30 absent"));
        const QString remarks = rig.remarks();
        QVERIFY2(remarks.contains(QLatin1String("skipped 2 lines that are no events, the first is line 4")),
                 qPrintable(remarks));
        QVERIFY2(remarks.contains(QLatin1String("skipped 1 line of the scheduler that cannot be understood, "
                                                "the first is line 7 (sched_switch)")),
                 qPrintable(remarks));
        QVERIFY2(remarks.contains(QLatin1String("skipped 1 line of another event: tracing_mark_write (1)")),
                 qPrintable(remarks));
    }

    void whatIsSaidOfTheMachineIsTaken() {
        const ScheduleRig rig(
            "# ========\n# os release : 6.1.0\n# cpudesc : A Processor\n# nrcpus online : 8\n" +
            idle_to(0, 0, "a", 1));
        const RunInfo info = rig.reader->info();
        QCOMPARE(info.machine.cpus, 8);
        QCOMPARE(info.machine.kernel, std::string("6.1.0"));
        QCOMPARE(info.machine.model, std::string("A Processor"));
        const ScheduleRig ftrace(
            "# tracer: nop\n#\n# entries-in-buffer/entries-written: 3/1500   #P:4\n#\n"
            "           <...>-7 [001] .... 1.0: sched_switch: a:7 [120] S ==> b:8 [120]\n");
        QCOMPARE(ftrace.reader->info().machine.cpus, 4);
        QCOMPARE(
            ftrace.remarks(),
            QStringLiteral(
                "the recording's buffer had room for 3 of 1,500 events; the others are not in the file"));
    }

    void moreThreadsThanLanesAreToldInNumbers() {
        std::string text;
        for (int i = 0; i < static_cast<int>(max_lanes) + 20; ++i)
            text += idle_to(2 * i, 0, "t", 1 + i) + to_idle(2 * i + 1, 0, "t", 1 + i, "S");
        const int after_all = 2 * static_cast<int>(max_lanes) + 40;
        text += idle_to(after_all, 0, "t", 1 + static_cast<int>(max_lanes)) +
                to_idle(after_all + 1, 0, "t", 1 + static_cast<int>(max_lanes), "S");
        const ScheduleRig rig(text);
        QCOMPARE(rig.trace->lane_count(), std::size_t{max_lanes});
        QVERIFY2(rig.remarks().startsWith(
                     QLatin1String("shows the 16,384 threads that come first; 20 others are left out")),
                 qPrintable(rig.remarks()));
        QCOMPARE(rig.reader->info().counts.refused, 20U);
    }

    void aTextWithoutTheSchedulerIsRefusedInWords() {
        try {
            const ScheduleRig rig("  a  1 [000] 1.0:  250 cycles:u:  7f foo (x)\n  a  1 [000] 1.1:  250 "
                                  "cycles:u:  7f foo (x)\n");
            QFAIL("it must be refused");
        } catch (const RunError& error) {
            QCOMPARE(QString::fromUtf8(error.what()),
                     QStringLiteral(
                         "has no event of the scheduler, only 2 lines of another event: cycles:u (2); record "
                         "with `perf sched record`, "
                         "or with the event sched_switch"));
        }
    }

    void theProgramsTextsAreRead_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("lanes");
        QTest::newRow("perf script") << QStringLiteral("perf-script.txt")
                                     << QStringLiteral("python3-1203, thread across 1-1204, ls-1206");
        QTest::newRow("trace-cmd") << QStringLiteral("trace-cmd-report.txt")
                                   << QStringLiteral("trace-cmd-2931, CPU 0/KVM-6853, kworker/7:0-14838");
        QTest::newRow("ftrace") << QStringLiteral("ftrace.txt")
                                << QStringLiteral("bash-1234, sleep-1241, thread 1240");
    }
    void theProgramsTextsAreRead() {
        QFETCH(QString, file);
        const ScheduleRig rig(of_file(file.toUtf8().constData()));
        QTEST(rig.lanes(), "lanes");
        QVERIFY2(!rig.remarks().contains(QLatin1String("do not follow")), qPrintable(rig.remarks()));
        QVERIFY2(!rig.remarks().contains(QLatin1String("understood")), qPrintable(rig.remarks()));
    }

    void aFileCutAnywhereOpensUpToThere() {
        const std::string whole = of_file("perf-script.txt");
        for (std::size_t length = whole.find("sched_switch") + 200; length < whole.size(); length += 7) {
            const ScheduleRig rig(whole.substr(0, length));
            QVERIFY(rig.trace->lane_count() > 0);
        }
    }

    void linesOfRandomPiecesAreTakenWithoutHarm() {
        const std::string whole =
            of_file("perf-script.txt") + of_file("ftrace.txt") + of_file("trace-cmd-report.txt");
        std::minstd_rand random(7);
        for (int round = 0; round < 300; ++round) {
            std::string text = whole;
            for (int change = 0; change < 40; ++change)
                text[random() % text.size()] = text[random() % text.size()];
            const ScheduleRig rig(text);
            for (std::size_t i = 0; i < rig.trace->lane_count(); ++i)
                QVERIFY(rig.trace->lane(i).end() >= rig.trace->lane(i).begin());
        }
    }
};

} // namespace test_schedule_reader

QTEST_APPLESS_MAIN(test_schedule_reader::TestScheduleReader)
#include "test_schedule_reader.moc"
