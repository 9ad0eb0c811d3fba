// SPDX-License-Identifier: GPL-3.0-or-later
// The view of locks: tables that fit each kind of object, the blame matrix and the way from it to the
// timeline, histograms, and pictures by colour at known places.
#include "core/event/error.h"
#include "tests/core/trace/trace_builder.h"
#include "tests/ui/example_traces.h"
#include "ui/locks/blame_canvas.h"
#include "ui/locks/duration_chart.h"
#include "ui/locks/locks_entry.h"
#include "ui/locks/locks_picture.h"
#include "ui/locks/locks_view.h"
#include "ui/locks/object_strip.h"
#include "ui/locks/parts_chart.h"
#include "ui/locks/waits_controller.h"
#include "ui/table/table_view.h"

#include <QComboBox>
#include <QImage>
#include <QPainter>
#include <QSignalSpy>
#include <QTabBar>
#include <QTest>

using namespace interleave;
using namespace interleave::test;

namespace test_locks {

constexpr int timeout_ms = 30'000;

/// Three lanes and a lock, of a run that is known to the nanosecond: of 60 ms of waiting 45 ms are for b, 10
/// ms for a and 5 ms for the hand-off.
struct Story {
    TraceBuilder builder{false};
    SiteId take = make_site(builder.file("page.cpp"), 40);
    ObjectId lock = builder.object(ObjectKind::mutex, "the lock");
    LaneId a = builder.lane("a"), b = builder.lane("b"), c = builder.lane("c");

    Story() {
        builder.begin(0, a).begin(0, b).begin(0, c);
        at(0, b, EventKind::acquire);
        at(5, a, EventKind::wait_begin).at(20, c, EventKind::wait_begin);
        at(35, b, EventKind::release);
        at(36, a, EventKind::acquire).at(46, a, EventKind::release);
        at(49, c, EventKind::acquire).at(50, c, EventKind::release);
    }
    Story& at(std::int64_t time, LaneId lane, EventKind kind) {
        builder.add(time * ms, lane, kind, lock, 0, 0, take);
        return *this;
    }
    std::shared_ptr<const Trace> trace() const { return builder.build_closed(100 * ms); }
};

std::shared_ptr<const RunWaits> waits_of(std::shared_ptr<const Trace> trace,
                                         const CollectorCounts& counts = {},
                                         const std::optional<TimeRange>& range = {}) {
    return std::make_shared<const RunWaits>(run_waits(std::move(trace), counts, range));
}

/// Returns the words of the table's column in its first row.
QString first_in(const Table& table, const QString& title) {
    for (std::size_t column = 0; column < table.columns.size(); ++column)
        if (table.columns[column].title == title)
            return table.rows.at(0).at(column).text;
    qFatal("no column %s", qPrintable(title));
}

QStringList words_of(const std::vector<Cell>& row) {
    QStringList words;
    for (const Cell& cell : row)
        words << cell.text;
    return words;
}

int pixels_of(const QImage& image, const QColor& colour) {
    int count = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            count += image.pixel(x, y) == colour.rgb() ? 1 : 0;
    return count;
}

template <typename Draw>
QImage drawn(const QSize& size, const Theme& theme, Draw&& draw) {
    QImage image(size, QImage::Format_RGB32);
    image.fill(theme.background);
    QPainter painter(&image);
    draw(painter, QRectF(QPointF(), QSizeF(size)));
    return image;
}

class TestLocks : public QObject {
    Q_OBJECT

private slots:
    void theMostCostlyObjectIsFirstAndQuietOnesAreLast();
    void aLockHasItsFivePartsAndPercentiles();
    void missingRecordsMakeNumbersAtLeast();
    void theMatrixAddsUpWhatTheLinesSay();
    void theSentenceNamesWhoIsToBlameMost();
    void aClickOnACellGoesToItsLongestWait();
    void theMatrixIsWalkedByKeys();
    void partsAreAsLongAsTheirTimes();
    void histogramsFillTheirPlace();
    void whereLanesHaveNoRoomThoseThatMatterStay();
    void aPictureShowsAllParts();
    void aRunWithoutWaitsHasNoPicture();
    void onlyTheFamiliesThatAreThereAreOffered();
    void choosingAnObjectShowsItsFamily();
    void figuresFollowTheSelection();
    void aHiddenViewCountsOnlyARunThatIsOver();
};

void TestLocks::theMostCostlyObjectIsFirstAndQuietOnesAreLast() {
    Story story;
    const ObjectId worker = story.builder.object(ObjectKind::worker, "w");
    const ObjectId other = story.builder.object(ObjectKind::mutex, "other");
    story.builder.object(ObjectKind::mutex, "never used");
    story.builder.wait(60 * ms, story.a, worker);                                 // 40 ms
    story.builder.acquire(60 * ms, story.b, other).wait(95 * ms, story.c, other); // 5 ms
    const auto waits = waits_of(story.trace());
    QStringList names;
    for (const ObjectFigures& figures : waits->objects)
        names << QString::fromStdString(figures.times.name);
    QCOMPARE(names, (QStringList{"the lock", "other", "w"}));
    QCOMPARE(families_of(*waits), (std::vector{WaitFamily::locks, WaitFamily::joins}));
}

void TestLocks::aLockHasItsFivePartsAndPercentiles() {
    const Table table = family_table(*waits_of(Story().trace()), WaitFamily::locks);
    QCOMPARE(table.rows.size(), 1U);
    QCOMPARE(first_in(table, "Object"), QString("the lock"));
    QCOMPARE(first_in(table, "Taken"), QString("3"));
    QCOMPARE(first_in(table, "After a wait"), QString("2"));
    QCOMPARE(first_in(table, "Wait (ms)"), QString("60.0"));
    QCOMPARE(first_in(table, "Hand-off (ms)"), QString("4.00"));
    QCOMPARE(first_in(table, "Held (ms)"), QString("46.0"));
    QCOMPARE(first_in(table, "Held, others wait (ms)"), QString("40.0"));
    QCOMPARE(first_in(table, "Most waiters"), QString("2"));
    QCOMPARE(first_in(table, "Longest wait (ms)"), QString("31.0"));
    QCOMPARE(first_in(table, "Longest hold (ms)"), QString("35.0"));
}

void TestLocks::missingRecordsMakeNumbersAtLeast() {
    const auto waits = waits_of(Story().trace(), {.dropped = 1});
    const Table table = family_table(*waits, WaitFamily::locks);
    QCOMPARE(first_in(table, "Taken"), QString("≥ 3"));
    QCOMPARE(first_in(table, "Held (ms)"), QString("?"));
    QVERIFY(blame_sentence(*waits, waits->objects.front()).startsWith("At least: "));
    QCOMPARE(blame_table(*waits, waits->objects.front()).rows.front()[4].text, QString("≥ 30.0"));
}

void TestLocks::theMatrixAddsUpWhatTheLinesSay() {
    const auto waits = waits_of(Story().trace());
    const ObjectFigures& figures = waits->objects.front();
    const BlameMatrix matrix = blame_matrix(*waits, figures);
    QCOMPARE(matrix.waiters.size(), 2U);
    QCOMPARE(matrix.blamed.size(), 3U); // a, b and nobody
    QCOMPARE(matrix.waiters[0].name, QString("a"));
    QCOMPARE(matrix.blamed[1].name, QString("b"));
    QCOMPARE(matrix.blamed[2].name, QString("hand-off"));
    QCOMPARE(matrix.cell(0, 1).waited, 30 * ms);
    QCOMPARE(matrix.cell(1, 0).waited, 10 * ms);
    QCOMPARE(matrix.cell(0, 0).waited, 0);
    QVERIFY(!matrix.cell(0, 0).longest);
    QCOMPARE(matrix.most, 30 * ms);
    const Table table = blame_table(*waits, figures);
    QCOMPARE(words_of(table.rows.at(0)),
             (QStringList{"a", "page.cpp:40", "b", "page.cpp:40", "30.0", "1", "30.0"}));
    QCOMPARE(table.columns[3].title, QString("Took it at"));
}

void TestLocks::theSentenceNamesWhoIsToBlameMost() {
    const auto waits = waits_of(Story().trace());
    QCOMPARE(blame_sentence(*waits, waits->objects.front()),
             QString("75 % of all waiting for the lock, 45.0\u202Fms, was for b, which mostly took it at "
                     "page.cpp:40."));
}

void TestLocks::aClickOnACellGoesToItsLongestWait() {
    const auto waits = waits_of(Story().trace());
    BlameCanvas canvas;
    canvas.resize(500, 200);
    const BlameMatrix matrix = blame_matrix(*waits, waits->objects.front());
    canvas.showMatrix(matrix, {});
    canvas.show();
    const BlameLayout layout(matrix, QRectF(canvas.rect()).adjusted(10, 6, -10, -4), canvas.font());
    QSignalSpy wanted(&canvas, &BlameCanvas::waitWanted);
    QTest::mouseClick(&canvas, Qt::LeftButton, {}, layout.cell({1, 1}).center().toPoint());
    QCOMPARE(wanted.count(), 1);
    const auto blame = wanted.front().front().value<Blame>();
    QCOMPARE(blame.longest, 15 * ms); // c for b
    QCOMPARE(blame.longest_begin, 20 * ms);
    QTest::mouseClick(&canvas, Qt::LeftButton, {}, layout.cell({0, 0}).center().toPoint());
    QCOMPARE(wanted.count(), 1); // a never waited for itself
}

void TestLocks::theMatrixIsWalkedByKeys() {
    const auto waits = waits_of(Story().trace());
    BlameCanvas canvas;
    canvas.resize(500, 200);
    canvas.showMatrix(blame_matrix(*waits, waits->objects.front()), {});
    QSignalSpy wanted(&canvas, &BlameCanvas::waitWanted);
    QTest::keyClick(&canvas, Qt::Key_Return);
    QCOMPARE(wanted.count(), 0);
    for (const Qt::Key key : {Qt::Key_Down, Qt::Key_Down, Qt::Key_Down, Qt::Key_Left, Qt::Key_Return})
        QTest::keyClick(&canvas, key);
    QCOMPARE(canvas.current(), std::optional(BlameCell{1, 0}));
    QCOMPARE(wanted.count(), 1);
    QCOMPARE(wanted.front().front().value<Blame>().waited, 10 * ms); // c for a
    QVERIFY(canvas.accessibleDescription().contains("c waited for: a"));
}

void TestLocks::partsAreAsLongAsTheirTimes() {
    const auto waits = waits_of(Story().trace());
    const Theme& theme = theme_of(ThemeName::light);
    const QImage image = drawn({800, 120}, theme, [&](QPainter& painter, const QRectF& area) {
        draw_parts(painter, area, members_of(*waits, WaitFamily::locks), waits->objects.front().times, true,
                   theme, QFont());
    });
    const int y = static_cast<int>(QFontMetricsF(QFont()).height() * 1.7 / 2);
    int contended = 0;
    int held = 0;
    for (int x = 0; x < image.width(); ++x) {
        contended += image.pixel(x, y) == theme.style(contended_style).fill.rgb() ? 1 : 0;
        held += image.pixel(x, y) == theme.style(held_style).fill.rgb() ? 1 : 0;
    }
    QVERIFY2(contended > 100, "it is to be seen from afar");
    const double ratio = static_cast<double>(contended) / held; // 40 ms and 6 ms
    QVERIFY2(ratio > 5 && ratio < 8, qPrintable(QString::number(ratio)));
}

void TestLocks::histogramsFillTheirPlace() {
    const auto waits = waits_of(Story().trace());
    const std::vector<NamedDurations> durations = durations_of(waits->objects.front());
    QCOMPARE(durations.size(), 2U);
    QVERIFY(durations_sentence(durations[1], true).startsWith(QStringLiteral("holds: 3 · p50 10.0\u202Fms")));
    const Theme& theme = theme_of(ThemeName::light);
    const QImage image = drawn({900, 200}, theme, [&](QPainter& painter, const QRectF& area) {
        draw_durations(painter, area, durations, true, theme, QFont());
    });
    // A recorded program's short holds are told as sums, of which no single duration is known.
    ObjectFigures often = waits->objects.front();
    often.waits.summed_up = 12'345;
    const QString sentence = durations_sentence(durations_of(often)[1], true);
    QVERIFY2(sentence.startsWith(QStringLiteral("holds, without 12,345 short ones: 3 · ")),
             qPrintable(sentence));
    // Each of the three holds is a bin of its own, and as many as any other.
    QVERIFY(pixels_of(image.copy(450, 0, 450, 200), theme.style(held_style).fill) > 1'000);
    QVERIFY(pixels_of(image.copy(0, 0, 440, 200), theme.style(held_style).fill) == 0);
}

void TestLocks::whereLanesHaveNoRoomThoseThatMatterStay() {
    TraceBuilder story(false);
    const LaneId little = story.lane("little"), owner = story.lane("owner"), waiter = story.lane("waiter");
    const ObjectId lock = story.object(ObjectKind::mutex, "lock");
    story.acquire(0, owner, lock).wait(1 * ms, waiter, lock).wait(59 * ms, little, lock);
    story.release(60 * ms, owner, lock).acquire(60 * ms, waiter, lock).release(61 * ms, waiter, lock);
    story.acquire(61 * ms, little, lock).release(62 * ms, little, lock);
    const auto waits = waits_of(story.build_closed(100 * ms));
    const Theme& theme = theme_of(ThemeName::light);
    const QImage image = drawn({600, 110}, theme, [&](QPainter& painter, const QRectF& area) {
        draw_over_time(painter, area, *waits, waits->objects.front(), theme, QFont());
    });
    // Below the object's row two lanes have room, and one of them is the one that waits for 59 ms.
    const int waiting = pixels_of(image.copy(0, 50, 600, 60), theme.style(LaneState::waiting_lock).fill);
    QVERIFY2(waiting > 1'000, qPrintable(QString::number(waiting)));
}

void TestLocks::aPictureShowsAllParts() {
    const auto waits = waits_of(Story().trace());
    PictureOptions options;
    options.size = {1280, 720};
    options.words.title = "A lock";
    for (const ThemeName name : {ThemeName::light, ThemeName::dark, ThemeName::print}) {
        options.theme = name;
        const QImage picture = drawPreview(locks_drawing(waits, 1), options, options.size);
        const Theme& theme = theme_of(name);
        QVERIFY(pixels_of(picture, theme.style(contended_style).fill) > 2'000);
        QVERIFY(pixels_of(picture, theme.style(held_style).fill) > 1'000);
        QVERIFY(picture.height() <= 720);
    }
}

void TestLocks::aRunWithoutWaitsHasNoPicture() {
    TraceBuilder story(false);
    story.begin(0, story.lane("a"));
    const RunInfo info;
    const std::shared_ptr<const Trace> trace = story.build_closed(10);
    QVERIFY_THROWS_EXCEPTION(RunError, locks_entry().drawing({.trace = trace, .info = &info}));
}

void TestLocks::onlyTheFamiliesThatAreThereAreOffered() {
    Story story;
    const ObjectId queue = story.builder.object(ObjectKind::queue, "letters");
    story.builder.add(1 * ms, story.a, EventKind::send, queue, 1);
    LocksView view;
    view.showWaits(waits_of(story.trace()));
    const auto& families = *view.findChild<QComboBox*>("locksFamily");
    QCOMPARE(families.count(), 2);
    QCOMPARE(families.itemText(0), QString("Locks (1)"));
    QCOMPARE(families.itemText(1), QString("Queues (1)"));
    const auto& pages = *view.findChild<QTabBar*>("locksPages");
    QVERIFY(pages.isTabVisible(0));
    view.chooseObject(queue);
    QVERIFY2(!pages.isTabVisible(0), "a queue has no five parts");
    view.showWaits(nullptr, "nothing");
    QVERIFY(!families.isEnabled());
    QVERIFY(view.chosen() == nullptr);
}

void TestLocks::choosingAnObjectShowsItsFamily() {
    Story story;
    const ObjectId news = story.builder.object(ObjectKind::condition, "news");
    story.builder.wait(60 * ms, story.b, news);
    LocksView view;
    view.showWaits(waits_of(story.trace()));
    QCOMPARE(view.chosen()->times.id, story.lock);
    QSignalSpy wanted(&view, &LocksView::objectWanted);
    view.chooseObject(news);
    QCOMPARE(view.chosen()->times.id, news);
    QCOMPARE(view.findChild<QComboBox*>("locksFamily")->currentText(), QString("Conditions (1)"));
    auto& table = *view.findChild<TableView*>("locksView");
    QCOMPARE(table.currentIndex().row(), 0);
    emit table.activated(table.currentIndex());
    QCOMPARE(wanted.count(), 1);
    QCOMPARE(wanted.front().front().value<ObjectId>(), news);
}

void TestLocks::figuresFollowTheSelection() {
    WaitsController controller;
    controller.setActive(true);
    controller.setRun(Story().trace());
    controller.refresh({}, true);
    QTRY_VERIFY_WITH_TIMEOUT(controller.waits() != nullptr, timeout_ms);
    QCOMPARE(controller.waits()->objects.front().times.wait_ns, 60 * ms);
    controller.setRange(TimeRange{10 * ms, 15 * ms});
    QTRY_VERIFY_WITH_TIMEOUT(controller.waits()->is_part, timeout_ms);
    QCOMPARE(controller.waits()->objects.front().times.wait_ns, 5 * ms);
    QCOMPARE(controller.waits()->objects.front().waits.blames.front().waited, 5 * ms);
    controller.setRun(nullptr);
    QVERIFY(controller.waits() == nullptr);
}

void TestLocks::aHiddenViewCountsOnlyARunThatIsOver() {
    WaitsController controller;
    controller.setRun(Story().trace());
    controller.refresh({}, false);
    QVERIFY(!controller.isCounting());
    controller.refresh({}, true);
    QTRY_VERIFY_WITH_TIMEOUT(controller.waits() != nullptr, timeout_ms);
}

} // namespace test_locks

QTEST_MAIN(test_locks::TestLocks)
#include "test_locks.moc"
