// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of a lane's nested work, with and without states beside them.
#include "tests/core/trace/trace_builder.h"
#include "tests/ui/timeline_rig.h"
#include "ui/rows/frame_painter.h"
#include "ui/rows/legend.h"
#include "ui/rows/row_painter.h"
#include "ui/rows/work_rows.h"
#include "ui/words/words.h"

#include <QImage>
#include <QPainter>

using namespace interleave;
using namespace interleave::test;

namespace test_work_rows {

constexpr std::int64_t ms = 1'000'000;

/// A trace of one lane that knows its work alone. Work is given as depth, begin and end, in order of begins.
struct Work {
    const char* name;
    std::int64_t begin, end;
    std::size_t row;
};
std::shared_ptr<Trace> trace_of(const std::vector<Work>& all, bool knows_states = false) {
    auto trace = std::make_shared<Trace>(false, knows_states);
    trace->lane_appeared({0, LaneKind::thread, 1, 1, no_object, "main"});
    std::vector<TimedRecord> records;
    ObjectId next = 1;
    for (const Work& work : all) {
        trace->object_appeared({next, ObjectKind::label, work.name});
        records.push_back({work.begin, work_row::row(work.row), next, 0, EventKind::work_begin, 0, 0, 0});
        records.push_back({work.end, work_row::row(work.row), next, 0, EventKind::work_end, 0, 0, 0});
        ++next;
    }
    std::ranges::stable_sort(records, {}, &TimedRecord::time);
    trace->records(records);
    trace->close(100 * ms);
    return trace;
}

TimelineFrame frame_of(const Trace& trace, const QSize& size, ThemeName theme = ThemeName::light) {
    TimelineFrame frame;
    frame.add_rows_of(trace);
    frame.theme = &theme_of(theme);
    frame.font.setPixelSize(12);
    frame.range = {0, 100 * ms};
    frame.layout =
        TimelineLayout({}, QRectF(QPointF(), QSizeF(size)), frame.rows, {.least = 16, .most = 400});
    return frame;
}

QImage image_of(const TimelineFrame& frame, const QSize& size) {
    QImage image(size, QImage::Format_RGB32);
    image.fill(frame.theme->background);
    QPainter painter(&image);
    RowPainter().paint(painter, frame, {});
    return image;
}

/// Returns the y of the middle of a row of work.
int middle_of(const TimelineFrame& frame, std::size_t row) {
    const QRectF work = lane_places(frame, frame.rows[0], frame.layout.bar(0)).work;
    return static_cast<int>(work_row_place(frame.rows[0], work, row).center().y());
}

class TestWorkRows : public QObject {
    Q_OBJECT

private slots:
    void eachDepthHasARowOfItsOwn() {
        const auto trace = trace_of({{"outer", 10 * ms, 90 * ms, 0}, {"inner", 30 * ms, 60 * ms, 1}});
        const QSize size(1'000, 60);
        for (const ThemeName theme : {ThemeName::light, ThemeName::dark, ThemeName::print}) {
            const TimelineFrame frame = frame_of(*trace, size, theme);
            const QImage image = image_of(frame, size);
            const int outer = middle_of(frame, 0);
            const int inner = middle_of(frame, 1);
            QVERIFY(inner > outer + 6);
            const QColor ground = image.pixelColor(20, outer);
            QVERIFY(image.pixelColor(800, outer) != ground);
            QCOMPARE(image.pixelColor(950, outer), ground);
            QCOMPARE(image.pixelColor(200, inner), ground);
            QVERIFY(image.pixelColor(500, inner) != ground);
            QCOMPARE(image.pixelColor(700, inner), ground);
            // Colour is state: what is no state is grey, nearly as the theme's own grey is.
            const QColor tone = image.pixelColor(800, outer);
            QVERIFY2(tone.saturation() < 40, qPrintable(tone.name()));
        }
    }

    void nothingIsShownAsAState() {
        const auto trace = trace_of({{"outer", 10 * ms, 90 * ms, 0}});
        QVERIFY(legend_entries(*trace, {0, 100 * ms}).empty());
        const QSize size(1'000, 40);
        const TimelineFrame frame = frame_of(*trace, size);
        QCOMPARE(lane_places(frame, frame.rows[0], frame.layout.bar(0)).bar.height(), 0.0);
        const QImage image = image_of(frame, size);
        for (int y = 0; y < image.height(); ++y)
            for (const int x : {20, 980})
                QVERIFY(image.pixelColor(x, y) == frame.theme->stripe ||
                        image.pixelColor(x, y) == frame.theme->background);
    }

    void severalRowsStandBelowTheStates() {
        const auto trace = trace_of({{"outer", 10 * ms, 90 * ms, 0}, {"inner", 30 * ms, 60 * ms, 1}}, true);
        const TimelineFrame frame = frame_of(*trace, {1'000, 100});
        const LanePlaces places = lane_places(frame, frame.rows[0], frame.layout.bar(0));
        QVERIFY(places.bar.height() > 16);
        QVERIFY(places.work.top() >= places.bar.bottom());
    }

    void barsOfAllLanesAreAlikeBesideAStripOfWork() {
        TraceBuilder builder;
        const LaneId with_work = builder.lane("with work");
        const LaneId without = builder.lane("without");
        const ObjectId label = builder.object(ObjectKind::label, "eating");
        for (const LaneId lane : {with_work, without})
            builder.begin(0, lane).wake(0, lane).end(100 * ms, lane);
        builder.add(10 * ms, with_work, EventKind::work_begin, label);
        builder.add(90 * ms, with_work, EventKind::work_end, label);
        const auto trace = builder.build_closed(100 * ms);
        const TimelineFrame frame = frame_of(*trace, {1'000, 100});
        const LanePlaces first = lane_places(frame, frame.rows[0], frame.layout.bar(0));
        const LanePlaces second = lane_places(frame, frame.rows[1], frame.layout.bar(1));
        QVERIFY(!first.work.isEmpty());
        QVERIFY(second.work.isEmpty());
        QCOMPARE(second.bar.height(), first.bar.height());
        QCOMPARE(second.bar.top() - frame.layout.bar(1).top(), first.bar.top() - frame.layout.bar(0).top());
    }

    void whatSharesAColumnFillsItByItsShare() {
        std::vector<Work> all;
        for (int i = 0; i < 10'000; ++i) // half of the time, in the second half of the picture
            all.push_back({"f", 50 * ms + i * 5'000, 50 * ms + i * 5'000 + 2'500, 0});
        const auto trace = trace_of(all);
        const QSize size(1'000, 46);
        const TimelineFrame frame = frame_of(*trace, size);
        const QImage image = image_of(frame, size);
        const QRectF place =
            work_row_place(frame.rows[0], lane_places(frame, frame.rows[0], frame.layout.bar(0)).work, 0);
        for (const int x : {510, 700, 990}) {
            int filled = 0;
            for (int y = static_cast<int>(place.top()); y < place.bottom(); ++y)
                filled += image.pixelColor(x, y) != image.pixelColor(300, y) ? 1 : 0;
            QVERIFY2(std::abs(filled - place.height() / 2) <= 2, qPrintable(QString::number(filled)));
        }
    }

    void aSliceWithoutLengthIsSeen() {
        const auto trace = trace_of({{"moment", 50 * ms, 50 * ms, 0}, {"other", 80 * ms, 90 * ms, 0}});
        const QSize size(1'000, 40);
        const TimelineFrame frame = frame_of(*trace, size);
        const QImage image = image_of(frame, size);
        const QRectF place =
            work_row_place(frame.rows[0], lane_places(frame, frame.rows[0], frame.layout.bar(0)).work, 0);
        const int y = static_cast<int>(place.bottom()) - 2;
        QVERIFY(image.pixelColor(500, y) != image.pixelColor(300, y));
    }

    void whatLiesDeeperThanTheRowsIsFoldedAndCounted() {
        std::vector<Work> all;
        for (std::size_t row = 0; row < 12; ++row)
            all.push_back({"f", 10 * ms + static_cast<std::int64_t>(row) * ms, 60 * ms, row});
        const auto trace = trace_of(all);
        const QSize size(1'000, 200);
        const TimelineFrame frame = frame_of(*trace, size);
        QCOMPARE(frame.rows[0].work_rows, most_shown_work_rows);
        const QImage image = image_of(frame, size);
        const int last = middle_of(frame, most_shown_work_rows - 1);
        QVERIFY(image.pixelColor(500, last) != image.pixelColor(700, last));
        int ink = 0; // of "+5" at the right
        for (int x = 960; x < 1'000; ++x)
            for (int y = last - 6; y < last + 6; ++y)
                ink += image.pixelColor(x, y).lightness() < 170 ? 1 : 0;
        QVERIFY2(ink > 8, qPrintable(QString::number(ink)));
    }

    void thePointerTellsTheSliceUnderIt() {
        const auto trace =
            trace_of({{"outer (a.py:1)", 10 * ms, 90 * ms, 0}, {"inner", 30 * ms, 60 * ms, 1}});
        TimelineRig rig(trace, {900, 300});
        TimelineModel model(rig.navigation);
        model.set_trace(trace);
        model.set_look(theme_of(ThemeName::light), rig.view.font());
        model.refresh();
        model.place({900, 300});
        model.take_navigation();
        const auto told_at = [&](std::int64_t time, std::size_t row) {
            const QRectF& plot = model.layout().plot();
            const double x = pixel_of(time, model.frame().range, plot.left(), plot.width());
            const QRectF work = lane_places(model.frame(), model.row(0), model.layout().bar(0)).work;
            return to_line(*model.moment_under({x, work_row_place(model.row(0), work, row).center().y()}));
        };
        QCOMPARE(told_at(45 * ms, 1), QStringLiteral("main: inner, for %1").arg(duration_text(30 * ms)));
        QCOMPARE(told_at(45 * ms, 0),
                 QStringLiteral("main: outer (a.py:1), for %1").arg(duration_text(80 * ms)));
        QCOMPARE(told_at(75 * ms, 1), QStringLiteral("main: outer (a.py:1), for %1")
                                          .arg(duration_text(80 * ms))); // what is under way there
        QCOMPARE(told_at(95 * ms, 0), "main: nothing is told of this moment");
        QVERIFY(to_rich_text(model.moment_in(0, 45 * ms)).contains("inner"));
    }

    void theChosenSliceHasTheAccent() {
        const auto trace = trace_of({{"outer", 10 * ms, 90 * ms, 0}, {"inner", 30 * ms, 60 * ms, 1}});
        const QSize size(1'000, 60);
        TimelineFrame frame = frame_of(*trace, size);
        frame.chosen_row = 0;
        QImage image = image_of(frame, size);
        {
            QPainter painter(&image);
            draw_chosen_work(painter, frame, 45 * ms);
        }
        const int inner = middle_of(frame, 1);
        QCOMPARE(image.pixelColor(300, inner), frame.theme->accent);
        QVERIFY(image.pixelColor(100, middle_of(frame, 0)) != frame.theme->accent);
    }

    void theKeysStepFromBeginToEnd() {
        const auto trace = trace_of({{"outer", 10 * ms, 90 * ms, 0}, {"inner", 30 * ms, 60 * ms, 1}});
        TimelineRig rig(trace);
        rig.navigation.chooseLane(0, 20 * ms);
        QList<qint64> times;
        for (int i = 0; i < 3; ++i) {
            rig.press(Qt::Key_Period);
            times << *rig.navigation.cursor();
        }
        const QList<qint64> expected{30 * ms, 60 * ms, 90 * ms};
        QCOMPARE(times, expected);
    }

    void aNameGivesWayToAShorterForm() {
        const auto trace = trace_of({{"fib (numbers.py:8)", 0, 1, 0}});
        const QStringList expected{"fib (numbers.py:8)", "fib"};
        QCOMPARE(work_words(*trace, trace->lane(0).work_row(0).stretches()[0]), expected);
    }
};

} // namespace test_work_rows

QTEST_MAIN(test_work_rows::TestWorkRows)
#include "test_work_rows.moc"
