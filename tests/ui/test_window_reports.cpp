// SPDX-License-Identifier: GPL-3.0-or-later
// The tables of a report: words and numbers that people read, in the order and the form they expect.
#include "ui/report/report_tables.h"
#include "ui/status/run_status_bar.h"
#include "ui/table/cells.h"
#include "ui/table/check_table.h"
#include "ui/table/table_view.h"
#include "ui/words/words.h"

#include <QAbstractItemModelTester>
#include <QBuffer>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>

using namespace interleave;

namespace test_window_reports {

/// Returns a table as lines of words, for comparison.
QString golden(const Table& table) {
    QStringList lines;
    QStringList words;
    for (const Column& column : table.columns)
        words.append(column.title);
    lines.append(words.join(QStringLiteral(" | ")));
    for (const auto& row : table.rows) {
        words.clear();
        for (const Cell& cell : row)
            words.append(cell.text);
        lines.append(words.join(QStringLiteral(" | ")));
    }
    return lines.join(QLatin1Char('\n'));
}

std::vector<Check> checks_of_each_kind() {
    Check holds{.name = "sum",
                .claim = "Waits add up",
                .expected = 12.5,
                .measured = 12.75,
                .unit = "ms",
                .tolerance = 0.1};
    holds.holds = true;
    Check fails{.name = "speed",
                .claim = "Twice as fast",
                .expected = 2,
                .measured = 1.25,
                .comparison = Comparison::at_least};
    fails.holds = false;
    fails.why = "another program used a processor";
    Check open{.name = "cores", .claim = "Runs in parallel", .expected = 2, .comparison = Comparison::above};
    open.why = "one processor only";
    return {holds, fails, open};
}

class TestWindowReports : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void checksSayTheirVerdictInWordsAndSigns() {
        QCOMPARE(golden(check_table(checks_of_each_kind())),
                 QStringLiteral(
                     "Holds | Claim | Expected | Measured | Why\n"
                     "✓  holds | Waits add up | 12.50 ms ± 10 % | 12.75 ms | \n"
                     "✗  does not hold here | Twice as fast | ≥ 2 | 1.25 | another program used a processor\n"
                     "?  cannot be told here | Runs in parallel | > 2 | – | one processor only"));
    }

    void anOutcomeIsReadLineByLine() {
        RunInfo info;
        info.ended = Ended::crashed;
        info.error = "the engine was ended by signal 11";
        info.wall_ns = 1'234'500'000;
        info.outcome = {{"lost_updates", 1234567},
                        {"ratio", 0.25},
                        {"safe", false},
                        {"lines", std::vector{"a", "b"}},
                        {"none", Value()}};
        QCOMPARE(golden(outcome_table(info)),
                 QStringLiteral("What | Value\nEnded | crashed\n"
                                "Error | the engine was ended by signal 11\n"
                                "Wall time | 1234.5 ms\nLost updates | 1234567\n"
                                "Ratio | 0.2500\nSafe | no\nLines | a  b\nNone | –"));
    }

    void aPictureThatAScenarioMadeIsShown() {
        QImage drawn(32, 20, QImage::Format_RGB32);
        drawn.fill(Qt::red);
        QByteArray png;
        QBuffer buffer(&png);
        QVERIFY(buffer.open(QIODevice::WriteOnly) && drawn.save(&buffer, "PNG"));
        QByteArray huge;
        QBuffer huge_buffer(&huge);
        QImage line(5'000, 1, QImage::Format_RGB32);
        line.fill(Qt::red);
        QVERIFY(huge_buffer.open(QIODevice::WriteOnly) && line.save(&huge_buffer, "PNG"));
        RunInfo info;
        info.ended = Ended::finished;
        info.outcome = {{"picture", "data:image/png;base64," + png.toBase64().toStdString()},
                        {"torn_picture", "data:image/png;base64,AAAA"},
                        {"huge_picture", "data:image/png;base64," + huge.toBase64().toStdString()},
                        {"long_text", std::string(1'000'000, 'x')}};
        TableView view(QStringLiteral("view"), QStringLiteral("View"), QStringLiteral("nothing yet"));
        view.resize(400, 300);
        view.setTable(outcome_table(info));
        const QModelIndex cell = view.model()->index(2, 1);
        QCOMPARE(cell.data().toString(), QStringLiteral("32 × 20 pixels"));
        QCOMPARE(cell.data(Qt::DecorationRole).value<QImage>().size(), drawn.size());
        QVERIFY(view.rowHeight(2) >= drawn.height());
        QVERIFY(!view.model()->index(3, 1).data(Qt::DecorationRole).isValid());
        QVERIFY(!view.model()->index(4, 1).data(Qt::DecorationRole).isValid());
        QCOMPARE(view.model()->index(5, 1).data().toString().size(), 2'002);
    }

    void numbersFollowTheLocale() {
        QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
        QCOMPARE(number_words(1234567), QStringLiteral("1.234.567"));
        QCOMPARE(number_words(0.25), QStringLiteral("0,2500"));
        QLocale::setDefault(QLocale::c());
        QCOMPARE(number_words(std::numeric_limits<double>::quiet_NaN()), QStringLiteral("–"));
        QCOMPARE(number_words(-3), QStringLiteral("-3"));
        QCOMPARE(number_words(1e20), QStringLiteral("1e+20"));
    }

    void newFiguresKeepTheRowsAndNewRowsReplaceThem() {
        TableModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
        Table table = check_table(checks_of_each_kind());
        model.setTable(table);
        QCOMPARE(resets.count(), 1);
        table.rows[0][3].text = QStringLiteral("13 ms");
        model.setTable(table);
        QCOMPARE(resets.count(), 1);
        QCOMPARE(changes.count(), 1);
        QCOMPARE(model.index(0, 3).data().toString(), QStringLiteral("13 ms"));
        table.rows.pop_back();
        model.setTable(table);
        QCOMPARE(resets.count(), 2);
    }

    void numbersAreSortedAsNumbers() {
        TableView view(QStringLiteral("view"), QStringLiteral("View"), QStringLiteral("nothing yet"));
        Table table{{{QStringLiteral("Name")}, {QStringLiteral("Taken")}}, {}};
        for (const std::uint64_t taken : {9, 1000, 20})
            table.rows.push_back({word_cell(QString::number(taken)), count_cell(taken)});
        view.setTable(table);
        QCOMPARE(view.model()->index(1, 0).data().toString(), QStringLiteral("1000"));
        view.sortByColumn(1, Qt::AscendingOrder);
        QCOMPARE(view.model()->index(0, 0).data().toString(), QStringLiteral("9"));
        QCOMPARE(view.model()->index(2, 0).data().toString(), QStringLiteral("1000"));
    }

    void aLongSentenceHasTheRoomThatTheOthersLeave() {
        const Check check{.name = "one", .claim = std::string(120, 'n'), .expected = 1, .measured = 1.0};
        const auto width_of_claim = [&](int room) {
            TableView view(QStringLiteral("view"), QStringLiteral("View"), QStringLiteral("nothing yet"));
            view.resize(room, 200);
            view.setTable(check_table({check})); // this happens while another tab is in front
            view.show();
            return std::pair(view.columnWidth(1),
                             view.fontMetrics().horizontalAdvance(QString(120, QLatin1Char('n'))));
        };
        const auto [wide, whole] = width_of_claim(2'000);
        QVERIFY(wide >= whole);
        const auto [narrow, same] = width_of_claim(whole / 2);
        QVERIFY2(narrow < whole, "the columns behind it would be out of sight");
    }

    void rowsAreCopiedAsLines() {
        TableView view(QStringLiteral("view"), QStringLiteral("View"), QStringLiteral("nothing yet"));
        view.setTable(check_table(checks_of_each_kind()));
        view.selectRow(1);
        QTest::keySequence(&view, QKeySequence::Copy);
        const QStringList lines =
            QGuiApplication::clipboard()->text().split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 2);
        QVERIFY(lines[1].contains(QStringLiteral("Twice as fast\t≥ 2\t1.25")));
    }

    void aTimeHasTheDigitsThatMatter_data() {
        QTest::addColumn<qint64>("ns");
        QTest::addColumn<QString>("words");
        QTest::newRow("none") << qint64{0} << QStringLiteral("–");
        QTest::newRow("hardly any") << qint64{120} << QStringLiteral("< 0.001");
        QTest::newRow("a microsecond") << qint64{1'400} << QStringLiteral("0.001");
        QTest::newRow("below one") << qint64{306'000} << QStringLiteral("0.306");
        QTest::newRow("nearly one") << qint64{999'600} << QStringLiteral("1.00");
        QTest::newRow("a few") << qint64{5'023'400} << QStringLiteral("5.02");
        QTest::newRow("nearly ten") << qint64{9'996'000} << QStringLiteral("10.0");
        QTest::newRow("many") << qint64{609'121'000} << QStringLiteral("609");
    }
    void aTimeHasTheDigitsThatMatter() {
        QFETCH(qint64, ns);
        QFETCH(QString, words);
        const Cell time = millisecond_cell(ns);
        QCOMPARE(time.text, words);
        QCOMPARE(time.order.toLongLong(), ns);
    }

    void theStatusBarWarnsOfLostEventsInWords() {
        RunStatusBar bar;
        RunInfo info;
        info.scenario = "lost-update";
        info.counts.events = 12345;
        info.switch_records = "off, kernel.perf_event_paranoid is 3";
        bar.show(info);
        const auto& dropped = *bar.findChild<QLabel*>(QStringLiteral("statusDropped"));
        QCOMPARE(bar.findChild<QLabel*>(QStringLiteral("statusEvents"))->text(),
                 QStringLiteral("12345 events, none missing"));
        QVERIFY2(dropped.isHidden(), "there is nothing to say");
        QVERIFY(bar.findChild<QLabel*>(QStringLiteral("statusSwitches"))
                    ->text()
                    .contains(QStringLiteral("paranoid is 3")));
        QVERIFY(!dropped.font().bold());
        info.counts.dropped = 7;
        bar.show(info);
        QCOMPARE(dropped.text(), QStringLiteral("7 dropped"));
        QVERIFY(!dropped.isHidden());
        QCOMPARE(bar.findChild<QLabel*>(QStringLiteral("statusEvents"))->text(),
                 QStringLiteral("12345 events"));
        QVERIFY(dropped.font().bold());
        info.counts.dropped = 0;
        bar.show(info);
        QVERIFY(!dropped.font().bold());
        const auto& others = *bar.findChild<QLabel*>(QStringLiteral("statusMissing"));
        QVERIFY(others.isHidden());
        info.counts.lost_switches = 4;
        info.counts.late = 2;
        bar.show(info);
        QVERIFY(!others.isHidden());
        QCOMPARE(others.text(), QStringLiteral("2 late, 4 switch records lost"));
    }
};

} // namespace test_window_reports

QTEST_MAIN(test_window_reports::TestWindowReports)
#include "test_window_reports.moc"
