// SPDX-License-Identifier: GPL-3.0-or-later
// One line of a kernel schedule, in all the ways in which programs and kernels write it.
#include "core/file/schedule_line.h"

#include <QTest>

using namespace interleave;

namespace test_schedule_line {

QString task_words(const ScheduleTask& task) {
    const std::string_view name = task.name.view();
    return QStringLiteral("'%1' %2")
        .arg(QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())))
        .arg(task.tid);
}

QString left_words(LeftAs left) {
    static const char* const words[] = {"preempted", "blocked", "uninterruptible", "ended", "unknown"};
    return QLatin1String(words[static_cast<std::size_t>(left)]);
}

/// Says what a line is; empty if it is no event.
QString words_of(const char* text) {
    const auto parsed = parse_schedule_line(text);
    if (!parsed)
        return {};
    const ScheduleLine& line = parsed->line;
    QString head = QString::number(line.time);
    if (line.cpu >= 0)
        head += QStringLiteral(" on %1").arg(line.cpu);
    if (line.process > 0)
        head += QStringLiteral(" of %1").arg(line.process);
    head += QStringLiteral(", at ") + task_words(line.current) + QStringLiteral(": ");
    switch (line.kind) {
    case ScheduleLine::Kind::other:
        return head + QStringLiteral("other ") +
               QString::fromUtf8(parsed->event.data(), static_cast<qsizetype>(parsed->event.size()));
    case ScheduleLine::Kind::broken:
        return head + QStringLiteral("broken");
    case ScheduleLine::Kind::nothing:
        return head + QStringLiteral("nothing");
    case ScheduleLine::Kind::switched:
        return head + task_words(line.task) + QLatin1Char(' ') + left_words(line.left_as) +
               QStringLiteral(", then ") + task_words(line.next);
    case ScheduleLine::Kind::waking:
        return head + QStringLiteral("waking %1 for %2").arg(task_words(line.task)).arg(line.target);
    case ScheduleLine::Kind::woken:
        return head + QStringLiteral("woken %1 for %2").arg(task_words(line.task)).arg(line.target);
    case ScheduleLine::Kind::started:
        return head + QStringLiteral("started %1 for %2").arg(task_words(line.task)).arg(line.target);
    case ScheduleLine::Kind::forked:
        return head + QStringLiteral("forked %1%2")
                          .arg(task_words(line.next), !line.tells_process ? QString()
                                                      : line.shares_process
                                                          ? QStringLiteral(" as a thread")
                                                          : QStringLiteral(" as a process"));
    case ScheduleLine::Kind::renamed:
        return head + QStringLiteral("renamed ") + task_words(line.task);
    case ScheduleLine::Kind::exited:
        return head + QStringLiteral("exited ") + task_words(line.task);
    case ScheduleLine::Kind::lost:
        return head + QStringLiteral("lost %1").arg(line.number);
    }
    return head;
}

class TestScheduleLine : public QObject {
    Q_OBJECT

private slots:
    void aLineIsRead_data() {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* name, const char* line, const char* words) {
            QTest::newRow(name) << QString::fromUtf8(line) << QString::fromUtf8(words);
        };
        const char* const fields =
            "prev_comm=a b prev_pid=12 prev_prio=120 prev_state=S ==> next_comm=c next_pid=13 next_prio=120";
        const auto with_fields = [&](const char* head) {
            return QString::fromUtf8(head) + QLatin1String(fields);
        };
        const auto head = [&](const char* name, const char* line, const char* words) {
            QTest::newRow(name) << with_fields(line)
                                << QString::fromUtf8(words) + QStringLiteral("'a b' 12 blocked, then 'c' 13");
        };
        // Heads.
        head("perf script", "             a b    12 [001]  1836.851698:       sched:sched_switch: ",
             "1836851698000 on 1, at 'a b' 12: ");
        head("perf script --ns",
             " a b 12 [001]  1836.851698797:  sched:sched_switch: ", "1836851698797 on 1, at 'a b' 12: ");
        head("process and thread",
             "  a b    11/12 [001] 1.5: sched:sched_switch: ", "1500000000 on 1 of 11, at 'a b' 12: ");
        head("without a processor",
             "  a b    12  1.000001: sched:sched_switch: ", "1000001000, at 'a b' 12: ");
        head("with a count",
             "  a b  12 [000] 1.000001:          1 sched:sched_switch: ", "1000001000 on 0, at 'a b' 12: ");
        head("ftrace",
             "  a b-12      [000] d..2.    10.258854: sched_switch: ", "10258854000 on 0, at 'a b' 12: ");
        head("old flags",
             "  a b-12      [000] d..3    10.258854: sched_switch: ", "10258854000 on 0, at 'a b' 12: ");
        head("trace-cmd",
             "  a b-12      [000]    10.258854: sched_switch:         ", "10258854000 on 0, at 'a b' 12: ");
        head("latency format",
             "  a b-12    110d... 81778.908247: sched_switch: ", "81778908247000 on 110, at 'a b' 12: ");
        head("a process in brackets", "  a b-12    (  11) [003] .... 1.000001: sched_switch: ",
             "1000001000 on 3 of 11, at 'a b' 12: ");
        head("a process that is not known",
             "  a b-12   (-----) [003] .... 1.000001: sched_switch: ", "1000001000 on 3, at 'a b' 12: ");
        head("a wider one",
             "  a b-12   (-------) [003] .... 1.000001: sched_switch: ", "1000001000 on 3, at 'a b' 12: ");
        head("a name that is not known",
             "           <...>-12   [003] 1.000001: sched_switch: ", "1000001000 on 3, at '' 12: ");
        head("perf does not know the name",
             "  :12    12 [003] 1.000001: sched:sched_switch: ", "1000001000 on 3, at '' 12: ");
        head("perf does not know the thread",
             "  a    -1 [003] 1.000001: sched:sched_switch: ", "1000001000 on 3, at 'a' -1: ");
        head("a name like a time", "  py 3.11: x  12 [003] 1.000001: sched:sched_switch: ",
             "1000001000 on 3, at 'py 3.11: x' 12: ");
        head("a name with signs",
             "  a-b (c) [1]-12  [003] 1.000001: sched_switch: ", "1000001000 on 3, at 'a-b (c) [1]' 12: ");
        head("ftrace's latency format",
             "   a b-12      1d..2. 25637us!: sched_switch: ", "25637000 on 1, at 'a b' 12: ");
        head("the same without a sign",
             "   a b-12      1dN.2. 25637us : sched_switch: ", "25637000 on 1, at 'a b' 12: ");
        head("idle",
             "          <idle>-0  [006] ....    10.2: sched_switch: ", "10200000000 on 6, at '<idle>' 0: ");
        // Messages of sched_switch.
        row("an odd name",
            "a-1 [0] 1.0: sched_switch: prev_comm=x prev_pid=7 y prev_pid=1 prev_prio=1 prev_state=R+ ==> "
            "next_comm=a ==> b next_pid=2 next_prio=1",
            "1000000000 on 0, at 'a' 1: 'x prev_pid=7 y' 1 preempted, then 'a ==> b' 2");
        row("libtraceevent",
            "a-1 [0] 1.0: sched_switch:         kworker/7:0:14838 [120] D ==> swapper/7:0 [120]",
            "1000000000 on 0, at 'a' 1: 'kworker/7:0' 14838 uninterruptible, then 'swapper/7' 0");
        row("libtraceevent and blanks",
            "a-1 [0] 1.0: sched_switch: dev 0 ts:6450 [120] R ==> CPU 0/KVM:6853 [120] [12770284:0x2e8:64]",
            "1000000000 on 0, at 'a' 1: 'dev 0 ts' 6450 preempted, then 'CPU 0/KVM' 6853");
        row("an old kernel",
            "events/0-9 [000] 638.042792: sched_switch: task events/0:9 [120] (S) ==> kondemand/0:1305 [120]",
            "638042792000 on 0, at 'events/0' 9: 'events/0' 9 blocked, then 'kondemand/0' 1305");
        row("an older kernel",
            "<idle>-0 [000] 12093.091053: sched_switch: task swapper:0 [140] ==> /usr/bin/x:2612 [120]",
            "12093091053000 on 0, at '<idle>' 0: 'swapper' 0 unknown, then '/usr/bin/x' 2612");
        row("not complete", "a-1 [0] 1.0: sched_switch: prev_comm=x prev_pid=7 prev_prio=1 prev_state=S",
            "1000000000 on 0, at 'a' 1: broken");
        row("no number",
            "a-1 [0] 1.0: sched_switch: prev_comm=x prev_pid=y prev_prio=1 prev_state=S ==> next_comm=a "
            "next_pid=2 next_prio=1",
            "1000000000 on 0, at 'a' 1: broken");
        row("a number that stands for no thread",
            "a-1 [3] 1.0: sched_switch: prev_comm=a prev_pid=1 prev_prio=1 prev_state=S ==> next_comm=<...> "
            "next_pid=4194307 next_prio=1",
            "1000000000 on 3, at 'a' 1: 'a' 1 blocked, then '' -1");
        row("no thread has this number",
            "a-1 [0] 1.0: sched_switch: prev_comm=x prev_pid=4300000 prev_prio=1 prev_state=S ==> "
            "next_comm=a next_pid=2 next_prio=1",
            "1000000000 on 0, at 'a' 1: broken");
        // Other events.
        row("waking", "a-1 [0] 1.0: sched_waking: comm=thread across 2 pid=6992 prio=120 target_cpu=001",
            "1000000000 on 0, at 'a' 1: waking 'thread across 2' 6992 for 1");
        row("woken", "a-1 [0] 1.0: sched_wakeup: comm=b pid=7 prio=120 success=1 target_cpu=003",
            "1000000000 on 0, at 'a' 1: woken 'b' 7 for 3");
        row("not woken", "a-1 [0] 1.0: sched_wakeup: comm=b pid=7 prio=120 success=0 target_cpu=003",
            "1000000000 on 0, at 'a' 1: nothing");
        row("woken, libtraceevent", "a-1 [0] 1.0: sched_wakeup: rcu_sched:10 [120] success=1 CPU:002",
            "1000000000 on 0, at 'a' 1: woken 'rcu_sched' 10 for 2");
        row("started", "a-1 [0] 1.0: sched_wakeup_new: sh:10 [120] CPU:002",
            "1000000000 on 0, at 'a' 1: started 'sh' 10 for 2");
        row("fork", "a-1 [0] 1.0: sched_process_fork: comm=a b pid=1 child_comm=a b child_pid=7",
            "1000000000 on 0, at 'a' 1: forked 'a b' 7");
        row("an old fork", "a-1 [0] 1.0: sched_process_fork: parent a:1  child b:7",
            "1000000000 on 0, at 'a' 1: forked 'b' 7");
        row("a new thread", "a-1 [0] 1.0: task_newtask: pid=7 comm=a b clone_flags=3d0f00 oom_score_adj=0",
            "1000000000 on 0, at 'a' 1: forked 'a b' 7 as a thread");
        row("a new process",
            "a 1 [0] 1.0: task:task_newtask: pid=7 comm=a clone_flags=0x1200000 oom_score_adj=0",
            "1000000000 on 0, at 'a' 1: forked 'a' 7 as a process");
        row("exec", "a-1 [0] 1.0: sched_process_exec: filename=/usr/bin/a-long-program-name pid=1 old_pid=1",
            "1000000000 on 0, at 'a' 1: renamed 'a-long-program-' 1");
        row("rename", "a-1 [0] 1.0: task_rename: pid=7 oldcomm=a newcomm=b c oom_score_adj=0",
            "1000000000 on 0, at 'a' 1: renamed 'b c' 7");
        row("rename without a thread", "a-1 [0] 1.0: task_rename: oldcomm=a newcomm=b oom_score_adj=0",
            "1000000000 on 0, at 'a' 1: renamed 'b' 1");
        row("exit", "a-1 [0] 1.0: sched_process_exit: comm=a pid=1 prio=120 group_dead=true",
            "1000000000 on 0, at 'a' 1: exited 'a' 1");
        row("migration", "a-1 [0] 1.0: sched_migrate_task: comm=a pid=1 prio=120 orig_cpu=0 dest_cpu=1",
            "1000000000 on 0, at 'a' 1: nothing");
        row("another event", "a-1 [0] 1.0: irq_handler_entry: irq=1 name=x",
            "1000000000 on 0, at 'a' 1: other irq_handler_entry");
        row("another event of perf",
            "a 1 [0] 1.0:   250000 cpu-clock:pppH: ", "1000000000 on 0, at 'a' 1: other cpu-clock:pppH");
        row("a function", "a-1 [0] 1.0: do_sys_open <-sys_open", "1000000000 on 0, at 'a' 1: other ");
        row("perf lost some", "a 1 [0] 1.0: PERF_RECORD_LOST lost 12", "1000000000 on 0, at 'a' 1: lost 12");
        row("a carriage return", "a-1 [0] 1.0: sched_process_exit: comm=a pid=1 prio=120\r",
            "1000000000 on 0, at 'a' 1: exited 'a' 1");
        // No events.
        for (const char* line :
             {"", "# tracer: nop", "some = 000, other = 0x4", " => schedule (ffffffff937fe1e5)",
              "\tffffffff8 schedule+0x1 ([kernel.kallsyms])", "a-1 [0] 12345: sched_switch: x",
              "a [0] 1.0: sched_switch: x", "1.0:", "[   12.345678] x", "a-1 [0] 1.0000000001: x: y",
              "a-1 [0] 99999999999.0: x: y", "a-5000000 [0] 1.0: x: y", "CPU:3 [LOST 123 EVENTS]"})
            QTest::addRow("no event: %s", line) << QString::fromUtf8(line) << QString();
    }
    void aLineIsRead() {
        QFETCH(QString, line);
        QFETCH(QString, words);
        QCOMPARE(words_of(line.toUtf8().constData()), words);
    }

    void theStateOfAThreadThatLeavesIsKnown_data() {
        QTest::addColumn<QString>("state");
        QTest::addColumn<QString>("left");
        const auto all = [](const char* left, std::initializer_list<const char*> states) {
            for (const char* state : states)
                QTest::addRow("%s", state) << QString::fromLatin1(state) << QString::fromLatin1(left);
        };
        all("preempted", {"R", "R+", "S+", "0", "0x0", "256", "0x100", "1024", "R|K"});
        all("blocked", {"S", "1", "0x1", "S|K", "S|0x400", "T", "t", "P", "I", "D|N", "4", "0x80", "(S)"});
        all("uninterruptible", {"D", "2", "0x2", "D|K", "D|W", "D|0x400"});
        all("ended", {"X", "Z", "x", "16", "0x20"});
        all("unknown", {"", "Q", "?", "|", "-1"});
    }
    void theStateOfAThreadThatLeavesIsKnown() {
        QFETCH(QString, state);
        QTEST(left_words(left_as(state.toStdString())), "left");
    }

    void linesThatSayHowManyEventsAreLostAreKnown() {
        QCOMPARE(lost_events("CPU:3 [LOST 123 EVENTS]"), std::optional<std::uint64_t>(123));
        QCOMPARE(lost_events("CPU:3 [7 EVENTS DROPPED]\r"), std::optional<std::uint64_t>(7));
        QCOMPARE(lost_events("CPU:3 [EVENTS DROPPED]"), std::optional<std::uint64_t>(0));
        QCOMPARE(lost_events("[LOST 5 EVENTS]"), std::optional<std::uint64_t>(5));
        QCOMPARE(lost_events("I have [LOST 5 EVENTS]"), std::nullopt);
        QCOMPARE(lost_events("CPU 3 is empty"), std::nullopt);
    }
};

} // namespace test_schedule_line

QTEST_APPLESS_MAIN(test_schedule_line::TestScheduleLine)
#include "test_schedule_line.moc"
