// SPDX-License-Identifier: GPL-3.0-or-later
// The summary of a run says nothing where nothing was, and a question mark where it cannot tell.
#include "core/analysis/run_json.h"
#include "core/analysis/run_report.h"
#include "core/analysis/run_text.h"
#include "core/trace/json.h"
#include "tests/core/trace/trace_builder.h"

#include <QTest>

using namespace interleave;
using namespace interleave::test;

namespace test_run_text {

constexpr std::int64_t ms = 1'000'000;

/// A worker runs for 40 ms.
std::string summary(const CollectorCounts& counts) {
    TraceBuilder story;
    const LaneId lane = story.lane("worker");
    story.begin(0, lane).wake(0, lane);
    const auto trace = story.build_closed(40 * ms);
    RunInfo info;
    info.scenario = "story";
    info.backend = "threads";
    info.ended = Ended::finished;
    info.wall_ns = 40 * ms;
    info.switch_records = "on";
    info.counts = counts;
    return to_text(make_report(info, *trace));
}

/// Returns the words of the worker's line.
QStringList cells(const std::string& text) {
    for (const QString& line : QString::fromStdString(text).split('\n'))
        if (line.startsWith(QStringLiteral("  worker ")))
            return line.simplified().split(QStringLiteral(" "));
    return {};
}

class TestRunText : public QObject {
    Q_OBJECT

private slots:
    void noTimeAtAllIsADash() {
        const std::string text = summary({});
        QCOMPARE(cells(text), (QStringList{"worker", "40", "ms", "–", "–", "–", "–", "–"}));
    }

    void whatCannotBeToldIsAQuestionMark() {
        CollectorCounts counts;
        counts.dropped = 7;
        const std::string text = summary(counts);
        QCOMPARE(cells(text), (QStringList{"worker", "40", "ms", "–", "?", "?", "?", "–"}));
        QVERIFY2(text.find("a time from part of them is ?.") != std::string::npos, text.c_str());
    }

    void aScheduleOfTheKernelSaysNothingOfWaits() {
        TraceBuilder story;
        const LaneId lane = story.lane("bash-7");
        story.add(0, lane, EventKind::task_appears).wake(0, lane).block(30 * ms, lane);
        const auto trace = story.build_closed(40 * ms);
        RunInfo info;
        info.mode = "kernel schedule";
        info.title = "sched.txt";
        info.wall_ns = 40 * ms;
        info.switch_records = "on (from the file)";
        info.counts.kernel = 3;
        const RunReport report = make_report(info, *trace);
        QCOMPARE(QString::fromStdString(to_text(report)).split('\n'),
                 (QStringList{"sched.txt, kernel schedule: 40 ms, 3 records of the kernel, switch records on "
                              "(from the file)",
                              "  lane    running  ready  off CPU  unknown",
                              "  bash-7    30 ms      –    10 ms        –", ""}));
        const Json json = to_json(report);
        QVERIFY(json["scenario"].is_null() && json["backend"].is_null() && json["seed"].is_null() &&
                json["ended"].is_null());
        QCOMPARE(json["lanes"][0]["states_ms"]["running"].get<double>(), 30.0);
        QVERIFY(json["lanes"][0]["states_ms"]["lock"].is_null());
    }
};

} // namespace test_run_text

QTEST_GUILESS_MAIN(test_run_text::TestRunText)
#include "test_run_text.moc"
