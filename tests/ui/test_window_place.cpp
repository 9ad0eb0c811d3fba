// SPDX-License-Identifier: GPL-3.0-or-later
// The window's place: it fits its screen at the first start, and also after it was saved on a larger one.
#include "tests/ui/window_rig.h"
#include "ui/window/window_place.h"

#include <QLayout>
#include <QScreen>

using namespace interleave;
using namespace interleave::rig;

namespace test_window_place {

class TestWindowPlace : public QObject {
    Q_OBJECT

private slots:
    void theFirstPlaceFitsTheScreen_data() {
        QTest::addColumn<QRect>("room");
        QTest::addColumn<QRect>("place");
        QTest::newRow("a large screen") << QRect(0, 0, 2560, 1440) << QRect(256, 144, 2048, 1152);
        QTest::newRow("beside a panel") << QRect(0, 40, 1920, 1040) << QRect(192, 144, 1536, 832);
        QTest::newRow("a small screen") << QRect(0, 0, 1280, 720) << QRect(128, 40, 1024, 640);
        QTest::newRow("a very small one") << QRect(0, 0, 1024, 600) << QRect(0, 0, 1024, 600);
        QTest::newRow("a projector at 200 %") << QRect(0, 0, 960, 540) << QRect(0, 0, 960, 540);
        QTest::newRow("the second screen") << QRect(1920, 0, 1280, 800) << QRect(2048, 80, 1024, 640);
    }
    void theFirstPlaceFitsTheScreen() {
        QFETCH(QRect, room);
        QFETCH(QRect, place);
        QCOMPARE(first_place(room, {1024, 640}), place);
    }

    void aPlaceIsMovedAndShrunkIntoTheRoom() {
        const QRect room(0, 0, 1280, 720);
        QCOMPARE(place_within(room, {100, 50, 800, 600}, {0, 0}), QRect(100, 50, 800, 600));
        QCOMPARE(place_within(room, {900, 500, 800, 600}, {0, 0}), QRect(480, 120, 800, 600));
        QCOMPARE(place_within(room, {-300, -20, 800, 600}, {2, 22}), QRect(0, 0, 800, 600));
        QCOMPARE(place_within(room, {0, 0, 3000, 2000}, {2, 22}), QRect(0, 0, 1278, 698));
    }

    void aWindowOfALargerScreenComesBackWithinThisOne() {
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("settings.ini"));
        {
            WindowRig rig(file);
            rig.window->setGeometry(200, 100, 3000, 2000);
            rig.window->close();
        }
        WindowSettings settings(file);
        FilePromptAnswer answer;
        MainWindow window(all_scenarios(), settings, answer.prompt());
        isOnItsScreen(window);
    }

    void theFirstWindowIsOnTheScreen() {
        const QTemporaryDir folder;
        WindowSettings settings(folder.filePath(QStringLiteral("settings.ini")));
        FilePromptAnswer answer;
        MainWindow window(all_scenarios(), settings, answer.prompt());
        isOnItsScreen(window);
        QVERIFY2(window.width() <= 1024, qPrintable(QString::number(window.width()))); // as it asks for
    }

private:
    static void isOnItsScreen(const MainWindow& window) {
        const QRect room = window.screen()->availableGeometry();
        const QSize least = window.minimumSize().expandedTo(window.layout()->totalMinimumSize());
        const QSize most = room.size().expandedTo(least); // the platform of tests has a small screen
        QVERIFY2(window.width() <= most.width() && window.height() <= most.height(),
                 qPrintable(QStringLiteral("%1 × %2, at least %3 × %4")
                                .arg(window.width())
                                .arg(window.height())
                                .arg(least.width())
                                .arg(least.height())));
        QVERIFY(room.contains(window.pos()));
    }
};

} // namespace test_window_place

QTEST_MAIN(test_window_place::TestWindowPlace)
#include "test_window_place.moc"
