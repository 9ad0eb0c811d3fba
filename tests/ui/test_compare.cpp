// SPDX-License-Identifier: GPL-3.0-or-later
// Runs beside each other: one axis from where the work of each begins, their ends where they are, their
// figures in a table.
#include "tests/core/trace/trace_builder.h"
#include "tests/ui/example_traces.h"
#include "tests/ui/window_rig.h"
#include "ui/compare/compare_controller.h"
#include "ui/compare/comparison_picture.h"
#include "ui/compare/gil_comparison.h"
#include "ui/export/export_picture.h"
#include "ui/table/table_csv.h"

#include <QImage>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

using namespace interleave;
using namespace interleave::rig;

namespace test_compare {

using interleave::test::ms;
using interleave::test::trace_of_contention;
using interleave::test::TraceBuilder;

/// A run whose two workers begin at `begin` and run until `end`.
ComparedRun run_of(const char* name, std::int64_t begin, std::int64_t end, const char* doubt = "") {
    TraceBuilder builder;
    const LaneId main = builder.lane("main", LaneKind::process);
    builder.begin(0, main);
    for (const char* worker : {"worker 1", "worker 2"}) {
        const LaneId lane =
            builder.lane(worker, LaneKind::thread, builder.object(ObjectKind::worker, worker));
        builder.begin(begin, lane).wake(begin, lane).end(end, lane);
    }
    builder.end(end + ms, main);
    RunInfo info;
    info.scenario = "cpu-bound";
    info.title = "Work that computes";
    info.backend = name;
    info.ended = Ended::finished;
    return {.name = name,
            .trace = std::shared_ptr<const Trace>(builder.build_closed(end + ms)),
            .info = info,
            .doubt = doubt};
}

RunComparison two_runs() {
    return comparison_of({run_of("threads", 2 * ms, 22 * ms), run_of("gil", 9 * ms, 49 * ms, "others ran")});
}

QImage drawn(const RunComparison& comparison, ThemeName name) {
    constexpr QSize size(600, 300);
    QFont font;
    font.setPixelSize(12);
    const PlacedComparison placed(comparison, {.theme = &theme_of(name), .font = font, .legend_font = font},
                                  size.width(), size.height());
    QImage image(size, QImage::Format_RGB32);
    image.fill(theme_of(name).background);
    QPainter painter(&image);
    placed.draw(painter);
    return image;
}

/// Returns the first and the last column in which the row of pixels has this colour.
std::pair<int, int> columns_of(const QImage& image, int y, const QColor& colour) {
    int first = -1, last = -1;
    for (int x = 0; x < image.width(); ++x) {
        if (image.pixelColor(x, y) != colour)
            continue;
        first = first < 0 ? x : first;
        last = x;
    }
    return {first, last};
}

class TestCompare : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void theWorkOfAllBeginsAtTheSamePlaceAndIsAsLongAsItWas_data() {
        QTest::addColumn<int>("theme");
        for (const ThemeName name : {ThemeName::light, ThemeName::dark, ThemeName::print})
            QTest::addRow("theme %d", static_cast<int>(name)) << static_cast<int>(name);
    }
    void theWorkOfAllBeginsAtTheSamePlaceAndIsAsLongAsItWas() {
        QFETCH(int, theme);
        const auto name = static_cast<ThemeName>(theme);
        const QImage image = drawn(two_runs(), name);
        const QColor running = theme_of(name).style(LaneState::running).fill;
        // A head of 28 and two rows of 28 each, a gap of 8, and so on; near the lower edge of a bar there are
        // no words.
        const auto [first_begin, first_end] = columns_of(image, 28 + 14, running);
        const auto [second_begin, second_end] = columns_of(image, 28 + 56 + 8 + 28 + 14, running);
        QVERIFY(first_begin > 0);
        QVERIFY(std::abs(first_begin - second_begin) <= 1);
        const double ratio =
            static_cast<double>(second_end - second_begin) / static_cast<double>(first_end - first_begin);
        QVERIFY2(std::abs(ratio - 2) < 0.05, qPrintable(QString::number(ratio)));
    }

    void theTimeAtTheEndOfTheWorkLiesOnNoBar() {
        const QImage image = drawn(two_runs(), ThemeName::light);
        const QColor running = theme_of(ThemeName::light).style(LaneState::running).fill;
        const int y = 28 + 56 + 8 + 28 + 5; // of the first lane of the longer run, above its words
        const auto [first, last] = columns_of(image, y, running);
        QVERIFY(last < image.width() - 50); // they stand behind it
        for (int x = first; x <= last; ++x)
            QCOMPARE(image.pixelColor(x, y), running);
    }

    void theTableHasTheFiguresAndTheDoubt() {
        const Table table = comparison_table(two_runs());
        QCOMPARE(table.rows.size(), std::size_t{2});
        QCOMPARE(table.rows[0][0].text, "threads");
        QCOMPARE(table.rows[0][1].text, "20.0\u202fms");
        QCOMPARE(table.rows[0][2].text, "1.00 ×");
        QCOMPARE(table.rows[0][3].text, "2.00");
        QCOMPARE(table.rows[1][0].text, "GIL");
        QCOMPARE(table.rows[1][1].text, "≈ 40.0\u202fms");
        QCOMPARE(table.rows[1][2].text, "≈ 0.50 ×"); // in doubt, as one of the two is
        QCOMPARE(table.rows[1].back().text, "others ran");
    }

    void theGilsOfAModelAndOfAProgramAreBesideEachOther() {
        const auto run = [](const char* name, std::int64_t wait, bool is_program) {
            TraceBuilder story(false);
            const ObjectId gil = story.object(ObjectKind::gil, "GIL");
            const LaneId a = story.lane("a", LaneKind::thread, story.object(ObjectKind::worker, "a"));
            const LaneId b = story.lane("b", LaneKind::thread, story.object(ObjectKind::worker, "b"));
            story.begin(0, a).begin(0, b);
            for (int i = 0; i < 10; ++i) {
                const std::int64_t at = i * 20 * ms;
                story.acquire(at, a, gil).wait(at + ms, b, gil);
                story.release(at + ms + wait, a, gil).acquire(at + ms + wait, b, gil);
                story.release(at + 18 * ms, b, gil);
            }
            story.end(200 * ms, a).end(200 * ms, b);
            RunInfo info;
            if (is_program)
                info.mode = mode_of_recording;
            else
                info.scenario = "cpu-bound";
            info.ended = Ended::finished;
            return ComparedRun{.name = name,
                               .trace = std::shared_ptr<const Trace>(story.build_closed(200 * ms)),
                               .info = info};
        };
        const RunComparison comparison =
            comparison_of({run("model", 5 * ms, false), run("CPython 3.11.2", 6 * ms, true)});
        const Table table = gil_table(comparison);
        QCOMPARE(table.columns.size(), std::size_t{4});
        Table file = comparison_table(comparison);
        const std::size_t columns = file.columns.size();
        add_gil_columns(file, comparison);
        QVERIFY2(to_csv(file).contains("5000000") && to_csv(file).contains("GIL wait, median (ns)"),
                 to_csv(file));
        QCOMPARE(file.rows[1].size(), columns + table.rows.size());
        QCOMPARE(table.columns[2].title, QStringLiteral("CPython 3.11.2"));
        QCOMPARE(table.rows[0][1].text, QStringLiteral("5.00\u202fms"));
        QCOMPARE(table.rows[0][2].text, QStringLiteral("6.00\u202fms"));
        QCOMPARE(table.rows[2][1].text, QStringLiteral("95")); // 19 in 0.2 s
        QCOMPARE(table.rows[3][1].text, QStringLiteral("0\u00a0%").replace(QChar(0xa0), QLatin1Char(' ')));
        QCOMPARE(table.rows[4][1].text, QStringLiteral("nobody had to ask"));
        QCOMPARE(table.rows[5][1].text, QStringLiteral("the kernel's switch records are missing"));
        QVERIFY(gil_table(comparison_of({run("model", ms, false)})).rows.empty());
        QVERIFY(gil_table(comparison_of({run("a program", ms, true)})).rows.empty());
        QVERIFY(gil_table(two_runs()).rows.empty());
    }

    void runsOfOneNameAreToldApart() {
        const RunComparison comparison =
            comparison_of({run_of("a.ilv", 0, ms), run_of("a.ilv", 0, ms), run_of("a.ilv", 0, ms)});
        QCOMPARE(comparison.blocks[1].name, "a.ilv (2)");
        QCOMPARE(comparison.blocks[2].name, "a.ilv (3)");
    }

    void aRunWithManyLanesSaysHowManyAreShown() {
        TraceBuilder builder;
        for (int i = 0; i < 200; ++i) {
            const LaneId lane = builder.lane("lane");
            builder.begin(0, lane).end(ms, lane);
        }
        const RunComparison comparison =
            comparison_of({{.name = "many", .trace = builder.build_closed(ms), .info = {}}});
        QFont font;
        font.setPixelSize(12);
        const PlacedComparison placed(
            comparison, {.theme = &theme_of(ThemeName::light), .font = font, .legend_font = font}, 800, 400);
        QVERIFY2(placed.height() <= 400, qPrintable(QString::number(placed.height())));
        const QString words = placed.leftOut(0);
        QVERIFY2(words.contains("of 200"), qPrintable(words));
        QVERIFY(words.section(' ', 0, 0).toInt() > 10);
        QVERIFY(PlacedComparison(two_runs(),
                                 {.theme = &theme_of(ThemeName::light), .font = font, .legend_font = font},
                                 800, 400)
                    .leftOut(0)
                    .isEmpty());
    }

    /// Between the lanes and what they wait for there is a gap, which needs its room, too.
    void theLegendIsWholeOrAbsentAtEachHeight() {
        std::vector<ComparedRun> runs;
        for (const char* name : {"threads", "gil", "processes"}) {
            RunInfo info;
            info.scenario = "lock-contention";
            info.backend = name;
            info.ended = Ended::finished;
            runs.push_back({.name = name, .trace = trace_of_contention(3, 5, 3 * ms, 2 * ms), .info = info});
        }
        const RunComparison comparison = comparison_of(std::move(runs));
        QFont font;
        font.setPixelSize(12);
        for (int height = 270; height < 600; height += 5) {
            const PlacedComparison placed(
                comparison, {.theme = &theme_of(ThemeName::light), .font = font, .legend_font = font}, 800,
                height);
            QVERIFY2(placed.height() <= height,
                     qPrintable(QStringLiteral("%1 in %2").arg(placed.height()).arg(height)));
        }
    }

    void oneKeyRunsTheScenarioOnAllItsBackends() {
        const QTemporaryDir folder;
        WindowRig rig(folder.filePath("settings.ini"));
        rig.choose("cpu-bound");
        rig.set("parameter.work", 10);
        rig.press("actionCompareBackends");
        const auto& runs = *rig.window->findChild<CompareController*>();
        QTRY_VERIFY_WITH_TIMEOUT(!runs.isActive(), 4 * timeout_ms);
        QVERIFY2(runs.state().error.empty(), runs.state().error.c_str());
        const Table& table = rig.table("compareTable");
        QCOMPARE(table.rows.size(), std::size_t{3});
        QCOMPARE(table.rows[1][0].text, "GIL");
        QVERIFY(rig.find<QWidget>("compareCanvas").isVisible());
        QVERIFY(rig.find<QPushButton>("compareExport").isEnabled());

        QVERIFY(!rig.find<QPushButton>("compareAddRun").isEnabled()); // there are three, and no run is shown
        rig.find<QPushButton>("compareRemove").click();
        QCOMPARE(rig.table("compareTable").rows.size(), std::size_t{2});
    }

    void theTableIsThereWhereTheRowsCanBeReadWithIt() {
        const QTemporaryDir folder;
        WindowRig rig(folder.filePath("settings.ini"), QSize(1280, 720));
        rig.choose("hello-thread");
        rig.press("actionRun");
        QTRY_VERIFY_WITH_TIMEOUT(rig.run() != nullptr && rig.isIdle(), timeout_ms);
        const auto& runs = *rig.window->findChild<CompareController*>();
        rig.find<QPushButton>("compareAddRun").click();
        QTRY_VERIFY_WITH_TIMEOUT(!runs.isActive(), timeout_ms);
        rig.window->findChild<QAction*>("toggle.compareView")->setChecked(true);
        QTRY_VERIFY(rig.find<QWidget>("compareTable").isVisible());
        QVERIFY(rig.find<QLabel>("compareNoRoom").text().isEmpty());
        rig.find<QWidget>("compareView").resize(800, 200);
        QVERIFY(!rig.find<QWidget>("compareTable").isVisible());
        auto& no_room = rig.find<QLabel>("compareNoRoom");
        QVERIFY2(!no_room.text().isEmpty(), "it is said that there is a table");
        emit no_room.linkActivated(QStringLiteral("#"));
        QVERIFY(rig.find<QWidget>("compareTable").isVisible() &&
                !rig.find<QWidget>("compareCanvas").isVisible());
        emit no_room.linkActivated(QStringLiteral("#"));
        QVERIFY(rig.find<QWidget>("compareCanvas").isVisible());
    }

    void aShownRunAndASavedOneAreBesideEachOther() {
        const QTemporaryDir folder;
        WindowRig rig(folder.filePath("settings.ini"), {}, folder.filePath("runs"));
        rig.choose("hello-thread");
        rig.press("actionRun");
        QTRY_VERIFY_WITH_TIMEOUT(rig.run() != nullptr && rig.isIdle(), timeout_ms);
        const auto& runs = *rig.window->findChild<CompareController*>();
        rig.find<QPushButton>("compareAddRun").click();
        QTRY_VERIFY_WITH_TIMEOUT(!runs.isActive(), timeout_ms);
        rig.files_to_open = {
            QDir(folder.filePath("runs")).entryInfoList(QDir::Files).value(0).absoluteFilePath()};
        rig.find<QPushButton>("compareAddFile").click();
        QTRY_VERIFY_WITH_TIMEOUT(!runs.isActive(), timeout_ms);
        const Table& table = rig.table("compareTable");
        QCOMPARE(table.rows.size(), std::size_t{2});
        for (std::size_t column = 1; column < table.columns.size() - 1; ++column) // it is the same run
            QCOMPARE(table.rows[0][column].text, table.rows[1][column].text);

        rig.files_to_open = {folder.filePath("gone.ilv")};
        rig.find<QPushButton>("compareAddFile").click();
        QTRY_VERIFY_WITH_TIMEOUT(!runs.isActive(), timeout_ms);
        QVERIFY2(rig.banner().words().contains("gone.ilv"), qPrintable(rig.banner().words()));
        QCOMPARE(rig.table("compareTable").rows.size(), std::size_t{2});
    }

    void aScenarioOfOneBackendIsNotCompared() {
        const QTemporaryDir folder;
        WindowRig rig(folder.filePath("settings.ini"));
        for (const Scenario* const scenario : all_scenarios()) {
            if (scenario->backends.size() > 1)
                continue;
            rig.choose(scenario->name.c_str());
            QVERIFY(!rig.find<QPushButton>("compareBackends").isEnabled());
            rig.press("actionCompareBackends");
            QVERIFY(!rig.window->findChild<CompareController*>()->isActive());
            return;
        }
        QSKIP("every scenario runs on several backends");
    }
};

} // namespace test_compare

QTEST_MAIN(test_compare::TestCompare)
#include "test_compare.moc"
