// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of processors: who was on which, in the picture, under the pointer, and when they are shown.
#include "tests/core/trace/trace_builder.h"
#include "tests/ui/timeline_rig.h"
#include "tests/ui/window_rig.h"
#include "ui/rows/processor_bands.h"

#include <QTest>

using namespace interleave;
using namespace interleave::test;

namespace test_processor_rows {

constexpr std::int64_t ms = 1'000'000;

/// `first` is on CPU 0 from 10 to 50 ms, `second` from 50 to 90 ms, and on CPU 2 before that.
std::unique_ptr<Trace> two_on_two() {
    TraceBuilder story;
    const LaneId first = story.lane("first");
    const LaneId second = story.lane("second");
    story.begin(0, first).begin(0, second).block(1, first).block(1, second);
    story.wake(10 * ms, first, 0).wake(10 * ms, second, 2).block(50 * ms, first, 0).block(40 * ms, second, 2);
    story.wake(50 * ms, second, 0).block(90 * ms, second, 0);
    return story.build_closed(100 * ms);
}

QString rows_of(const TimelineView& view) {
    QStringList names;
    for (const TimelineRow& row : view.rows())
        names << row_name(*view.trace(), row);
    return names.join(QStringLiteral(", "));
}

QString bands_at(const BandRow& row, int x) {
    QStringList bands;
    for (const Band& band : row.column(x))
        bands << QStringLiteral("%1-%2 %3")
                     .arg(band.top)
                     .arg(band.bottom)
                     .arg(band.style == style_of(LaneState::running)   ? QStringLiteral("used")
                          : band.style == style_of(LaneState::unknown) ? QStringLiteral("unknown")
                          : band.style == value_change_style           ? QStringLiteral("line")
                                                                       : QStringLiteral("?"));
    return bands.join(QStringLiteral(", "));
}

class TestProcessorRows : public QObject {
    Q_OBJECT

private slots:
    void theyStandBelowTheLanesWhereTheyAreWanted() {
        TimelineRig rig(two_on_two());
        QCOMPARE(rows_of(rig.view), QStringLiteral("first, second"));
        rig.navigation.setShowsProcessors(true);
        TimelineRig::processEvents();
        QCOMPARE(rows_of(rig.view), QStringLiteral("first, second, CPU 0, CPU 2"));
        rig.show(two_on_two());
        QCOMPARE(rows_of(rig.view), QStringLiteral("first, second, CPU 0, CPU 2"));
        rig.navigation.setShowsProcessors(false);
        TimelineRig::processEvents();
        QCOMPARE(rows_of(rig.view), QStringLiteral("first, second"));
    }

    void aClickChoosesWhoWasThere() {
        TimelineRig rig(two_on_two());
        rig.navigation.setShowsProcessors(true);
        TimelineRig::processEvents();
        rig.click(rig.pixelOf(70 * ms, 2));
        QCOMPARE(rig.navigation.chosenLane(), std::optional<LaneId>(1));
        rig.click(rig.pixelOf(30 * ms, 2));
        QCOMPARE(rig.navigation.chosenLane(), std::optional<LaneId>(0));
        rig.click(rig.pixelOf(95 * ms, 2)); // nobody
        QCOMPARE(rig.navigation.chosenLane(), std::optional<LaneId>(0));
        rig.press(Qt::Key_Down);
        rig.press(Qt::Key_Down);
        QCOMPARE(rig.navigation.chosenLane(), std::optional<LaneId>(1));
    }

    void theMenuShowsThemAndRemembersThat() {
        const QTemporaryDir folder;
        const QString settings = folder.filePath(QStringLiteral("settings.ini"));
        for (const bool before : {false, true}) {
            rig::WindowRig rig(settings);
            QCOMPARE(rig.find<QAction>("actionProcessorRows").isChecked(), before);
            QCOMPARE(rig.navigation().showsProcessors(), before);
            if (!before)
                rig.press("actionProcessorRows");
            QVERIFY(rig.navigation().showsProcessors());
        }
    }

    void whoWasThereIsSaid() {
        const auto trace = two_on_two();
        const TimelineSource source{trace.get(), trace->time_end()};
        const auto line = [&](std::size_t cpu, std::int64_t time) {
            return to_line(moment_at(source, {TimelineRow::Kind::processor, cpu}, time));
        };
        QVERIFY2(line(0, 30 * ms).startsWith(QLatin1String("CPU 0: first")), qPrintable(line(0, 30 * ms)));
        QVERIFY2(line(0, 95 * ms).startsWith(QLatin1String("CPU 0: none of the lanes")),
                 qPrintable(line(0, 95 * ms)));
        QVERIFY2(line(2, 5 * ms).startsWith(QLatin1String("CPU 2: not known who was on it")),
                 qPrintable(line(2, 5 * ms)));
        QCOMPARE(moment_at(source, {TimelineRow::Kind::processor, 0}, 30 * ms).range->from, 10 * ms);
        QCOMPARE(moment_at(source, {TimelineRow::Kind::processor, 0}, 30 * ms).range->until, 50 * ms);
    }

    void theBandsShowTheShareOfTimeAndWhereAnotherLaneComes() {
        const std::vector<ProcessorColumn> columns{{0, no_lane, false, false}, {0.5F, 0, false, false},
                                                   {1, 0, false, false},       {1, 1, false, false},
                                                   {1, 1, false, false},       {1, no_lane, true, false},
                                                   {0.25F, 1, false, true},    {0.8F, no_lane, true, false}};
        BandRow row;
        processor_bands(columns, 20, 1, row);
        QCOMPARE(bands_at(row, 0), QString());
        QCOMPARE(bands_at(row, 1), QStringLiteral("10-20 used"));
        QCOMPARE(bands_at(row, 2), QStringLiteral("0-20 used"));
        QCOMPARE(bands_at(row, 3), QStringLiteral("0-20 line"));
        QCOMPARE(bands_at(row, 4), QStringLiteral("0-20 used"));
        QCOMPARE(bands_at(row, 5), QStringLiteral("0-20 line"));
        QCOMPARE(bands_at(row, 6), QStringLiteral("0-15 unknown, 15-20 used"));
        QCOMPARE(bands_at(row, 7), QStringLiteral("4-8 line, 8-20 used"));
        QCOMPARE(row.runs().size(), std::size_t{2});
        QCOMPARE(row.runs()[0].subject, 0U);
        QCOMPARE(row.runs()[1].subject, 1U);
    }

    void whatAProcessorDidIsDrawnInItsRow() {
        TimelineRig rig(two_on_two());
        rig.navigation.setShowsProcessors(true);
        TimelineRig::processEvents();
        rig.plot->replot();
        const QImage picture = rig.view.grab().toImage();
        const auto colour_at = [&](std::int64_t time, std::size_t row) {
            QPoint at = rig.pixelOf(time, row);
            at.setY(static_cast<int>(rig.view.layoutOfRows().bar(row).bottom()) - 4);
            return picture.pixelColor(at * picture.devicePixelRatio());
        };
        QCOMPARE(colour_at(70 * ms, 2), colour_at(70 * ms, 1)); // as the lane that runs there
        QVERIFY(colour_at(95 * ms, 2) != colour_at(70 * ms, 2));
        QVERIFY(colour_at(70 * ms, 3) != colour_at(70 * ms, 2));
    }
};

} // namespace test_processor_rows

QTEST_MAIN(test_processor_rows::TestProcessorRows)
#include "test_processor_rows.moc"
