// SPDX-License-Identifier: GPL-3.0-or-later
// A user arranges the rows of the timeline with keys, mouse and menus, and sees what is hidden.
#include "tests/ui/example_traces.h"
#include "tests/ui/timeline_rig.h"
#include "ui/theme/theme.h"
#include "ui/timeline/rows_button.h"
#include "ui/timeline/timeline_picture.h"

#include <QContextMenuEvent>
#include <QFile>
#include <QLineEdit>
#include <QMenu>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QXmlStreamReader>

using namespace interleave;
using namespace interleave::test;

namespace test_timeline_arranging {

constexpr int menu_timeout_ms = 30'000;

/// Shows four workers and a lock, `account`.
struct Rig : TimelineRig {
    Rig() : TimelineRig(trace_of_contention(4, 10)) {}
    explicit Rig(std::shared_ptr<const Trace> trace, const QSize& size = {900, 500})
        : TimelineRig(std::move(trace), size) {}

    QString names() const {
        QStringList names;
        for (const TimelineRow& row : view.rows())
            names << row_name(*view.trace(), row);
        return names.join(QStringLiteral(", "));
    }
    /// Returns the middle of a row's name.
    QPoint nameOf(std::size_t row) const {
        const TimelineLayout& layout = view.layoutOfRows();
        return QPointF(layout.labels().center().x(), layout.stripe(row).center().y()).toPoint();
    }
    QMenu* menu() const { return view.findChild<QMenu*>(QStringLiteral("timelineMenu")); }
    /// Asks for the menu with the right button, and returns its entries, without keys.
    QStringList askAt(const QPoint& at) {
        QTest::mouseClick(plot, Qt::RightButton, Qt::NoModifier, at);
        QContextMenuEvent wanted(QContextMenuEvent::Mouse, at, plot->mapToGlobal(at));
        QCoreApplication::sendEvent(plot, &wanted);
        return entries();
    }
    QStringList entries() const {
        QStringList texts;
        if (menu() != nullptr)
            for (const QAction* action : menu()->actions())
                if (!action->isSeparator() && action->isEnabled())
                    texts << action->text().section(QLatin1Char('\t'), 0, 0);
        return texts;
    }
    /// Clicks an entry of the open menu.
    void chooseEntry(const char* name) {
        QMenu* const open = menu();
        QVERIFY(open != nullptr);
        auto* const action = open->findChild<QAction*>(QLatin1String(name));
        QVERIFY2(action != nullptr && action->isEnabled(), name);
        QTest::mouseClick(open, Qt::LeftButton, Qt::NoModifier, open->actionGeometry(action).center());
        closeMenu();
    }
    void closeMenu() {
        if (menu() != nullptr)
            menu()->close();
        QTRY_VERIFY_WITH_TIMEOUT(menu() == nullptr, menu_timeout_ms);
    }
    QString sign() const { return view.rowsButton()->text(); }
};

const QString usual = QStringLiteral("worker 1, worker 2, worker 3, worker 4, account");

class TestTimelineArranging : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void aKeyHidesTheChosenRowAndAnotherShowsAll() {
        Rig rig;
        QCOMPARE(rig.names(), usual);
        QTRY_COMPARE(rig.sign(), QStringLiteral("Rows ▾"));
        rig.press(Qt::Key_H);
        QCOMPARE(rig.names(), usual); // nothing is chosen
        rig.click(rig.nameOf(1));
        rig.press(Qt::Key_H);
        QCOMPARE(rig.names(), QStringLiteral("worker 1, worker 3, worker 4, account"));
        QCOMPARE(rig.navigation.chosenLane(), std::optional<LaneId>(2));
        QTRY_COMPARE(rig.sign(), QStringLiteral("1 row hidden ▾"));
        rig.press(Qt::Key_H);
        QTRY_COMPARE(rig.sign(), QStringLiteral("2 rows hidden ▾"));
        QVERIFY2(rig.view.rowsButton()->toolTip().contains("Hidden: 2 lanes"),
                 qPrintable(rig.view.rowsButton()->toolTip()));
        rig.press(Qt::Key_H, Qt::ShiftModifier);
        QCOMPARE(rig.names(), usual);
        QTRY_COMPARE(rig.sign(), QStringLiteral("Rows ▾"));
    }

    void whoeverHidesAllIsToldHowToGetThemBack() {
        Rig rig;
        rig.press(Qt::Key_Down);
        for (int i = 0; i < 5; ++i)
            rig.press(Qt::Key_H);
        QVERIFY(rig.view.rows().empty());
        QTRY_COMPARE(rig.sign(), QStringLiteral("5 rows hidden ▾"));
        const QImage told = rig.view.grab().toImage();
        QVERIFY(told.pixel(told.rect().center()) != 0);
        rig.press(Qt::Key_H, Qt::ShiftModifier);
        QCOMPARE(rig.names(), usual);
    }

    void whatIsChosenAndHiddenIsSaid() {
        Rig rig;
        rig.click(rig.nameOf(3));
        rig.press(Qt::Key_H);
        rig.navigation.chooseLane(3, 5 * ms); // as from another view
        QTRY_COMPARE(rig.sign(), QStringLiteral("worker 4 is hidden ▾"));
    }

    void keysMoveTheChosenRow() {
        Rig rig;
        rig.click(rig.nameOf(0));
        rig.press(Qt::Key_Down, Qt::AltModifier | Qt::ShiftModifier);
        QCOMPARE(rig.names(), QStringLiteral("worker 2, worker 1, worker 3, worker 4, account"));
        rig.press(Qt::Key_Down, Qt::AltModifier | Qt::ShiftModifier);
        rig.press(Qt::Key_Up, Qt::AltModifier | Qt::ShiftModifier);
        QCOMPARE(rig.names(), QStringLiteral("worker 2, worker 1, worker 3, worker 4, account"));
        QCOMPARE(rig.navigation.chosenLane(), std::optional<LaneId>(0));
    }

    void aNameIsDraggedToItsPlace() {
        Rig rig;
        rig.drag(rig.nameOf(4), rig.nameOf(1));
        QCOMPARE(rig.names(), QStringLiteral("worker 1, account, worker 2, worker 3, worker 4"));
        rig.drag(rig.nameOf(0), rig.nameOf(3));
        QCOMPARE(rig.names(), QStringLiteral("account, worker 2, worker 3, worker 1, worker 4"));
        QVERIFY2(!rig.navigation.selection(), "a drag on names selects no time");
    }

    /// While a name is dragged, a line of the accent's colour says where it would come to stand.
    void aDragShowsWhereTheRowWouldBe() {
        Rig rig;
        const QPoint from = rig.nameOf(3);
        const QPoint to = rig.nameOf(1);
        const int edge = static_cast<int>(rig.view.layoutOfRows().stripe(1).top());
        const int x = static_cast<int>(rig.view.layoutOfRows().labels().center().x());
        const QColor accent = theme_for(rig.view.palette()).accent;
        const auto colour = [&] { return QColor(rig.view.grab().toImage().pixel(x, edge)); };
        QTest::mousePress(rig.plot, Qt::LeftButton, Qt::NoModifier, from);
        QMouseEvent move(QEvent::MouseMove, to, rig.plot->mapToGlobal(to), Qt::NoButton, Qt::LeftButton,
                         Qt::NoModifier);
        QCoreApplication::sendEvent(rig.plot, &move);
        QTRY_COMPARE(colour(), accent);
        QTest::mouseRelease(rig.plot, Qt::LeftButton, Qt::NoModifier, to);
        QTRY_VERIFY(colour() != accent);
    }

    void aClickOnANameStillChooses() {
        Rig rig;
        rig.click(rig.nameOf(2));
        QCOMPARE(rig.navigation.chosenLane(), std::optional<LaneId>(2));
        QCOMPARE(rig.names(), usual);
    }

    void aPinnedRowStaysWhileTheOthersScroll() {
        Rig rig(trace_of_contention(40, 3));
        rig.click(rig.nameOf(4));
        rig.press(Qt::Key_T);
        QCOMPARE(row_name(*rig.view.trace(), rig.view.rows().front()), QStringLiteral("worker 5"));
        const QRectF place = rig.view.layoutOfRows().stripe(0);
        auto* const bar = rig.view.findChild<QScrollBar*>(QStringLiteral("timelineScroll"));
        bar->setValue(bar->maximum());
        QCOMPARE(rig.view.layoutOfRows().stripe(0), place);
        // A click there is a click on it, not on what is scrolled below it.
        rig.click(rig.nameOf(0));
        QCOMPARE(rig.navigation.chosenLane(), std::optional<LaneId>(4));
        rig.press(Qt::Key_T);
        QCOMPARE(row_name(*rig.view.trace(), rig.view.rows().front()), QStringLiteral("worker 1"));
    }

    /// The pinned row's pixels are the same, wherever the others are scrolled to.
    void nothingIsDrawnOverAPinnedRow() {
        Rig rig(trace_of_contention(40, 3));
        rig.click(rig.nameOf(4));
        rig.press(Qt::Key_T);
        const auto picture = [&] {
            rig.plot->replot(QCustomPlot::rpImmediateRefresh);
            return rig.plot->grab(rig.view.layoutOfRows().stripe(0).toRect()).toImage();
        };
        const QImage before = picture();
        auto* const bar = rig.view.findChild<QScrollBar*>(QStringLiteral("timelineScroll"));
        for (int y = 7; y < bar->maximum(); y += 61) {
            bar->setValue(y);
            QCOMPARE(picture(), before);
        }
    }

    void changesAreUndoneAndDoneAgain() {
        Rig rig;
        rig.click(rig.nameOf(0));
        rig.press(Qt::Key_H);
        rig.press(Qt::Key_T);
        rig.press(Qt::Key_U);
        QVERIFY(!rig.view.rows().front().is_pinned);
        rig.press(Qt::Key_U);
        QCOMPARE(rig.names(), usual);
        rig.press(Qt::Key_U); // there is nothing more
        rig.press(Qt::Key_U, Qt::ShiftModifier);
        QCOMPARE(rig.names(), QStringLiteral("worker 2, worker 3, worker 4, account"));
    }

    void aBarHasAMenuOfItsMoment() {
        Rig rig(trace_of_a_wait());
        const QStringList entries = rig.askAt(rig.pixelOf(30 * ms, 1));
        QVERIFY2(entries.contains("Go to the owner, owner") &&
                     entries.contains("Critical path of this wait") &&
                     entries.contains("Only lanes that used “lock”") &&
                     entries.contains("Mark this moment") && entries.contains("Hide this row"),
                 qPrintable(entries.join(QStringLiteral(" | "))));
        rig.chooseEntry("menuOwner");
        QCOMPARE(rig.navigation.chosenLane(), std::optional<LaneId>(0));
    }

    void eachPlaceHasAMenuThatFits() {
        Rig rig(trace_of_a_wait());
        const QStringList name = rig.askAt(rig.nameOf(0));
        rig.closeMenu();
        QVERIFY2(name.contains("Pin it to the top") && !name.contains("Mark this moment"),
                 qPrintable(name.join(QStringLiteral(" | "))));
        const QStringList object = rig.askAt(rig.pixelOf(30 * ms, 2));
        rig.closeMenu();
        QVERIFY2(object.contains("Only lanes that used it") && object.contains("Hide this row"),
                 qPrintable(object.join(QStringLiteral(" | "))));
        const QStringList ground = rig.askAt({300, 490});
        rig.closeMenu();
        QVERIFY2(ground.contains("Show the whole run") &&
                     ground.contains("Only lanes that waited for others") &&
                     !ground.contains("Hide this row"),
                 qPrintable(ground.join(QStringLiteral(" | "))));
    }

    void aProcessorHasAMenuToo() {
        Rig rig(trace_of_a_wait());
        rig.navigation.setShowsProcessors(true);
        QTRY_COMPARE(rig.view.rows().size(), std::size_t{4});
        const QStringList entries = rig.askAt(rig.nameOf(3));
        QVERIFY2(entries.contains("No processor rows"), qPrintable(entries.join(QStringLiteral(" | "))));
        rig.chooseEntry("menuProcessors");
        QTRY_COMPARE(rig.view.rows().size(), std::size_t{3});
    }

    void aMarkIsRemovedWhereItIs() {
        Rig rig(trace_of_a_wait());
        rig.navigation.keepMark(40 * ms);
        QVERIFY(!rig.askAt(rig.pixelOf(20 * ms, 0)).contains("Remove this mark"));
        rig.closeMenu();
        QVERIFY(rig.askAt(rig.pixelOf(40 * ms, 0)).contains("Remove this mark"));
        rig.chooseEntry("menuRemoveMark");
        QVERIFY(rig.navigation.marks().empty());
    }

    void theMenuMarksAndNotesAMoment() {
        Rig rig(trace_of_a_wait());
        bool is_wanted = false;
        connect(&rig.view, &TimelineView::noteWanted, &rig.view, [&] { is_wanted = true; });
        rig.askAt(rig.pixelOf(30 * ms, 1));
        rig.chooseEntry("menuMark");
        QCOMPARE(rig.navigation.marks().size(), std::size_t{1});
        QVERIFY(nearly(rig.navigation.marks().front(), 30 * ms, ms));
        rig.askAt(rig.pixelOf(20 * ms, 1));
        rig.chooseEntry("menuNote");
        QVERIFY(is_wanted && nearly(rig.navigation.cursor().value_or(0), 20 * ms, ms));
    }

    void aMomentOfTheMenuIsLookedAtClosely() {
        Rig rig(trace_of_a_wait());
        rig.askAt(rig.pixelOf(30 * ms, 1));
        rig.chooseEntry("menuFocus");
        QVERIFY(rig.navigation.visibleRange().length() < rig.navigation.wholeRange().length() ||
                rig.navigation.isFocused());
    }

    void theMenuOfARowHidesPinsAndMoves() {
        Rig rig;
        rig.askAt(rig.nameOf(1));
        rig.chooseEntry("menuHide");
        QCOMPARE(rig.names(), QStringLiteral("worker 1, worker 3, worker 4, account"));
        rig.askAt(rig.nameOf(2));
        rig.chooseEntry("menuUp");
        QCOMPARE(rig.names(), QStringLiteral("worker 1, worker 4, worker 3, account"));
        rig.askAt(rig.nameOf(3));
        rig.chooseEntry("menuPin");
        QCOMPARE(rig.names(), QStringLiteral("account, worker 1, worker 4, worker 3"));
        rig.askAt(rig.nameOf(3));
        rig.chooseEntry("rowsUndo");
        QCOMPARE(rig.names(), QStringLiteral("worker 1, worker 4, worker 3, account"));
        rig.askAt(rig.nameOf(3));
        rig.chooseEntry("rowsUsual");
        QCOMPARE(rig.names(), usual);
    }

    void aKeyOpensTheMenuOfTheChosenRow() {
        Rig rig;
        rig.click(rig.nameOf(1));
        rig.press(Qt::Key_F10, Qt::ShiftModifier);
        QVERIFY(rig.menu() != nullptr);
        QCOMPARE(rig.menu()->actions().front()->text(), QStringLiteral("worker 2"));
        QContextMenuEvent again(QContextMenuEvent::Keyboard, {}, {});
        QCoreApplication::sendEvent(&rig.view, &again);
        QCOMPARE(rig.view.findChildren<QMenu*>(QStringLiteral("timelineMenu")).size(), 1);
        rig.closeMenu();
        QCoreApplication::sendEvent(&rig.view, &again);
        QVERIFY(rig.menu() != nullptr);
        rig.closeMenu();
    }

    void onlyLanesThatWaitedAreShown() {
        Rig rig(trace_of_a_wait());
        QTest::mouseClick(rig.view.rowsButton(), Qt::LeftButton);
        rig.chooseEntry("rowsWaiting");
        QCOMPARE(rig.names(), QStringLiteral("waiter, lock"));
        QTRY_COMPARE(rig.sign(), QStringLiteral("1 row hidden ▾"));
        QVERIFY(rig.view.rowsButton()->toolTip().contains("Left out by the filter: 1 lane"));
        rig.press(Qt::Key_V);
        rig.chooseEntry("rowsClearFilter");
        QCOMPARE(rig.names(), QStringLiteral("owner, waiter, lock"));
    }

    void onlyLanesThatUsedTheObjectOfAWaitAreShown() {
        TraceBuilder builder;
        const LaneId owner = builder.lane("owner");
        const LaneId waiter = builder.lane("waiter");
        const LaneId other = builder.lane("other");
        const ObjectId lock = builder.object(ObjectKind::mutex, "lock");
        for (const LaneId lane : {owner, waiter, other})
            builder.begin(0, lane).wake(0, lane);
        builder.acquire(10 * ms, owner, lock).wait(20 * ms, waiter, lock).block(20 * ms, waiter);
        Rig rig(builder.build_closed(60 * ms));
        rig.askAt(rig.pixelOf(30 * ms, 1));
        rig.chooseEntry("menuUsers");
        QTRY_COMPARE_WITH_TIMEOUT(rig.names(), QStringLiteral("owner, waiter, lock"), menu_timeout_ms);
        rig.press(Qt::Key_U);
        QCOMPARE(rig.names(), QStringLiteral("owner, waiter, other, lock"));
    }

    /// A lane that begins to use it while the run goes on appears.
    void theFilterFollowsAGrowingRun() {
        TraceBuilder builder;
        const LaneId first = builder.lane("first");
        const LaneId second = builder.lane("second");
        const ObjectId lock = builder.object(ObjectKind::mutex, "lock");
        builder.begin(0, first).wake(0, first).begin(0, second).wake(0, second);
        builder.acquire(10 * ms, first, lock).release(11 * ms, first, lock);
        const std::shared_ptr<Trace> trace = builder.build(20 * ms);
        Rig rig(trace);
        RowArrangement only;
        only.filter.object = lock;
        rig.arrangement.change(QStringLiteral("filter"), only);
        QTRY_COMPARE_WITH_TIMEOUT(rig.names(), QStringLiteral("first, lock"), menu_timeout_ms);
        trace->records(std::vector<TimedRecord>{{30 * ms, 0, lock, 0, EventKind::acquire, 0, second, 0}});
        trace->time_reached(40 * ms);
        rig.tick();
        QTRY_COMPARE_WITH_TIMEOUT(rig.names(), QStringLiteral("first, second, lock"), menu_timeout_ms);
    }

    void namesAreFilteredByATextThatIsTyped() {
        Rig rig;
        rig.press(Qt::Key_V);
        auto* const text = rig.menu()->findChild<QLineEdit*>(QStringLiteral("rowsText"));
        QVERIFY(text != nullptr);
        text->setFocus();
        QTest::keyClicks(text, QStringLiteral("ER 3"));
        QTest::keyClick(text, Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(rig.menu() == nullptr, menu_timeout_ms);
        QCOMPARE(rig.names(), QStringLiteral("worker 3"));
        QTRY_COMPARE(rig.sign(), QStringLiteral("4 rows hidden ▾"));
        rig.press(Qt::Key_H, Qt::ShiftModifier);
        QCOMPARE(rig.names(), usual);
    }

    void oneHiddenRowIsShownAgain() {
        Rig rig;
        rig.click(rig.nameOf(1));
        rig.press(Qt::Key_H);
        rig.press(Qt::Key_H);
        rig.press(Qt::Key_V);
        auto* const again = rig.menu()->findChild<QMenu*>(QStringLiteral("rowsShowAgain"));
        QVERIFY(again != nullptr);
        QCOMPARE(again->actions().size(), 2);
        QCOMPARE(again->actions().back()->text(), QStringLiteral("worker 3"));
        again->actions().back()->trigger();
        rig.closeMenu();
        QCOMPARE(rig.names(), QStringLiteral("worker 1, worker 3, worker 4, account"));
    }

    void lanesOfAProcessAreCollapsedAndExpandedByKeyDoubleClickAndTriangle() {
        TraceBuilder builder;
        const LaneId server = builder.lane("server", LaneKind::process);
        const LaneId client =
            builder.lane("client", LaneKind::process, builder.object(ObjectKind::worker, "c"));
        const LaneId accept = builder.thread_of(server, "accept");
        for (const LaneId lane : {server, client, accept})
            builder.begin(0, lane).wake(0, lane);
        Rig rig(builder.build_closed(60 * ms));
        QCOMPARE(rig.names(), QStringLiteral("server, 2 lanes, server, accept, client"));
        rig.press(Qt::Key_Down);
        QCOMPARE(rig.navigation.chosenLane(), std::optional<LaneId>(server));
        rig.press(Qt::Key_Down);
        QCOMPARE(rig.navigation.chosenLane(), std::optional<LaneId>(accept));
        rig.press(Qt::Key_Up);
        rig.press(Qt::Key_G);
        QCOMPARE(rig.names(), QStringLiteral("server, 2 lanes, client"));
        QVERIFY2(rig.sign() == QStringLiteral("Rows ▾"), "they are to be seen, in one row");
        QTest::mouseDClick(rig.plot, Qt::LeftButton, Qt::NoModifier, rig.nameOf(0));
        QCOMPARE(rig.names(), QStringLiteral("server, 2 lanes, server, accept, client"));
        const QPoint triangle(14, rig.nameOf(0).y());
        rig.click(triangle);
        QCOMPARE(rig.names(), QStringLiteral("server, 2 lanes, client"));
        rig.click(triangle);
        QCOMPARE(rig.names(), QStringLiteral("server, 2 lanes, server, accept, client"));
        rig.click(rig.nameOf(0));
        QCOMPARE(rig.navigation.chosenLane(), std::optional<LaneId>(server));
    }

    /// A picture shows the rows as the window does, and says what is hidden.
    void aPictureHasTheSameRows() {
        Rig rig;
        rig.click(rig.nameOf(1));
        rig.press(Qt::Key_H);
        const TimelineOverlay overlay = rig.view.overlay();
        QCOMPARE(overlay.rows, rig.arrangement.rows());
        const QString whole = textOf(timeline_drawing(rig.view.trace()));
        QVERIFY2(whole.contains("worker 2") && !whole.contains("Hidden"), qPrintable(whole));
        const QString arranged = textOf(timeline_drawing(rig.view.trace(), overlay));
        QVERIFY2(!arranged.contains("worker 2") && arranged.contains("Hidden: 1 lane."),
                 qPrintable(arranged));
        rig.arrangement.change(QStringLiteral("filter"), {.filter = {.waiting = true, .text = "worker 1"}});
        const QString filtered = textOf(timeline_drawing(rig.view.trace(), rig.view.overlay()));
        QVERIFY2(filtered.contains("Left out by a filter: 3 lanes, 1 object."), qPrintable(filtered));
    }

private:
    /// Returns all words of a picture, a line each.
    QString textOf(const Drawing& drawing) const {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("picture.svg"));
        PictureOptions options;
        options.size = {1'200, 500};
        options.legend = false;
        exportDrawing(drawing, options, path.toStdString());
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return {};
        QStringList lines;
        QXmlStreamReader xml(&file);
        while (!xml.atEnd())
            if (xml.readNext() == QXmlStreamReader::Characters && !xml.isWhitespace())
                lines << xml.text().toString().trimmed();
        return lines.join(QLatin1Char('\n'));
    }
};

} // namespace test_timeline_arranging

QTEST_MAIN(test_timeline_arranging::TestTimelineArranging)
#include "test_timeline_arranging.moc"
