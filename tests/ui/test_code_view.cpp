// SPDX-License-Identifier: GPL-3.0-or-later
// A scenario's page shows what happens first: licence, headers and registration are folded until asked for.
#include "core/scenario/page_source.h"
#include "core/scenario/scenario.h"
#include "ui/code/code_fold.h"
#include "ui/code/code_view.h"
#include "ui/code/code_wrap.h"
#include "ui/theme/appearance.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QPoint>
#include <QRegularExpression>
#include <QScrollBar>
#include <QTest>
#include <QTextBlock>
#include <QTextLayout>

using namespace interleave;

namespace test_code_view {

QString path_of(const Scenario& scenario) {
    return QString::fromStdString(scenario.source);
}

QStringList lines_of(const QString& path) {
    const std::string_view text = page_source(path.toStdString());
    if (text.empty())
        return {};
    QStringList lines =
        QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())).split(QLatin1Char('\n'));
    lines.removeLast(); // the text after the last newline
    return lines;
}

/// A visible view that shows a scenario's page.
struct Rig {
    explicit Rig(const char* name = "hello-thread")
        : path(path_of(find_scenario(name)))
        , lines(lines_of(path)) {
        view.resize(600, 700);
        view.showFile(path);
        view.show();
        registration =
            static_cast<int>(lines.indexOf(QRegularExpression(QStringLiteral("^const Registration.*"))));
    }
    QList<CodeFold*> folds() { return view.findChildren<CodeFold*>(); }
    CodeFold& headers() { return *folds().first(); }
    CodeFold& end() { return *folds().last(); }
    QTextBlock line(int number) { return view.document()->findBlockByNumber(number - 1); }
    bool shows(int number) { return line(number).isVisible() && !covered(number); }
    bool covered(int number) {
        for (const CodeFold* fold : folds())
            if (fold->isFolded() && fold->head() == number - 1)
                return true;
        return false;
    }
    /// Returns the place of a line in the view.
    QPoint place(int number) { return view.cursorRect(QTextCursor(line(number))).center(); }
    int linesToScroll() { return view.verticalScrollBar()->maximum() + view.verticalScrollBar()->pageStep(); }

    CodeView view;
    QString path;
    QStringList lines;
    int registration = 0; ///< number of lines before it
};

class TestCodeView : public QObject {
    Q_OBJECT

private slots:
    void everyPageIsFoldedAtFirst_data() {
        QTest::addColumn<QString>("path");
        for (const Scenario* scenario : all_scenarios())
            QTest::newRow(scenario->name.c_str()) << path_of(*scenario);
    }
    void everyPageIsFoldedAtFirst() {
        QFETCH(QString, path);
        CodeView view;
        view.showFile(path);
        const QStringList lines = lines_of(path);
        const auto folds = view.findChildren<CodeFold*>();
        QCOMPARE(folds.size(), 2);
        QVERIFY(folds.at(0)->text().contains(QStringLiteral("headers")));
        QVERIFY(folds.at(1)->text().contains(QStringLiteral("registration")));
        bool in_registration = false;
        for (int i = 0; i < lines.size(); ++i) {
            const QString& line = lines.at(i);
            in_registration = in_registration || line.startsWith(QLatin1String("const Registration"));
            const bool folded = i == 0 || line.startsWith(QLatin1String("#include")) || in_registration;
            const bool blank_between_headers = line.isEmpty() &&
                                               lines.at(i - 1).startsWith(QLatin1String("#include")) &&
                                               lines.at(i + 1).startsWith(QLatin1String("#include"));
            const bool hidden = folds.at(0)->hides(i) || folds.at(1)->hides(i);
            QVERIFY2(hidden == (folded || blank_between_headers), qPrintable(line));
        }
    }

    void theFoldSaysHowMuchItHides() {
        Rig rig;
        const int count = static_cast<int>(rig.lines.size()) - rig.registration;
        QCOMPARE(rig.end().text(), QStringLiteral("%1 lines: title, parameters, registration").arg(count));
        QCOMPARE(rig.end().accessibleName(), QStringLiteral("Show ") + rig.end().text());
        QVERIFY(!rig.end().toolTip().isEmpty());
        QVERIFY(rig.end().height() >= rig.end().fontMetrics().ascent());
    }

    void aClickUnfoldsAndFoldsAgain() {
        Rig rig;
        const int folded_length = rig.linesToScroll();
        QVERIFY(!rig.shows(rig.registration + 2));
        QTest::mouseClick(&rig.end(), Qt::LeftButton);
        for (int number = rig.registration + 1; number <= rig.lines.size(); ++number)
            QVERIFY(rig.shows(number));
        QVERIFY(!rig.shows(1)); // the other fold does not change
        QCOMPARE(rig.end().accessibleName().left(4), QStringLiteral("Hide"));
        QTest::mouseClick(&rig.end(), Qt::LeftButton);
        QVERIFY(!rig.shows(rig.registration + 2));
        QCOMPARE(rig.linesToScroll(), folded_length);
    }

    void aFoldIsReachedAndOpenedByKeys_data() {
        QTest::addColumn<int>("key");
        QTest::newRow("Space") << int(Qt::Key_Space);
        QTest::newRow("Return") << int(Qt::Key_Return);
        QTest::newRow("Enter") << int(Qt::Key_Enter);
    }
    void aFoldIsReachedAndOpenedByKeys() {
        QFETCH(int, key);
        Rig rig("lock-fairness");
        rig.view.resize(600, 200);
        QVERIFY(QTest::qWaitForWindowExposed(&rig.view));
        rig.view.activateWindow();
        rig.view.setFocus();
        QTest::keyClick(&rig.view, Qt::Key_Tab);
        QTRY_VERIFY(rig.headers().hasFocus());
        QTest::keyClick(&rig.headers(), Qt::Key_Tab);
        QTRY_VERIFY(rig.end().hasFocus());
        QVERIFY(rig.view.viewport()->rect().contains(rig.end().geometry())); // scrolled into view
        QTest::keyClick(&rig.end(), static_cast<Qt::Key>(key));
        QVERIFY(rig.shows(rig.registration + 2));
    }

    void anUnfoldedFoldIsRightOfItsLineAndCoversNothing() {
        Rig rig;
        rig.end().click();
        const QTextLine text = rig.line(rig.registration + 1).layout()->lineAt(0);
        QVERIFY(rig.end().x() > text.naturalTextWidth());
        QVERIFY(rig.end().width() < 40);
        QVERIFY(std::abs(rig.end().geometry().center().y() - rig.place(rig.registration + 1).y()) <= 2);
    }

    /// Below each line is the next line that is shown, and each has its number in the file.
    void theNumbersAreThoseOfTheFile() {
        Rig rig;
        const int before = rig.registration; // the line before the fold
        const int step = rig.place(before).y() - rig.place(before - 1).y();
        QVERIFY(rig.end().y() + rig.end().height() / 2 - rig.place(before).y() <= step + 2);
        QCOMPARE(rig.line(2).text(), rig.lines.at(1));
        QVERIFY(rig.headers().geometry().bottom() <= rig.place(2).y()); // the line below the first fold
        QVERIFY(rig.place(2).y() - rig.headers().y() < 2 * step);
        for (int number = 1; number <= rig.lines.size(); ++number)
            QCOMPARE(rig.line(number).text(), rig.lines.at(number - 1));
        QCOMPARE(rig.view.blockCount(), rig.lines.size());
    }

    void aMarkInsideUnfolds() {
        Rig rig("lock-fairness");
        rig.view.resize(600, 200);
        QVERIFY(QTest::qWaitForWindowExposed(&rig.view));
        const int inside = rig.registration + 5;
        rig.view.markLine(rig.path, inside);
        QVERIFY(!rig.end().isFolded());
        QVERIFY(rig.headers().isFolded());
        QVERIFY(rig.view.viewport()->rect().contains(rig.place(inside)));
        QVERIFY(rig.view.markedPlace().contains(rig.place(inside)));
    }

    void aMarkThatWasSetBehindAnotherTabIsInViewWhenItIsShown() {
        Rig rig("lock-fairness");
        rig.view.resize(900, 200);
        QVERIFY(QTest::qWaitForWindowExposed(&rig.view));
        rig.view.hide();
        const int line = rig.registration - 2;
        rig.view.markLine(rig.path, line);
        rig.view.resize(260, 200); // more lines are wrapped
        rig.view.show();
        QTRY_VERIFY(rig.view.viewport()->rect().intersects(rig.view.markedPlace()));
    }

    void aMarkElsewhereLeavesTheFolds() {
        Rig rig("lock-fairness");
        rig.view.markLine(rig.path, rig.registration - 5);
        QVERIFY(rig.end().isFolded());
        QVERIFY(rig.headers().isFolded());
    }

    void noLineIsWiderThanTheView_data() {
        QTest::addColumn<int>("width");
        for (const int width : {260, 300, 372, 460, 600, 900})
            QTest::addRow("%d", width) << width;
    }
    void noLineIsWiderThanTheView() {
        QFETCH(int, width);
        for (const Scenario* scenario : all_scenarios()) {
            Rig rig(scenario->name.c_str());
            rig.view.resize(width, 700);
            rig.headers().click();
            rig.end().click();
            QVERIFY(!rig.view.horizontalScrollBar()->isVisible());
            for (int number = 1; number <= rig.lines.size(); ++number) {
                rig.place(number); // lays the line out
                const QTextLayout& layout = *rig.line(number).layout();
                for (int i = 0; i < layout.lineCount(); ++i) {
                    const QRectF part = layout.lineAt(i).naturalTextRect();
                    QVERIFY2(part.right() <= rig.view.viewport()->width(),
                             qPrintable(rig.lines.at(number - 1)));
                }
            }
            QCOMPARE(rig.view.horizontalScrollBar()->maximum(), 0);
        }
    }

    void theRestOfALongLineIsFourColumnsRightOfItsBeginning() {
        Rig rig("lock-contention");
        rig.view.resize(300, 700);
        const QFontMetricsF metrics(rig.view.document()->defaultFont());
        const double column = metrics.horizontalAdvance(QLatin1Char(' '));
        int wrapped = 0;
        for (int number = 1; number <= rig.registration; ++number) {
            rig.place(number);
            const QString& text = rig.lines.at(number - 1);
            const QTextLayout& layout = *rig.line(number).layout();
            if (layout.lineCount() < 2)
                continue;
            ++wrapped;
            const auto begin = text.indexOf(QRegularExpression(QStringLiteral("\\S")));
            const auto half = static_cast<qsizetype>(layout.lineAt(0).width() / column) / 2;
            const double indent = static_cast<double>(std::min(begin + 4, half)) * column;
            for (int i = 1; i < layout.lineCount(); ++i) {
                QVERIFY(std::abs(layout.lineAt(i).x() - layout.lineAt(0).x() - indent) < 0.5);
                QVERIFY(std::abs(layout.lineAt(i).y() - layout.lineAt(i - 1).rect().bottom()) < 0.5);
            }
        }
        QVERIFY(wrapped >= 5);
    }

    void aLineIsBrokenWhereItReadsBest_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("columns");
        QTest::addColumn<QStringList>("parts");
        const auto row = [](const char* name, const char* text, int columns, const QStringList& parts) {
            QTest::newRow(name) << QString::fromUtf8(text) << columns << parts;
        };
        row("fits", "    a = b;", 10, {"    a = b;"});
        row("empty", "", 10, {""});
        row("after a space", "    alpha = beta + gamma;", 20, {"    alpha = beta + ", "gamma;"});
        row("the space may stand outside", "alpha beta gamma", 10, {"alpha beta ", "gamma"});
        row("after a bracket", "    worker.compute_us(settings.outside_us);", 36,
            {"    worker.compute_us(", "settings.outside_us);"});
        row("before a dot", "    some_worker.compute_us()", 20, {"    some_worker", ".compute_us()"});
        row("no operator is cut", "for (i = 0; i < settings.rounds; ++i)", 34,
            {"for (i = 0; i < settings.rounds; ", "++i)"});
        row("a word that is too long", "abcdefghijklmnop", 10, {"abcdefghij", "klmnop"});
        row("a short word does not stand alone", "if (settings.a_long_name_of_a_setting)", 20,
            {"if (settings", ".a_long_name_of_", "a_setting)"});
    }
    void aLineIsBrokenWhereItReadsBest() {
        QFETCH(QString, text);
        QFETCH(int, columns);
        QFETCH(QStringList, parts);
        QStringList found;
        qsizetype start = 0;
        do {
            const qsizetype end = end_of_part(text, start, start == 0 ? columns : columns - 4);
            found << text.mid(start, end - start);
            start = end;
        } while (start < text.size());
        QCOMPARE(found, parts);
    }

    /// The next line stands below all lines of a wrapped one, and no line is lost at the end of the scroll
    /// bar.
    void linesBelowAWrappedOneMoveDown() {
        Rig rig("lock-contention");
        rig.view.resize(300, 200);
        QVERIFY(QTest::qWaitForWindowExposed(&rig.view));
        int bottom = -1;
        for (int number = 2; number <= 8; ++number) {
            if (!rig.shows(number))
                continue;
            const int top = rig.view.cursorRect(QTextCursor(rig.line(number))).top();
            QVERIFY(top >= bottom - 1);
            bottom = top + qRound(rig.line(number).layout()->boundingRect().height());
        }
        rig.view.verticalScrollBar()->setValue(rig.view.verticalScrollBar()->maximum());
        QTRY_VERIFY(rig.view.viewport()->rect().contains(rig.end().geometry().center()));
        QVERIFY(rig.end().geometry().bottom() <= rig.view.viewport()->height());
    }

    void aFoldIsOneLineHighInANarrowViewToo() {
        Rig rig("lock-contention");
        QVERIFY(QTest::qWaitForWindowExposed(&rig.view));
        const int height = rig.headers().height();
        rig.view.resize(180, 700);
        QTRY_COMPARE(rig.headers().width(), rig.view.viewport()->width());
        QCOMPARE(rig.headers().height(), height);
        rig.headers().click();
        rig.place(1); // lays the line out
        QVERIFY(rig.line(1).layout()->lineCount() > 1);
        rig.headers().click();
        QTRY_COMPARE(rig.headers().height(), height);
    }

    void theWholeOfAWrappedLineIsMarked_data() {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    void theWholeOfAWrappedLineIsMarked() {
        QFETCH(bool, dark);
        QApplication::setPalette(dark ? dark_palette() : light_palette());
        Rig rig("lock-contention");
        rig.view.resize(300, 700);
        QVERIFY(QTest::qWaitForWindowExposed(&rig.view));
        int wrapped = 0;
        for (int number = 2; number <= rig.registration && wrapped == 0; ++number) {
            rig.place(number);
            if (rig.shows(number) && rig.line(number).layout()->lineCount() > 1)
                wrapped = number;
        }
        QVERIFY(wrapped > 0);
        rig.view.markLine(rig.path, wrapped);
        const QImage picture = rig.view.viewport()->grab().toImage();
        const QColor ground = theme_for(rig.view.palette()).note;
        const QTextLayout& layout = *rig.line(wrapped).layout();
        const QRect mark = rig.view.markedPlace();
        QCOMPARE(mark.height(), qRound(layout.boundingRect().height()));
        for (int i = 0; i < layout.lineCount(); ++i) {
            const int y = mark.top() + qRound(layout.lineAt(i).rect().center().y());
            QCOMPARE(picture.pixelColor(2, y), ground);
            QCOMPARE(picture.pixelColor(picture.width() - 3, y), ground);
        }
        QVERIFY(picture.pixelColor(2, mark.bottom() + 4) != ground);
        QApplication::setPalette(light_palette());
    }

    void aWrappedLineIsSelectedAndCopiedAsOne() {
        Rig rig("lock-contention");
        rig.view.resize(300, 700);
        const int number = rig.registration - 3;
        QTextCursor cursor(rig.line(number));
        cursor.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
        rig.view.setTextCursor(cursor);
        rig.view.copy();
        QCOMPARE(QApplication::clipboard()->text(), rig.lines.at(number - 1));
    }

    void anotherWidthWrapsAnew() {
        Rig rig("lock-contention");
        rig.view.resize(300, 700);
        QVERIFY(QTest::qWaitForWindowExposed(&rig.view));
        const auto parts = [&] {
            int count = 0;
            for (int number = 2; number <= rig.registration; ++number) {
                rig.place(number);
                count += rig.line(number).layout()->lineCount();
            }
            return count;
        };
        const int narrow = parts();
        rig.view.resize(1200, 700);
        QTRY_VERIFY(parts() < narrow);
        rig.view.resize(300, 700);
        QTRY_COMPARE(parts(), narrow);
    }

    void whatIsFoundInsideIsShown() {
        Rig rig;
        QVERIFY(rig.view.find(QStringLiteral(".title")));
        QVERIFY(!rig.end().isFolded());
    }

    void foldedLinesAreCopiedToo() {
        Rig rig;
        rig.view.selectAll();
        QVERIFY(rig.end().isFolded());
        rig.view.copy();
        QCOMPARE(QApplication::clipboard()->text(), rig.lines.join(QLatin1Char('\n')));
    }

    void anotherPageIsFoldedAgain() {
        Rig rig;
        rig.end().click();
        rig.view.showFile(path_of(find_scenario("lock")));
        QCOMPARE(rig.folds().size(), 2);
        QVERIFY(rig.end().isFolded());
        rig.view.showFile(QStringLiteral("no_such_file.cpp"));
        QVERIFY(rig.folds().isEmpty());
    }

    void aThemeChangeKeepsFoldsAndGivesThemItsColours() {
        Rig rig;
        QVERIFY(QTest::qWaitForWindowExposed(&rig.view));
        const int length = rig.linesToScroll();
        for (const QPalette& palette : {dark_palette(), light_palette()}) {
            QApplication::setPalette(palette);
            QTRY_COMPARE(rig.view.palette().color(QPalette::Base), palette.color(QPalette::Base));
            QVERIFY(rig.end().isFolded());
            QVERIFY(!rig.shows(rig.registration + 2));
            QCOMPARE(rig.linesToScroll(), length);
            const QImage picture = rig.view.viewport()->grab().toImage();
            const QPoint free(rig.end().geometry().right() - 4, rig.end().geometry().center().y());
            QCOMPARE(picture.pixelColor(free), palette.color(QPalette::AlternateBase));
        }
    }
};

} // namespace test_code_view

QTEST_MAIN(test_code_view::TestCodeView)
#include "test_code_view.moc"
