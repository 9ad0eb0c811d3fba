// SPDX-License-Identifier: GPL-3.0-or-later
// A puzzle is solved with the mouse or by keyboard alone, every step can be undone, and the check says what
// is wrong first and why.
#include "core/course/parsons_problems.h"
#include "tests/ui/window_rig.h"
#include "ui/puzzle/puzzle_board.h"
#include "ui/puzzle/puzzle_dialog.h"
#include "ui/puzzle/puzzle_list.h"
#include "ui/puzzle/puzzle_model.h"
#include "ui/theme/appearance.h"
#include "ui/theme/theme.h"

#include <QDragEnterEvent>
#include <QDropEvent>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QTest>
#include <QTextDocumentFragment>

#include <memory>

using namespace interleave;

namespace test_puzzle {

/// Returns the program as it is shown, line by line.
QStringList shown(const PuzzleList& list) {
    QStringList lines;
    for (int row = 0; row < list.model()->rowCount(); ++row)
        lines << list.model()->index(row, 0).data(Qt::EditRole).toString();
    return lines;
}

QStringList solution(const ParsonsProblem& problem) {
    return QString::fromStdString(program_text(problem, solution_of(problem)))
        .trimmed()
        .split(QLatin1Char('\n'));
}

class PuzzleRig {
public:
    explicit PuzzleRig(const char* scenario = "two-locks") {
        dialog = std::make_unique<PuzzleDialog>(*find_parsons(scenario));
        dialog->show();
        if (!QTest::qWaitForWindowExposed(dialog.get()))
            qFatal("the dialog does not show");
    }

    /// Chooses a line by its code with the arrow keys, as a list that has the focus offers.
    void chooseByKeys(PuzzleList& list, const QString& code) {
        list.setFocus();
        QTest::keyClick(&list, Qt::Key_Home);
        for (int row = 0; row < list.model()->rowCount(); ++row) {
            if (list.currentIndex().data(Qt::EditRole).toString().trimmed() == code)
                return;
            QTest::keyClick(&list, Qt::Key_Down);
        }
        qFatal("no line %s", qPrintable(code));
    }
    void take(const QString& code) {
        chooseByKeys(dialog->rest(), code);
        QTest::keyClick(&dialog->rest(), Qt::Key_Space);
    }
    void press(const char* button) { dialog->findChild<QPushButton*>(QLatin1String(button))->click(); }
    QString verdict() const { return QTextDocumentFragment::fromHtml(dialog->verdict()).toPlainText(); }
    QStringList program() const { return shown(dialog->program()); }

    std::unique_ptr<PuzzleDialog> dialog;
};

class TestPuzzle : public QObject {
    Q_OBJECT

private slots:
    void everyPuzzleIsSolvedByKeyboardAlone_data() {
        QTest::addColumn<QByteArray>("scenario");
        for (const ParsonsProblem& problem : all_parsons())
            QTest::newRow(problem.scenario.c_str()) << QByteArray::fromStdString(problem.scenario);
    }
    void everyPuzzleIsSolvedByKeyboardAlone() {
        QFETCH(QByteArray, scenario);
        PuzzleRig rig(scenario.constData());
        const ParsonsProblem& problem = rig.dialog->board().problem();
        const QStringList wanted = solution(problem);
        for (const QString& line : wanted) {
            rig.take(line.trimmed());
            PuzzleList& list = rig.dialog->program();
            list.setFocus();
            const auto indent = [&] {
                const QString text = list.currentIndex().data(Qt::EditRole).toString();
                return text.size() - text.trimmed().size();
            };
            const auto wished = line.size() - line.trimmed().size();
            while (indent() > wished)
                QTest::keyClick(&list, Qt::Key_Left);
            while (indent() < wished)
                QTest::keyClick(&list, Qt::Key_Right);
        }
        QCOMPARE(rig.program(), wanted);
        QCOMPARE(static_cast<std::size_t>(rig.dialog->rest().model()->rowCount()),
                 problem.wrong_lines.size());
        QTest::keyClick(rig.dialog.get(), Qt::Key_Return, Qt::ControlModifier);
        QVERIFY2(rig.verdict().startsWith(QStringLiteral("Right.")), qPrintable(rig.verdict()));
        for (const ParsonsWrongLine& wrong : problem.wrong_lines)
            QVERIFY2(rig.verdict().contains(QString::fromStdString(wrong.why).remove(QLatin1Char('`'))),
                     wrong.text.c_str());
    }

    void aLineIsMovedAndIndentedByKeysAndEachStepIsUndone() {
        PuzzleRig rig;
        rig.take(QStringLiteral("target.balance += amount"));
        rig.take(QStringLiteral("source.balance -= amount"));
        const QStringList taken = rig.program();
        QCOMPARE(taken, (QStringList{"target.balance += amount", "source.balance -= amount"}));
        PuzzleList& list = rig.dialog->program();
        list.setFocus();
        QTest::keyClick(&list, Qt::Key_Up, Qt::ControlModifier);
        QCOMPARE(rig.program(), (QStringList{"source.balance -= amount", "target.balance += amount"}));
        QCOMPARE(list.currentIndex().row(), 0); // the chosen line stays chosen
        QTest::keyClick(&list, Qt::Key_Right);
        QTest::keyClick(&list, Qt::Key_Right);
        QCOMPARE(rig.program().front(), QStringLiteral("        source.balance -= amount"));
        QTest::keyClick(&list, Qt::Key_Left);
        QTest::keyClick(&list, Qt::Key_Down, Qt::ControlModifier);
        QCOMPARE(rig.program(), (QStringList{"target.balance += amount", "    source.balance -= amount"}));
        QTest::keyClick(&list, Qt::Key_Space);
        QCOMPARE(rig.program(), QStringList{"target.balance += amount"});
        for (int i = 0; i < 6; ++i)
            QTest::keyClick(rig.dialog.get(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(rig.program(), taken);
        rig.press("puzzleRestart");
        QVERIFY(rig.program().isEmpty());
        rig.press("puzzleUndo");
        QCOMPARE(rig.program(), taken);
        QTest::keyClick(rig.dialog.get(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(rig.program().isEmpty());
    }

    void theButtonsDoWhatTheKeysDo() {
        PuzzleRig rig;
        rig.chooseByKeys(rig.dialog->rest(), QStringLiteral("def transfer(source, target, amount):"));
        rig.press("puzzleTake");
        rig.chooseByKeys(rig.dialog->rest(), QStringLiteral("first, second = source, target"));
        rig.press("puzzleTake");
        QCOMPARE(rig.program().back(), QStringLiteral("    first, second = source, target"));
        rig.press("puzzleOut");
        rig.press("puzzleUp");
        QCOMPARE(rig.program(),
                 (QStringList{"first, second = source, target", "def transfer(source, target, amount):"}));
        rig.press("puzzleDown");
        rig.press("puzzleIn");
        rig.press("puzzleCheck");
        QVERIFY2(rig.verdict().startsWith(QStringLiteral("Look at line 2")), qPrintable(rig.verdict()));
        QVERIFY2(rig.verdict().contains(QStringLiteral("opposite directions")), qPrintable(rig.verdict()));
    }

    void theWrongLineIsMarkedUntilTheNextStep() {
        PuzzleRig rig;
        rig.take(QStringLiteral("with source.lock:"));
        const QAbstractItemModel& model = *rig.dialog->program().model();
        QVERIFY(!model.index(0, 0).data(Qt::BackgroundRole).isValid());
        rig.press("puzzleCheck");
        QVERIFY(model.index(0, 0).data(Qt::BackgroundRole).isValid());
        QVERIFY(model.index(0, 0).data().toString().startsWith(
            QStringLiteral(" 1  with"))); // "line 1", says the check
        rig.press("puzzleIn");
        QVERIFY(!model.index(0, 0).data(Qt::BackgroundRole).isValid());
        QVERIFY(rig.verdict().isEmpty());
    }

    void linesAreDraggedToTheProgramAndWithinIt() {
        PuzzleRig rig;
        drop(rig.dialog->rest(), QStringLiteral("def transfer(source, target, amount):"),
             rig.dialog->program(), QPoint(40, 40));
        QCOMPARE(rig.program(), QStringList{"def transfer(source, target, amount):"});
        drop(rig.dialog->rest(), QStringLiteral("source.balance -= amount"), rig.dialog->program(),
             below(rig.dialog->program(), 0));
        QCOMPARE(rig.program().back(), QStringLiteral("    source.balance -= amount"));
        // To the side it is indented, and upwards it is moved.
        PuzzleList& list = rig.dialog->program();
        const int step = list.fontMetrics().horizontalAdvance(QLatin1Char(' ')) * PuzzleModel::blanks;
        const QPoint begin = list.visualRect(list.model()->index(1, 0)).center();
        drop(list, QStringLiteral("source.balance -= amount"), list, begin + QPoint(step, 0), begin);
        QCOMPARE(rig.program().back(), QStringLiteral("        source.balance -= amount"));
        drop(list, QStringLiteral("source.balance -= amount"), list,
             QPoint(begin.x(), list.visualRect(list.model()->index(0, 0)).top() + 2), begin);
        QCOMPARE(rig.program().front(), QStringLiteral("        source.balance -= amount"));
        drop(list, QStringLiteral("source.balance -= amount"), rig.dialog->rest(), QPoint(40, 20));
        QCOMPARE(rig.program(), QStringList{"def transfer(source, target, amount):"});
    }

    void somethingElseIsNotTaken() {
        PuzzleRig rig;
        QMimeData text;
        text.setText(QStringLiteral("lock.acquire()"));
        QVERIFY(!rig.dialog->program().model()->dropMimeData(&text, Qt::MoveAction, 0, 0, {}));
        QMimeData number;
        number.setData(QStringLiteral("application/x-interleave-puzzle-line"), "4711");
        QVERIFY(!rig.dialog->program().model()->dropMimeData(&number, Qt::MoveAction, 0, 0, {}));
        QVERIFY(rig.program().isEmpty());
    }

    void theMenuOpensEachPuzzleOnce() {
        QTemporaryDir folder;
        rig::WindowRig rig(folder.filePath(QStringLiteral("settings.ini")));
        rig.press("actionPuzzle.sleeping-barber");
        auto* dialog = rig.window->findChild<PuzzleDialog*>();
        QVERIFY(dialog != nullptr && dialog->isVisible());
        QCOMPARE(open_puzzle(QStringLiteral("sleeping-barber"), rig.window.get()), dialog);
        QVERIFY(open_puzzle(QStringLiteral("lock"), rig.window.get()) != dialog);
        QCOMPARE(open_puzzle(QStringLiteral("hello-thread"), rig.window.get()), nullptr);
        QCOMPARE(rig.window->findChildren<PuzzleDialog*>().size(), 2);
    }

    void lettersGrowWithTheWindow() {
        PuzzleRig rig;
        rig.dialog->resize(1000, 640);
        const double small = rig.dialog->program().font().pointSizeF();
        rig.dialog->resize(1900, 1000);
        QVERIFY(rig.dialog->program().font().pointSizeF() > 1.3 * small);
    }

private:
    /// Drops what is dragged of a line, as the drag of a list does.
    static void drop(PuzzleList& from, const QString& code, PuzzleList& to, const QPoint& at,
                     const std::optional<QPoint>& pressed = std::nullopt) {
        const QStringList lines = shown(from);
        int row = 0;
        while (row < lines.size() && lines[row].trimmed() != code)
            ++row;
        const std::unique_ptr<QMimeData> data(from.model()->mimeData({from.model()->index(row, 0)}));
        QVERIFY(data != nullptr);
        if (pressed)
            QTest::mouseClick(from.viewport(), Qt::LeftButton, {}, *pressed);
        QDragEnterEvent enter(at, Qt::MoveAction, data.get(), Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(to.viewport(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent event(at.toPointF(), Qt::MoveAction, data.get(), Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(to.viewport(), &event);
        QVERIFY(event.isAccepted());
    }
    static QPoint below(PuzzleList& list, int row) {
        const QRect line = list.visualRect(list.model()->index(row, 0));
        return {line.left() + 30, line.bottom() + 4};
    }
};

} // namespace test_puzzle

QTEST_MAIN(test_puzzle::TestPuzzle)
#include "test_puzzle.moc"
