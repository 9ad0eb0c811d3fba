// SPDX-License-Identifier: GPL-3.0-or-later
// The results of many runs: bins hold all numbers once, and nothing that came out is left out.
#include "core/analysis/result_spread.h"
#include "core/analysis/result_spread_report.h"
#include "core/trace/json.h"

#include <QTest>

#include <limits>
#include <numeric>

using namespace interleave;

namespace test_result_spread {

RunInfo run_with(NamedValues outcome, Ended ended = Ended::finished) {
    RunInfo info;
    info.ended = ended;
    info.outcome = std::move(outcome);
    return info;
}

std::vector<std::pair<double, std::size_t>> counts_of(const std::vector<HistogramBin>& bins) {
    std::vector<std::pair<double, std::size_t>> counts;
    for (const HistogramBin& bin : bins)
        counts.emplace_back(bin.from, bin.count);
    return counts;
}

using Counts = std::vector<std::pair<double, std::size_t>>;

class TestResultSpread : public QObject {
    Q_OBJECT

private slots:
    void fewWholeNumbersHaveABinEach() {
        QCOMPARE(counts_of(histogram({3, 1, 3, 7})), (Counts{{1, 1}, {3, 2}, {7, 1}}));
        QVERIFY(histogram({}).empty());
        QCOMPARE(counts_of(histogram({0.25, 0.25})), (Counts{{0.25, 2}}));
    }

    void manyNumbersHaveBinsOfOneRoundWidth() {
        std::vector<double> numbers;
        for (int i = 0; i < 100; ++i)
            numbers.push_back(2'300 + 27 * i); // up to 4973
        const auto bins = histogram(numbers);
        std::size_t all = 0;
        for (std::size_t i = 0; i < bins.size(); ++i) {
            QCOMPARE(bins[i].until - bins[i].from, 500.0);
            QVERIFY(i == 0 || bins[i].from == bins[i - 1].until);
            all += bins[i].count;
        }
        QCOMPARE(bins.front().from, 2'000.0);
        QCOMPARE(bins.back().until, 5'000.0);
        QCOMPARE(all, numbers.size());
    }

    void anEmptyBinBetweenOthersIsThere() {
        const auto bins = histogram({0.1, 0.95});
        QCOMPARE(bins.size(), 9U);
        for (std::size_t i = 0; i < bins.size(); ++i)
            QCOMPARE(bins[i].count, std::size_t(i == 0 || i == 8 ? 1 : 0));
    }

    void whatIsNotFiniteIsLeftOut() {
        QCOMPARE(counts_of(histogram({std::numeric_limits<double>::infinity(), 4})), (Counts{{4, 1}}));
    }

    void listsMembersAndWordsAreAllThere() {
        ResultSpread spread;
        spread.add(run_with({{"actual", std::vector{1, 2}}, {"way", {{"lost", 5}}}, {"first", "a"}}));
        spread.add(run_with({{"actual", std::vector{2}}, {"first", "b"}, {"done", true}}));
        spread.add(run_with({{deadlock_key, Value::List{}}}, Ended::deadlock));
        QCOMPARE(spread.runs(), 3U);
        QCOMPARE(spread.endings().at(Ended::finished), 2U);
        QCOMPARE(spread.endings().at(Ended::deadlock), 1U);
        QCOMPARE(spread.values().size(), 4U);
        QCOMPARE(spread.values()[0].numbers, (std::vector<double>{1, 2, 2}));
        QCOMPARE(spread.values()[1].name, std::string("way: lost"));
        QCOMPARE(spread.values()[2].words.at("b"), 1U);
        QCOMPARE(spread.values()[3].words.at("true"), 1U);
        QCOMPARE(spread.values()[0].runs, 2U);
        QCOMPARE(count_of(spread.values()[0]), 3U);
        QCOMPARE(spread.values()[3].runs, 1U);
        QCOMPARE(count_of(spread.values()[2]), 2U);
    }

    void checksAreCountedAndTheirReasonKept() {
        ResultSpread spread;
        for (const std::optional<bool> holds :
             {std::optional(true), std::optional<bool>(), std::optional(false)}) {
            RunInfo info = run_with({});
            Check check;
            check.name = "claim";
            check.claim = "It is so.";
            check.holds = holds;
            check.why = holds ? "" : "the machine was busy";
            info.checks.push_back(check);
            spread.add(info);
        }
        const std::string text = to_text(spread);
        QVERIFY2(
            text.find("It is so. Held 1 time, did not hold 1 time, cannot be told 1 time (the machine was "
                      "busy).") != std::string::npos,
            text.c_str());
    }

    void claimsOfOneNameAreCountedApart() {
        ResultSpread spread;
        RunInfo info = run_with({});
        for (const char* claim : {"At least so much.", "At most so much."}) {
            Check check;
            check.name = "so-much";
            check.claim = claim;
            check.holds = info.checks.empty();
            info.checks.push_back(check);
        }
        spread.add(info);
        spread.add(info);
        QCOMPARE(spread.checks().size(), 2U);
        QCOMPARE(spread.checks()[0].held, 2U);
        QCOMPARE(spread.checks()[1].missed, 2U);
    }

    void theTextSaysWhatWholeNumbersABinHolds() {
        ResultSpread spread;
        for (int i = 0; i < 12; ++i)
            spread.add(run_with({{"lost_updates", 1'000 + 170 * i}}));
        const std::string text = to_text(spread);
        QVERIFY2(text.find("1000 to 1199  ██ 2") != std::string::npos, text.c_str());
        QVERIFY2(text.find("Lost updates: least 1000, median 1935, most 2870") != std::string::npos,
                 text.c_str());
    }

    void failuresAndLossesAreSaid() {
        ResultSpread spread;
        RunInfo failed = run_with({}, Ended::crashed);
        failed.error = "the engine died";
        failed.counts.dropped = 1;
        spread.add(failed);
        const std::string text = to_text(spread);
        QVERIFY2(text.find("1 run failed, the first one: the engine died") != std::string::npos,
                 text.c_str());
        QVERIFY2(text.find("1 run lost records") != std::string::npos, text.c_str());
        QCOMPARE(to_json(spread)["failed"].get<int>(), 1);
        QCOMPARE(to_json(spread)["ended"]["crashed"].get<int>(), 1);
    }
};

} // namespace test_result_spread

QTEST_GUILESS_MAIN(test_result_spread::TestResultSpread)
#include "test_result_spread.moc"
