// SPDX-License-Identifier: GPL-3.0-or-later
// What the window saves between starts, and that a broken file does no harm.
#include "tests/ui/window_rig.h"

#include "ui/theme/appearance.h"

#include <QApplication>
#include <QDockWidget>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QStandardPaths>
#include <QTextEdit>

using namespace interleave;
using namespace interleave::rig;

namespace test_window_settings {

class TestWindowSettings : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void init() { folder_ = std::make_unique<QTemporaryDir>(); }
    void cleanup() { apply_look(Look::system); }

    void theNextStartRestoresTheLastState() {
        {
            WindowRig rig(file());
            rig.choose("cpu-bound");
            rig.set("parameter.workers", 3);
            rig.set("seed", 77);
            rig.set("backend", QStringLiteral("processes"));
            rig.choose("lock-contention");
            rig.set("parameter.rounds", 123);
            rig.find<QDockWidget>("dockLesson").hide();
            rig.window->resize(1100, 650);
            rig.window->close();
        }
        WindowRig rig(file());
        QCOMPARE(rig.find<ScenarioList>("scenarioList").current()->name, std::string("lock-contention"));
        QCOMPARE(rig.get("parameter.rounds").toInt(), 123);
        QCOMPARE(rig.get("seed").toInt(), 77);
        QVERIFY(!rig.find<QDockWidget>("dockLesson").isVisible());
        rig.choose("cpu-bound");
        QCOMPARE(rig.get("parameter.workers").toInt(), 3);
        QCOMPARE(rig.get("backend").toString(), QStringLiteral("processes"));
    }

    void aBrokenFileMeansTheDefaults_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("random bytes") << QByteArray("\x00\xff\x01[[[=%%\n\x80\x81=@Rect(\n", 20);
        QTest::newRow("wrong types") << QByteArray(
            "[window]\ngeometry=@Size(1 2)\ndocks=abc\nlook=@Invalid()\n"
            "[run]\nseed=many\nswitch-records=@Rect(1 2 3 4)\n"
            "[scenario]\nlast=no-such-scenario\n"
            "hello-thread\\parameters=\"{\\\"work\\\":\\\"-5e99\\\"}\"\n"
            "hello-thread\\backend=quantum\n"
            "[export]\nsize=huge\nscale=-1\ntheme=7\n");
        QTest::newRow("docks cut short") << QByteArray(
            "[window]\ndocks=\"@ByteArray(\\0\\0\\0\\xff\\0\\0\\0\\x1\\xfd\\0\\0\\0\\x3\\0\\0)\"\n");
        QTest::newRow("a folder's worth of zeros") << QByteArray(100'000, '\0');
    }
    void aBrokenFileMeansTheDefaults() {
        QFETCH(QByteArray, bytes);
        QFile broken(file());
        QVERIFY(broken.open(QIODevice::WriteOnly));
        broken.write(bytes);
        broken.close();
        WindowRig rig(file());
        QVERIFY(rig.find<ScenarioList>("scenarioList").current() != nullptr);
        QVERIFY(rig.get("seed").toInt() >= 0);
        QVERIFY(rig.find<QDockWidget>("dockScenarios").isVisible());
        QVERIFY(rig.timeline().isVisible());
        rig.choose("hello-thread");
        QCOMPARE(rig.get("parameter.work").toDouble(), 200.0);
    }

    void aFileThatCannotBeWrittenIsNoError() {
        WindowRig rig(QStringLiteral("/proc/interleave/settings.ini"));
        rig.choose("hello-thread");
        QVERIFY(rig.window->close());
    }

    void lightAndDarkAreChosenInTheMenuAndKept() {
        {
            WindowRig rig(file());
            // The timeline is redrawn with its next replot.
            const auto lightness_of_timeline = [&] {
                const QImage picture = rig.timeline().grab().toImage();
                return picture.pixelColor(picture.width() / 2, picture.height() / 4).lightness();
            };
            rig.press("actionLookDark");
            QVERIFY(is_dark(QApplication::palette()));
            QTRY_VERIFY_WITH_TIMEOUT(lightness_of_timeline() < 60, timeout_ms);
            rig.press("actionLookLight");
            QVERIFY(!is_dark(QApplication::palette()));
            QTRY_VERIFY_WITH_TIMEOUT(lightness_of_timeline() > 200, timeout_ms);
            rig.press("actionLookDark");
            rig.window->close();
        }
        WindowSettings kept(file());
        QCOMPARE(kept.get(setting::look), QStringLiteral("dark"));
        WindowRig rig(file());
        QVERIFY(rig.find<QAction>("actionLookDark").isChecked());
    }

    void everyPartOfTheWindowTakesTheColoursOfALookChosenLater() {
        WindowRig rig(file());
        rig.choose("hello-thread");
        rig.press("actionRun");
        QTRY_VERIFY_WITH_TIMEOUT(rig.run() != nullptr && rig.isIdle(), timeout_ms);
        rig.banner().showMessage(Banner::Kind::problem, QStringLiteral("a message"));
        // A part that kept the colours of another look is light where most is dark, or the other way round.
        // The timeline is left out here, because bands of colour fill it.
        const auto odd_parts = [&](bool dark) {
            QStringList odd;
            for (QWidget* part : rig.window->findChildren<QWidget*>()) {
                const bool has_background =
                    part == &rig.banner() || qobject_cast<QTableView*>(part) ||
                    qobject_cast<QHeaderView*>(part) || qobject_cast<QTextEdit*>(part) ||
                    qobject_cast<QPlainTextEdit*>(part) || qobject_cast<QListView*>(part);
                const QImage picture = has_background ? part->grab().toImage() : QImage();
                if (picture.isNull())
                    continue; // it has no place in this window
                const QColor mean(picture.convertToFormat(QImage::Format_RGB32)
                                      .scaled(1, 1, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
                                      .pixel(0, 0));
                if ((mean.lightness() < 128) != dark)
                    odd << part->objectName() + QLatin1Char(' ') +
                               QLatin1String(part->metaObject()->className());
            }
            return odd.join(QStringLiteral(", "));
        };
        for (const bool dark : {false, true, false, true}) {
            rig.press(dark ? "actionLookDark" : "actionLookLight");
            QTRY_COMPARE_WITH_TIMEOUT(odd_parts(dark), QString(), timeout_ms);
            const QLabel& words = rig.find<QLabel>("bannerWords");
            QCOMPARE(words.palette().color(QPalette::WindowText).lightness() > 128, dark);
        }
    }

    void closingInPresenterModeKeepsTheDocks() {
        {
            WindowRig rig(file());
            rig.press("actionPresenter");
            rig.window->close();
        }
        WindowRig rig(file());
        QVERIFY(rig.find<QDockWidget>("dockScenarios").isVisible());
        QVERIFY(!rig.find<QAction>("actionPresenter").isChecked());
    }

    void theTabKeyLeadsFromTheListThroughTheFieldsToTheTimeline() {
        WindowRig rig(file());
        QVERIFY(QTest::qWaitForWindowActive(rig.window.get()));
        rig.choose("lock-contention");
        QTRY_VERIFY(rig.find<QWidget>("parameter.workers").isVisible()); // a turn of the event loop later
        rig.find<QWidget>("scenarioView").setFocus();
        QStringList way;
        for (int i = 0; i < 5; ++i) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
            way.append(QApplication::focusWidget()->objectName());
        }
        QCOMPARE(way.mid(0, 4),
                 (QStringList{QStringLiteral("parameter.workers"), QStringLiteral("parameter.critical"),
                              QStringLiteral("parameter.outside"), QStringLiteral("parameter.rounds")}));
        QVERIFY(rig.timeline().isAncestorOf(QApplication::focusWidget()) || rig.timeline().hasFocus());
    }

    void theWholeLineAboutAWrongNumberIsSeenInASmallWindow() {
        WindowRig rig(file());
        rig.window->resize(960, 500);
        rig.choose("lock");
        rig.press("actionParameters"); // over the picture
        QTRY_VERIFY(rig.find<QWidget>("parameter.workers").isVisible());
        for (const char* field : {"parameter.workers", "parameter.rounds", "parameter.inside"}) {
            rig.find<QWidget>(field).findChild<QLineEdit*>()->setText(QStringLiteral("1,5 of many"));
            QCoreApplication::processEvents();
            const QString line = QString::fromLatin1(field).replace(QStringLiteral("parameter."),
                                                                    QStringLiteral("parameterProblem."));
            auto& words = rig.find<QLabel>(qPrintable(line));
            QTRY_VERIFY(words.isVisible());
            QTRY_VERIFY2(words.height() >= words.heightForWidth(words.width()),
                         qPrintable(QString::number(words.height())));
        }
    }

    void everythingHasANameAndAToolTip() {
        WindowRig rig(file());
        QStringList nameless;
        for (const QAction* action : rig.window->findChildren<QAction*>())
            if (action->objectName().startsWith(QLatin1String("action")) && action->toolTip().isEmpty())
                nameless.append(action->objectName());
        for (const QDockWidget* dock : rig.window->findChildren<QDockWidget*>()) {
            if (dock->objectName().isEmpty() || dock->widget()->accessibleName().isEmpty() ||
                dock->widget()->toolTip().isEmpty())
                nameless.append(dock->windowTitle());
        }
        for (const char* name : {"backend", "seed", "scenarioSearch", "scenarioView"})
            if (rig.find<QWidget>(name).accessibleName().isEmpty() ||
                rig.find<QWidget>(name).toolTip().isEmpty())
                nameless.append(QLatin1String(name));
        QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(QLatin1Char(' '))));
    }

private:
    QString file() const { return folder_->filePath(QStringLiteral("settings.ini")); }

    std::unique_ptr<QTemporaryDir> folder_;
};

} // namespace test_window_settings

QTEST_MAIN(test_window_settings::TestWindowSettings)
#include "test_window_settings.moc"
