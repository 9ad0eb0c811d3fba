// SPDX-License-Identifier: GPL-3.0-or-later
// What many runs came to, as it is shown: what differs comes first, nothing is called correct, and the bars
// are drawn with their counts.
#include "ui/results/result_chart.h"
#include "ui/results/result_choice.h"
#include "ui/results/result_words.h"
#include "ui/results/shown_result.h"
#include "ui/table/table_csv.h"

#include <QImage>
#include <QLocale>
#include <QPainter>
#include <QTest>

#include <algorithm>

using namespace interleave;

namespace test_results {

RunInfo run_with(NamedValues outcome, Ended ended = Ended::finished) {
    RunInfo info;
    info.ended = ended;
    info.outcome = std::move(outcome);
    return info;
}

RunInfo with_check(std::optional<bool> holds, const char* why = "") {
    RunInfo info = run_with({});
    Check check;
    check.name = "no-loss";
    check.claim = "No update is lost.";
    check.holds = holds;
    check.why = why;
    info.checks.push_back(check);
    return info;
}

ResultSpread spread_of(const std::vector<RunInfo>& runs) {
    ResultSpread spread;
    for (const RunInfo& run : runs)
        spread.add(run);
    return spread;
}

ResultSpread numbers(const std::vector<double>& values) {
    ResultSpread spread;
    for (const double value : values)
        spread.add(run_with({{"lost_updates", value}}));
    return spread;
}

ShownResult shown_by_id(const ResultSpread& spread, const QString& id) {
    const std::vector<ResultChoice> choices = result_choices(spread);
    const auto found = std::ranges::find(choices, id, &ResultChoice::id);
    if (found == choices.end())
        qFatal("no result %s", qPrintable(id));
    return shown_result(spread, *found);
}

ShownResult lost(const ResultSpread& spread) {
    return shown_by_id(spread, QStringLiteral("value lost_updates"));
}

constexpr QSize size(600, 300);

QImage drawn(const ShownResult& shown, ThemeName name, bool is_stale = false) {
    QImage image(size, QImage::Format_RGB32);
    const Theme& theme = theme_of(name);
    image.fill(theme.background);
    QPainter painter(&image);
    draw_result(painter, QRectF(QPointF(0, 0), QSizeF(size)), shown, theme, QFont(), is_stale);
    return image;
}

int pixels_of(const QImage& image, const QColor& colour) {
    int count = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            count += image.pixel(x, y) == colour.rgb() ? 1 : 0;
    return count;
}

class TestResults : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void cleanup() { QLocale::setDefault(QLocale::c()); }

    void whatDiffersComesFirstAndTimesComeLast() {
        const ResultSpread spread = spread_of({
            run_with({{"expected", 100}, {"work_ms", 1.5}, {"lost", 3}, {"first", "a"}}),
            run_with({{"expected", 100}, {"work_ms", 1.75}, {"lost", 4}, {"first", "b"}}, Ended::deadlock),
        });
        QStringList titles;
        for (const ResultChoice& choice : result_choices(spread))
            titles << choice.title + (choice.differs ? QStringLiteral(" *") : QString());
        QCOMPARE(titles.join(QStringLiteral(", ")),
                 QStringLiteral("How the runs ended *, Lost *, First *, Work (ms) *, Expected"));
    }

    void aClaimThatCouldNotBeToldDoesNotDiffer() {
        const auto claim = [](const std::vector<RunInfo>& runs) {
            const std::vector<ResultChoice> choices = result_choices(spread_of(runs));
            return *std::ranges::find(choices, ResultKind::check, &ResultChoice::kind);
        };
        QVERIFY(!claim({with_check(true), with_check(std::nullopt)}).differs);
        QVERIFY(claim({with_check(true), with_check(false)}).differs);
    }

    void numbersHaveTheirLeastMedianAndMost() {
        const ShownResult shown = lost(numbers({3, 0, 5, 5}));
        QVERIFY(shown.are_numbers);
        QCOMPARE(shown.bars.size(), 3U);
        QCOMPARE(shown.bars[2].label, QStringLiteral("5"));
        QCOMPARE(shown.bars[2].count, 2U);
        QCOMPARE(*shown.median_place, 2.0); // 4 is between the bars of 3 and 5
        QCOMPARE(shown.figures,
                 QStringLiteral("Least 0, median 4, most 5. More than 0 in 3 of 4 runs. Most often "
                                "5; something else in 2 of 4 runs."));
        QVERIFY2(shown.proof.contains(QStringLiteral("one run alone says little")), qPrintable(shown.proof));
    }

    void manyNumbersHaveEdges() {
        std::vector<double> values;
        for (int i = 0; i < 40; ++i)
            values.push_back(1'000 + 25 * i);
        const ShownResult shown = lost(numbers(values));
        QCOMPARE(shown.edges.size(), static_cast<qsizetype>(shown.bars.size()) + 1);
        QCOMPARE(shown.edges.front(), QStringLiteral("1000"));
        QCOMPARE(shown.bars.front().label, QStringLiteral("1000 to below 1100"));
        QVERIFY(*shown.median_place > 4.8 && *shown.median_place < 5);
        QVERIFY2(shown.figures.contains(QStringLiteral("No two runs gave the same.")),
                 qPrintable(shown.figures));
    }

    void aFileHasTheEdgesOfManyNumbersAsNumbers() {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); // which groups digits
        std::vector<double> values;
        for (int i = 0; i < 40; ++i)
            values.push_back(1'000 + 25 * i);
        const QStringList lines =
            QString::fromUtf8(to_csv(result_table(lost(numbers(values))))).split(QStringLiteral("\r\n"));
        const QStringList same = QString::fromUtf8(to_csv(result_table(lost(numbers({1'000, 1'000})))))
                                     .split(QStringLiteral("\r\n"));
        QLocale::setDefault(QLocale::c());
        QCOMPARE(lines[0], QStringLiteral("\"Lost updates, from\",to below,Count"));
        QCOMPARE(lines[1], QStringLiteral("1000,1100,4"));
        QCOMPARE(same[1], QStringLiteral("1000,2"));
    }

    void theSameEachTimeIsNeverCalledCorrect() {
        const ShownResult shown = lost(numbers(std::vector<double>(20, 0)));
        QCOMPARE(shown.figures, QStringLiteral("0 in 20 of 20 runs."));
        QVERIFY2(shown.proof.contains(QStringLiteral("does not prove")), qPrintable(shown.proof));
        QVERIFY2(shown.proof.contains(QStringLiteral("less than 15\u00a0% of all runs (3\u00a0÷\u00a020")),
                 qPrintable(shown.proof));
        QVERIFY(!shown.proof.contains(QStringLiteral("correct")));
    }

    void theRuleOfThreeFollowsTheNumberOfRuns_data() {
        QTest::addColumn<int>("runs");
        QTest::addColumn<QString>("words");
        QTest::newRow("1") << 1 << QStringLiteral("say nothing");
        QTest::newRow("3") << 3 << QStringLiteral("say nothing");
        QTest::newRow("4") << 4 << QStringLiteral("75\u00a0%");
        QTest::newRow("50") << 50 << QStringLiteral("6.0\u00a0%");
        QTest::newRow("1000") << 1000 << QStringLiteral("0.3\u00a0%");
    }
    void theRuleOfThreeFollowsTheNumberOfRuns() {
        QFETCH(int, runs);
        QFETCH(QString, words);
        const QString rule = rule_of_three(static_cast<std::size_t>(runs));
        QVERIFY2(rule.contains(words), qPrintable(rule));
    }

    void aListIsCountedInValues() {
        const ResultSpread spread =
            spread_of({run_with({{"actual", std::vector{1, 2}}}), run_with({{"actual", std::vector{2, 2}}})});
        const ShownResult shown = shown_by_id(spread, QStringLiteral("value actual"));
        QVERIFY2(shown.figures.contains(QStringLiteral("4 values, as each run tells several.")),
                 qPrintable(shown.figures));
        QVERIFY2(shown.figures.contains(QStringLiteral("something else in 1 of 4 values")),
                 qPrintable(shown.figures));
    }

    /// A list has different values, but the runs need not.
    void runsThatToldTheSameListDoNotDiffer() {
        const std::vector<std::string> lines{"hello", "goodbye"};
        const auto spread = [&](const std::vector<std::string>& last) {
            return spread_of({run_with({{"printed", lines}, {"actual", std::vector{1, 2}}}),
                              run_with({{"printed", last}, {"actual", std::vector{1, 2}}})});
        };
        const auto differs = [](const ResultSpread& of, const QString& id) {
            const std::vector<ResultChoice> choices = result_choices(of);
            return std::ranges::find(choices, id, &ResultChoice::id)->differs;
        };
        const ResultSpread same = spread(lines);
        QVERIFY(!differs(same, "value printed") && !differs(same, "value actual"));
        const ShownResult shown = shown_by_id(same, QStringLiteral("value printed"));
        QCOMPARE(shown.figures, QStringLiteral("Each run told the same 2 values."));
        QVERIFY2(shown.proof.startsWith(QStringLiteral("All runs gave the same.")), qPrintable(shown.proof));
        const ResultSpread other = spread({"goodbye", "hello"});
        QVERIFY(differs(other, "value printed") && !differs(other, "value actual"));
        QVERIFY2(shown_by_id(other, QStringLiteral("value printed")).proof.contains("different results"),
                 "the order is another one");
    }

    void runsThatToldNothingAreSaid() {
        const ResultSpread spread = spread_of(
            {run_with({{"lost_updates", 2}}), run_with({}, Ended::deadlock), run_with({}, Ended::deadlock)});
        QVERIFY2(lost(spread).figures.contains(QStringLiteral("2 of 3 runs did not tell it")),
                 qPrintable(lost(spread).figures));
        const ShownResult ended = shown_by_id(spread, QStringLiteral("ended"));
        QCOMPARE(ended.bars.size(), 2U);
        QCOMPARE(ended.bars[1].label, QStringLiteral("deadlock"));
        QCOMPARE(ended.bars[1].tone, BarTone::bad);
        QVERIFY2(ended.proof.contains(QStringLiteral("A deadlock in 2 of 3 runs.")), qPrintable(ended.proof));
    }

    void aClaimCountsOnlyTheRunsThatCouldTell() {
        std::vector<RunInfo> runs(10, with_check(true));
        runs.push_back(with_check(std::nullopt, "the machine was busy"));
        const auto of = [](const std::vector<RunInfo>& all) {
            return shown_by_id(spread_of(all), QStringLiteral("check no-loss No update is lost."));
        };
        const ShownResult held = of(runs);
        QCOMPARE(
            held.figures,
            QStringLiteral("Holds in 10 of 11 runs. Cannot be told in 1 of 11 runs: the machine was busy."));
        QVERIFY2(held.proof.contains(QStringLiteral("less than 30\u00a0%")), qPrintable(held.proof));
        QCOMPARE(held.bars.back().tone, BarTone::undecided);
        runs.push_back(with_check(false));
        QVERIFY2(of(runs).proof.contains(QStringLiteral("enough to prove that it does not always hold")),
                 qPrintable(of(runs).proof));
        const ShownResult nothing = of({with_check(std::nullopt, "one processor")});
        QVERIFY2(nothing.proof.contains(QStringLiteral("nothing is proved")), qPrintable(nothing.proof));
    }

    void claimsAreSaidBesideAnyResult() {
        const ResultSpread spread = spread_of({with_check(true), with_check(true), with_check(false)});
        QCOMPARE(claims_lines(spread),
                 QStringLiteral("No update is lost. Holds in 2 of 3 runs. Does not hold in 1 of 3 runs."));
        QVERIFY(claims_lines(numbers({1})).isEmpty());
    }

    void numbersFollowTheLocale() {
        QLocale::setDefault(QLocale(QStringLiteral("de_DE")));
        const ShownResult shown = lost(numbers({0.5, 1.25, 4}));
        QVERIFY2(shown.figures.contains(QStringLiteral("median 1,25")), qPrintable(shown.figures));
        QVERIFY2(shown.edges.contains(QStringLiteral("0,5")), qPrintable(shown.edges.join(QLatin1Char(' '))));
    }

    void theHigherCountHasTheHigherBar_data() {
        QTest::addColumn<int>("theme");
        QTest::newRow("light") << static_cast<int>(ThemeName::light);
        QTest::newRow("dark") << static_cast<int>(ThemeName::dark);
        QTest::newRow("print") << static_cast<int>(ThemeName::print);
    }
    void theHigherCountHasTheHigherBar() {
        QFETCH(int, theme);
        const auto name = static_cast<ThemeName>(theme);
        const QRgb ink = theme_of(name).style(LaneState::running).fill.rgb();
        const QImage image = drawn(lost(numbers({1, 2, 2, 2, 2})), name);
        std::vector<int> heights; // of each bar from left to right
        int last = 0;
        for (int x = 0; x < image.width(); ++x) {
            int height = 0;
            for (int y = 0; y < image.height(); ++y)
                height += image.pixel(x, y) == ink ? 1 : 0;
            if (height > 20 && last <= 20)
                heights.push_back(0);
            if (height > 20)
                heights.back() = std::max(heights.back(), height);
            last = height;
        }
        QVERIFY(heights.size() >= 2); // the line at the median divides the second bar
        QVERIFY2(std::abs(heights.back() - 4 * heights.front()) <= 8,
                 qPrintable(QStringLiteral("%1 and %2").arg(heights.front()).arg(heights.back())));
    }

    void whatWentWrongHasTheColourOfErrorsAndWhatIsStaleIsPale() {
        const ShownResult ended =
            shown_by_id(spread_of({run_with({}), run_with({}, Ended::deadlock)}), QStringLiteral("ended"));
        const Theme& theme = theme_of(ThemeName::light);
        const QColor ink = theme.style(LaneState::running).fill;
        const QImage now = drawn(ended, ThemeName::light);
        QVERIFY(pixels_of(now, theme.error) > 200);
        QVERIFY(pixels_of(now, ink) > 200);
        const QImage stale = drawn(ended, ThemeName::light, true);
        QCOMPARE(pixels_of(stale, theme.error), 0);
        QCOMPARE(pixels_of(stale, ink), 0);
    }

    void theTableHasARowForEachBar() {
        const Table table = result_table(lost(numbers({1, 2, 2})));
        QCOMPARE(table.rows.size(), 2U);
        QCOMPARE(table.rows[1][0].text, QStringLiteral("2"));
        QCOMPARE(table.rows[1][1].text, QStringLiteral("2"));
    }
};

} // namespace test_results

QTEST_MAIN(test_results::TestResults)
#include "test_results.moc"
