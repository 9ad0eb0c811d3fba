// SPDX-License-Identifier: GPL-3.0-or-later
// How a table shares its width: as many columns in view as there is room for, and words in several lines.
#include "ui/table/table_view.h"
#include "ui/theme/theme.h"

#include <QHeaderView>
#include <QImage>
#include <QScrollBar>
#include <QTest>

#include <memory>

using namespace interleave;

namespace test_table_view {

/// A table as that of the claims: a sentence, two numbers and a reason.
Table sentences() {
    const QString claim =
        QStringLiteral("Work that waits for input and output suits threads, even with the GIL.");
    const QString reason = QStringLiteral("other work used 1.9 of the 2 processors at the same time");
    return {.columns = {{"Claim"}, {"Expected"}, {"Measured"}, {"Why"}},
            .rows = {{{.text = claim},
                      {.text = "150 ms ± 10 %", .order = 150, .number = true},
                      {.text = "152.5 ms", .order = 152.5, .number = true},
                      {.text = reason}},
                     {{.text = "A lock prevents the race."},
                      {.text = "0 updates", .order = 0, .number = true},
                      {.text = "0 updates", .order = 0, .number = true},
                      {.text = ""}}}};
}

std::unique_ptr<TableView> shown(int width) {
    auto view = std::make_unique<TableView>("table", "Table", "nothing yet");
    view->resize(width, 300);
    view->show();
    view->setTable(sentences());
    return view;
}

class TestTableView : public QObject {
    Q_OBJECT

private slots:
    void whereThereIsRoomEachRowIsOneLine() {
        const auto view = shown(1'600);
        QCOMPARE(view->horizontalScrollBar()->maximum(), 0);
        QCOMPARE(view->rowHeight(0), view->rowHeight(1));
    }

    void wordsTakeMoreLinesBeforeAColumnIsOutOfView() {
        const auto view = shown(620);
        QCOMPARE(view->horizontalScrollBar()->maximum(), 0);
        QVERIFY(view->rowHeight(0) > view->rowHeight(1));
        for (const int column : {1, 2}) // a number that is cut would be another one
            QVERIFY(view->columnWidth(column) >=
                    view->fontMetrics().horizontalAdvance(view->model()->index(0, column).data().toString()));
    }

    void whatHasToBeScrolledAnywayHasRowsOfOneLine() {
        const auto view = shown(300);
        QVERIFY(view->horizontalScrollBar()->maximum() > 0);
        QCOMPARE(view->rowHeight(1), view->fontMetrics().height() + 10);
    }

    void aTallRowIsTallWhereverItIsSorted() {
        const auto view = shown(620);
        const int tall = view->rowHeight(0);
        view->sortByColumn(1, Qt::AscendingOrder);
        QVERIFY(view->model()->index(1, 0).data().toString().startsWith("Work"));
        QCOMPARE(view->rowHeight(1), tall);
        QVERIFY(view->rowHeight(0) < tall);
    }

    void theChosenRowIsStrongOnlyWhereKeysActOnIt() {
        const auto view = shown(620);
        view->activateWindow();
        view->selectRowAsSet(1);
        const auto ground = [&view] {
            const QRect cell = view->visualRect(view->model()->index(1, 1));
            return view->viewport()->grab().toImage().pixelColor(cell.left() + 2, cell.top() + 2);
        };
        view->clearFocus();
        QCOMPARE(ground(), theme_for(view->palette()).chosen);
        view->setFocus();
        QTRY_VERIFY(view->hasFocus());
        QCOMPARE(ground(), view->palette().color(QPalette::Highlight));
    }

    void theArrowOfSortingIsBesideTheWords_data() {
        QTest::addColumn<int>("column");
        QTest::newRow("words") << 0;
        QTest::newRow("numbers") << 1;
    }
    void theArrowOfSortingIsBesideTheWords() {
        QFETCH(int, column);
        const auto view = shown(1'600);
        QHeaderView& header = *view->horizontalHeader();
        const auto ink = [&] { return header.viewport()->grab().toImage(); };
        const QImage before = ink();
        view->sortByColumn(column, Qt::AscendingOrder);
        const QImage after = ink();
        int changed = 0;
        for (int y = 0; y < after.height(); ++y)
            for (int x = 0; x < after.width(); ++x) {
                if (after.pixel(x, y) == before.pixel(x, y))
                    continue;
                ++changed;
                QVERIFY2(qGray(before.pixel(x, y)) > 200, "there is a letter");
            }
        QVERIFY(changed > 5);
    }

    void anEmptyTableSaysWhatItIsToldToSay() {
        TableView view("table", "Table", "nothing yet");
        view.resize(400, 200);
        view.show();
        const QImage before = view.grab().toImage();
        view.setHint("Nothing has been printed");
        QVERIFY(view.grab().toImage() != before);
    }
};

} // namespace test_table_view

QTEST_MAIN(test_table_view::TestTableView)
#include "test_table_view.moc"
