// SPDX-License-Identifier: GPL-3.0-or-later
// The window by keyboard alone: each stop of the Tab key is seen, no key means two things, and every key is
// on the sheet.
#include "tests/ui/window_rig.h"

#include "ui/theme/appearance.h"

#include <QAbstractButton>
#include <QDialog>
#include <QDockWidget>
#include <QGroupBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QScreen>
#include <QScrollArea>
#include <QScrollBar>
#include <QStandardPaths>
#include <QTabBar>

using namespace interleave;
using namespace interleave::rig;

namespace test_window_keyboard {

QString described(const QWidget* widget) {
    return QStringLiteral("%1 %2 in %3")
        .arg(QLatin1String(widget->metaObject()->className()), widget->objectName(),
             widget->parentWidget() == nullptr ? QString() : widget->parentWidget()->objectName());
}

/// Returns the letter after the & of a text, in upper case; null if there is none.
QChar mnemonic_of(QString text) {
    text.remove(QStringLiteral("&&"));
    const qsizetype at = text.indexOf(QLatin1Char('&'));
    return at >= 0 && at + 1 < text.size() ? text[at + 1].toUpper() : QChar();
}

/// Whether nothing around the widget cuts it off.
bool can_be_seen(const QWidget& widget) {
    QRect part = widget.rect();
    for (const QWidget* inner = &widget; !inner->isWindow(); inner = inner->parentWidget())
        part = part.translated(inner->pos()) & inner->parentWidget()->rect();
    return widget.isVisible() && !part.isEmpty();
}

/// Returns the part of the window that the widget has, a little larger.
QImage picture_around(QWidget& window, const QWidget& widget) {
    QCoreApplication::processEvents(); // a queued replot, and the frame's place
    const QRect place(widget.mapTo(&window, QPoint(0, 0)), widget.size());
    return window.grab(place.adjusted(-3, -3, 3, 3) & window.rect())
        .toImage()
        .convertToFormat(QImage::Format_RGB32);
}

/// Returns how many pixels differ clearly.
int pixels_that_differ(const QImage& one, const QImage& other) {
    if (one.size() != other.size())
        return 0;
    int count = 0;
    for (int y = 0; y < one.height(); ++y) {
        const auto* a = reinterpret_cast<const QRgb*>(one.constScanLine(y));
        const auto* b = reinterpret_cast<const QRgb*>(other.constScanLine(y));
        for (int x = 0; x < one.width(); ++x)
            if (a[x] != b[x] && std::abs(qRed(a[x]) - qRed(b[x])) + std::abs(qGreen(a[x]) - qGreen(b[x])) +
                                        std::abs(qBlue(a[x]) - qBlue(b[x])) >
                                    60)
                ++count;
    }
    return count;
}

class TestWindowKeyboard : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void init() {
        folder_ = std::make_unique<QTemporaryDir>();
        rig_ = std::make_unique<WindowRig>(folder_->filePath(QStringLiteral("settings.ini")));
        QVERIFY(QTest::qWaitForWindowActive(rig_->window.get()));
        rig_->choose("numbers-and-letters");
        rig_->set("parameter.number_pause", 1);
        rig_->set("parameter.letter_pause", 1);
        rig_->press("actionRun");
        QTRY_VERIFY_WITH_TIMEOUT(rig_->run() != nullptr && rig_->isIdle(), timeout_ms);
    }
    void cleanup() {
        rig_.reset();
        apply_look(Look::system);
    }

    void everyStopOfTheTabKeyIsSeen_data() {
        QTest::addColumn<QString>("look");
        QTest::addColumn<QString>("dock");
        QTest::addColumn<int>("width");
        const int wide = rig_width();
        for (const char* look : {"actionLookLight", "actionLookDark"}) {
            for (const char* dock : {"dockStatistics", "dockLocks", "dockChecks", "dockOutcome",
                                     "dockResults", "dockSpeedup", "dockEvents", "dockPrinted", "dockCode"})
                QTest::addRow("%s %s", look, dock)
                    << QString::fromLatin1(look) << QString::fromLatin1(dock) << wide;
            QTest::addRow("%s in a narrow window", look)
                << QString::fromLatin1(look) << QStringLiteral("dockCode") << 1280;
        }
    }
    void everyStopOfTheTabKeyIsSeen() {
        QFETCH(QString, look);
        QFETCH(QString, dock);
        rig_->press(qPrintable(look));
        bringToFront(dock);
        QFETCH(int, width);
        rig_->window->resize(width, 720);
        const bool is_narrow = rig_->find<QWidget>("sideRail").isVisible();
        if (QWidget* const focused = QApplication::focusWidget()) // it may be the timeline, without any key
            focused->clearFocus();
        rig_->timeline().setFocus(Qt::TabFocusReason);
        const auto [stops, hidden, unseen] = walkTabStops();
        QCOMPARE(hidden.join(QStringLiteral(", ")), QString());
        QCOMPARE(unseen.join(QStringLiteral(", ")), QString());
        QVERIFY2(stops.size() >= 15, qPrintable(stops.join(QStringLiteral(", "))));
        const auto reached = [&](const char* name) { return !stops.filter(QLatin1String(name)).isEmpty(); };
        QVERIFY(reached("timeline"));
        QVERIFY(reached(is_narrow ? "actionParametersButton" : "parameter.count"));
        QVERIFY(reached(is_narrow ? "actionScenariosButton" : "scenarioSearch"));
        QVERIFY(reached("actionRunButton"));
        QVERIFY2(reached(dock == QLatin1String("dockSpeedup")   ? "sweepMeasure"
                         : dock == QLatin1String("dockResults") ? "resultsMeasure"
                         : dock == QLatin1String("dockEvents")  ? "eventsTable"
                         : dock == QLatin1String("dockCode")    ? "codeView"
                                                                : qPrintable(viewOf(dock))),
                 qPrintable(stops.join(QStringLiteral(", "))));
    }

    void theControlsOfAReplayAreStopsOfTheTabKey() {
        rig_->timeline().setFocus(Qt::TabFocusReason);
        QTest::keyClick(&rig_->timeline(), Qt::Key_Greater);
        QTRY_VERIFY(rig_->find<QWidget>("replayStrip").isVisible());
        const auto [stops, hidden, unseen] = walkTabStops();
        QCOMPARE(hidden.join(QStringLiteral(", ")), QString());
        QCOMPARE(unseen.join(QStringLiteral(", ")), QString());
        for (const char* name : {"replayToBegin", "replayStepBack", "replayPlay", "replayStepForward",
                                 "replayToEnd", "replayMoment", "replaySpeed", "replayClose", "timeline"})
            QVERIFY2(!stops.filter(QLatin1String(name)).isEmpty(), name);
    }

    void everyStopOfADialogIsSeen_data() {
        QTest::addColumn<QString>("action");
        QTest::newRow("keys") << QStringLiteral("actionKeys");
        QTest::newRow("export") << QStringLiteral("actionExport");
        QTest::newRow("puzzle") << QStringLiteral("actionPuzzle.bounded-buffer");
    }
    void everyStopOfADialogIsSeen() {
        QFETCH(QString, action);
        QDialog* dialog = open(action);
        QTRY_COMPARE(QApplication::activeWindow(), dialog);
        QTest::keyClick(dialog, Qt::Key_Tab);
        QTRY_VERIFY(dialog->isAncestorOf(QApplication::focusWidget()));
        const auto [stops, hidden, unseen] = walkTabStops();
        QCOMPARE(hidden.join(QStringLiteral(", ")), QString());
        QCOMPARE(unseen.join(QStringLiteral(", ")), QString());
        QVERIFY(!stops.isEmpty());
    }

    void aClickShowsNoFrame() {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        auto* mark = rig_->window->findChild<QWidget*>(QStringLiteral("focusMark"));
        QVERIFY(mark != nullptr && mark->isVisible());
        QTest::mouseClick(&rig_->find<QWidget>("seed"), Qt::LeftButton);
        rig_->timeline().setFocus(Qt::MouseFocusReason);
        QVERIFY(!mark->isVisible());
    }

    void theFrameFollowsItsWidget() {
        auto& list = rig_->find<QWidget>("scenarioView");
        rig_->find<QWidget>("scenarioSearch").setFocus(Qt::TabFocusReason);
        list.setFocus(Qt::TabFocusReason);
        auto* mark = rig_->window->findChild<QWidget*>(QStringLiteral("focusMark"));
        const auto around_list = [&] {
            return mark->geometry() == QRect(list.mapTo(rig_->window.get(), QPoint(0, 0)), list.size());
        };
        QTRY_VERIFY(mark->isVisible() && around_list());
        rig_->window->resize(rig_width() + 100, 900);
        QTRY_VERIFY(list.height() > 0 && around_list());
        rig_->find<QDockWidget>("dockScenarios").hide();
        QTRY_VERIFY(!around_list());
        QVERIFY(!mark->isVisible() || QApplication::focusWidget() != &list);
    }

    void theClaimsInFrontOfThePictureAreReachedByTheTabKey() {
        showClaims();
        rig_->find<QWidget>("claimsMeasure").setFocus(Qt::TabFocusReason);
        const auto [stops, hidden, unseen] = walkTabStops();
        QCOMPARE(hidden.join(QStringLiteral(", ")), QString());
        QCOMPARE(unseen.join(QStringLiteral(", ")), QString());
        for (const char* name : {"claimsTable", "claimsMeasure", "actionRunButton"})
            QVERIFY2(!stops.filter(QLatin1String(name)).isEmpty(), name);
    }

    void noMnemonicMeansTwoThings_data() {
        QTest::addColumn<QString>("dock");
        for (const char* dock : {"dockStatistics", "dockResults", "dockSpeedup", "dockEvents", "dockCode"})
            QTest::newRow(dock) << QString::fromLatin1(dock);
    }
    void noMnemonicMeansTwoThings() {
        QFETCH(QString, dock);
        bringToFront(dock);
        showClaims(); // in front of the picture, beside any of them
        QHash<QChar, QStringList> uses = mnemonicsOf(*rig_->window);
        for (const QAction* menu : rig_->window->menuBar()->actions())
            uses[mnemonic_of(menu->text())] << menu->text();
        QVERIFY(uses.size() >= 6);
        for (const QStringList& same : std::as_const(uses))
            QVERIFY2(same.size() == 1, qPrintable(same.join(QStringLiteral(", "))));
    }

    void noMnemonicOfADialogMeansTwoThings_data() { everyStopOfADialogIsSeen_data(); }
    void noMnemonicOfADialogMeansTwoThings() {
        QFETCH(QString, action);
        const auto uses = mnemonicsOf(*open(action));
        for (const QStringList& same : uses)
            QVERIFY2(same.size() == 1, qPrintable(same.join(QStringLiteral(", "))));
    }

    void noMnemonicOfAMenuMeansTwoThings() {
        for (const QMenu* menu : rig_->window->menuBar()->findChildren<QMenu*>()) {
            QHash<QChar, QString> uses;
            for (const QAction* action : menu->actions()) {
                const QChar letter = mnemonic_of(action->text());
                if (letter.isNull())
                    continue;
                QVERIFY2(!uses.contains(letter), qPrintable(uses[letter] + action->text()));
                uses[letter] = action->text();
            }
        }
    }

    void theSheetOfKeysFitsTheScreen() {
        rig_->press("actionKeys");
        auto* sheet = rig_->window->findChild<QDialog*>(QStringLiteral("keySheet"));
        const QSize screen = sheet->screen()->availableSize();
        QVERIFY(sheet->width() <= screen.width() && sheet->height() <= screen.height());
        const auto* scroll = sheet->findChild<QScrollArea*>();
        QTRY_VERIFY(scroll->viewport()->isVisible());
        QCOMPARE(scroll->horizontalScrollBar()->maximum(), 0); // sentences take several lines instead
        sheet->close();
    }

    void everyShortcutMeansOneThingAndIsOnTheSheet() {
        rig_->press("actionKeys");
        auto* sheet = rig_->window->findChild<QDialog*>(QStringLiteral("keySheet"));
        QStringList words;
        for (const QLabel* label : sheet->findChildren<QLabel*>())
            words << QString(label->text()).remove(QLatin1Char(' '));
        const QString all = QLatin1Char(',') + words.join(QLatin1Char(',')) + QLatin1Char(',');
        QHash<QString, QString> uses;
        for (const QAction* action : rig_->window->findChildren<QAction*>()) {
            bool is_told = action->shortcuts().isEmpty();
            for (const QKeySequence& keys : action->shortcuts()) {
                const QString text = keys.toString(QKeySequence::PortableText);
                QVERIFY2(!uses.contains(text), qPrintable(text + uses[text] + action->objectName()));
                uses[text] = action->objectName();
                is_told = is_told || all.contains(QLatin1Char(',') + text + QLatin1Char(',')) ||
                          all.contains(text + QStringLiteral("or")) ||
                          all.contains(QStringLiteral("or") + text);
            }
            QVERIFY2(is_told, qPrintable(action->objectName() + all));
        }
        QVERIFY(uses.size() >= 15);
        sheet->close();
    }

    void slashFindsInTheRunAndF3GoesOn() {
        rig_->timeline().setFocus(Qt::TabFocusReason);
        QTest::keyClick(&rig_->timeline(), Qt::Key_Slash);
        auto& search = rig_->find<QLineEdit>("eventsSearch");
        QTRY_COMPARE(QApplication::focusWidget(), &search);
        QVERIFY(can_be_seen(search));
        QTest::keyClicks(&search, QStringLiteral("a/b"));
        QCOMPARE(search.text(), QStringLiteral("a/b")); // where one types it is a letter
        search.setText(QStringLiteral("print"));
        QTest::keyClick(&search, Qt::Key_Return);
        const auto cursor = [&] { return rig_->navigation().cursor().value_or(-1); };
        QTRY_VERIFY_WITH_TIMEOUT(cursor() >= 0, timeout_ms);
        const std::int64_t first = cursor();
        rig_->timeline().setFocus(Qt::TabFocusReason);
        QTest::keyClick(&rig_->timeline(), Qt::Key_F3);
        QTRY_VERIFY_WITH_TIMEOUT(cursor() > first, timeout_ms);
        QTest::keyClick(&rig_->timeline(), Qt::Key_F3, Qt::ShiftModifier);
        QTRY_COMPARE_WITH_TIMEOUT(cursor(), first, timeout_ms);
        QTest::keyClick(&rig_->timeline(), Qt::Key_F, Qt::ControlModifier);
        QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("scenarioSearch"));
    }

    void theStatusLineReadsOutTheCursorOfTheKeyboard() {
        auto& hover = rig_->find<QLabel>("statusHover");
        rig_->timeline().setFocus(Qt::TabFocusReason);
        QTest::keyClick(&rig_->timeline(), Qt::Key_Down);
        QTest::keyClick(&rig_->timeline(), Qt::Key_Down);
        QTest::keyClick(&rig_->timeline(), Qt::Key_Period);
        const auto told = [&] { return rig_->timeline().accessibleDescription().simplified(); };
        QTRY_VERIFY2(hover.text().size() > 5 && told().startsWith(hover.text().left(5)),
                     qPrintable(hover.text()));
        const QString lane =
            rig_->timeline().rows().empty() ? QString() : told().section(QLatin1Char(':'), 0, 0);
        QVERIFY2(!lane.isEmpty() && told().size() > lane.size() + 3, qPrintable(told()));
        const QString before = rig_->timeline().accessibleDescription();
        QTest::keyClick(&rig_->timeline(), Qt::Key_Up);
        QTRY_VERIFY(rig_->timeline().accessibleDescription() != before);
        QTest::keyClick(&rig_->timeline(), Qt::Key_Escape);
        QTRY_VERIFY2(hover.text().isEmpty(), qPrintable(hover.text()));
    }

    void theMenuMovesTheView() {
        Navigation& navigation = rig_->navigation();
        const TimeRange whole = navigation.visibleRange();
        rig_->press("actionZoomIn");
        const TimeRange closer = navigation.visibleRange();
        QVERIFY(closer.length() < whole.length());
        rig_->press("actionZoomIn");
        rig_->press("actionZoomOut");
        QVERIFY(std::abs(navigation.visibleRange().length() - closer.length()) <= 2);
        rig_->press("actionShowAll");
        QCOMPARE(navigation.visibleRange().length(), navigation.wholeRange().length());
        rig_->press("actionUndoMove");
        QVERIFY(navigation.visibleRange().length() < whole.length());
        rig_->press("actionRedoMove");
        QCOMPARE(navigation.visibleRange().length(), navigation.wholeRange().length());
    }

    void withoutARunTheMenuMovesNothing() {
        WindowRig fresh(folder_->filePath(QStringLiteral("other.ini")));
        for (const char* action :
             {"actionZoomIn", "actionZoomOut", "actionShowAll", "actionUndoMove", "actionRedoMove"})
            QVERIFY(!fresh.find<QAction>(action).isEnabled());
    }

    void theLayoutIsResetFromAnyDisorder() {
        QMainWindow& window = *rig_->window;
        const auto places = [&] {
            QStringList lines;
            for (const QDockWidget* dock : window.findChildren<QDockWidget*>())
                lines << QStringLiteral("%1 %2 %3 %4 %5")
                             .arg(dock->objectName())
                             .arg(window.dockWidgetArea(const_cast<QDockWidget*>(dock)))
                             .arg(dock->isVisible())
                             .arg(dock->isFloating())
                             .arg(can_be_seen(*dock));
            lines.sort(); // a dock that floated is the last of its siblings
            return lines;
        };
        const QStringList before = places();
        const int list_width = rig_->find<QWidget>("dockScenarios").width();
        rig_->find<QDockWidget>("dockScenarios").hide();
        rig_->find<QDockWidget>("dockCode").setFloating(true);
        window.addDockWidget(Qt::TopDockWidgetArea, &rig_->find<QDockWidget>("dockLocks"));
        window.resizeDocks({&rig_->find<QDockWidget>("dockParameters")}, {list_width + 150}, Qt::Horizontal);
        bringToFront(QStringLiteral("dockOutcome"));
        QVERIFY(places() != before);
        rig_->press("actionResetLayout");
        QTRY_COMPARE(places(), before);
        QTRY_COMPARE(rig_->find<QWidget>("dockScenarios").width(), list_width);
    }

private:
    static int rig_width() { return frame_sizes(QWidget()).wide_from; }

    struct TabStops {
        QStringList all;
        QStringList hidden;
        QStringList unseen; ///< look the same with the focus and without
    };

    /// Presses Tab until the focus is back where it is now.
    static TabStops walkTabStops() {
        TabStops stops;
        const QWidget* first = QApplication::focusWidget();
        QWidget& window = *first->window();
        do {
            QWidget* widget = QApplication::focusWidget();
            stops.all << described(widget);
            if (!can_be_seen(*widget))
                stops.hidden << described(widget);
            const QImage with = picture_around(window, *widget);
            widget->clearFocus();
            const QImage without = picture_around(window, *widget);
            widget->setFocus(Qt::TabFocusReason);
            if (pixels_that_differ(with, without) < 40)
                stops.unseen << described(widget);
            QTest::keyClick(widget, Qt::Key_Tab);
        } while (QApplication::focusWidget() != first && stops.all.size() < 100);
        if (stops.all.size() == 100)
            stops.hidden << QStringLiteral("the first, to which the Tab key does not come back: ") +
                                described(first);
        return stops;
    }

    /// Returns what uses each mnemonic in a window, by its letter.
    static QHash<QChar, QStringList> mnemonicsOf(const QWidget& window) {
        QHash<QChar, QStringList> uses;
        const auto count = [&](const QString& text, const QString& where) {
            if (const QChar letter = mnemonic_of(text); !letter.isNull())
                uses[letter] << text + QLatin1Char(' ') + where;
        };
        for (QWidget* widget : window.findChildren<QWidget*>()) {
            if (!widget->isVisible() || widget->window() != &window)
                continue;
            if (auto* button = qobject_cast<QAbstractButton*>(widget))
                count(button->text(), widget->objectName());
            else if (auto* label = qobject_cast<QLabel*>(widget);
                     label != nullptr && label->buddy() != nullptr)
                count(label->text(), QStringLiteral("label"));
            else if (auto* box = qobject_cast<QGroupBox*>(widget))
                count(box->title(), widget->objectName());
            else if (auto* tabs = qobject_cast<QTabBar*>(widget))
                for (int tab = 0; tab < tabs->count(); ++tab)
                    count(tabs->tabText(tab), QStringLiteral("tab"));
        }
        return uses;
    }

    /// Opens a dialog by its action; it closes with the window.
    QDialog* open(const QString& action) {
        rig_->press(qPrintable(action));
        auto* modal = qobject_cast<QDialog*>(QApplication::activeModalWidget());
        return modal != nullptr ? modal : rig_->window->findChild<QDialog*>(); // some leave the window usable
    }

    static QString viewOf(const QString& dock) {
        QString view = dock.mid(4) + QStringLiteral("View");
        view[0] = view[0].toLower();
        return view;
    }
    void showClaims() {
        rig_->find<QAction>("toggle.claimsView").setChecked(true);
        QTRY_VERIFY(can_be_seen(rig_->find<QWidget>("claimsView")));
    }
    void bringToFront(const QString& dock) {
        auto& widget = rig_->find<QDockWidget>(qPrintable(dock));
        widget.raise();
        QTRY_VERIFY(can_be_seen(*widget.widget()));
    }

    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<WindowRig> rig_;
};

} // namespace test_window_keyboard

QTEST_MAIN(test_window_keyboard::TestWindowKeyboard)
#include "test_window_keyboard.moc"
