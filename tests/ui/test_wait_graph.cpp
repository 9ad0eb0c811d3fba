// SPDX-License-Identifier: GPL-3.0-or-later
// The wait-for graph: its boxes and arrows, the ring of a deadlock in the colour of errors, and its
// sentences.
#include "tests/core/trace/trace_builder.h"
#include "tests/ui/example_traces.h"
#include "ui/navigation/navigation.h"
#include "ui/navigation/owner_walk.h"
#include "ui/wait_graph/graph_drawing.h"
#include "ui/wait_graph/graph_view.h"

#include <QImage>
#include <QLabel>
#include <QPainter>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace interleave;
using namespace interleave::test;

namespace test_wait_graph {

/// Two lanes wait for each other from 30 and 40 ms on, at line 55; the trace ends at 100 ms.
std::shared_ptr<const Trace> trace_of_a_ring(bool is_closed = true) {
    TraceBuilder story(false);
    const ObjectId a = story.object(ObjectKind::mutex, "account A");
    const ObjectId b = story.object(ObjectKind::mutex, "account B");
    const LaneId one = story.lane("A to B");
    const LaneId two = story.lane("B to A");
    const std::uint32_t file = story.file("core/two_locks.cpp");
    story.begin(0, one).begin(0, two);
    const auto add = [&](std::int64_t time, LaneId lane, EventKind kind, ObjectId object,
                         std::uint32_t line) {
        story.add(time * ms, lane, kind, object, 0, 0, make_site(file, line));
    };
    add(10, one, EventKind::acquire, a, 53);
    add(20, two, EventKind::acquire, b, 53);
    add(30, one, EventKind::wait_begin, b, 55);
    add(40, two, EventKind::wait_begin, a, 55);
    return is_closed ? story.build_closed(100 * ms) : story.build(100 * ms);
}

ShownGraph look_at(const std::shared_ptr<const Trace>& trace, std::optional<std::int64_t> time = {},
                   bool is_over = true) {
    return look_at_waits({.trace = trace, .time = time, .is_over = is_over});
}

int pixels_of(const QImage& image, const QColor& colour) {
    int count = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            count += image.pixel(x, y) == colour.rgb() ? 1 : 0;
    return count;
}

QImage drawn(const ShownGraph& shown, const Theme& theme) {
    QImage image(900, 200, QImage::Format_RGB32);
    image.fill(theme.background);
    const auto placed = lay_out(shown, QFont(), GraphDirection::right);
    if (!placed)
        qFatal("Graphviz cannot lay out the graph");
    QPainter painter(&image);
    draw_graph(painter, QRectF(0, 0, 900, 200), shown, *placed, theme, QFont());
    return image;
}

class TestWaitGraph : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void aRingHasFourBoxesAndFourNumberedArrows() {
        const ShownGraph shown = look_at(trace_of_a_ring());
        QCOMPARE(shown.nodes.size(), std::size_t{4});
        QCOMPARE(shown.edges.size(), std::size_t{4});
        QVERIFY(std::ranges::all_of(shown.nodes, &GraphNode::in_ring) &&
                std::ranges::all_of(shown.edges, &GraphEdge::in_ring));
        QStringList numbers;
        for (const GraphEdge& edge : shown.edges)
            numbers << edge.words.front().section(QLatin1Char(' '), 0, 0);
        numbers.sort();
        QCOMPARE(numbers.join(QLatin1Char(' ')), QStringLiteral("1 2 3 4"));
        QCOMPARE(
            shown.rings,
            (QStringList{QStringLiteral(
                "A to B waits for account B, held by B to A, which waits for account A, held by A to B (both "
                "wait at two_locks.cpp:55)")}));
        QCOMPARE(shown.table.rows.size(), std::size_t{2});
        QCOMPARE(shown.table.rows[0][4].text, QStringLiteral("two_locks.cpp:55"));
    }

    void beforeTheRingThereIsAWaitAndNoCrimson() {
        const auto trace = trace_of_a_ring();
        const ShownGraph before = look_at(trace, 35 * ms);
        QVERIFY(!before.has_ring());
        QCOMPARE(before.waits,
                 (QStringList{QStringLiteral(
                     "A to B waits 5.00\u202fms for account B (two_locks.cpp:55), held by B to A.")}));
        for (const ThemeName name : {ThemeName::light, ThemeName::dark, ThemeName::print}) {
            const Theme& theme = theme_of(name);
            if (name != ThemeName::print) // there errors are black, as letters are
                QCOMPARE(pixels_of(drawn(before, theme), theme.error), 0);
            QVERIFY(pixels_of(drawn(look_at(trace), theme), theme.error) > 100);
        }
    }

    void aLiveRingIsOneOnlyAfterAMoment() {
        const auto trace = trace_of_a_ring(false);
        QVERIFY(look_at(trace, {}, false).has_ring()); // for 60 ms
        QVERIFY(look_at(trace, {}, false).is_now);
        QVERIFY(look_at(trace, 41 * ms, false).has_ring()); // of the past everything is known
    }

    void manyWaitersShareABox() {
        TraceBuilder story(false);
        const ObjectId lock = story.object(ObjectKind::mutex, "lock");
        const LaneId owner = story.lane("owner");
        story.begin(0, owner).acquire(1, owner, lock);
        for (int i = 0; i < 200; ++i) {
            const LaneId lane = story.lane("w" + std::to_string(i));
            story.begin(0, lane).wait(10 + i, lane, lock);
        }
        const ShownGraph shown = look_at(std::shared_ptr<const Trace>(story.build(1'000)), {}, false);
        QCOMPARE(shown.nodes.size(), 2 + most_waiters_shown + 1);
        QCOMPARE(shown.nodes.back().name, QStringLiteral("195 more lanes"));
        QCOMPARE(shown.waits.size(), 200);
    }

    void boxesDoNotOverlapAndWordsHaveTheirPlace() {
        const ShownGraph shown = look_at(trace_of_a_ring());
        for (const GraphDirection direction : {GraphDirection::right, GraphDirection::down}) {
            const auto placed = lay_out(shown, QFont(), direction);
            QVERIFY(placed.has_value());
            for (std::size_t i = 0; i < placed->boxes.size(); ++i) {
                QVERIFY(QRectF(QPointF(-1, -1), placed->size + QSizeF(2, 2)).contains(placed->boxes[i]));
                for (std::size_t j = 0; j < i; ++j)
                    QVERIFY(!placed->boxes[i].intersects(placed->boxes[j]));
                for (const PlacedGraph::Link& link : placed->links)
                    QVERIFY(!link.words.isEmpty() && !link.words.intersects(placed->boxes[i]));
            }
        }
    }

    void wordsAtArrowsLieOnNoBoxInAnyPlace() {
        TraceBuilder story(false); // of a chain, which is wider than a panel
        const ObjectId lock = story.object(ObjectKind::mutex, "GIL (2)");
        const LaneId holder = story.lane("computing 1");
        const LaneId waiter = story.lane("requests");
        const std::uint32_t file = story.file("core/gil_convoy.cpp");
        story.begin(0, holder).begin(0, waiter);
        story.add(1, holder, EventKind::acquire, lock, 0, 0, make_site(file, 62));
        story.add(5 * ms, waiter, EventKind::wait_begin, lock, 0, 0, make_site(file, 69));
        const ShownGraph shown = look_at(std::shared_ptr<const Trace>(story.build_closed(10 * ms)), 9 * ms);
        for (const QSizeF& size : {QSizeF(400, 110), QSizeF(450, 110), QSizeF(500, 110), QSizeF(720, 110),
                                   QSizeF(400, 400), QSizeF(200, 700)}) {
            const auto placed = lay_out_for(shown, QFont(), size);
            QVERIFY(placed.has_value());
            for (const PlacedGraph::Link& link : placed->links)
                for (const QRectF& box : placed->boxes)
                    QVERIFY(placed->has_numbers_alone || !link.words.intersects(box));
        }
    }

    void inALowPlaceArrowsHaveNumbersAloneAndLettersAreLarger() {
        const ShownGraph shown = look_at(trace_of_a_ring());
        const auto scale_in = [&](const QSizeF& size) {
            const auto placed = lay_out_for(shown, QFont(), size);
            return placed ? GraphPlace::in(QRectF(QPointF(), size), placed->size).scale : 0;
        };
        QVERIFY(!lay_out_for(shown, QFont(), {2'000, 800})->has_numbers_alone);
        const QSizeF low(330, 90);
        const auto placed = lay_out_for(shown, QFont(), low);
        QVERIFY(placed && placed->has_numbers_alone);
        double with_words = 0;
        for (const GraphDirection direction :
             {GraphDirection::right, GraphDirection::down, GraphDirection::circle})
            with_words = std::max(
                with_words,
                GraphPlace::in(QRectF(QPointF(), low), lay_out(shown, QFont(), direction)->size).scale);
        QVERIFY2(scale_in(low) > with_words, qPrintable(QString::number(with_words)));
    }

    void oneKeyLeadsFromTheStuckLaneToTheOwner() {
        const auto trace = trace_of_a_ring();
        Navigation navigation;
        navigation.reset(whole_range(*trace));
        go_to_owner(*trace, navigation); // nothing is chosen: the lane that is stuck longest
        QCOMPARE(navigation.chosenLane(), std::optional<LaneId>(0));
        QCOMPARE(navigation.cursor(), std::optional<std::int64_t>(65 * ms - 1));
        QSignalSpy changes(&navigation, &Navigation::changed);
        go_to_owner(*trace, navigation);
        QCOMPARE(navigation.chosenLane(), std::optional<LaneId>(1));
        QTRY_COMPARE(changes.count(), 1);
        QVERIFY(changes[0][0].value<Navigation::Changes>() & Navigation::Owner);
        navigation.goBackToWaiter();
        QCOMPARE(navigation.chosenLane(), std::optional<LaneId>(0));
    }

    void theViewSaysTheRingAndWarnsOfOrders() {
        const auto trace = trace_of_a_ring();
        GraphView view;
        view.resize(900, 240);
        view.show();
        view.setTrace(trace, true);
        view.complete(lock_order_reports(*trace));
        QTRY_VERIFY(view.graph().placed.has_value());
        const auto text = [&](const char* name) {
            return view.findChild<QLabel*>(QLatin1String(name))->text();
        };
        QVERIFY(text("graphRing").startsWith(QStringLiteral("Deadlock: A to B waits for account B")));
        QCOMPARE(
            text("graphOrders"),
            QStringLiteral(
                "Opposite order seen: account A then account B at two_locks.cpp:55 by A to B, account B then "
                "account A at two_locks.cpp:55 by B to A. They can wait for each other for ever."));
        QSignalSpy owner(&view, &GraphView::ownerWanted);
        QSignalSpy chosen(&view, &GraphView::laneChosen);
        auto& canvas = *view.findChild<QWidget*>(QStringLiteral("graphCanvas"));
        QTest::keyClick(&canvas, Qt::Key_BracketLeft);
        QCOMPARE(owner.count(), 1);
        QTest::keyClick(&canvas, Qt::Key_Down);
        QCOMPARE(chosen.count(), 1);
        QVERIFY(view.toExport({}).has_value());
    }

    void aTraceWithoutStatesSaysSo() {
        GraphView view;
        view.resize(600, 240);
        view.show();
        view.setTrace(std::make_shared<const Trace>(false, false), true);
        QTRY_COMPARE(view.findChild<QWidget*>(QStringLiteral("graphCanvas"))->accessibleDescription(),
                     QStringLiteral("This trace tells of work, not of waits."));
        QVERIFY(!view.toExport({}));
    }
};

} // namespace test_wait_graph

QTEST_MAIN(test_wait_graph::TestWaitGraph)
#include "test_wait_graph.moc"
