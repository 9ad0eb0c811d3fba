// SPDX-License-Identifier: GPL-3.0-or-later
// The summary of a run says nothing where nothing was, and a question mark where it cannot tell.
#include "core/analysis/run_report.h"
#include "core/analysis/run_text.h"
#include "tests/core/trace/trace_builder.h"

#include <QTest>

using namespace interleave;
using namespace interleave::test;

namespace {

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

} // namespace

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
};

QTEST_GUILESS_MAIN(TestRunText)
#include "test_run_text.moc"
