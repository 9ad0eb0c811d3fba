// SPDX-License-Identifier: GPL-3.0-or-later
// The presenter mode: the whole screen, large letters, the lesson's steps by keyboard, and the window as it
// was afterwards.
#include "tests/ui/window_rig.h"

#include "ui/rows/timeline_frame.h"
#include "ui/run/shown_run.h"
#include "ui/theme/appearance.h"
#include "ui/theme/theme.h"
#include "ui/window/presenter_screen.h"

#include <QDockWidget>
#include <QFocusEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenuBar>
#include <QStandardPaths>
#include <QStatusBar>

using namespace interleave;
using namespace interleave::rig;

namespace test_window_presenter {

constexpr int least_letters = 18;

/// A window whose presenter mode is on.
struct PresenterRig {
    explicit PresenterRig(WindowRig& window, const QSize& size = QSize(1280, 720)) : rig(window) {
        rig.press("actionPresenter");
        screen = rig.window->findChild<PresenterScreen*>();
        if (screen == nullptr)
            qFatal("no presenter");
        resize(size);
    }
    /// The screen of a test is not large, so the size of a projector is asked for.
    void resize(const QSize& size) const {
        screen->setWindowState(Qt::WindowNoState);
        screen->resize(size);
        QCoreApplication::processEvents();
    }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const {
        QWidget* focus = screen->focusWidget();
        QTest::keyClick(focus != nullptr ? focus : screen, key, modifiers);
    }
    QLabel& label(const char* name) const { return *screen->findChild<QLabel*>(QLatin1String(name)); }
    QString title() const { return label("presenterTitle").text(); }
    QString step() const { return label("presenterStepNumber").text(); }
    QWidget& search() const { return *screen->findChild<QWidget*>(QStringLiteral("presenterSearch")); }
    bool showsPicture() const { return rig.timeline().isVisible() && rig.timeline().window() == screen; }

    WindowRig& rig;
    PresenterScreen* screen;
};

/// All places and sizes that the user sees.
QList<QRect> layout_of(WindowRig& rig) {
    QList<QRect> places{rig.window->geometry(), rig.window->centralWidget()->geometry(),
                        QRect(rig.timeline().mapTo(rig.window.get(), QPoint()), rig.timeline().size())};
    for (const QDockWidget* dock : rig.window->findChildren<QDockWidget*>())
        places.append(dock->isVisible() ? dock->geometry() : QRect());
    return places;
}

class TestWindowPresenter : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        folder_ = std::make_unique<QTemporaryDir>();
    }
    void init() {
        rig_ = std::make_unique<WindowRig>(folder_->filePath(QStringLiteral("settings.ini")));
        rig_->choose("lock-contention");
        rig_->set("parameter.rounds", 20);
    }
    void cleanup() {
        rig_.reset();
        apply_look(Look::system);
    }

    void itFillsTheScreenAndShowsNothingOfTheMachinery() {
        PresenterRig presenter(*rig_);
        QVERIFY(presenter.screen->isVisible());
        QVERIFY(presenter.screen->isWindow());
        for (const char* name : {"dockLesson", "dockStatistics", "runToolBar", "overview", "banner"})
            QVERIFY2(presenter.screen->findChild<QWidget*>(QLatin1String(name)) == nullptr, name);
        QVERIFY(presenter.screen->findChildren<QMenuBar*>().isEmpty());
        QVERIFY(presenter.screen->findChildren<QStatusBar*>().isEmpty());
        rig_->press("actionPresenter");
        PresenterRig again(*rig_);
        rig_->press("actionPresenter");
        rig_->press("actionPresenter");
        auto* fresh = rig_->window->findChildren<PresenterScreen*>().last();
        QVERIFY2(fresh->isFullScreen(), "it is full screen by itself");
    }

    void whatIsShownIsSaid() {
        PresenterRig presenter(*rig_);
        QCOMPARE(presenter.title(), QStringLiteral("Lock contention"));
        QCOMPARE(presenter.label("presenterConditions").text(), QStringLiteral("3 threads · rounds 20"));
        QVERIFY2(!presenter.showsPicture(), "nothing has run yet");
        QVERIFY(presenter.label("presenterAbout").isVisible());
        run(presenter);
        QVERIFY(presenter.showsPicture());
        QVERIFY(presenter.label("presenterResult").text().startsWith(QStringLiteral("finished after")));
    }

    void noLetterIsSmall_data() {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<int>("title");
        QTest::newRow("720p") << QSize(1280, 720) << 31;
        QTest::newRow("1080p") << QSize(1920, 1080) << 44;
        QTest::newRow("as small as can be") << QSize(960, 540) << 31;
        QTest::newRow("4K") << QSize(3840, 2160) << 88;
    }
    void noLetterIsSmall() {
        QFETCH(QSize, size);
        QFETCH(int, title);
        PresenterRig presenter(*rig_, size);
        run(presenter);
        QCOMPARE(presenter.screen->size(), size);
        QCOMPARE(presenter.label("presenterTitle").font().pixelSize(), title);
        for (const QLabel* label : presenter.screen->findChildren<QLabel*>())
            QVERIFY2(label->font().pixelSize() >= least_letters, qPrintable(label->objectName()));
        QVERIFY(QFontInfo(rig_->timeline().font()).pixelSize() >= least_letters);
        QVERIFY2(rig_->timeline().height() > size.height() / 4, "the picture has room");
        const QWidget& card = *presenter.label("presenterStep").parentWidget();
        QVERIFY2(card.height() >= card.heightForWidth(card.width()), "the question is whole");
        QVERIFY(presenter.screen->rect().contains(card.geometry()));
        QVERIFY(rig_->timeline().layoutOfRows().row_height() >= 30);
        QVERIFY(rig_->timeline().layoutOfRows().row_height() <= 130 * size.height() / 720);
    }

    void pageDownGoesThroughTheLessonAndThenTheCourse() {
        PresenterRig presenter(*rig_);
        QVERIFY(presenter.step().startsWith(QStringLiteral("1 of 6")));
        QVERIFY(
            presenter.label("presenterStep").text().contains(QStringLiteral("How long does it all take")));
        presenter.key(Qt::Key_PageDown);
        QVERIFY(presenter.step().startsWith(QStringLiteral("2 of 6")));
        QVERIFY(presenter.label("presenterStep").text().contains(QStringLiteral("Why do you think so?")));
        presenter.key(Qt::Key_PageUp);
        QVERIFY(presenter.step().startsWith(QStringLiteral("1 of 6")));
        for (int i = 0; i < 5; ++i)
            presenter.key(Qt::Key_PageDown);
        QCOMPARE(presenter.step(), QStringLiteral("6 of 6"));
        QCOMPARE(presenter.title(), QStringLiteral("Lock contention"));
        presenter.key(Qt::Key_PageDown);
        QVERIFY(presenter.title() != QStringLiteral("Lock contention"));
        QVERIFY(presenter.step().startsWith(QStringLiteral("1 of ")));
        presenter.key(Qt::Key_PageUp);
        QCOMPARE(presenter.title(), QStringLiteral("Lock contention"));
        QCOMPARE(presenter.step(), QStringLiteral("6 of 6"));
    }

    /// On a projector many rows have no room at once.
    void aStepBringsTheRowIntoViewOfWhichItSpeaks() {
        rig_->set("parameter.workers", 12);
        PresenterRig presenter(*rig_);
        run(presenter);
        QTRY_VERIFY(rig_->window->findChild<ShownRun*>()->report() != nullptr);
        const auto is_in_view = [&](const QString& name) {
            const TimelineView& timeline = rig_->timeline();
            const TimelineLayout& layout = timeline.layoutOfRows();
            for (std::size_t row = 0; row < timeline.rows().size(); ++row)
                if (row_name(rig_->run()->trace(), timeline.rows()[row]) == name)
                    return layout.plot().contains(layout.stripe(row).center());
            return false;
        };
        QVERIFY(rig_->navigation().pointedOut().empty()); // by a question
        QVERIFY2(is_in_view("worker 1") && !is_in_view("the lock"), "there are more rows than fit");
        presenter.key(Qt::Key_PageDown);
        presenter.key(Qt::Key_PageDown); // "The lane of the lock …"
        QVERIFY(presenter.step().startsWith(QStringLiteral("3 of 6")));
        QVERIFY(!rig_->navigation().pointedOut().objects.empty());
        QTRY_VERIFY(is_in_view("the lock"));
        presenter.key(Qt::Key_PageUp);
        QVERIFY(rig_->navigation().pointedOut().empty());
        presenter.key(Qt::Key_PageDown);
        presenter.key(Qt::Key_Escape);
        QVERIFY2(rig_->navigation().pointedOut().empty(), "the window was not asked to point");
    }

    void theCourseHasTwoEnds() {
        rig_->choose("hello-thread");
        PresenterRig presenter(*rig_);
        presenter.key(Qt::Key_PageUp);
        QCOMPARE(presenter.title(), QStringLiteral("Hello, thread"));
        rig_->choose(all_scenarios().back()->name.c_str());
        const QString last = presenter.title();
        for (int i = 0; i < 20; ++i)
            presenter.key(Qt::Key_PageDown);
        QCOMPARE(presenter.title(), last);
    }

    void theKeysWorkWithThePictureInFocus() {
        PresenterRig presenter(*rig_);
        run(presenter);
        QCOMPARE(presenter.screen->focusWidget(), static_cast<QWidget*>(&rig_->timeline()));
        presenter.key(Qt::Key_PageDown);
        QVERIFY(presenter.step().startsWith(QStringLiteral("2 of 6")));
        const TimeRange before = rig_->navigation().visibleRange();
        presenter.key(Qt::Key_W);
        QTRY_VERIFY(rig_->navigation().visibleRange() != before);
        presenter.key(Qt::Key_F);
        QVERIFY(presenter.search().isVisible());
    }

    void noFrameIsDrawnRoundThePicture() {
        PresenterRig presenter(*rig_);
        presenter.screen->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(presenter.screen));
        presenter.key(Qt::Key_Space); // after a key the window marks what has the focus
        QTRY_VERIFY_WITH_TIMEOUT(presenter.showsPicture() && rig_->isIdle(), timeout_ms);
        QTRY_VERIFY(rig_->timeline().hasFocus());
        // A window manager gives the window the focus after the key that opened it.
        QFocusEvent activated(QEvent::FocusIn, Qt::ActiveWindowFocusReason);
        QCoreApplication::sendEvent(&rig_->timeline(), &activated);
        QCoreApplication::processEvents();
        const auto* frame = presenter.screen->findChild<QWidget*>(QStringLiteral("focusMark"));
        QVERIFY(frame == nullptr || !frame->isVisible());
    }

    void searchingIsSeenAndChooses() {
        PresenterRig presenter(*rig_);
        presenter.key(Qt::Key_F, Qt::ControlModifier);
        QVERIFY(presenter.search().isVisible());
        const QRect box = presenter.search().geometry();
        QVERIFY2(presenter.screen->rect().contains(box) &&
                     (box.center() - presenter.screen->rect().center()).manhattanLength() < 4,
                 "it is in the middle");
        auto& field = *presenter.screen->findChild<QLineEdit*>(QStringLiteral("presenterSearchField"));
        QVERIFY(field.hasFocus());
        QVERIFY(QFontInfo(field.font()).pixelSize() >= least_letters);
        QTest::keyClicks(&field, QStringLiteral("lock"));
        auto& found = *presenter.screen->findChild<QListWidget*>(QStringLiteral("presenterFound"));
        QCOMPARE(found.item(0)->text(), QStringLiteral("A lock"));
        presenter.key(Qt::Key_Down);
        presenter.key(Qt::Key_Up);
        presenter.key(Qt::Key_Return);
        QVERIFY(!presenter.search().isVisible());
        QCOMPARE(presenter.title(), QStringLiteral("A lock"));
        QCOMPARE(rig_->find<ScenarioList>("scenarioList").current()->name, std::string("lock"));
        presenter.key(Qt::Key_F);
        QTest::keyClicks(&field, QStringLiteral("xyzzy"));
        QVERIFY(found.count() == 0 && !found.isVisible());
        presenter.key(Qt::Key_Return);
        QVERIFY2(presenter.search().isVisible(), "nothing is found, so nothing is chosen");
        presenter.key(Qt::Key_Escape);
        QVERIFY(!presenter.search().isVisible());
        QVERIFY2(presenter.screen->isVisible(), "Esc has closed the box only");
        QCOMPARE(presenter.title(), QStringLiteral("A lock"));
    }

    void anotherScenariosPictureIsNotShown() {
        PresenterRig presenter(*rig_);
        run(presenter);
        rig_->choose("hello-thread");
        QVERIFY(!presenter.showsPicture());
        QCOMPARE(presenter.title(), QStringLiteral("Hello, thread"));
        QVERIFY(presenter.label("presenterResult").text().isEmpty());
        presenter.key(Qt::Key_Space);
        QTRY_VERIFY_WITH_TIMEOUT(presenter.showsPicture() && rig_->isIdle(), timeout_ms);
    }

    void aProblemIsSaid() {
        rig_->choose("two-locks");
        PresenterRig presenter(*rig_);
        QVERIFY(!presenter.label("presenterProblem").isVisible());
        QVERIFY(rig_->runUntil(Ended::deadlock));
        QTRY_VERIFY_WITH_TIMEOUT(presenter.label("presenterProblem").isVisible(), timeout_ms);
        QVERIFY(presenter.label("presenterProblem").text().contains(QStringLiteral("account A")));
        QVERIFY(presenter.label("presenterResult").text().startsWith(QStringLiteral("deadlock after")));
        presenter.key(Qt::Key_PageDown);
        rig_->choose("hello-thread");
        QVERIFY2(!presenter.label("presenterProblem").isVisible(), "it was the other one's");
    }

    void theThemeMayChangeMeanwhile() {
        PresenterRig presenter(*rig_);
        run(presenter);
        for (const bool dark : {true, false, true}) {
            rig_->press(dark ? "actionLookDark" : "actionLookLight");
            const Theme& theme = theme_of(dark ? ThemeName::dark : ThemeName::light);
            QTRY_COMPARE(presenter.screen->grab().toImage().pixelColor(3, 3), theme.background);
            const QWidget& card = *presenter.screen->findChild<QWidget*>(QStringLiteral("presenterCard"));
            const QPoint inside = card.geometry().bottomRight() - QPoint(4, 4);
            QCOMPARE(presenter.screen->grab().toImage().pixelColor(inside), theme.window);
            QVERIFY(presenter.showsPicture());
        }
    }

    void afterwardsTheWindowIsAsItWas_data() {
        QTest::addColumn<bool>("by_escape");
        QTest::newRow("by Esc") << true;
        QTest::newRow("by its key") << false;
    }
    void afterwardsTheWindowIsAsItWas() {
        QFETCH(bool, by_escape);
        rig_->window->resize(1280, 720);
        rig_->find<QDockWidget>("dockParameters").hide();
        run(*rig_);
        QCoreApplication::processEvents();
        const QList<QRect> before = layout_of(*rig_);
        const QByteArray docks = rig_->window->saveState();
        const QFont font = rig_->timeline().font();
        const double row_height = rig_->timeline().layoutOfRows().row_height();
        {
            PresenterRig presenter(*rig_, QSize(1920, 1080));
            presenter.key(Qt::Key_PageDown);
            presenter.resize(QSize(1280, 720));
            rig_->press("actionLookDark");
            if (by_escape)
                presenter.key(Qt::Key_Escape);
            else
                rig_->press("actionPresenter");
        }
        QVERIFY(!rig_->find<QAction>("actionPresenter").isChecked());
        QTRY_VERIFY(rig_->window->findChild<PresenterScreen*>() == nullptr);
        QCOMPARE(layout_of(*rig_), before);
        QCOMPARE(rig_->window->saveState(), docks);
        QCOMPARE(rig_->timeline().font(), font);
        QCOMPARE(rig_->timeline().layoutOfRows().row_height(), row_height);
        QCOMPARE(rig_->timeline().window(), static_cast<QWidget*>(rig_->window.get()));
    }

    void theWindowCanBeClosedWhilePresenting() {
        PresenterRig presenter(*rig_);
        run(presenter);
        rig_->press("actionQuit");
        QVERIFY(!rig_->window->isVisible());
        QVERIFY(!presenter.screen->isVisible());
    }

private:
    void run(PresenterRig& presenter) {
        presenter.rig.press("actionRun");
        QTRY_VERIFY_WITH_TIMEOUT(rig_->run() != nullptr && rig_->isIdle() && presenter.showsPicture(),
                                 timeout_ms);
    }
    void run(WindowRig& rig) {
        rig.press("actionRun");
        QTRY_VERIFY_WITH_TIMEOUT(rig.run() != nullptr && rig.isIdle(), timeout_ms);
    }

    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<WindowRig> rig_;
};

} // namespace test_window_presenter

QTEST_MAIN(test_window_presenter::TestWindowPresenter)
#include "test_window_presenter.moc"
