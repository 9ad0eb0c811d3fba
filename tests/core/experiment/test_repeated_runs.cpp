// SPDX-License-Identifier: GPL-3.0-or-later
// The same scenario many times: each run that ends by itself is counted once, and a stop keeps what there is.
#include "core/experiment/repeated_runs.h"

#include <QTest>

#include <vector>

using namespace interleave;

namespace test_repeated_runs {

RepeatRequest request_for(const char* scenario, const char* setting, std::size_t times) {
    RepeatRequest request{default_request(find_scenario(scenario)), times};
    request.run.parameters.set(request.run.scenario->parameters, setting);
    request.run.switch_records = false;
    return request;
}

class TestRepeatedRuns : public QObject {
    Q_OBJECT

private slots:
    void eachRunIsCountedOnce() {
        std::vector<std::size_t> known; // how many runs were known, each time that progress was told
        std::size_t ended = 0;
        const RepeatResult result = repeat_run(
            request_for("hello-thread", "work=5", 3),
            [&](const RepeatResult& so_far) {
                if (known.empty() || known.back() != so_far.spread.runs())
                    known.push_back(so_far.spread.runs());
                return true;
            },
            [&](const RunInfo& info) { ended += info.ended == Ended::finished ? 1 : 0; });
        QCOMPARE(result.spread.runs(), std::size_t{3});
        QCOMPARE(result.spread.endings().at(Ended::finished), std::size_t{3});
        QCOMPARE(result.runs_total, std::size_t{3});
        QCOMPARE(ended, std::size_t{3});
        QVERIFY(!result.stopped);
        QVERIFY(result.first && result.first->scenario == "hello-thread");
        if (known.front() == 0) // the first run was so short that nobody asked during it
            known.erase(known.begin());
        QCOMPARE(known, (std::vector<std::size_t>{1, 2, 3}));
    }

    void aStopKeepsTheRunsThatEndedByThemselves() {
        const RepeatResult result =
            repeat_run(request_for("hello-thread", "work=5", 1'000),
                       [](const RepeatResult& so_far) { return so_far.spread.runs() < 2; });
        QVERIFY(result.stopped);
        QCOMPARE(result.spread.runs(), std::size_t{2});
    }

    void aRunThatIsCutShortIsNotCounted() {
        const RepeatResult result =
            repeat_run(request_for("two-locks", "pause=2", 5), [](const RepeatResult&) { return false; });
        QVERIFY(result.stopped);
        QVERIFY(result.spread.endings().count(Ended::stopped) == 0);
        QVERIFY(result.spread.runs() <= 1); // it may have ended before anybody asked
        QCOMPARE(result.first.has_value(), result.spread.runs() == 1);
    }
};

} // namespace test_repeated_runs

QTEST_GUILESS_MAIN(test_repeated_runs::TestRepeatedRuns)
#include "test_repeated_runs.moc"
