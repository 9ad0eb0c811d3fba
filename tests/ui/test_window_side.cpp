// SPDX-License-Identifier: GPL-3.0-or-later
// The left side: docked in a wide window; in a narrow one a rail, from which list and parameters open over
// the picture.
#include "tests/ui/window_rig.h"

#include "ui/run/run_setup.h"
#include "ui/window/bar_button.h"

#include <QDockWidget>
#include <QLineEdit>
#include <QScrollBar>
#include <QStandardPaths>
#include <QStatusBar>
#include <QTextBrowser>
#include <QTreeView>

using namespace interleave;
using namespace interleave::rig;

namespace test_window_side {

constexpr QSize narrow{1280, 720};

class TestWindowSide : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void init() { folder_ = std::make_unique<QTemporaryDir>(); }
    void cleanup() { rig_.reset(); }

    void aNewUserSeesTheListOverThePicture() {
        open(narrow);
        QVERIFY(isOpen("scenarioList"));
        QTRY_VERIFY(rig_->find<QWidget>("scenarioView").hasFocus());
        rig_->window->close();
        open(narrow);
        QVERIFY(rail().isVisible());
        QVERIFY2(!drawer().isVisible(), "who was here before knows it");
        QTRY_VERIFY(rig_->timeline().hasFocus());
    }

    void theRailHasAnIconWithANameForEach() {
        openClosed();
        QVERIFY(rail().isVisible());
        QCOMPARE(rail().width(), control_height(rail()) + 4);
        for (const char* name : {"Scenarios", "Parameters"}) {
            const BarButton& icon = button(name);
            QVERIFY(icon.isVisible());
            QCOMPARE(icon.accessibleName(), QLatin1String(name));
            QVERIFY(icon.toolTip().startsWith(QLatin1String(name)));
            QVERIFY(!dock(name).isVisible());
        }
    }

    void aPanelCoversThePictureAndDoesNotPushIt() {
        openClosed();
        const QRect picture = placeOf(rig_->timeline());
        for (const char* name : {"Scenarios", "Parameters"}) {
            QTest::mouseClick(&button(name), Qt::LeftButton);
            QVERIFY(drawer().isVisible() && button(name).isChecked());
            QCOMPARE(placeOf(rig_->timeline()), picture);
            const QRect place = drawer().geometry();
            QCOMPARE(place.left(), rail().geometry().right() + 1);
            QVERIFY(place.intersects(picture));
            QVERIFY(place.top() > rig_->find<QWidget>("runToolBar").geometry().bottom());
            QVERIFY(place.bottom() < rig_->window->statusBar()->geometry().top());
            // It is the topmost there.
            QWidget* seen = rig_->window->childAt(place.center());
            QVERIFY(seen == &drawer() || drawer().isAncestorOf(seen));
        }
        QVERIFY(isOpen("parameterForm") && !isOpen("scenarioList"));
        QVERIFY(!button("Scenarios").isChecked());
        QTest::mouseClick(&button("Parameters"), Qt::LeftButton);
        QVERIFY(!drawer().isVisible());
    }

    void itFollowsTheWindow() {
        openClosed();
        press("Scenarios");
        rig_->window->resize(1200, 640);
        QTRY_COMPARE(drawer().geometry().bottom(), rail().geometry().bottom());
        QVERIFY(drawer().geometry().bottom() < 640);
    }

    void escGoesBackToWhereTheFocusWas_data() {
        QTest::addColumn<QString>("panel");
        QTest::newRow("list") << QStringLiteral("Scenarios");
        QTest::newRow("parameters") << QStringLiteral("Parameters");
    }
    void escGoesBackToWhereTheFocusWas() {
        QFETCH(QString, panel);
        openClosed();
        rig_->choose("lock-contention");
        BarButton& icon = button(qPrintable(panel));
        icon.setFocus(Qt::TabFocusReason);
        QTest::keyClick(&icon, Qt::Key_Space);
        QTRY_VERIFY(drawer().isVisible() && drawer().isAncestorOf(QApplication::focusWidget()));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QVERIFY(!drawer().isVisible());
        QTRY_COMPARE(QApplication::focusWidget(), &icon);
    }

    void escOnTheRailClosesToo() {
        openClosed();
        press("Scenarios");
        button("Scenarios").setFocus(Qt::BacktabFocusReason);
        QVERIFY2(drawer().isVisible(), "the rail belongs to it");
        QTest::keyClick(&button("Scenarios"), Qt::Key_Escape);
        QVERIFY(!drawer().isVisible());
        QVERIFY(button("Scenarios").hasFocus());
    }

    void aClickOutsideCloses() {
        openClosed();
        for (const char* outside : {"timeline", "lessonView", "runToolBar"}) {
            press("Scenarios");
            QVERIFY(drawer().isVisible());
            auto& widget = rig_->find<QWidget>(outside);
            QTest::mouseClick(&widget, Qt::LeftButton, {}, widget.rect().bottomRight() - QPoint(4, 4));
            QVERIFY2(!drawer().isVisible(), outside);
            QVERIFY2(!drawer().isAncestorOf(QApplication::focusWidget()), outside);
        }
    }

    void aClickInsideDoesNotClose() {
        openClosed();
        press("Parameters");
        QTest::mouseClick(rig_->find<QWidget>("parameterForm").findChild<QLineEdit*>(), Qt::LeftButton);
        QVERIFY(isOpen("parameterForm"));
    }

    void theTabKeyLeavesNothingCoveredBehind() {
        openClosed();
        press("Scenarios");
        rig_->find<QWidget>("scenarioView").setFocus();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QTRY_VERIFY(rig_->timeline().hasFocus());
        QVERIFY(!drawer().isVisible());
    }

    void theSearchKeyOpensTheListWithTheFieldFocused() {
        openClosed();
        rig_->press("actionSearch");
        auto& search = rig_->find<QLineEdit>("scenarioSearch");
        QVERIFY(isOpen("scenarioList"));
        QTRY_VERIFY(search.hasFocus());
        QTest::keyClicks(&search, QStringLiteral("philosophers"));
        QTest::keyClick(&search, Qt::Key_Escape);
        QVERIFY2(search.text().isEmpty() && drawer().isVisible(), "the first Esc ends the search");
        QTest::keyClicks(&search, QStringLiteral("philosophers"));
        QTest::keyClick(&search, Qt::Key_Return);
        QCOMPARE(setup().scenario()->name, std::string("dining-philosophers"));
        QVERIFY(!drawer().isVisible());
        QTRY_VERIFY(rig_->timeline().hasFocus());
    }

    void theArrowKeysChooseAndKeepItOpenAndEnterRunsAndCloses() {
        openClosed();
        rig_->choose("hello-thread");
        press("Scenarios");
        auto& list = rig_->find<QTreeView>("scenarioView");
        QTRY_VERIFY(list.hasFocus());
        QTest::keyClick(&list, Qt::Key_Down);
        QTest::keyClick(&list, Qt::Key_Down);
        QCOMPARE(setup().scenario()->name, std::string("numbers-and-letters"));
        QVERIFY(isOpen("scenarioList"));
        QTest::keyClick(&list, Qt::Key_Up);
        QTest::keyClick(&list, Qt::Key_Return);
        QVERIFY(!drawer().isVisible());
        QVERIFY(rig_->runs().isActive());
        QTRY_VERIFY_WITH_TIMEOUT(rig_->run() != nullptr && rig_->isIdle(), timeout_ms);
        QTRY_VERIFY(rig_->timeline().hasFocus());
    }

    void spaceRunsAndCloses() {
        openClosed();
        rig_->choose("hello-thread");
        press("Scenarios");
        QTRY_VERIFY(rig_->find<QWidget>("scenarioView").hasFocus());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
        QTRY_VERIFY_WITH_TIMEOUT(!drawer().isVisible(), timeout_ms);
        QTRY_VERIFY_WITH_TIMEOUT(rig_->run() != nullptr && rig_->isIdle(), timeout_ms);
        QTRY_VERIFY(rig_->timeline().hasFocus());
    }

    void aRunLeavesTheParametersOpen() {
        openClosed();
        rig_->choose("hello-thread");
        press("Parameters");
        rig_->press("actionRun");
        QTRY_VERIFY_WITH_TIMEOUT(rig_->run() != nullptr && rig_->isIdle(), timeout_ms);
        QVERIFY(isOpen("parameterForm"));
    }

    void aDoubleClickRunsAndCloses() {
        openClosed();
        press("Scenarios");
        auto& list = rig_->find<QTreeView>("scenarioView");
        const QPoint place = list.visualRect(list.currentIndex()).center();
        QTest::mouseClick(list.viewport(), Qt::LeftButton, {}, place);
        QVERIFY(isOpen("scenarioList"));
        QTest::mouseDClick(list.viewport(), Qt::LeftButton, {}, place);
        QVERIFY(!drawer().isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(rig_->run() != nullptr && rig_->isIdle(), timeout_ms);
    }

    void parametersAreSetOverThePicture() {
        openClosed();
        rig_->choose("lock-contention");
        press("Parameters");
        auto& field = rig_->find<QWidget>("parameter.workers");
        QTRY_VERIFY(field.hasFocus());
        QTest::keyClick(&field, Qt::Key_Up);
        QCOMPARE(rig_->get("parameter.workers").toInt(), 4);
        QTest::keyClick(&field, Qt::Key_Tab);
        QVERIFY(isOpen("parameterForm"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QVERIFY(!drawer().isVisible());
        QVERIFY2(setup().parameterWords().contains(QStringLiteral("\"workers\":\"4\"")),
                 qPrintable(setup().parameterWords()));
    }

    void theViewMenuOpensAndClosesThem() {
        openClosed();
        rig_->press("actionParameters");
        QVERIFY(isOpen("parameterForm"));
        QVERIFY(rig_->find<QAction>("actionParameters").isChecked());
        rig_->press("actionParameters");
        QVERIFY(!drawer().isVisible());
        rig_->window->resize(wide());
        QVERIFY(rig_->find<QAction>("actionParameters").isChecked() && dock("Parameters").isVisible());
        rig_->press("actionParameters");
        QVERIFY(!dock("Parameters").isVisible());
        dock("Parameters").show();
        QVERIFY(rig_->find<QAction>("actionParameters").isChecked());
    }

    void atTheLimitTheyAreDockedOrBehindTheRail() {
        open(wide());
        for (const char* name : {"Scenarios", "Parameters"})
            QVERIFY(dock(name).isVisible());
        QVERIFY(!rail().isVisible());
        rig_->window->resize(wide() - QSize(1, 0));
        for (const char* name : {"Scenarios", "Parameters"})
            QVERIFY(!dock(name).isVisible());
        QVERIFY(rail().isVisible() && !drawer().isVisible());
        rig_->window->resize(wide());
        for (const char* name : {"Scenarios", "Parameters"})
            QVERIFY(dock(name).isVisible());
        QVERIFY(!rail().isVisible());
        QVERIFY(rig_->find<QWidget>("scenarioList").isVisible());
    }

    void theFocusStaysWhereItCanBeSeen() {
        open(wide());
        auto& list = rig_->find<QWidget>("scenarioView");
        list.setFocus();
        rig_->window->resize(narrow);
        QTRY_VERIFY(rig_->timeline().hasFocus());
        press("Scenarios");
        QTRY_VERIFY(list.hasFocus());
        rig_->window->resize(wide());
        QTRY_VERIFY(list.hasFocus() && list.isVisible());
        auto& lesson = rig_->find<QWidget>("skipQuestion");
        lesson.setFocus();
        rig_->window->resize(narrow);
        QVERIFY(lesson.hasFocus());
    }

    void whatIsTypedSurvivesAllMoves() {
        open(wide());
        rig_->choose("lock-contention");
        rig_->find<QLineEdit>("scenarioSearch").setText(QStringLiteral("lock"));
        rig_->set("parameter.rounds", 77);
        rig_->window->resize(narrow);
        press("Scenarios");
        press("Parameters");
        rig_->window->resize(wide());
        QCOMPARE(rig_->find<QLineEdit>("scenarioSearch").text(), QStringLiteral("lock"));
        QCOMPARE(rig_->get("parameter.rounds").toInt(), 77);
        QTRY_VERIFY(rig_->find<QWidget>("parameter.rounds").isVisible());
    }

    void theLayoutOfAWideWindowSurvivesANarrowOne() {
        open(wide());
        rig_->window->resizeDocks({&dock("Scenarios")}, {310}, Qt::Horizontal);
        dock("Parameters").hide();
        QTRY_COMPARE(dock("Scenarios").width(), 310);
        rig_->window->resize(narrow);
        QVERIFY(rail().isVisible());
        rig_->window->close();
        open(narrow);
        QVERIFY(rail().isVisible() && button("Parameters").isVisible());
        rig_->window->resize(wide());
        QVERIFY(!dock("Parameters").isVisible());
        QVERIFY(dock("Scenarios").isVisible());
        QTRY_COMPARE(dock("Scenarios").width(), 310);
    }

    void aDockThatWasMovedAwayStaysThere() {
        open(wide());
        rig_->window->addDockWidget(Qt::RightDockWidgetArea, &dock("Parameters"));
        rig_->window->resize(narrow);
        QVERIFY(dock("Parameters").isVisible() && !dock("Scenarios").isVisible());
        QVERIFY(button("Scenarios").isVisible() && !button("Parameters").isVisible());
        rig_->press("actionParameters");
        QVERIFY(!dock("Parameters").isVisible());
    }

    void whoWantsThemDockedKeepsThemDocked() {
        openClosed();
        rig_->press("actionSidesDocked");
        QVERIFY(!rail().isVisible() && dock("Scenarios").isVisible() && dock("Parameters").isVisible());
        rig_->window->close();
        open(narrow);
        QVERIFY(rig_->find<QAction>("actionSidesDocked").isChecked());
        QVERIFY(!rail().isVisible() && dock("Scenarios").isVisible());
        rig_->press("actionSidesDocked");
        QVERIFY(rail().isVisible() && !dock("Scenarios").isVisible());
    }

    void theLayoutIsResetInANarrowWindow() {
        openClosed();
        dock("Lesson").hide();
        press("Scenarios");
        rig_->press("actionResetLayout");
        QVERIFY(rail().isVisible() && !dock("Scenarios").isVisible() && !drawer().isVisible());
        QVERIFY(dock("Lesson").isVisible());
        rig_->window->resize(wide());
        QVERIFY(dock("Scenarios").isVisible() && dock("Parameters").isVisible());
        QTRY_COMPARE(dock("Scenarios").width(), sizes().left);
    }

    void thePresenterComesBackToTheNarrowWindow() {
        openClosed();
        rig_->press("actionPresenter");
        rig_->find<QAction>("actionPresenter").setChecked(false);
        QVERIFY(rail().isVisible() && rig_->timeline().isVisible() && !drawer().isVisible());
        press("Scenarios");
        QVERIFY(isOpen("scenarioList"));
    }

    void theSidesHaveTheirWidths_data() {
        QTest::addColumn<int>("width");
        for (const int width : {1024, 1280, 1600, 1920, 2560})
            QTest::addRow("%d", width) << width;
    }
    void theSidesHaveTheirWidths() {
        QFETCH(int, width);
        open({width, 720});
        QCOMPARE(rig_->window->width(), width);
        QTRY_COMPARE(dock("Lesson").width(), sizes().right_at(rig_->window->width()));
        if (width >= sizes().wide_from) {
            QTRY_COMPARE(dock("Scenarios").width(), sizes().left);
        }
        const auto& lesson = rig_->find<QTextBrowser>("lessonView");
        for (const Scenario* scenario : all_scenarios()) {
            rig_->choose(scenario->name.c_str());
            QVERIFY2(lesson.horizontalScrollBar()->maximum() == 0, scenario->name.c_str());
        }
    }

    void aWidthThatTheUserChoseStays() {
        open(wide());
        rig_->window->resizeDocks({&dock("Lesson")}, {500}, Qt::Horizontal);
        QTRY_COMPARE(dock("Lesson").width(), 500);
        rig_->window->resize(narrow);
        QTRY_COMPARE(dock("Lesson").width(), 500);
    }

    void aLayoutOfANarrowWindowIsFittedToAWideOne() {
        openClosed();
        QTRY_COMPARE(dock("Lesson").width(), sizes().right_if_narrow);
        rig_->window->close();
        open(wide());
        QTRY_COMPARE(dock("Lesson").width(), sizes().right_if_wide);
    }

    void theRightSideIsNarrowerInANarrowWindow() {
        open(wide());
        const int width = dock("Lesson").width();
        rig_->window->resize(narrow);
        QTRY_VERIFY(dock("Lesson").width() < width);
        QTRY_COMPARE(dock("Lesson").width(), sizes().right_at(rig_->window->width()));
        rig_->window->resize(wide());
        QTRY_COMPARE(dock("Lesson").width(), width);
    }

private:
    void open(const QSize& size) {
        rig_.reset();
        rig_ = std::make_unique<WindowRig>(folder_->filePath(QStringLiteral("settings.ini")), size);
        QVERIFY(QTest::qWaitForWindowActive(rig_->window.get()));
        QCoreApplication::processEvents();
    }
    /// Opens a narrow window in which nothing lies over the picture.
    void openClosed() {
        open(narrow);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QVERIFY(!drawer().isVisible());
    }
    FrameSizes sizes() const { return frame_sizes(*rig_->window); }
    static QSize wide() { return {frame_sizes(QWidget()).wide_from, 720}; }

    QWidget& rail() { return rig_->find<QWidget>("sideRail"); }
    QWidget& drawer() { return rig_->find<QWidget>("sideDrawer"); }
    QDockWidget& dock(const char* name) {
        return rig_->find<QDockWidget>(qPrintable(QStringLiteral("dock") + QLatin1String(name)));
    }
    BarButton& button(const char* name) {
        return rig_->find<BarButton>(qPrintable(QStringLiteral("action%1Button").arg(QLatin1String(name))));
    }
    void press(const char* name) { button(name).click(); }
    bool isOpen(const char* view) {
        auto& widget = rig_->find<QWidget>(view);
        return drawer().isVisible() && drawer().isAncestorOf(&widget) && widget.isVisible();
    }
    QRect placeOf(const QWidget& widget) const {
        return {widget.mapTo(rig_->window.get(), QPoint(0, 0)), widget.size()};
    }
    const RunSetup& setup() { return *rig_->window->findChild<RunSetup*>(); }

    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<WindowRig> rig_;
};

} // namespace test_window_side

QTEST_MAIN(test_window_side::TestWindowSide)
#include "test_window_side.moc"
