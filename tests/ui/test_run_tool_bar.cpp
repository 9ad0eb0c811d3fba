// SPDX-License-Identifier: GPL-3.0-or-later
// The tool bar: one filled button, the backends side by side, and nothing cut off in a small window.
#include "tests/ui/window_rig.h"

#include "ui/run/run_setup.h"
#include "ui/theme/appearance.h"
#include "ui/theme/button_colours.h"
#include "ui/window/backend_choice.h"
#include "ui/window/bar_button.h"

#include <QMenu>
#include <QRadioButton>
#include <QStandardPaths>
#include <QToolBar>

using namespace interleave;
using namespace interleave::rig;

namespace test_run_tool_bar {

constexpr const char* backends[] = {"threads", "gil", "processes"};

class TestRunToolBar : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void init() {
        folder_ = std::make_unique<QTemporaryDir>();
        rig_ = std::make_unique<WindowRig>(folder_->filePath(QStringLiteral("settings.ini")));
        QVERIFY(QTest::qWaitForWindowActive(rig_->window.get()));
        rig_->choose("cpu-bound");
    }
    void cleanup() {
        rig_.reset();
        apply_look(Look::system);
    }

    void everyStateOfAButtonCanBeRead_data() {
        QTest::addColumn<int>("theme");
        QTest::newRow("light") << static_cast<int>(ThemeName::light);
        QTest::newRow("dark") << static_cast<int>(ThemeName::dark);
    }
    void everyStateOfAButtonCanBeRead() {
        QFETCH(int, theme);
        const Theme& colours = theme_of(static_cast<ThemeName>(theme));
        for (int bits = 0; bits < 16; ++bits) {
            const ButtonState state{(bits & 1) == 0, (bits & 2) != 0, (bits & 4) != 0, (bits & 8) != 0};
            for (const ButtonColours& button :
                 {button_colours(colours, state), filled_button_colours(colours, state)})
                QVERIFY2(contrast(button.text, button.ground) >= 4.5,
                         qPrintable(QStringLiteral("%1: %2 on %3")
                                        .arg(bits)
                                        .arg(button.text.name(), button.ground.name())));
        }
        QVERIFY(contrast(filled_button_colours(colours, {}).ground, colours.window) >= 4.5);
        const auto ground = [&](bool hovered, bool pressed) {
            return filled_button_colours(colours, {true, hovered, pressed, false}).ground;
        };
        QVERIFY(ground(false, false) != ground(true, false));
        QVERIFY(ground(true, false) != ground(true, true));
    }

    void theButtonOfTheArrowsSaysWhetherThereAreAny() {
        auto& button = rig_->find<QToolButton>("actionArrowsButton");
        rig_->press("actionArrowsNone");
        QTRY_VERIFY(!button.isChecked());
        rig_->press("actionArrowsAll");
        QTRY_VERIFY(button.isChecked());
        rig_->find<QMenu>("menuArrows").menuAction()->trigger(); // as the key that opens the menu does
        QVERIFY(button.isChecked());
    }

    void runIsTheOnlyFilledButton_data() {
        QTest::addColumn<QString>("look");
        QTest::newRow("light") << QStringLiteral("actionLookLight");
        QTest::newRow("dark") << QStringLiteral("actionLookDark");
    }
    void runIsTheOnlyFilledButton() {
        QFETCH(QString, look);
        rig_->press(qPrintable(look));
        const QColor accent = theme_for(QApplication::palette()).accent;
        const auto filled = [&] {
            QStringList names;
            for (QWidget* control : bar().findChildren<QAbstractButton*>()) {
                if (!control->isVisible())
                    continue;
                // Between the border and the word nothing but the ground is drawn.
                const QColor ground = control->grab().toImage().pixelColor(5, control->height() / 2);
                if (ground == accent)
                    names << control->objectName();
            }
            return names;
        };
        QTRY_COMPARE(filled(), QStringList{QStringLiteral("actionRunButton")});
    }

    void everythingFitsWithoutAnExtension_data() {
        QTest::addColumn<int>("width");
        for (const int width : {1024, 1280, 1920})
            QTest::addRow("%d", width) << width;
    }
    void everythingFitsWithoutAnExtension() {
        QFETCH(int, width);
        rig_->window->resize(width, 720);
        QCOMPARE(rig_->window->width(), width);
        const auto* arrow = bar().findChild<QWidget*>(QStringLiteral("qt_toolbar_ext_button"));
        QTRY_VERIFY(arrow == nullptr || !arrow->isVisible());
        const auto& last = rig_->find<QWidget>("actionPresenterButton");
        QVERIFY(last.isVisible());
        QVERIFY(bar().rect().contains(QRect(last.mapTo(&bar(), QPoint(0, 0)), last.size())));
        for (const QWidget* control : bar().findChildren<BarButton*>()) {
            QCOMPARE(control->height(), control_height(bar()));
            QVERIFY2(control->width() >= control->sizeHint().width(), qPrintable(control->objectName()));
        }
        QCOMPARE(rig_->find<QWidget>("backend").height(), control_height(bar()));
        QCOMPARE(bar().height(), control_height(bar()) + 12);
    }

    void theWordOfRunKeepsItsWidth() {
        auto& button = rig_->find<BarButton>("actionRunButton");
        const int width = button.width();
        rig_->find<QAction>("actionRun").setText(QStringLiteral("&Run again"));
        QCOMPARE(button.sizeHint().width(), width);
    }

    void onlyTheBackendsOfTheScenarioCanBeChosen() {
        for (const Scenario* scenario : all_scenarios()) {
            rig_->choose(scenario->name.c_str());
            for (const char* name : backends) {
                const QRadioButton& choice = segment(name);
                const bool has = std::ranges::any_of(scenario->backends, [&](Backend backend) {
                    return name == std::string(name_of(backend));
                });
                QCOMPARE(choice.isEnabled(), has);
                QVERIFY(!choice.toolTip().isEmpty());
                QCOMPARE(choice.toolTip().contains(QStringLiteral("does not run")), !has);
            }
            const QString chosen = rig_->get("backend").toString();
            QVERIFY(segment(qPrintable(chosen)).isChecked() && segment(qPrintable(chosen)).isEnabled());
            QCOMPARE(setup().backendName(), chosen);
        }
        rig_->choose("hello-thread");
        QVERIFY2(segment("processes").toolTip().contains(QStringLiteral("with threads")),
                 qPrintable(segment("processes").toolTip()));
    }

    void eachScenarioKeepsItsBackend() {
        rig_->set("backend", QStringLiteral("processes"));
        rig_->choose("hello-thread");
        QCOMPARE(setup().backendName(), QStringLiteral("threads"));
        rig_->choose("cpu-bound");
        QCOMPARE(setup().backendName(), QStringLiteral("processes"));
        QVERIFY(segment("processes").isChecked());
    }

    void aClickChooses() {
        for (const char* name : {"processes", "gil", "threads"}) {
            QTest::mouseClick(&segment(name), Qt::LeftButton);
            QCOMPARE(setup().backendName(), QLatin1String(name));
            QCOMPARE(rig_->get("backend").toString(), QLatin1String(name));
        }
    }

    void itIsOneStopAndTheArrowKeysChoose() {
        rig_->find<QWidget>("actionStopButton").setEnabled(false);
        rig_->find<QWidget>("actionRunButton").setFocus(Qt::TabFocusReason);
        press(Qt::Key_Tab);
        QVERIFY(segment("threads").hasFocus());
        press(Qt::Key_Right);
        QVERIFY(segment("gil").hasFocus() && segment("gil").isChecked());
        press(Qt::Key_Right);
        QCOMPARE(setup().backendName(), QStringLiteral("processes"));
        press(Qt::Key_Left);
        QCOMPARE(setup().backendName(), QStringLiteral("gil"));
        auto* mark = rig_->window->findChild<QWidget*>(QStringLiteral("focusMark"));
        QTRY_COMPARE(mark->geometry().topLeft(), segment("gil").mapTo(rig_->window.get(), QPoint(0, 0)));
        press(Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), &rig_->find<QWidget>("seed"));
        press(Qt::Key_Tab, Qt::ShiftModifier);
        QVERIFY2(segment("gil").hasFocus(), "back to the chosen one");
    }

    void theArrowKeysPassWhatCannotBeChosen() {
        const auto found = std::ranges::find_if(all_scenarios(), [](const Scenario* scenario) {
            return scenario->backends == std::vector{Backend::threads, Backend::processes};
        });
        QVERIFY(found != all_scenarios().end());
        rig_->choose((*found)->name.c_str());
        segment("threads").setFocus(Qt::TabFocusReason);
        press(Qt::Key_Right);
        QCOMPARE(setup().backendName(), QStringLiteral("processes"));
    }

private:
    QToolBar& bar() { return rig_->find<QToolBar>("runToolBar"); }
    QRadioButton& segment(const char* name) {
        return rig_->find<QRadioButton>(qPrintable(QStringLiteral("backend.") + QLatin1String(name)));
    }
    const RunSetup& setup() { return *rig_->window->findChild<RunSetup*>(); }
    static void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
        QTest::keyClick(QApplication::focusWidget(), key, modifiers);
    }

    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<WindowRig> rig_;
};

} // namespace test_run_tool_bar

QTEST_MAIN(test_run_tool_bar::TestRunToolBar)
#include "test_run_tool_bar.moc"
