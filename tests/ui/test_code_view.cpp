// SPDX-License-Identifier: GPL-3.0-or-later
// A scenario's page shows what happens first: licence, headers and registration are folded until asked for.
#include "core/scenario/scenario.h"
#include "ui/code/code_fold.h"
#include "ui/code/code_view.h"
#include "ui/theme/appearance.h"

#include <QApplication>
#include <QClipboard>
#include <QFile>
#include <QFileInfo>
#include <QPoint>
#include <QRegularExpression>
#include <QScrollBar>
#include <QTest>
#include <QTextBlock>

using namespace interleave;

namespace {

QString path_of(const Scenario& scenario) {
    return QString::fromStdString(scenario.source);
}

QStringList lines_of(const QString& path) {
    QFile file(QStringLiteral(":/interleave/catalogue/") + QFileInfo(path).fileName());
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QStringList lines = QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'));
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

} // namespace

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
        QCOMPARE(rig.view.extraSelections().first().cursor.blockNumber(), inside - 1);
    }

    void aMarkElsewhereLeavesTheFolds() {
        Rig rig("lock-fairness");
        rig.view.markLine(rig.path, rig.registration - 5);
        QVERIFY(rig.end().isFolded());
        QVERIFY(rig.headers().isFolded());
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

QTEST_MAIN(TestCodeView)
#include "test_code_view.moc"
